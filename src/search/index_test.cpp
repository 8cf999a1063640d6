// The index as its users see it: paging, ids out of order, removal, trees, texts of custom fields.
#include "search/index.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/text.h"
#include "schema/task.h"

namespace planstead::search {
namespace {

using base::Ref;
using base::RefKind;
using Kind = Condition::Kind;
using schema::Record;
using schema::task_at;
using Ids = std::vector<std::int64_t>;

Record named(std::int64_t id, const std::string& name) {
  Record row(schema::task);
  row.set_id(id);
  row.set("name", name);
  return row;
}

Record child(std::int64_t id, std::int64_t parent) {
  Record row = named(id, "x");
  row.set("parent", Ref{RefKind::task, parent});
  return row;
}

Condition of(Kind kind, std::size_t column = 0, Ids numbers = {}) {
  Condition condition;
  condition.kind = kind;
  condition.column = column;
  condition.numbers = std::move(numbers);
  return condition;
}

Condition containing(const std::string& text) {
  Condition condition = of(Kind::contains, task_at("name"));
  condition.text = base::fold(text);
  return condition;
}

Condition below(std::int64_t id) {
  Condition condition = of(Kind::below, task_at("parent"));
  condition.number = id;
  return condition;
}

TEST(Index, keeps_ids_ascending_however_they_come) {
  Index index(schema::task);
  for (const std::int64_t id : {50, 10, 30, 20, 40, 60}) index.put(named(id, "Задача"));
  EXPECT_EQ(index.select(of(Kind::always), 0, 100), (Ids{10, 20, 30, 40, 50, 60}));
  EXPECT_EQ(index.select(of(Kind::always), 2, 2), (Ids{30, 40}));
  EXPECT_EQ(index.select(of(Kind::always), 6, 2), Ids{});
  EXPECT_EQ(index.select(of(Kind::always), INT64_MAX, 2), Ids{});
  EXPECT_EQ(index.select(of(Kind::always), 0, 0), Ids{});
}

TEST(Index, takes_a_full_segment_apart_when_rows_come_in_descending_order) {
  Index index(schema::task);
  Ids expected;
  for (std::int64_t id = 9000; id >= 1; --id) index.put(named(id, id % 1000 == 0 ? "Тысяча" : "x"));
  for (std::int64_t id = 1; id <= 9000; ++id) expected.push_back(id);
  EXPECT_EQ(index.select(of(Kind::always), 0, 10000), expected);
  EXPECT_EQ(index.select(containing("тысяча"), 0, 100),
            (Ids{1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000}));
}

TEST(Index, walks_page_by_page_without_gap_or_repeat_while_rows_are_added) {
  Index index(schema::task);
  for (std::int64_t id = 1; id <= 10000; ++id) index.put(named(id, id % 3 == 0 ? "Счёт" : "Акт"));
  Ids walked;
  for (std::int64_t offset = 0;; offset += 100) {
    const Ids page = index.select(containing("СЧЁТ"), offset, 100);
    if (page.empty()) break;
    walked.insert(walked.end(), page.begin(), page.end());
    index.put(named(10000 + offset + 1, "Акт"));
  }
  ASSERT_EQ(walked.size(), 3333u);
  for (std::size_t i = 0; i < walked.size(); ++i)
    ASSERT_EQ(walked[i], static_cast<std::int64_t>(i + 1) * 3);
}

TEST(Index, leaves_removed_rows_out_and_takes_them_back) {
  Index index(schema::task);
  for (std::int64_t id = 1; id <= 5; ++id) index.put(named(id, "Отчёт"));
  EXPECT_EQ(index.count(containing("отчёт")), 5u);
  index.remove(3);
  index.remove(99);
  EXPECT_EQ(index.select(containing("отчёт"), 0, 10), (Ids{1, 2, 4, 5}));
  EXPECT_EQ(index.size(), 4u);
  index.put(named(3, "Снова отчёт"));
  EXPECT_EQ(index.select(containing("отчёт"), 0, 10), (Ids{1, 2, 3, 4, 5}));
}

TEST(Index, follows_a_tree_when_branches_move_and_does_not_hang_on_rings) {
  Index index(schema::task);
  index.put(named(1, "root"));
  for (const auto& [id, parent] :
       {std::pair{2, 1}, {3, 2}, {4, 3}, {5, 9}, {9, 1}, {6, 7}, {7, 8}, {8, 6}, {10, 8}})
    index.put(child(id, parent));
  EXPECT_EQ(index.count(below(1)), 5u);
  EXPECT_EQ(index.select(below(1), 0, 10), (Ids{2, 3, 4, 5, 9}));
  EXPECT_EQ(index.select(below(6), 0, 10), (Ids{7, 8, 10}));
  EXPECT_EQ(index.select(below(3), 0, 10), (Ids{4}));
  index.put(child(3, 9));
  EXPECT_EQ(index.select(below(9), 0, 10), (Ids{3, 4, 5}));
  EXPECT_EQ(index.select(below(2), 0, 10), Ids{});
  index.put(named(9, "now alone"));
  EXPECT_EQ(index.select(below(1), 0, 10), (Ids{2}));
}

TEST(Index, follows_a_chain_of_many_thousands_whose_parents_have_higher_ids) {
  Index index(schema::task);
  for (std::int64_t id = 1; id < 20000; ++id) index.put(child(id, id + 1));
  EXPECT_EQ(index.count(below(20000)), 19999u);
  EXPECT_EQ(index.count(below(100)), 99u);
}

TEST(Index, finds_texts_of_custom_fields_also_where_many_rows_repeat_them) {
  Index index(schema::task);
  for (std::int64_t id = 1; id <= 20; ++id) {
    Record row = named(id, "x");
    row.set_custom(7, id % 2 == 0 ? std::string("Ёмкость") : std::string("ёмкость"));
    row.set_custom(8, schema::TextList{"Красный", id == 5 ? "синий" : "Синий"});
    index.put(row);
  }
  Condition text = of(Kind::custom_text);
  text.field = 7;
  text.text = base::fold("ЁМК");
  EXPECT_EQ(index.count(text), 20u);
  text.whole = true;
  EXPECT_EQ(index.count(text), 0u);
  Condition labels = of(Kind::custom_labels);
  labels.field = 8;
  labels.texts = {"синий", "Красный"};
  EXPECT_EQ(index.select(labels, 0, 9), (Ids{5}));
  labels.field = 7;
  labels.texts = {"Ёмкость"};
  EXPECT_EQ(index.count(labels), 10u);
}

TEST(Index, sees_the_ends_of_a_range_of_moments) {
  Index index(schema::task);
  const std::pair<std::int64_t, bool> moments[] = {{99, true},     {100, true}, {86399, true},
                                                   {86400, true},  {0, false},  {86400, false},
                                                   {-86400, false}};
  std::int64_t id = 0;
  for (const auto& [utc, has_time] : moments) {
    Record row = named(++id, "x");
    row.set("endDateTime", base::Moment{utc, has_time});
    index.put(row);
  }
  Condition range = of(Kind::range, task_at("endDateTime"));
  range.lo = 100;
  range.hi = 86400;
  EXPECT_EQ(index.select(range, 0, 10), (Ids{2, 3, 5}));
  range.first_day = -1;
  range.last_day = 1;
  EXPECT_EQ(index.select(range, 0, 10), (Ids{2, 3, 5, 6, 7}));
}

TEST(Index, collects_the_numbers_of_a_column) {
  Index index(schema::task);
  for (std::int64_t id = 1; id <= 9; ++id) index.put(child(id, id % 3 + 100));
  const auto parent = [](std::int64_t id) { return Ref{RefKind::task, id}.packed(); };
  EXPECT_EQ(index.numbers(of(Kind::always), task_at("parent")),
            (Ids{parent(100), parent(101), parent(102)}));
  EXPECT_EQ(index.number_at(task_at("parent"), 4), parent(101));
  EXPECT_EQ(index.number_at(task_at("project"), 4), no_number);
  EXPECT_EQ(index.number_at(task_at("parent"), 400), no_number);
}

TEST(Index, serves_readers_while_a_writer_writes) {
  Index index(schema::task);
  for (std::int64_t id = 1; id <= 5000; ++id) index.put(child(id, 1 + id % 7));
  std::atomic<bool> stop = false;
  std::vector<std::thread> readers;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&, i] {
      while (!stop)
        for (const Condition& one :
             {containing("x"), below(3), of(Kind::missing, task_at("project"))})
          if (const Ids page = index.select(one, i * 50, 100);
              page.size() > 100 || !std::ranges::is_sorted(page))
            ++wrong;
    });
  for (std::int64_t id = 5001; id <= 8000; ++id)
    index.put(id % 2 == 0 ? child(id - 3000, id % 11) : named(id, "Имя x"));
  stop = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(index.count(of(Kind::missing, task_at("project"))), 6500u);
}

