// Slices: a signature of some hundred bits for each row, stored by bit, so that one AND over a
// segment asks all its rows at once. A set bit means "maybe", a clear one "certainly not".
#pragma once

#include <vector>

#include "search/bits.h"

namespace planstead::search {

class Slices {
 public:
  explicit Slices(std::size_t count) : slices_(count) {}

  void insert(std::size_t row) {
    for (Bits& slice : slices_) slice.insert(row);
  }
  void set(std::size_t slice, std::size_t row) { slices_[slice].set(row); }
  void reset(std::size_t row) {
    for (Bits& slice : slices_) slice.reset(row);
  }
  const Bits& operator[](std::size_t slice) const { return slices_[slice]; }
  std::size_t memory() const { return slices_.capacity() * sizeof(Bits); }

 private:
  std::vector<Bits> slices_;
};

}  // namespace planstead::search
