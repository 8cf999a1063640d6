// Listing: by id, and the choice of the way.
#include "search/listing.h"

#include <algorithm>
#include <map>

namespace planstead::search {

namespace {

/// Appends ids of `met`, leaving out the first `skip`, until there are `limit`.
void take(const Segment& segment, const Bits& met, std::size_t skip, std::size_t limit, Ids& ids) {
  for (std::size_t i = 0; i < Bits::word_count && ids.size() < limit; ++i) {
    std::uint64_t rest = met.words[i];
    if (const auto here = static_cast<std::size_t>(std::popcount(rest)); here <= skip) {
      skip -= here;
      continue;
    }
    for (; skip > 0; --skip) rest &= rest - 1;
    for (; rest != 0 && ids.size() < limit; rest &= rest - 1)
      ids.push_back(segment.ids[i * 64 + static_cast<std::size_t>(std::countr_zero(rest))]);
  }
}

/// Appends ids of `met`, the last one first, until there are `limit`.
void take_back(const Segment& segment, const Bits& met, std::size_t limit, Ids& ids) {
  Ids here;
  take(segment, met, 0, segment_rows, here);
  const std::size_t wanted = std::min(here.size(), limit - ids.size());
  ids.insert(ids.end(), here.rbegin(), here.rbegin() + static_cast<std::ptrdiff_t>(wanted));
}

void append_conjuncts(const Condition& condition, std::vector<const Condition*>& out) {
  if (condition.kind != Condition::Kind::all) return out.push_back(&condition);
  for (const Condition& child : condition.children) append_conjuncts(child, out);
}

}  // namespace

std::vector<const Condition*> conjuncts(const Condition& condition) {
  std::vector<const Condition*> out;
  append_conjuncts(condition, out);
  return out;
}

Ids Listing::select(const Condition& condition, Order order, std::size_t offset,
                    std::size_t limit) const {
  if (limit == 0) return {};
  sides_.settle(rows_);
  if (auto found = chained(condition)) return arrange(std::move(*found), order, offset, limit);
  if (order.column != 0) return by_moment(condition, order, offset, limit);
  return order.descending ? by_id_descending(condition, offset, limit)
                          : by_id(condition, offset, limit);
}

std::size_t Listing::count(const Condition& condition) const {
  sides_.settle(rows_);
  if (const auto found = chained(condition)) return found->size();
  return whole_result(condition)->count();
}

Ids Listing::among(std::span<const std::int64_t> ids, const Condition& condition) const {
  const Prepared prepared = prepare(condition, rows_, deadline_);
  std::map<std::size_t, Bits> wanted;  // by segment
  for (const std::int64_t id : ids)
    if (const auto place = rows_.find(id)) wanted[place->segment].set(place->row);
  Ids met;
  for (auto& [index, rows] : wanted) {
    const Segment& segment = *rows_.segments()[index];
    rows &= segment.live;
    narrow(rows_, index, prepared, rows, deadline_);
    take(segment, rows, 0, met.size() + segment_rows, met);
  }
  return met;
}

ResultPtr Listing::whole_result(const Condition& condition) const {
  const std::size_t hash = hash_of(condition);
  if (ResultPtr held = cache_.find(condition, hash)) return held;
  auto result = evaluate(condition, hash, rows_, deadline_);
  cache_.add(result);
  return result;
}

Ids Listing::by_id(const Condition& condition, std::size_t offset, std::size_t limit) const {
  const std::size_t hash = hash_of(condition);
  ResultPtr result = cache_.find(condition, hash);
  if (result == nullptr && offset == 0 && !cache_.was_slow(hash))
    return scan(condition, hash, false, limit);
  if (result == nullptr) result = whole_result(condition);
  return page(*result, offset, limit);
}

Ids Listing::by_id_descending(const Condition& condition, std::size_t offset,
                              std::size_t limit) const {
  const std::size_t hash = hash_of(condition);
  ResultPtr result = cache_.find(condition, hash);
  if (result == nullptr && offset == 0 && !cache_.was_slow(hash))
    return scan(condition, hash, true, limit);
  if (result == nullptr) result = whole_result(condition);
  const std::size_t count = result->count();
  const std::size_t end = count - std::min(count, offset), begin = end - std::min(end, limit);
  Ids ids = page(*result, begin, end - begin);
  std::ranges::reverse(ids);
  return ids;
}

Ids Listing::page(const Result& result, std::size_t offset, std::size_t limit) const {
  Ids ids;
  ids.reserve(std::min(limit, result.count()));
  for (std::size_t index = 0; index < result.counts.size() && ids.size() < limit; ++index) {
    if (result.counts[index] <= offset) {
      offset -= result.counts[index];
      continue;
    }
    take(*rows_.segments()[index], result.rows[index], offset, limit, ids);
    offset = 0;
  }
  return ids;
}

/// The first rows only, or the last ones, without a result of all. Where that meant reading much,
/// the next time is worth a result.
Ids Listing::scan(const Condition& condition, std::size_t hash, bool from_end,
                  std::size_t limit) const {
  const Prepared prepared = prepare(condition, rows_, deadline_);
  Ids ids;
  const std::size_t count = rows_.segments().size();
  std::size_t read = 0;
  for (; read < count && ids.size() < limit; ++read) {
    const std::size_t index = from_end ? count - 1 - read : read;
    const Segment& segment = *rows_.segments()[index];
    Bits met = segment.live;
    narrow(rows_, index, prepared, met, deadline_);
    if (from_end)
      take_back(segment, met, limit, ids);
    else
      take(segment, met, 0, limit, ids);
  }
  if (read > count / 8) cache_.note_slow(hash);
  return ids;
}

}  // namespace planstead::search
