// Index: locks, and what a change of a row means for results, orders and chains.
#include "search/index.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>

#include "search/distinct.h"
#include "search/listing.h"

namespace planstead::search {

struct Index::Impl {
  explicit Impl(const schema::Entity& entity) : rows(entity) {}

  mutable std::shared_mutex mutex;
  Rows rows;
  mutable ResultCache cache;
  mutable SideTables sides{rows.layout()};

  void put(const schema::Record& record);
  void remove(std::int64_t id);

 private:
  bool keeps_side_numbers(const schema::Record& record, Rows::Place place) const;
  Rows::Change insert(const schema::Record& record);
  void replace(const schema::Record& record, Rows::Place place);
};

namespace {
// Up to this many rows behind a new one are moved one by one in the side tables.
constexpr std::size_t moved_rows_max = 64;
}  // namespace

void Index::Impl::put(const schema::Record& record) {
  const auto trees = cache.tree_columns();
  std::vector<std::int64_t> parents;
  for (const std::size_t column : trees)
    parents.push_back(rows.number(rows.layout().number[column], record.id()));

  const auto place = rows.find(record.id());
  if (!place) {
    if (insert(record) == Rows::Change::shifted) return cache.forget_all();
  } else {
    replace(record, *place);
  }
  for (std::size_t i = 0; i < trees.size(); ++i)
    if (rows.number(rows.layout().number[trees[i]], record.id()) != parents[i])
      cache.forget_trees([&](std::size_t column) { return column == trees[i]; });
  cache.row_changed(rows, *rows.find(record.id()));
}

/// A row whose id is new. The few rows that it pushes up leave the side tables and come back.
Rows::Change Index::Impl::insert(const schema::Record& record) {
  const std::optional<std::size_t> behind = rows.rows_behind(record.id());
  if (!behind || *behind > moved_rows_max) sides.spoil();
  const bool kept = sides.kept();
  std::vector<std::uint32_t> moved;
  for (std::size_t i = 0; kept && i < *behind; ++i) {
    const auto& segments = rows.segments();
    const std::size_t row = segments.back()->size() - 1 - i;
    if (!segments.back()->live.test(row)) continue;
    moved.push_back(Rows::ordinal({segments.size() - 1, row}));
    sides.leave(rows, moved.back());
  }
  Rows::Change change = Rows::Change::kept;
  const Rows::Place place = rows.place_for(record.id(), change);
  rows.write(place, record);
  if (!kept) return change;
  sides.enter(rows, Rows::ordinal(place));
  for (auto row = moved.rbegin(); row != moved.rend(); ++row) sides.enter(rows, *row + 1);
  return change;
}

void Index::Impl::replace(const schema::Record& record, Rows::Place place) {
  const std::uint32_t row = Rows::ordinal(place);
  const bool was_live = rows.segments()[place.segment]->live.test(place.row);
  const bool moves = sides.kept() && !(was_live && keeps_side_numbers(record, place));
  if (moves && was_live) sides.leave(rows, row);
  rows.write(place, record);
  if (moves) sides.enter(rows, row);
}

/// Do the numbers by which rows are ordered and chained stay as they are?
bool Index::Impl::keeps_side_numbers(const schema::Record& record, Rows::Place place) const {
  const Layout& layout = rows.layout();
  const Segment& segment = *rows.segments()[place.segment];
  for (const auto* places : {&layout.ordered, &layout.grouped})
    for (const std::size_t number : *places)
      if (number_of(record.at(layout.number_fields[number])) !=
          segment.numbers[number].at(place.row))
        return false;
  return true;
}

void Index::Impl::remove(std::int64_t id) {
  const auto place = rows.find(id);
  if (!place) return;
  if (sides.kept() && rows.segments()[place->segment]->live.test(place->row))
    sides.leave(rows, Rows::ordinal(*place));
  rows.erase(*place);
  cache.forget_trees([](std::size_t) { return true; });
  cache.row_changed(rows, *place);
}

Index::Index(const schema::Entity& entity) : impl_(std::make_shared<Impl>(entity)) {}
Index::Index(std::shared_ptr<Impl> impl, const base::Deadline& deadline)
    : impl_(std::move(impl)), deadline_(&deadline) {}
Index::~Index() = default;

Index Index::until(const base::Deadline& deadline) const { return {impl_, deadline}; }

Listing Index::listing() const { return {impl_->rows, impl_->sides, impl_->cache, *deadline_}; }

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

void Index::settle() {
  const std::shared_lock lock(impl_->mutex);
  impl_->sides.settle(impl_->rows);
}

std::vector<std::int64_t> Index::select(const Condition& condition, std::int64_t offset,
                                        std::size_t limit) const {
  return select(condition, {}, offset, limit);
}

std::vector<std::int64_t> Index::select(const Condition& condition, Order order,
                                        std::int64_t offset, std::size_t limit) const {
  const std::shared_lock lock(impl_->mutex);
  const auto skipped = static_cast<std::size_t>(std::max<std::int64_t>(offset, 0));
  return listing().select(condition, order, skipped, limit);
}

std::size_t Index::count(const Condition& condition) const {
  const std::shared_lock lock(impl_->mutex);
  return listing().count(condition);
}

std::vector<std::int64_t> Index::among(std::span<const std::int64_t> ids,
                                       const Condition& condition) const {
  const std::shared_lock lock(impl_->mutex);
  impl_->sides.settle(impl_->rows);
  return listing().among(ids, condition);
}

std::int64_t Index::number_at(std::size_t column, std::int64_t id) const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->rows.number(Layout::place(impl_->rows.layout().number, column), id);
}

std::vector<std::int64_t> Index::numbers(const Condition& condition, std::size_t column) const {
  const std::shared_lock lock(impl_->mutex);
  const std::size_t place = Layout::place(impl_->rows.layout().number, column);
  const ResultPtr result = listing().whole_result(condition);
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
  const ResultPtr result = listing().whole_result(condition);
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
  return impl_->rows.memory() + impl_->sides.memory() + impl_->cache.memory();
}

}  // namespace planstead::search
