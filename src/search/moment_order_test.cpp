// Lists in the order of a moment, rows of one owner: a small entity with many rows.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "search/index.h"

namespace planstead::search {
namespace {

using base::Moment;
using base::Ref;
using base::RefKind;
using schema::Indexed;
using schema::Record;
using Ids = std::vector<std::int64_t>;
using Kind = Condition::Kind;

constexpr auto note_fields = std::to_array<schema::Field>({
    {.name = "id", .shape = schema::Shape::integer, .column = "id"},
    {.name = "sent", .shape = schema::Shape::timepoint, .indexed = Indexed::ordered},
    {.name = "owner",
     .shape = schema::Shape::ref,
     .target = RefKind::task,
     .indexed = Indexed::grouped},
    {.name = "author", .shape = schema::Shape::person, .indexed = Indexed::number},
    {.name = "deleted", .shape = schema::Shape::boolean, .indexed = Indexed::number},
});
constexpr std::size_t sent = 1, owner = 2, author = 3, deleted = 4;
const schema::Entity note = [] {
  schema::Entity entity = schema::comment;
  entity.fields = note_fields;
  return entity;
}();

Condition over(Kind kind, std::size_t column, Ids numbers = {}) {
  Condition condition;
  condition.kind = kind;
  condition.column = column;
  condition.numbers = std::move(numbers);
  return condition;
}
Condition join(Kind kind, std::vector<Condition> children) {
  Condition condition;
  condition.kind = kind;
  condition.children = std::move(children);
  return condition;
}
Condition listed() { return join(Kind::negate, {over(Kind::in_set, deleted, {1})}); }
Condition between(std::int64_t lo, std::int64_t hi) {
  Condition range = over(Kind::range, sent);
  range.lo = lo;
  range.hi = hi;
  range.first_day = static_cast<std::int32_t>(lo / 86400);
  range.last_day = static_cast<std::int32_t>(hi / 86400) - 1;
  return range;
}

struct Notes {
  struct Plain {
    std::int64_t id, utc, owner;
    bool deleted;
  };
  Index index{note};
  std::vector<Plain> plain;

  void put(Plain one) {
    Record row(note);
    row.set_id(one.id);
    row.at(sent) = Moment{one.utc, true};
    row.at(owner) = Ref{RefKind::task, one.owner};
    row.at(author) = Ref{RefKind::user, one.id % 50 + 1};
    row.at(deleted) = one.deleted;
    index.put(row);
    std::erase_if(plain, [&](const Plain& held) { return held.id == one.id; });
    plain.push_back(one);
  }
  template <class Test>
  Ids page(bool descending, std::size_t offset, std::size_t limit, Test test) {
    std::ranges::sort(plain, [](const Plain& a, const Plain& b) {
      return a.utc != b.utc ? a.utc < b.utc : a.id < b.id;
    });
    Ids all;
    for (const Plain& one : plain)
      if (!one.deleted && test(one)) all.push_back(one.id);
    if (descending) std::ranges::reverse(all);
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(offset, all.size())));
    all.resize(std::min(limit, all.size()));
    return all;
  }
};

// More rows than a small window has, so that results, windows and both ends are used.
TEST(MomentOrder, pages_through_many_rows_from_either_end_and_through_ranges) {
  Notes notes;
  std::mt19937_64 engine(3);
  constexpr std::int64_t rows = 70000;
  notes.index.reserve(rows);
  std::vector<Record> records;
  for (std::int64_t id = 1; id <= rows; ++id) {
    Notes::Plain one{id, id * 100 + static_cast<std::int64_t>(engine() % 5000), 1, id % 7 == 0};
    if (id % 5000 == 0) one.utc = 50;  // Far from where its neighbours are.
    Record row(note);
    row.set_id(id);
    row.at(sent) = Moment{one.utc, true};
    row.at(owner) = Ref{RefKind::task, id % 9 + 1};
    row.at(deleted) = one.deleted;
    notes.plain.push_back(one);
    records.push_back(std::move(row));
  }
  notes.index.put_all(records);
  const auto any = [](const Notes::Plain&) { return true; };
  for (const bool descending : {true, false})
    for (const std::size_t offset : {0, 1, 29999, 30000, 30001, 59900, 59995, 60001, 100000})
      EXPECT_EQ(
          notes.index.select(listed(), {sent, descending}, static_cast<std::int64_t>(offset), 100),
          notes.page(descending, offset, 100, any));
  const auto inside = [](const Notes::Plain& one) {
    return 86400 <= one.utc && one.utc < 70 * 86400;
  };
  const Condition range = join(Kind::all, {listed(), between(86400, 70 * 86400)});
  for (const std::size_t offset : {0, 20000, 58000})
    EXPECT_EQ(notes.index.select(range, {sent, true}, static_cast<std::int64_t>(offset), 100),
              notes.page(true, offset, 100, inside));
}

TEST(MomentOrder, puts_rows_without_a_moment_first_and_equal_moments_by_id) {
  Index index(note);
  for (const auto& [id, utc] :
       {std::pair<std::int64_t, std::int64_t>{1, 500}, {2, -1}, {3, 400}, {4, 500}}) {
    Record row(note);
    row.set_id(id);
    if (utc >= 0) row.at(sent) = Moment{utc, true};
    index.put(row);
  }
  const Condition all = over(Kind::always, 0);
  EXPECT_EQ(index.select(all, {sent, false}, 0, 9), (Ids{2, 3, 1, 4}));
  EXPECT_EQ(index.select(all, {sent, true}, 0, 9), (Ids{4, 1, 3, 2}));
  EXPECT_EQ(index.select(all, {0, true}, 1, 2), (Ids{3, 2}));
  EXPECT_THROW(index.select(all, {author, true}, 0, 9), std::logic_error);
}

TEST(MomentOrder, follows_rows_that_come_late_change_their_owner_and_go) {
  Notes notes;
  std::mt19937_64 engine(11);
  const auto random = [&](std::int64_t below) {
    return static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(below));
  };
  for (int i = 0; i < 1500; ++i) {
    // Ids mostly grow, some come a little late, some replace.
    const std::int64_t id = i * 3 + 1 - (random(5) == 0 ? random(200) : 0);
    notes.put({std::max<std::int64_t>(id, 1), random(300), random(8) + 1, random(9) == 0});
    if (random(20) == 0 && id > 60) {
      notes.index.remove(id - 60);
      std::erase_if(notes.plain, [&](const Notes::Plain& held) { return held.id == id - 60; });
    }
    const std::int64_t who = random(9) + 1;
    const Condition of_owner =
        join(Kind::all, {listed(), over(Kind::in_set, owner, {Ref{RefKind::task, who}.packed()})});
    const auto his = [&](const Notes::Plain& one) { return one.owner == who; };
    ASSERT_EQ(notes.index.select(of_owner, {sent, true}, 2, 5), notes.page(true, 2, 5, his));
    ASSERT_EQ(notes.index.count(of_owner), notes.page(true, 0, 9999, his).size());
    const auto any = [](const Notes::Plain&) { return true; };
    ASSERT_EQ(notes.index.select(listed(), {sent, true}, 3, 5), notes.page(true, 3, 5, any));
  }
}

}  // namespace
}  // namespace planstead::search
