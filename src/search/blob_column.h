// BlobColumn: bytes of any length for each row of a segment, one after another in one piece of
// memory. Costs nothing while all rows are empty. What rows leave behind is swept when it is more
// than half.
#pragma once

#include <span>

#include "search/number_column.h"

namespace planstead::search {

class BlobColumn {
 public:
  /// Makes an empty row; later ones move up.
  void insert(std::size_t row) { offsets_.insert(row); }
  void set(std::size_t row, std::span<const std::uint8_t> bytes);
  std::span<const std::uint8_t> at(std::size_t row) const {
    const std::int64_t offset = offsets_.raw_at(row);
    if (offset == no_number) return {};
    const std::uint8_t* begin = arena_.data() + offset;
    const std::uint64_t size = get_varint(begin);
    return {begin, static_cast<std::size_t>(size)};
  }
  std::size_t rows() const { return offsets_.rows(); }
  bool is_empty(std::size_t row) const { return offsets_.raw_at(row) == no_number; }
  /// Keeps the empty rows.
  void keep_empty(Bits& rows) const { offsets_.keep_missing(rows); }
  /// No more rows will come: gives back what growing kept in hand.
  void seal();
  std::size_t memory() const { return arena_.capacity() + offsets_.memory(); }

 private:
  std::size_t stored_size(std::size_t row) const;
  void append(std::size_t row, std::span<const std::uint8_t> bytes);
  void sweep();

  NumberColumn offsets_{false};  ///< where a row's bytes begin; an empty row has no number
  Bytes arena_;                  ///< length, bytes, length, bytes …
  std::size_t garbage_ = 0;
};

}  // namespace planstead::search