/// A deadline that is over once it has been asked so often.
base::Deadline after(int questions) {
  return base::Deadline([left = questions]() mutable { return left-- <= 0; });
}

TEST(Index, gives_up_at_any_point_when_the_time_is_over_and_answers_the_next) {
  Index index(schema::task);
  for (std::int64_t id = 1; id <= 9000; ++id) index.put(child(id, id % 2 == 0 ? 1 : 0));
  Condition any = of(Kind::any);
  for (std::int64_t id = 1; id <= 20; ++id) any.children.push_back(of(Kind::id_in, 0, {id}));
  const auto parent = of(Kind::in_set, task_at("parent"), {Ref{RefKind::task, 1}.packed()});
  const std::pair<Condition, std::size_t> questions[] = {
      {any, 20}, {below(1), 4500}, {containing("x"), 9000}, {parent, 4500}};
  for (const auto& [question, expected] : questions) {
    int failed = 0;
    for (std::optional<std::size_t> count; !count;) {
      const base::Deadline deadline = after(failed);
      try {
        count = index.until(deadline).count(question);
        EXPECT_EQ(*count, expected);
      } catch (const base::TimeUp&) {
        ++failed;
      }
    }
    EXPECT_GT(failed, 1);
  }
}

}  // namespace
}  // namespace planstead::search
