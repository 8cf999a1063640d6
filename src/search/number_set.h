// NumberSet: "is this number one of these?", fast for one number and for a hundred thousand.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "search/index.h"

namespace planstead::search {

class NumberSet {
 public:
  NumberSet() = default;
  explicit NumberSet(std::vector<std::int64_t> numbers) : few_(std::move(numbers)) {
    if (few_.size() <= few_max) return;
    mask_ = std::bit_ceil(few_.size() * 2) - 1;
    table_.assign(mask_ + 1, no_number);
    for (const std::int64_t number : few_) insert(number);
    few_.clear();
  }

  bool contains(std::int64_t number) const {
    if (table_.empty()) {
      for (const std::int64_t one : few_)
        if (one == number) return true;
      return false;
    }
    for (std::size_t at = hash(number) & mask_; table_[at] != no_number; at = (at + 1) & mask_)
      if (table_[at] == number) return true;
    return false;
  }
  /// The numbers themselves while they are few; else nothing.
  const std::vector<std::int64_t>& few() const { return few_; }
  bool is_few() const { return table_.empty(); }
  bool is_single() const { return few_.size() == 1; }
  std::int64_t single() const { return few_.front(); }
  std::size_t memory() const {
    return (few_.capacity() + table_.capacity()) * sizeof(std::int64_t);
  }

 private:
  static constexpr std::size_t few_max = 8;
  static std::size_t hash(std::int64_t number) {
    return (static_cast<std::uint64_t>(number) * 0x9e3779b97f4a7c15ULL) >> 20;
  }
  void insert(std::int64_t number) {
    std::size_t at = hash(number) & mask_;
    while (table_[at] != no_number && table_[at] != number) at = (at + 1) & mask_;
    table_[at] = number;
  }

  std::vector<std::int64_t> few_;    ///< the numbers themselves, while they are few
  std::vector<std::int64_t> table_;  ///< else an open table, empty places hold no_number
  std::size_t mask_ = 0;
};

}  // namespace planstead::search
