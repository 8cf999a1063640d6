// Listing: the rows of a chain, judged one by one.
#include <algorithm>

#include "search/listing.h"

namespace planstead::search {

namespace {

constexpr std::size_t numbers_max = 8;
// Past this many rows, walking the chains is no better than asking whole segments.
constexpr std::size_t rows_max = 20000;

/// All rows with one of the numbers, ascending; nullopt when they are many.
std::optional<std::vector<std::uint32_t>> collect(const RowChains& chains, const Rows& rows,
                                                  const std::vector<std::int64_t>& numbers) {
  std::vector<std::uint32_t> found;
  for (const std::int64_t number : numbers) {
    const std::int64_t raw = rows.layout().refs[chains.number_place()] ? compact(number) : number;
    if (!chains.collect(rows, raw, rows_max, found)) return std::nullopt;
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

std::optional<Listing::Ordinals> Listing::chained(const Condition& condition) const {
  const auto& places = rows_.layout().number;
  std::optional<Ordinals> candidates;
  if (rows_.layout().grouped.empty()) return candidates;
  for (const Condition* part : conjuncts(condition)) {
    if (part->kind != Condition::Kind::in_set || part->numbers.size() > numbers_max) continue;
    const std::size_t place = part->column < places.size() ? places[part->column] : Layout::none;
    const RowChains* chains = place == Layout::none ? nullptr : sides_.chains(place);
    if (chains != nullptr && (candidates = collect(*chains, rows_, part->numbers))) break;
  }
  if (!candidates) return candidates;

  const Prepared prepared = prepare(condition, rows_, deadline_);
  Ordinals met;
  for (std::size_t i = 0; i < candidates->size();) {
    const std::size_t segment = (*candidates)[i] / segment_rows;
    Bits rows;
    for (; i < candidates->size() && (*candidates)[i] / segment_rows == segment; ++i)
      rows.set((*candidates)[i] % segment_rows);
    narrow(rows_, segment, prepared, rows, deadline_);
    rows.each([&](std::size_t row) { met.push_back(Rows::ordinal({segment, row})); });
  }
  return met;
}

Ids Listing::arrange(Ordinals found, Order order, std::size_t offset, std::size_t limit) const {
  if (order.column != 0) {
    const std::size_t place = Layout::place(rows_.layout().number, order.column);
    std::ranges::stable_sort(found, {},
                             [&](std::uint32_t row) { return rows_.raw_number(place, row); });
  }
  if (order.descending) std::ranges::reverse(found);
  Ids ids;
  for (std::size_t i = offset; i < found.size() && ids.size() < limit; ++i)
    ids.push_back(rows_.id(found[i]));
  return ids;
}

}  // namespace planstead::search
