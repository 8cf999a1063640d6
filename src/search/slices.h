// Slices: a signature of some hundred bits for each row, stored by bit, so that one AND over a
// segment asks all its rows at once. A set bit means "maybe", a clear one "certainly not". Slices
// that no row ever used take no room.
#pragma once

#include <vector>

#include "search/bits.h"

namespace planstead::search {

class Slices {
 public:
  explicit Slices(std::size_t count) : places_(count, 0) {}

  void insert(std::size_t row) {
    for (Bits& slice : used_) slice.insert(row);
  }
  void set(std::size_t slice, std::size_t row) {
    if (places_[slice] == 0) {
      if (used_.size() == used_.capacity()) used_.reserve(used_.size() + used_.size() / 4 + 1);
      used_.emplace_back();
      places_[slice] = static_cast<std::uint16_t>(used_.size());
    }
    used_[places_[slice] - 1u].set(row);
  }
  void reset(std::size_t row) {
    for (Bits& slice : used_) slice.reset(row);
  }
  const Bits& operator[](std::size_t slice) const {
    static constexpr Bits unused;
    return places_[slice] == 0 ? unused : used_[places_[slice] - 1u];
  }
  void seal() { used_.shrink_to_fit(); }
  std::size_t memory() const {
    return used_.capacity() * sizeof(Bits) + places_.capacity() * sizeof(std::uint16_t);
  }

 private:
  std::vector<std::uint16_t> places_;  ///< by slice: its place among the used ones + 1, or 0
  std::vector<Bits> used_;
};

}  // namespace planstead::search
