// Bits: a set of rows of one segment. The unit in which conditions are evaluated. Knows no columns.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace planstead::search {

/// Rows that a segment holds at most.
inline constexpr std::size_t segment_rows = 4096;

struct Bits {
  static constexpr std::size_t word_count = segment_rows / 64;
  std::array<std::uint64_t, word_count> words{};

  bool test(std::size_t row) const { return (words[row / 64] >> (row % 64)) & 1; }
  void set(std::size_t row) { words[row / 64] |= std::uint64_t{1} << (row % 64); }
  void reset(std::size_t row) { words[row / 64] &= ~(std::uint64_t{1} << (row % 64)); }
  void clear() { words.fill(0); }

  bool any() const {
    for (const std::uint64_t word : words)
      if (word != 0) return true;
    return false;
  }
  std::size_t count() const {
    std::size_t sum = 0;
    for (const std::uint64_t word : words) sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
  }
  Bits& operator&=(const Bits& other) {
    for (std::size_t i = 0; i < word_count; ++i) words[i] &= other.words[i];
    return *this;
  }
  Bits& operator|=(const Bits& other) {
    for (std::size_t i = 0; i < word_count; ++i) words[i] |= other.words[i];
    return *this;
  }
  Bits& subtract(const Bits& other) {
    for (std::size_t i = 0; i < word_count; ++i) words[i] &= ~other.words[i];
    return *this;
  }

  /// Calls `visit(row)` for every row of the set, ascending.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < word_count; ++i)
      for (std::uint64_t rest = words[i]; rest != 0; rest &= rest - 1)
        visit(i * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
  }
  /// Keeps the rows of the set for which `test_row(row)` is true.
  template <class Test>
  void keep(Test test_row) {
    for (std::size_t i = 0; i < word_count; ++i) {
      std::uint64_t kept = 0;
      for (std::uint64_t rest = words[i]; rest != 0; rest &= rest - 1) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
        kept |= static_cast<std::uint64_t>(static_cast<bool>(test_row(i * 64 + bit))) << bit;
      }
      words[i] = kept;
    }
  }
  /// Makes room: rows from `row` on move up by one, the new row is not in the set. The last row
  /// falls out.
  void insert(std::size_t row) {
    const std::size_t first = row / 64;
    for (std::size_t i = word_count - 1; i > first; --i)
      words[i] = (words[i] << 1) | (words[i - 1] >> 63);
    const std::uint64_t below = (std::uint64_t{1} << (row % 64)) - 1;
    words[first] = (words[first] & below) | ((words[first] & ~below) << 1);
  }
};

}  // namespace planstead::search
