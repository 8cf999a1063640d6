// Index: locks, paging, and when a result is worth remembering.
#include "search/index.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>

#include "search/distinct.h"
#include "search/result_cache.h"

namespace planstead::search {

struct Index::Impl {
  explicit Impl(const schema::Entity& entity) : rows(entity) {}

  mutable std::shared_mutex mutex;
  Rows rows;
  mutable ResultCache cache;

  void put(const schema::Record& record);
  void remove(std::int64_t id);
  ResultPtr whole_result(const Condition& condition) const;
  std::vector<std::int64_t> page(const Result& result, std::size_t offset, std::size_t limit) const;
  std::vector<std::int64_t> scan(const Condition& condition, std::size_t hash,
                                 std::size_t limit) const;
};

namespace {

/// Appends ids of `met`, leaving out the first `skip`, until there are `limit`.
void take(const Segment& segment, const Bits& met, std::size_t skip, std::size_t limit,
          std::vector<std::int64_t>& ids) {
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

}  // namespace

void Index::Impl::put(const schema::Record& record) {
  const auto trees = cache.tree_columns();
  std::vector<std::int64_t> parents;
  for (const std::size_t column : trees)
    parents.push_back(rows.number(rows.layout().number[column], record.id()));

  Rows::Order order = Rows::Order::kept;
  const Rows::Place place = rows.place_for(record.id(), order);
  rows.write(place, record);
  if (order == Rows::Order::shifted) return cache.forget_all();
  for (std::size_t i = 0; i < trees.size(); ++i)
    if (rows.number(rows.layout().number[trees[i]], record.id()) != parents[i])
      cache.forget_trees([&](std::size_t column) { return column == trees[i]; });
  cache.row_changed(rows, place);
}

void Index::Impl::remove(std::int64_t id) {
  const auto place = rows.find(id);
  if (!place) return;
  rows.erase(*place);
  cache.forget_trees([](std::size_t) { return true; });
  cache.row_changed(rows, *place);
}

ResultPtr Index::Impl::whole_result(const Condition& condition) const {
  const std::size_t hash = hash_of(condition);
  if (ResultPtr held = cache.find(condition, hash)) return held;
  auto result = evaluate(condition, hash, rows);
  cache.add(result);
  return result;
}

std::vector<std::int64_t> Index::Impl::page(const Result& result, std::size_t offset,
                                            std::size_t limit) const {
  std::vector<std::int64_t> ids;
  ids.reserve(std::min(limit, result.count()));
  for (std::size_t index = 0; index < result.counts.size() && ids.size() < limit; ++index) {
    if (result.counts[index] <= offset) {
      offset -= result.counts[index];
      continue;
    }
    take(*rows.segments()[index], result.rows[index], offset, limit, ids);
    offset = 0;
  }
  return ids;
}

/// The first rows only, without a result of all. Where that meant reading much, the next time is
/// worth a result.
std::vector<std::int64_t> Index::Impl::scan(const Condition& condition, std::size_t hash,
                                            std::size_t limit) const {
  const Prepared prepared = prepare(condition, rows);
  std::vector<std::int64_t> ids;
  const std::size_t count = rows.segments().size();
  std::size_t index = 0;
  for (; index < count && ids.size() < limit; ++index) {
    Bits met = rows.segments()[index]->live;
    narrow(rows, index, prepared, met);
    take(*rows.segments()[index], met, 0, limit, ids);
  }
  if (index > count / 8) cache.note_slow(hash);
  return ids;
}

Index::Index(const schema::Entity& entity) : impl_(std::make_unique<Impl>(entity)) {}
Index::~Index() = default;

void Index::put(const schema::Record& record) { put_all({&record, 1}); }

void Index::put_all(std::span<const schema::Record> records) {
  const std::unique_lock lock(impl_->mutex);
  for (const schema::Record& record : records) impl_->put(record);
}

void Index::remove(std::int64_t id) {
  const std::unique_lock lock(impl_->mutex);
  impl_->remove(id);
}

void Index::reserve(std::size_t rows) {
  const std::unique_lock lock(impl_->mutex);
  impl_->rows.reserve(rows);
}

std::vector<std::int64_t> Index::select(const Condition& condition, std::int64_t offset,
                                        std::size_t limit) const {
  if (limit == 0) return {};
  const std::shared_lock lock(impl_->mutex);
  const std::size_t hash = hash_of(condition);
  ResultPtr result = impl_->cache.find(condition, hash);
  if (result == nullptr && offset <= 0 && !impl_->cache.was_slow(hash))
    return impl_->scan(condition, hash, limit);
  if (result == nullptr) result = impl_->whole_result(condition);
  return impl_->page(*result, static_cast<std::size_t>(std::max<std::int64_t>(offset, 0)), limit);
}

std::size_t Index::count(const Condition& condition) const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->whole_result(condition)->count();
}

std::int64_t Index::number_at(std::size_t column, std::int64_t id) const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->rows.number(Layout::place(impl_->rows.layout().number, column), id);
}

std::vector<std::int64_t> Index::numbers(const Condition& condition, std::size_t column) const {
  const std::shared_lock lock(impl_->mutex);
  const std::size_t place = Layout::place(impl_->rows.layout().number, column);
  const ResultPtr result = impl_->whole_result(condition);
  Distinct out;
  for (std::size_t index = 0; index < result->rows.size(); ++index) {
    const NumberColumn& numbers = impl_->rows.segments()[index]->numbers[place];
    result->rows[index].each([&](std::size_t row) {
      if (const std::int64_t raw = numbers.raw_at(row); raw != no_number) out.add(raw);
    });
  }
  return out.take(impl_->rows.layout().refs[place]);
}

std::vector<std::int64_t> Index::list_numbers(const Condition& condition,
                                              std::size_t column) const {
  const std::shared_lock lock(impl_->mutex);
  const std::size_t place = Layout::place(impl_->rows.layout().list, column);
  const ResultPtr result = impl_->whole_result(condition);
  Distinct out;
  for (std::size_t index = 0; index < result->rows.size(); ++index) {
    const ListColumn& lists = impl_->rows.segments()[index]->lists[place];
    result->rows[index].each([&](std::size_t row) {
      const auto bytes = lists.at(row);
      for (const std::uint8_t *at = bytes.data(), *end = at + bytes.size(); at < end;)
        out.add(static_cast<std::int64_t>(get_varint(at)));
    });
  }
  return out.take(true);
}

std::size_t Index::size() const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->rows.live();
}

std::size_t Index::memory() const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->rows.memory() + impl_->cache.memory();
}

}  // namespace planstead::search
