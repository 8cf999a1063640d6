// IdColumn: finding an id.
#include "search/id_column.h"

#include <algorithm>

namespace planstead::search {

std::size_t IdColumn::lower_bound(std::int64_t id) const {
  if (size() == 0 || id <= front()) return 0;
  if (id > back()) return size();
  // Ids are whole and differ: a row cannot be further from either end than its id is.
  const auto from_front = static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(front());
  const auto from_back = static_cast<std::uint64_t>(back()) - static_cast<std::uint64_t>(id);
  const std::uint64_t last = size() - 1;
  std::uint64_t end = std::min(from_front, last) + 1;
  // Gaps push rows down, never up: between these two the first id not below lies.
  std::uint64_t begin = std::min(from_back > last ? 0 : last - from_back, end);
  while (begin < end) {
    const std::uint64_t middle = begin + (end - begin) / 2;
    if (ids_.raw_at(middle) < id)
      begin = middle + 1;
    else
      end = middle;
  }
  return begin;
}

void IdColumn::keep_between(Bits& rows, std::int64_t first, std::int64_t last) const {
  if (first > last) return rows.clear();
  const std::size_t begin = lower_bound(first);
  const std::size_t end = last == INT64_MAX ? size() : lower_bound(last + 1);
  rows.keep([&](std::size_t row) { return begin <= row && row < end; });
}

}  // namespace planstead::search
