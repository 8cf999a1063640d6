// RowOrder: a sorted list. New rows mostly come at its end.
#include "search/row_order.h"

#include <algorithm>

namespace planstead::search {

void RowOrder::build(const Rows& rows) {
  struct Item {
    std::int64_t number;
    std::uint32_t row;
    auto operator<=>(const Item&) const = default;
  };
  std::vector<Item> items;
  items.reserve(rows.live());
  for (std::size_t index = 0; index < rows.segments().size(); ++index)
    rows.segments()[index]->live.each([&](std::size_t row) {
      const std::uint32_t at = Rows::ordinal({index, row});
      items.push_back({rows.raw_number(place_, at), at});
    });
  std::ranges::sort(items);
  rows_.clear();
  rows_.reserve(items.size() + items.size() / 16);
  for (const Item& item : items) rows_.push_back(item.row);
}

/// Where the row stands or would stand.
std::size_t RowOrder::find(const Rows& rows, std::uint32_t row) const {
  const std::int64_t number = rows.raw_number(place_, row);
  const auto before = [&](std::uint32_t other, std::uint32_t) {
    const std::int64_t held = rows.raw_number(place_, other);
    return held != number ? held < number : other < row;
  };
  if (!rows_.empty() && before(rows_.back(), row)) return rows_.size();
  return static_cast<std::size_t>(std::ranges::lower_bound(rows_, row, before) - rows_.begin());
}

void RowOrder::enter(const Rows& rows, std::uint32_t row) {
  if (rows_.size() == rows_.capacity()) rows_.reserve(rows_.size() + rows_.size() / 16 + 64);
  rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(find(rows, row)), row);
}

void RowOrder::leave(const Rows& rows, std::uint32_t row) {
  rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(find(rows, row)));
}

std::size_t RowOrder::position(const Rows& rows, std::int64_t utc) const {
  const auto found = std::ranges::partition_point(rows_, [&](std::uint32_t row) {
    const std::int64_t number = rows.raw_number(place_, row);
    return number == no_number || number >> 1 < utc;
  });
  return static_cast<std::size_t>(found - rows_.begin());
}

}  // namespace planstead::search
