// NumberColumn: one number a row of a segment, in as few bytes as its values need, none at all
// while all rows are empty or, in a full segment, all alike. References stand compacted.
#pragma once

#include <cstring>

#include "search/bits.h"
#include "search/packing.h"
#include "search/varint.h"

namespace planstead::search {

class NumberColumn {
 public:
  explicit NumberColumn(bool refs) : refs_(refs) {}

  /// Makes an empty row; later ones move up.
  void insert(std::size_t row);
  void set(std::size_t row, std::int64_t number);
  std::int64_t at(std::size_t row) const {
    const std::int64_t raw = raw_at(row);
    return refs_ && raw != no_number ? packed_of(raw) : raw;
  }
  /// As the column holds it: references compacted. no_number for an empty row.
  std::int64_t raw_at(std::size_t row) const {
    switch (width_) {
      case 0:
        return constant_;
      case 1:
        return decode(load<std::uint8_t>(row));
      case 2:
        return decode(load<std::uint16_t>(row));
      case 4:
        return decode(load<std::uint32_t>(row));
      default:
        return load<std::int64_t>(row);
    }
  }
  bool refs() const { return refs_; }

  /// Keeps the rows whose raw number passes the test (no_number for empty ones).
  template <class Test>
  void keep(Bits& rows, Test test) const {
    switch (width_) {
      case 0:
        return test(constant_) ? void() : rows.clear();
      case 1:
        return rows.keep([&](std::size_t row) { return test(decode(load<std::uint8_t>(row))); });
      case 2:
        return rows.keep([&](std::size_t row) { return test(decode(load<std::uint16_t>(row))); });
      case 4:
        return rows.keep([&](std::size_t row) { return test(decode(load<std::uint32_t>(row))); });
      default:
        return rows.keep([&](std::size_t row) { return test(load<std::int64_t>(row)); });
    }
  }
  /// Keeps the rows with this raw number: the commonest question, asked of whole words of rows at
  /// once.
  void keep_equal(Bits& rows, std::int64_t raw) const;
  /// Keeps the empty rows.
  void keep_missing(Bits& rows) const;
  /// No number was ever below or above these; `lowest` is above `highest` while all rows are empty.
  std::int64_t lowest() const { return lowest_; }
  std::int64_t highest() const { return highest_; }
  /// Could some row hold this raw number? False only where none ever did.
  bool may_hold(std::int64_t raw) const { return raw >= lowest_ && raw <= highest_; }

  std::size_t rows() const { return rows_; }
  /// No more rows will come: gives back what is not needed.
  void seal();
  std::size_t memory() const { return bytes_.capacity(); }

 private:
  template <class Code>
  Code load(std::size_t row) const {
    Code code;
    std::memcpy(&code, bytes_.data() + row * sizeof(Code), sizeof(Code));
    return code;
  }
  template <class Code>
  std::int64_t decode(Code code) const {
    return code == 0 ? no_number : base_ + (static_cast<std::int64_t>(code) - 1);
  }
  template <class Code>
  void keep_code(Bits& rows, Code code) const;
  bool fits(std::int64_t raw) const;
  void widen(std::int64_t raw);
  void store(std::size_t row, std::int64_t raw);

  Bytes bytes_;
  std::int64_t base_ =
      0;  ///< raw number of code 1; code 0 is empty. Eight bytes hold the raw number itself
  std::int64_t lowest_ = INT64_MAX, highest_ = INT64_MIN;
  std::int64_t constant_ = no_number;  ///< the raw number of all rows while they take no bytes
  std::uint32_t rows_ = 0;
  std::uint8_t width_ = 0;  ///< bytes for each row
  bool refs_;
};

}  // namespace planstead::search
