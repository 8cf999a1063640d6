// ListColumn: lists of references of a segment's rows, and which rows may hold one.
#pragma once

#include "search/blob_column.h"
#include "search/slices.h"

namespace planstead::search {

class ListColumn {
 public:
  ListColumn() : holders_(slice_count) {}

  void insert(std::size_t row) {
    if (row < lists_.rows()) holders_.insert(row);
    lists_.insert(row);
  }
  /// `bytes` holds compacted references as varints.
  void set(std::size_t row, std::span<const std::uint8_t> bytes) {
    if (!lists_.is_empty(row)) holders_.reset(row);
    lists_.set(row, bytes);
    for (const std::uint8_t *at = bytes.data(), *end = at + bytes.size(); at < end;)
      holders_.set(slice_of(static_cast<std::int64_t>(get_varint(at))), row);
  }
  std::span<const std::uint8_t> at(std::size_t row) const { return lists_.at(row); }
  bool is_empty(std::size_t row) const { return lists_.is_empty(row); }
  /// Rows that hold the compacted reference, and some that do not.
  const Bits& may_hold(std::int64_t compacted) const { return holders_[slice_of(compacted)]; }
  /// Keeps the rows some element of which passes the test.
  template <class Test>
  void keep(Bits& rows, Test test) const {
    rows.keep([&](std::size_t row) {
      const auto bytes = at(row);
      for (const std::uint8_t *next = bytes.data(), *end = next + bytes.size(); next < end;)
        if (test(static_cast<std::int64_t>(get_varint(next)))) return true;
      return false;
    });
  }
  void keep_empty(Bits& rows) const { lists_.keep_empty(rows); }
  void seal() {
    lists_.seal();
    holders_.seal();
  }
  std::size_t memory() const { return lists_.memory() + holders_.memory(); }

 private:
  static constexpr std::size_t slice_count = 32;
  static std::size_t slice_of(std::int64_t compacted) {
    return (static_cast<std::uint64_t>(compacted) * 0x9e3779b97f4a7c15ULL) >> 59;
  }
  BlobColumn lists_;
  Slices holders_;
};

}  // namespace planstead::search
