// Narrowing by columns, and the joining of conditions.
#include "search/narrow.h"

#include <algorithm>

namespace planstead::search {

namespace {

using Kind = Condition::Kind;

void narrow_all(const Rows& all, std::size_t index, const Prepared& condition, Bits& rows,
                const base::Deadline& deadline) {
  for (const Prepared& child : condition.children) {
    if (!rows.any()) return;
    narrow(all, index, child, rows, deadline);
  }
}

void narrow_any(const Rows& all, std::size_t index, const Prepared& condition, Bits& rows,
                const base::Deadline& deadline) {
  Bits open = rows, met;
  for (const Prepared& child : condition.children) {
    if (!open.any()) break;
    Bits some = open;
    narrow(all, index, child, some, deadline);
    met |= some;
    open.subtract(some);
  }
  rows = met;
}

void narrow_ids(const Segment& segment, const std::vector<std::int64_t>& ids, Bits& rows) {
  Bits wanted;
  auto at = std::ranges::lower_bound(ids, segment.ids.front());
  for (; at != ids.end() && *at <= segment.ids.back(); ++at)
    if (const std::size_t row = segment.ids.lower_bound(*at); segment.ids[row] == *at)
      wanted.set(row);
  rows &= wanted;
}

void narrow_in_set(const NumberColumn& column, const NumberSet& numbers, Bits& rows) {
  if (numbers.is_single()) return column.keep_equal(rows, numbers.single());
  column.keep(rows, [&](std::int64_t raw) { return raw != no_number && numbers.contains(raw); });
}

void keep_present(const NumberColumn& column, Bits& rows) {
  Bits empty = rows;
  column.keep_missing(empty);
  rows.subtract(empty);
}

void narrow_between(const Segment& segment, const Prepared& condition, Bits& rows) {
  const std::int64_t lo = condition.lo, hi = condition.hi;
  if (condition.place == Layout::none) return segment.ids.keep_between(rows, lo, hi);
  segment.numbers[condition.place].keep(
      rows, [&](std::int64_t raw) { return raw != no_number && lo <= raw && raw <= hi; });
}

void narrow_birthday(const NumberColumn& column, const Prepared& condition, Bits& rows) {
  const std::int64_t lo = condition.lo, hi = condition.hi;
  column.keep(rows, [&](std::int64_t raw) {
    if (raw == no_number) return false;
    const base::CivilDate date = base::to_civil(base::day_of_utc(raw >> 1));
    const std::int64_t day = date.month * 100 + date.day;
    return lo <= hi ? lo <= day && day <= hi : lo <= day || day <= hi;
  });
}

void narrow_range(const Segment& segment, const Prepared& condition, Bits& rows) {
  const NumberColumn& column = segment.numbers[condition.place];
  const MomentRange& range = condition.range;
  if (!condition.two_columns) {
    if (range.excludes(column.lowest(), column.highest())) return rows.clear();
    if (range.includes(column.lowest(), column.highest())) return keep_present(column, rows);
    return column.keep(rows,
                       [&](std::int64_t raw) { return raw != no_number && range.holds(raw); });
  }
  const NumberColumn& other = segment.numbers[condition.other_place];
  rows.keep([&](std::size_t row) {
    const std::int64_t later = std::max(column.raw_at(row), other.raw_at(row));
    return later != no_number && range.holds(later);
  });
}

void narrow_list_has(const ListColumn& lists, const NumberSet& numbers, Bits& rows) {
  if (numbers.is_few()) {
    Bits maybe;
    for (const std::int64_t number : numbers.few()) maybe |= lists.may_hold(number);
    rows &= maybe;
  }
  lists.keep(rows, [&](std::int64_t raw) { return numbers.contains(raw); });
}

/// The status that the viewer has for himself, else that of the column.
void narrow_status(const Segment& segment, const Prepared& condition, Bits& rows) {
  const ListColumn& lists = segment.lists[condition.other_place];
  Bits own = rows, met;
  own &= lists.may_hold(condition.number);
  own.keep([&](std::size_t row) {
    const auto bytes = lists.at(row);
    for (const std::uint8_t *at = bytes.data(), *end = at + bytes.size(); at < end;) {
      const auto person = static_cast<std::int64_t>(get_varint(at));
      if (at >= end) break;
      const auto status = static_cast<std::int64_t>(get_varint(at));
      if (person != condition.number) continue;
      if (condition.numbers.contains(status)) met.set(row);
      return true;
    }
    return false;
  });
  rows.subtract(own);
  narrow_in_set(segment.numbers[condition.place], condition.numbers, rows);
  rows |= met;
}

void narrow_below(const std::vector<Bits>& below, std::size_t index, Bits& rows) {
  if (index < below.size())
    rows &= below[index];
  else
    rows.clear();  // Rows that came later and have no parent.
}

}  // namespace

void narrow(const Rows& all, std::size_t index, const Prepared& condition, Bits& rows,
            const base::Deadline& deadline) {
  deadline.check();
  const Segment& segment = *all.segments()[index];
  switch (condition.kind) {
    case Kind::always:
      return;
    case Kind::never:
      return rows.clear();
    case Kind::all:
      return narrow_all(all, index, condition, rows, deadline);
    case Kind::any:
      return narrow_any(all, index, condition, rows, deadline);
    case Kind::negate: {
      Bits met = rows;
      narrow(all, index, condition.children.front(), met, deadline);
      rows.subtract(met);
      return;
    }
    case Kind::in_set:
      return narrow_in_set(segment.numbers[condition.place], condition.numbers, rows);
    case Kind::range:
      return narrow_range(segment, condition, rows);
    case Kind::between:
      return narrow_between(segment, condition, rows);
    case Kind::birthday:
      return narrow_birthday(segment.numbers[condition.place], condition, rows);
    case Kind::missing:
      return segment.numbers[condition.place].keep_missing(rows);
    case Kind::ref_kind:
      return segment.numbers[condition.place].keep(rows, [&](std::int64_t raw) {
        return raw != no_number && kind_of_compact(raw) == condition.number;
      });
    case Kind::list_empty:
      return segment.lists[condition.place].keep_empty(rows);
    case Kind::list_has:
      return narrow_list_has(segment.lists[condition.place], condition.numbers, rows);
    case Kind::list_has_kind:
      return segment.lists[condition.place].keep(
          rows, [&](std::int64_t raw) { return kind_of_compact(raw) == condition.number; });
    case Kind::status_of:
      return narrow_status(segment, condition, rows);
    case Kind::contains:
      return condition.whole
                 ? segment.texts.keep_whole(rows, condition.place, condition.needle)
                 : segment.texts.keep_containing(rows, condition.place, condition.needle);
    case Kind::below:
      return narrow_below(*condition.below, index, rows);
    case Kind::id_in:
      return narrow_ids(segment, condition.ids, rows);
    default:
      return narrow_custom(segment, all.book(), condition, rows);
  }
}

}  // namespace planstead::search
