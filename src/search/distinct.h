// Distinct: collects the numbers of many rows without repeats. Small numbers, as compacted
// references are, cost a bit each.
#pragma once

#include <algorithm>
#include <bit>
#include <vector>

#include "search/packing.h"

namespace planstead::search {

class Distinct {
 public:
  /// `raw` as columns hold it.
  void add(std::int64_t raw) {
    if (raw < 0 || raw >= bits_max) return far_.push_back(raw);
    const auto word = static_cast<std::size_t>(raw >> 6);
    if (word >= words_.size()) words_.resize(std::bit_ceil(word + 1));
    words_[word] |= std::uint64_t{1} << (raw & 63);
  }
  /// Ascending; as packed references where `refs`.
  std::vector<std::int64_t> take(bool refs) {
    for (std::size_t word = 0; word < words_.size(); ++word)
      for (std::uint64_t rest = words_[word]; rest != 0; rest &= rest - 1)
        far_.push_back(static_cast<std::int64_t>(word * 64) + std::countr_zero(rest));
    if (refs) std::ranges::transform(far_, far_.begin(), packed_of);
    std::ranges::sort(far_);
    far_.erase(std::unique(far_.begin(), far_.end()), far_.end());
    return std::move(far_);
  }

 private:
  static constexpr std::int64_t bits_max = std::int64_t{1} << 28;
  std::vector<std::uint64_t> words_;
  std::vector<std::int64_t> far_;
};

}  // namespace planstead::search
