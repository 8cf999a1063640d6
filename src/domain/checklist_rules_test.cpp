// Items of checklists: places, names, ticking, and what they do to their task.
#include <gtest/gtest.h>

#include "domain/test_account.h"

namespace planstead::domain {
namespace {

using Text = std::string;

base::Result<std::int64_t> add(Bench& bench, std::int64_t task, std::vector<Set> sets) {
  Context context = bench.context();
  return create(schema::checklist_item, {task}, body_of(schema::checklist_item, std::move(sets)),
                context);
}
base::Status change(Bench& bench, std::int64_t task, std::int64_t item, std::vector<Set> sets) {
  Context context = bench.context();
  return update(schema::checklist_item, {task, item},
                body_of(schema::checklist_item, std::move(sets)), context);
}
Record item(Bench& bench, std::int64_t id) {
  return *bench.records.find(schema::checklist_item, id);
}

TEST(Checklist, an_item_belongs_to_the_task_and_moves_its_last_change) {
  Bench bench;
  const auto task = bench.create();
  bench.wait(60);
  const auto id = Bench::value_of(add(bench, task, {{"name", Text("Проверить договор")}}));
  EXPECT_EQ(item(bench, id).ref("parent"), task_ref(task));
  EXPECT_EQ(item(bench, id).moment("dateTime")->utc, bench.now);
  EXPECT_FALSE(item(bench, id).flag("isDone"));
  EXPECT_EQ(bench.task(task).moment("dateOfLastUpdate")->utc, bench.now);
}

TEST(Checklist, refuses_items_without_name_or_with_a_foreign_parent) {
  Bench bench;
  const auto task = bench.create(), other = bench.create();
  const auto foreign = Bench::value_of(add(bench, other, {{"name", Text("x")}}));
  EXPECT_EQ(refusal(add(bench, task, {})), "601 name");
  EXPECT_EQ(refusal(add(bench, 9, {{"name", Text("x")}})), "601 parent.id");
  EXPECT_EQ(refusal(add(bench, task, {{"name", Text("x")}, {"parent", task_ref(other)}})),
            "601 parent.id");
  EXPECT_EQ(refusal(add(bench, task, {{"name", Text("x")}, {"parent", task_ref(foreign)}})),
            "601 parent.id");
  EXPECT_EQ(
      refusal(add(bench, task, {{"name", Text("x")}, {"assignees", RefList{{RefKind::user, 99}}}})),
      "41 assignees.users[0].id");
}

TEST(Checklist, takes_any_person_who_exists) {
  Bench bench;
  const auto task = bench.create({{"assignees", RefList{peter}}});
  EXPECT_EQ(refusal(add(bench, task,
                        {{"name", Text("x")}, {"assignees", RefList{olga, client, office}}})),
            "ok");
}

TEST(Checklist, holds_150_items) {
  Bench bench;
  const auto task = bench.create();
  for (int i = 0; i < 150; ++i) Bench::value_of(add(bench, task, {{"name", Text("x")}}));
  EXPECT_EQ(refusal(add(bench, task, {{"name", Text("x")}})), "601 ");
}

TEST(Checklist, items_nest_but_never_in_a_circle) {
  Bench bench;
  const auto task = bench.create();
  const auto first = Bench::value_of(add(bench, task, {{"name", Text("1")}}));
  const auto second =
      Bench::value_of(add(bench, task, {{"name", Text("2")}, {"parent", task_ref(first)}}));
  EXPECT_EQ(refusal(change(bench, task, first, {{"parent", task_ref(second)}})), "602 parent.id");
  EXPECT_EQ(refusal(change(bench, task, first, {{"parent", task_ref(first)}})), "602 parent.id");
  EXPECT_EQ(refusal(change(bench, task, second, {{"parent", task_ref(9)}})), "602 parent.id");
  EXPECT_EQ(refusal(change(bench, task, second, {{"parent", task_ref(task)}})), "ok");
  EXPECT_EQ(item(bench, second).ref("parent"), task_ref(task));
}

TEST(Checklist, answers_600_for_an_item_of_another_task) {
  Bench bench;
  const auto task = bench.create(), other = bench.create();
  const auto id = Bench::value_of(add(bench, other, {{"name", Text("x")}}));
  EXPECT_EQ(refusal(change(bench, task, id, {{"isDone", true}})), "600 ");
  EXPECT_EQ(refusal(change(bench, task, 9, {{"isDone", true}})), "600 ");
  EXPECT_EQ(refusal(change(bench, other, id, {{"name", Text(" ")}})), "602 name");
}

TEST(Checklist, finishing_a_task_ticks_its_items_and_opening_one_reopens_it) {
  Bench bench;
  const auto task = bench.create();
  const auto id = Bench::value_of(add(bench, task, {{"name", Text("x")}}));
  bench.update(task, {{"status", status_ref(3)}});
  EXPECT_TRUE(item(bench, id).flag("isDone"));
  change(bench, task, id, {{"isDone", false}}).ok();
  EXPECT_EQ(bench.status(task), 2);
  EXPECT_EQ(bench.task(task).moment("actualCompletionDate"), nullptr);
}

TEST(Checklist, the_account_may_switch_that_off) {
  Bench bench;
  bench.catalog.account.finish_ticks_checklist = false;
  const auto task = bench.create();
  const auto open = Bench::value_of(add(bench, task, {{"name", Text("x")}}));
  const auto done = Bench::value_of(add(bench, task, {{"name", Text("y")}, {"isDone", true}}));
  bench.update(task, {{"status", status_ref(6)}});
  EXPECT_FALSE(item(bench, open).flag("isDone"));
  change(bench, task, done, {{"isDone", false}}).ok();
  EXPECT_EQ(bench.status(task), 6);
}

TEST(Checklist, a_change_that_changes_nothing_writes_nothing) {
  Bench bench;
  const auto task = bench.create();
  const auto id = Bench::value_of(add(bench, task, {{"name", Text("x")}}));
  const int saves = bench.records.saves;
  EXPECT_EQ(refusal(change(bench, task, id,
                           {{"name", Text("x")}, {"isDone", false}, {"parent", Value{}}})),
            "ok");
  EXPECT_EQ(bench.records.saves, saves);
}

}  // namespace
}  // namespace planstead::domain
