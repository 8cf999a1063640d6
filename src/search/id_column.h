// IdColumn: the ascending ids of a segment's rows, in as few bytes as they need.
#pragma once

#include "search/number_column.h"

namespace planstead::search {

class IdColumn {
 public:
  std::int64_t operator[](std::size_t row) const { return ids_.raw_at(row); }
  std::int64_t front() const { return ids_.raw_at(0); }
  std::int64_t back() const { return ids_.raw_at(size() - 1); }
  std::size_t size() const { return ids_.rows(); }
  void insert(std::size_t row, std::int64_t id) {
    ids_.insert(row);
    ids_.set(row, id);
  }
  /// First row whose id is not below `id`.
  std::size_t lower_bound(std::int64_t id) const;
  /// Keeps the rows whose id lies in first..last.
  void keep_between(Bits& rows, std::int64_t first, std::int64_t last) const;
  void seal() { ids_.seal(); }
  std::size_t memory() const { return ids_.memory(); }

 private:
  NumberColumn ids_{false};
};

}  // namespace planstead::search
