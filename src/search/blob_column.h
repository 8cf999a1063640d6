// BlobColumn: bytes of any length for each row of a segment, one after another in one piece of
// memory. What rows leave behind is swept when it is more than half.
#pragma once

#include <span>

#include "search/varint.h"

namespace planstead::search {

class BlobColumn {
 public:
  /// Makes an empty row; later ones move up.
  void insert(std::size_t row) {
    offsets_.insert(offsets_.begin() + static_cast<std::ptrdiff_t>(row), 0);
  }
  void set(std::size_t row, std::span<const std::uint8_t> bytes);
  std::span<const std::uint8_t> at(std::size_t row) const {
    const std::uint32_t offset = offsets_[row];
    if (offset == 0) return {};
    const std::uint8_t* begin = arena_.data() + offset;
    const std::uint64_t size = get_varint(begin);
    return {begin, static_cast<std::size_t>(size)};
  }
  std::size_t rows() const { return offsets_.size(); }
  bool is_empty(std::size_t row) const { return offsets_[row] == 0; }
  /// No more rows will come: gives back what growing kept in hand.
  void seal();
  std::size_t memory() const {
    return arena_.capacity() + offsets_.capacity() * sizeof(std::uint32_t);
  }

 private:
  std::size_t stored_size(std::size_t row) const;
  void append(std::size_t row, std::span<const std::uint8_t> bytes);
  void sweep();

  std::vector<std::uint32_t> offsets_;  ///< 0: an empty row
  Bytes arena_;  ///< length, bytes, length, bytes …; the first byte is never used
  std::size_t garbage_ = 0;
};

}  // namespace planstead::search
