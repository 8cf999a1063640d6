// Moves between statuses, personal statuses, dates that statuses set, sequential subtasks.
#include "domain/task_statuses.h"

#include <gtest/gtest.h>

#include "domain/test_account.h"

namespace planstead::domain {
namespace {

std::string move(Bench& bench, std::int64_t id, std::int64_t status) {
  return refusal(bench.try_update(id, bench.body({{"status", status_ref(status)}})));
}

TEST(Statuses, administrators_may_set_any_status_of_the_set_but_draft) {
  Bench bench;
  const auto id = bench.create();
  for (std::int64_t status : {6, 1, 5, 3, 6, 7, 2}) {
    EXPECT_EQ(move(bench, id, status), "ok");
    EXPECT_EQ(bench.status(id), status);
  }
  EXPECT_EQ(move(bench, id, 0), "41 status.id");
  EXPECT_EQ(move(bench, id, 100), "41 status.id");
}

TEST(Statuses, others_follow_the_transitions_of_their_role) {
  Bench bench;
  const auto id = bench.create(
      {{"assigner", peter}, {"assignees", RefList{olga}}, {"participants", RefList{ivan}}});
  bench.act_as(ivan);
  EXPECT_EQ(move(bench, id, 2), "1002 status.id");
  bench.act_as(olga);
  EXPECT_EQ(move(bench, id, 7), "1002 status.id");
  EXPECT_EQ(move(bench, id, 2), "ok");
  EXPECT_EQ(move(bench, id, 3), "1002 status.id");
  EXPECT_EQ(move(bench, id, 6), "ok");
  bench.act_as(peter);
  EXPECT_EQ(move(bench, id, 3), "ok");
  EXPECT_EQ(move(bench, id, 6), "1002 status.id");
}

TEST(Statuses, without_checking_of_results_an_assignee_completes_himself) {
  Bench bench;
  const auto id = bench.create({{"assignees", RefList{olga}}, {"resultChecking", false}});
  bench.act_as(olga);
  EXPECT_EQ(move(bench, id, 3), "ok");
}

TEST(Statuses, a_member_of_an_assigned_group_is_an_assignee) {
  Bench bench;
  const auto id = bench.create({{"assignees", RefList{office}}});
  bench.act_as(ivan);
  EXPECT_EQ(move(bench, id, 2), "ok");
  EXPECT_EQ(bench.status(id), 2);
}

TEST(Statuses, nobody_makes_himself_an_auditor_and_completes_in_one_request) {
  Bench bench;
  const auto id = bench.create({{"participants", RefList{olga}}});
  bench.act_as(olga);
  EXPECT_EQ(refusal(bench.try_update(
                id, bench.body({{"auditors", RefList{olga}}, {"status", status_ref(3)}}))),
            "6 auditors");
  EXPECT_EQ(refusal(bench.try_update(id, bench.body({{"status", status_ref(3)}}))),
            "1002 status.id");
}

TEST(Statuses, each_assignee_accepts_for_himself_until_the_last_one) {
  Bench bench;
  const auto id = bench.create({{"assignees", RefList{peter, office}}});
  bench.act_as(peter);
  EXPECT_EQ(move(bench, id, 2), "ok");
  EXPECT_EQ(bench.status(id), 1);
  EXPECT_EQ(status_for(bench.task(id), bench.viewer), 2);
  bench.act_as(olga);
  EXPECT_EQ(status_for(bench.task(id), bench.viewer), 1);
  EXPECT_EQ(move(bench, id, 2), "ok");
  EXPECT_EQ(bench.status(id), 2);
  EXPECT_TRUE(bench.task(id).refs("_personalStatuses").empty());
}

TEST(Statuses, the_task_follows_when_the_last_one_who_had_not_accepted_leaves) {
  Bench bench;
  const auto id = bench.create({{"assignees", RefList{peter, olga}}});
  bench.act_as(peter);
  move(bench, id, 2);
  bench.act_as(robot);
  bench.update(id, {{"assignees", RefList{peter}}});
  EXPECT_EQ(bench.status(id), 2);
}

TEST(Statuses, a_common_status_holds_for_all_and_drops_the_personal_ones) {
  Bench bench;
  const auto id = bench.create({{"assignees", RefList{peter, olga}}});
  bench.act_as(peter);
  move(bench, id, 2);
  bench.act_as(robot);
  move(bench, id, 7);
  EXPECT_TRUE(bench.task(id).refs("_personalStatuses").empty());
  EXPECT_EQ(bench.status(id), 7);
}

TEST(Statuses, who_adds_himself_to_a_new_task_has_accepted_it) {
  Bench bench;
  const auto id = bench.create({{"auditors", RefList{peter}}});
  bench.act_as(peter);
  bench.update(id, {{"assignees", RefList{peter}}});
  EXPECT_EQ(bench.status(id), 2);
}

TEST(Statuses, done_is_personal_while_others_have_open_items) {
  Bench bench;
  const auto id = bench.create({{"assignees", RefList{peter, olga}}, {"status", status_ref(2)}});
  Record item(schema::checklist_item);
  item.set_id(900);
  item.set("_task", id);
  item.set("assignees", RefList{olga});
  bench.records.save(item);
  bench.act_as(peter);
  move(bench, id, 6);
  EXPECT_EQ(bench.status(id), 2);
  EXPECT_EQ(status_for(bench.task(id), bench.viewer), 6);
  item.set("isDone", true);
  bench.records.save(item);
  bench.act_as(olga);
  move(bench, id, 6);
  EXPECT_EQ(bench.status(id), 6);
}

TEST(Statuses, a_delayed_task_needs_the_date_when_it_wakes) {
  Bench bench;
  const auto id = bench.create({{"status", status_ref(2)}});
  EXPECT_EQ(move(bench, id, 4), "40 delayedTillDate");
  bench.update(id, {{"status", status_ref(4)}, {"delayedTillDate", at("2026-11-05 09:00")}});
  EXPECT_EQ(bench.task(id).integer("_statusBefore"), 2);
  move(bench, id, 1);
  EXPECT_EQ(bench.task(id).moment("delayedTillDate"), nullptr);
}

TEST(Statuses, completion_and_done_leave_their_dates) {
  Bench bench;
  const auto id = bench.create();
  move(bench, id, 6);
  EXPECT_EQ(bench.task(id).moment("_done")->utc, bench.now);
  bench.wait(3600);
  move(bench, id, 3);
  EXPECT_EQ(bench.task(id).moment("_done")->utc, bench.now - 3600);
  EXPECT_EQ(bench.task(id).moment("actualCompletionDate")->utc, bench.now);
  EXPECT_EQ(bench.task(id).moment("_statusChanged")->utc, bench.now);
  move(bench, id, 7);
  EXPECT_NE(bench.task(id).moment("actualCompletionDate"), nullptr);
  move(bench, id, 3);
  move(bench, id, 2);
  EXPECT_EQ(bench.task(id).moment("actualCompletionDate"), nullptr);
  EXPECT_EQ(bench.task(id).moment("_done"), nullptr);
}

TEST(Statuses, a_task_completed_at_once_is_done_too) {
  Bench bench;
  const Record task = bench.task(bench.create({{"status", status_ref(3)}}));
  EXPECT_EQ(task.moment("_done")->utc, bench.now);
  EXPECT_EQ(task.moment("actualCompletionDate")->utc, bench.now);
}

TEST(Sequence, later_subtasks_wait_as_drafts_for_their_turn) {
  Bench bench;
  const auto parent = bench.create();
  const auto next = [&] {
    return bench.create({{"parent", task_ref(parent)}, {"isSequential", true}});
  };
  const auto first = next(), second = next(), third = next();
  EXPECT_EQ(bench.status(first), 1);
  EXPECT_EQ(bench.status(second), 0);
  move(bench, first, 6);
  EXPECT_EQ(bench.status(second), 0);  // Done is active: the result is still to be checked
  move(bench, first, 3);
  EXPECT_EQ(bench.status(second), 1);
  EXPECT_EQ(bench.status(third), 0);
  bench.update(second, {{"isDeleted", true}});
  EXPECT_EQ(bench.status(third), 1);
}

TEST(Sequence, begins_when_the_parent_leaves_draft) {
  Bench bench;
  const auto parent = bench.create({{"status", status_ref(0)}});
  const auto child = bench.create({{"parent", task_ref(parent)}, {"isSequential", true}});
  const auto below = bench.create({{"parent", task_ref(child)}, {"isSequential", true}});
  EXPECT_EQ(bench.status(child), 0);
  EXPECT_EQ(bench.status(below), 0);
  move(bench, parent, 1);
  EXPECT_EQ(bench.status(child), 1);
  EXPECT_EQ(bench.status(below), 1);
}

TEST(Sequence, a_task_that_joins_behind_an_unfinished_one_becomes_a_draft) {
  Bench bench;
  const auto parent = bench.create();
  bench.create({{"parent", task_ref(parent)}, {"isSequential", true}});
  const auto second = bench.create({{"parent", task_ref(parent)}});
  EXPECT_EQ(bench.status(second), 1);
  bench.update(second, {{"isSequential", true}});
  EXPECT_EQ(bench.status(second), 0);
}

TEST(Sequence, a_wanted_status_is_noted_when_the_task_has_to_wait) {
  Bench bench;
  const auto parent = bench.create();
  bench.create({{"parent", task_ref(parent)}, {"isSequential", true}});
  const auto second = bench.create(
      {{"parent", task_ref(parent)}, {"isSequential", true}, {"status", status_ref(2)}});
  EXPECT_EQ(bench.status(second), 0);
  EXPECT_EQ(bench.notes.size(), 1u);
}

}  // namespace
}  // namespace planstead::domain
