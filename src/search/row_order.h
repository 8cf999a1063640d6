// RowOrder: the live rows of an index in the order of one of its numbers, rows of one number by id.
#pragma once

#include "search/rows.h"

namespace planstead::search {

class RowOrder {
 public:
  explicit RowOrder(std::size_t number_place) : place_(number_place) {}

  std::size_t number_place() const { return place_; }
  /// Ordinals of rows, ascending; rows without a number stand in front.
  const std::vector<std::uint32_t>& rows() const { return rows_; }
  void build(const Rows& rows);
  /// Takes a row in that is written.
  void enter(const Rows& rows, std::uint32_t row);
  /// Lets a row go that still holds its number.
  void leave(const Rows& rows, std::uint32_t row);
  /// First position whose moment (twice the seconds …) is not before `utc` seconds.
  std::size_t position(const Rows& rows, std::int64_t utc) const;
  std::size_t memory() const { return rows_.capacity() * sizeof(std::uint32_t); }

 private:
  std::size_t find(const Rows& rows, std::uint32_t row) const;

  std::size_t place_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace planstead::search
