// CustomColumn: custom values of a segment's rows, and which rows may hold a field.
#pragma once

#include "schema/value.h"
#include "search/blob_column.h"
#include "search/custom_values.h"
#include "search/slices.h"

namespace planstead::search {

class CustomColumn {
 public:
  CustomColumn() : holders_(slice_count) {}

  void insert(std::size_t row) {
    if (row < values_.rows()) holders_.insert(row);
    values_.insert(row);
  }
  void set(std::size_t row, std::span<const schema::CustomValue> values, TextBook& book) {
    if (values.empty() && values_.is_empty(row)) return;
    Bytes bytes;
    append_custom(values, book, bytes);
    if (!values_.is_empty(row)) holders_.reset(row);
    values_.set(row, bytes);
    for (const schema::CustomValue& value : values)
      if (!counts_as_empty(value.value)) holders_.set(slice_of(value.field), row);
  }
  /// Takes over the bytes of a row of another segment.
  void copy(std::size_t row, const CustomColumn& other, std::size_t other_row) {
    values_.set(row, other.values_.at(other_row));
    for (std::size_t slice = 0; slice < slice_count; ++slice)
      if (other.holders_[slice].test(other_row)) holders_.set(slice, row);
  }
  /// Keeps the rows that hold the field and whose value passes the test.
  template <class Test>
  void keep(Bits& rows, std::int64_t field, Test test) const {
    rows &= holders_[slice_of(field)];
    rows.keep([&](std::size_t row) {
      CustomItem item;
      return find_custom(values_.at(row), field, item) && test(item);
    });
  }
  void seal() {
    values_.seal();
    holders_.seal();
  }
  std::size_t memory() const { return values_.memory() + holders_.memory(); }

 private:
  static constexpr std::size_t slice_count = 256;
  static std::size_t slice_of(std::int64_t field) {
    return (static_cast<std::uint64_t>(field) * 0x9e3779b97f4a7c15ULL) >> 56;
  }
  BlobColumn values_;
  Slices holders_;  ///< by a hash of the field: rows of other fields in the same slice are sorted
                    ///< out by reading
};

}  // namespace planstead::search
