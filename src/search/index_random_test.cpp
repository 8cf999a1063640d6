// The index against the plain reading: random rows of every shape, random conditions of every kind,
// in every order, with changes, renames and removals between the questions, so that cached results,
// orders and chains must follow. Seeds are fixed.
#include <gtest/gtest.h>

#include "search/random_rows.h"

namespace planstead::search {
namespace {

struct Twin {
  Index index{sample};
  naive::Table table;
  int turn = 0;

  void put(const Record& row) {
    index.put(row);
    table.insert_or_assign(row.id(), row);
  }
  void remove(std::int64_t id) {
    index.remove(id);
    table.erase(id);
  }
  void compare(const Condition& condition, std::size_t offset) {
    const auto expected = naive::select(condition, table);
    ASSERT_EQ(index.select(condition, 0, 1000000), expected) << "kind " << int(condition.kind);
    std::vector<std::int64_t> page;
    for (std::size_t i = offset; i < expected.size() && i < offset + 7; ++i)
      page.push_back(expected[i]);
    ASSERT_EQ(index.select(condition, static_cast<std::int64_t>(offset), 7), page)
        << "kind " << int(condition.kind);
    ASSERT_EQ(index.count(condition), expected.size());
    ++turn;
    const Order order{turn % 3 == 0 ? 0 : sent, turn % 2 == 0};
    ASSERT_NO_FATAL_FAILURE(compare_order(condition, order, expected, offset));
  }
  void compare_order(const Condition& condition, Order order, std::vector<std::int64_t> expected,
                     std::size_t offset) {
    if (order.column != 0)
      std::ranges::stable_sort(expected, {}, [&](std::int64_t id) {
        return naive::number(table.at(id).at(order.column));
      });
    if (order.descending) std::ranges::reverse(expected);
    for (const std::size_t begin : {offset, std::size_t{0}, expected.size() * 3 / 4}) {
      std::vector<std::int64_t> page;
      for (std::size_t i = begin; i < expected.size() && i < begin + 7; ++i)
        page.push_back(expected[i]);
      ASSERT_EQ(index.select(condition, order, static_cast<std::int64_t>(begin), 7), page)
          << "kind " << int(condition.kind) << " from " << begin;
    }
  }
  void compare_numbers(const Condition& condition) {
    std::set<std::int64_t> parents, people;
    for (const std::int64_t id : naive::select(condition, table)) {
      const Record& row = table.at(id);
      parents.insert(naive::number(row.at(task_at("parent"))));
      for (const Ref one : naive::list(row.at(task_at("assignees")))) people.insert(one.packed());
    }
    parents.erase(no_number);
    const auto listed = [](const std::set<std::int64_t>& set) {
      return std::vector<std::int64_t>(set.begin(), set.end());
    };
    ASSERT_EQ(index.numbers(condition, task_at("parent")), listed(parents));
    ASSERT_EQ(index.list_numbers(condition, task_at("assignees")), listed(people));
  }
};

TEST(IndexAtRandom, answers_as_the_plain_reading_while_rows_come_change_and_go) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    Dice dice(seed);
    Twin twin;
    constexpr std::int64_t id_max = 260;
    std::vector<Condition> kept;
    for (int i = 0; i < 24; ++i) kept.push_back(dice.condition(2, id_max));
    for (std::int64_t id = 2; id < 160; id += 2) twin.put(dice.row(id, id_max));
    for (int round = 0; round < 25; ++round) {
      for (int i = 0; i < 6; ++i) twin.put(dice.row(dice.below(id_max) + 1, id_max));
      if (dice.once_in(2)) twin.remove(dice.below(id_max) + 1);
      for (const Condition& condition : kept)
        ASSERT_NO_FATAL_FAILURE(twin.compare(condition, 3)) << seed;
      for (int i = 0; i < 40; ++i) {
        const Condition condition = dice.condition(3, id_max);
        const auto offset = static_cast<std::size_t>(dice.below(9));
        ASSERT_NO_FATAL_FAILURE(twin.compare(condition, offset)) << seed;
        ASSERT_NO_FATAL_FAILURE(twin.compare_numbers(condition)) << seed;
      }
    }
    EXPECT_EQ(twin.index.size(), twin.table.size());
  }
}

TEST(IndexAtRandom, keeps_its_answers_over_several_segments_with_rows_put_in_between) {
  Dice dice(77);
  Twin twin;
  constexpr std::int64_t id_max = 30000;
  for (std::int64_t id = 1; id <= id_max; id += 3) twin.put(dice.row(id, id_max));
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < 300; ++i) twin.put(dice.row(dice.below(id_max) + 1, id_max));
    for (int i = 0; i < 20; ++i) twin.remove(dice.below(id_max) + 1);
    for (int i = 0; i < 8; ++i)
      ASSERT_NO_FATAL_FAILURE(twin.compare(dice.condition(2, id_max), 4200));
  }
}

}  // namespace
}  // namespace planstead::search
