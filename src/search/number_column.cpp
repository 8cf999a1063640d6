// NumberColumn: choosing the width, and equality over words of rows.
#include "search/number_column.h"

#include <algorithm>

namespace planstead::search {

namespace {
/// Largest code of a width of one, two or four bytes.
std::uint64_t code_max(std::uint8_t width) { return (std::uint64_t{1} << (width * 8)) - 1; }

template <class Code>
void put_code(Bytes& bytes, std::size_t row, Code code) {
  std::memcpy(bytes.data() + row * sizeof(Code), &code, sizeof(Code));
}
}  // namespace

void NumberColumn::insert(std::size_t row) {
  if (width_ == 0 && constant_ != no_number) widen(constant_);
  ++rows_;
  if (width_ == 0) return;
  bytes_.insert(bytes_.begin() + static_cast<std::ptrdiff_t>(row * width_), width_, 0);
  if (width_ == 8) store(row, no_number);
}

void NumberColumn::set(std::size_t row, std::int64_t number) {
  const std::int64_t raw = refs_ && number != no_number ? compact(number) : number;
  if (width_ == 0 && raw == constant_) return;
  if (width_ == 0 && constant_ != no_number) widen(constant_);
  if (raw == no_number) return store(row, no_number);
  if (!fits(raw)) widen(raw);
  lowest_ = std::min(lowest_, raw);
  highest_ = std::max(highest_, raw);
  store(row, raw);
}

bool NumberColumn::fits(std::int64_t raw) const {
  if (width_ == 8) return true;
  if (width_ == 0) return false;
  if (highest_ < lowest_ || raw < base_) return false;
  return static_cast<std::uint64_t>(raw) - static_cast<std::uint64_t>(base_) < code_max(width_);
}

void NumberColumn::widen(std::int64_t raw) {
  std::vector<std::int64_t> all(rows_);
  for (std::size_t row = 0; row < rows_; ++row) all[row] = raw_at(row);

  const bool first = highest_ < lowest_;
  const std::int64_t low = std::min(lowest_, raw), high = std::max(highest_, raw);
  const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  std::int64_t begin = first ? low : std::min(base_, low);
  // Room below, or falling values would move the base with every row.
  if (!first && raw < base_ && span < code_max(4) && low > INT64_MIN / 2)
    begin = low - static_cast<std::int64_t>(span / 2);
  const std::uint64_t need = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(begin);
  std::uint8_t width = 1;
  while (width < 8 && need >= code_max(width)) width = static_cast<std::uint8_t>(width * 2);
  base_ = begin;
  width_ = width;
  bytes_.assign(rows_ * width_, 0);
  for (std::size_t row = 0; row < rows_; ++row) store(row, all[row]);
}

void NumberColumn::store(std::size_t row, std::int64_t raw) {
  if (width_ == 8) return put_code(bytes_, row, raw);
  const std::uint64_t code =
      raw == no_number ? 0
                       : static_cast<std::uint64_t>(raw) - static_cast<std::uint64_t>(base_) + 1;
  if (width_ == 1) return put_code(bytes_, row, static_cast<std::uint8_t>(code));
  if (width_ == 2) return put_code(bytes_, row, static_cast<std::uint16_t>(code));
  put_code(bytes_, row, static_cast<std::uint32_t>(code));
}

template <class Code>
void NumberColumn::keep_code(Bits& rows, Code code) const {
  const std::size_t size = bytes_.size() / sizeof(Code);
  for (std::size_t word = 0; word < Bits::word_count; ++word) {
    if (rows.words[word] == 0) continue;
    const std::size_t begin = word * 64, end = std::min(begin + 64, size);
    std::uint64_t equal = 0;
    for (std::size_t row = begin; row < end; ++row)
      equal |= static_cast<std::uint64_t>(load<Code>(row) == code) << (row - begin);
    rows.words[word] &= equal;
  }
}

void NumberColumn::keep_equal(Bits& rows, std::int64_t raw) const {
  if (!may_hold(raw)) return rows.clear();
  if (width_ == 0) return raw == constant_ ? void() : rows.clear();
  if (width_ == 8) return keep_code<std::int64_t>(rows, raw);
  // Between the lowest and the highest number every code exists.
  const std::uint64_t code =
      static_cast<std::uint64_t>(raw) - static_cast<std::uint64_t>(base_) + 1;
  if (width_ == 1) return keep_code(rows, static_cast<std::uint8_t>(code));
  if (width_ == 2) return keep_code(rows, static_cast<std::uint16_t>(code));
  keep_code(rows, static_cast<std::uint32_t>(code));
}

void NumberColumn::seal() {
  bool alike = width_ != 0 && rows_ != 0;
  for (std::size_t row = 1; alike && row < rows_; ++row) alike = raw_at(row) == raw_at(0);
  if (alike) {
    constant_ = raw_at(0);
    width_ = 0;
    bytes_.clear();
  }
  bytes_.shrink_to_fit();
}

void NumberColumn::keep_missing(Bits& rows) const {
  switch (width_) {
    case 0:
      return constant_ == no_number ? void() : rows.clear();
    case 1:
      return keep_code<std::uint8_t>(rows, 0);
    case 2:
      return keep_code<std::uint16_t>(rows, 0);
    case 4:
      return keep_code<std::uint32_t>(rows, 0);
    default:
      return keep_code<std::int64_t>(rows, no_number);
  }
}

}  // namespace planstead::search
