// BlobColumn: replacing in place, appending, sweeping.
#include "search/blob_column.h"

#include <algorithm>
#include <stdexcept>

namespace planstead::search {

std::size_t BlobColumn::stored_size(std::size_t row) const {
  const auto bytes = at(row);
  return is_empty(row) ? 0 : bytes.size() + varint_size(bytes.size());
}

void BlobColumn::set(std::size_t row, std::span<const std::uint8_t> bytes) {
  const std::size_t before = stored_size(row);
  const std::size_t needed = bytes.empty() ? 0 : bytes.size() + varint_size(bytes.size());
  if (needed == 0) {
    offsets_.set(row, no_number);
    garbage_ += before;
  } else if (needed <= before) {
    Bytes length;
    put_varint(length, bytes.size());
    const auto place = arena_.begin() + offsets_.raw_at(row);
    std::copy(bytes.begin(), bytes.end(), std::copy(length.begin(), length.end(), place));
    garbage_ += before - needed;
  } else {
    garbage_ += before;
    append(row, bytes);
  }
  if (garbage_ > 1024 && garbage_ > arena_.size() / 2) sweep();
}

void BlobColumn::append(std::size_t row, std::span<const std::uint8_t> bytes) {
  const std::size_t needed = arena_.size() + bytes.size() + 10;
  if (needed > UINT32_MAX) throw std::length_error("four gigabytes in one segment of the index");
  // Steps of an eighth: doubling would keep up to half of the memory in hand.
  if (needed > arena_.capacity())
    arena_.reserve(std::max(needed, arena_.size() + arena_.size() / 8));
  offsets_.set(row, static_cast<std::int64_t>(arena_.size()));
  put_varint(arena_, bytes.size());
  arena_.insert(arena_.end(), bytes.begin(), bytes.end());
}

void BlobColumn::sweep() {
  BlobColumn fresh;
  fresh.arena_.reserve(arena_.size() - garbage_ + 16);
  for (std::size_t row = 0; row < rows(); ++row) fresh.insert(row);
  for (std::size_t row = 0; row < rows(); ++row)
    if (!is_empty(row)) fresh.append(row, at(row));
  *this = std::move(fresh);
}

void BlobColumn::seal() {
  arena_.shrink_to_fit();
  offsets_.seal();
}

}  // namespace planstead::search
