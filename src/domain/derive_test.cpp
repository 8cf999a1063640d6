// Derived fields of a task, and the built-in process.
#include <gtest/gtest.h>

#include "domain/test_account.h"

namespace planstead::domain {
namespace {

using schema::Derive;

Record task_with(std::int64_t status, std::string_view start, std::string_view end) {
  Record task(schema::task);
  task.set("status", status_ref(status));
  task.set("dateTime", at("2026-11-01 00:00"));
  if (!start.empty()) task.set("startDateTime", at(start));
  if (!end.empty()) task.set("endDateTime", at(end));
  return task;
}
bool flag(Derive derived, const Record& task, std::string_view now) {
  const request::Viewer viewer{peter};
  return derive(derived, task, test_catalog(), viewer, at(now).utc) == Value{true};
}

TEST(Derived, overdue_when_the_end_has_passed_and_the_status_tracks_deadlines) {
  const Record task = task_with(2, "", "2026-11-02 12:00");
  EXPECT_FALSE(flag(Derive::overdue, task, "2026-11-02 11:59"));
  EXPECT_TRUE(flag(Derive::overdue, task, "2026-11-02 12:00"));
  EXPECT_FALSE(flag(Derive::overdue, task_with(3, "", "2026-11-02 12:00"), "2026-11-03 12:00"));
  EXPECT_FALSE(flag(Derive::overdue, task_with(2, "", ""), "2026-11-03 12:00"));
}

TEST(Derived, an_end_without_time_lasts_to_the_end_of_its_day_in_the_account) {
  const Record task = task_with(1, "", "2026-11-02");
  EXPECT_FALSE(flag(Derive::overdue, task, "2026-11-02 23:59"));
  EXPECT_TRUE(flag(Derive::overdue, task, "2026-11-03 00:00"));
}

TEST(Derived, close_to_the_deadline_in_the_last_quarter) {
  const Record task = task_with(1, "2026-11-01 00:00", "2026-11-05 00:00");
  EXPECT_FALSE(flag(Derive::close_to_deadline, task, "2026-11-03 23:59"));
  EXPECT_TRUE(flag(Derive::close_to_deadline, task, "2026-11-04 00:00"));
  EXPECT_FALSE(flag(Derive::close_to_deadline, task, "2026-11-05 00:00"));
  EXPECT_TRUE(
      flag(Derive::close_to_deadline, task_with(1, "", "2026-11-05 00:00"), "2026-11-04 12:00"));
}

TEST(Derived, not_accepted_in_time_while_new_after_the_start) {
  EXPECT_TRUE(
      flag(Derive::not_accepted_in_time, task_with(1, "2026-11-02 10:00", ""), "2026-11-02 10:00"));
  EXPECT_FALSE(
      flag(Derive::not_accepted_in_time, task_with(2, "2026-11-02 10:00", ""), "2026-11-03 10:00"));
  EXPECT_FALSE(flag(Derive::not_accepted_in_time, task_with(1, "", ""), "2026-11-03 10:00"));
}

TEST(Derived, dates_and_times_that_are_there) {
  const Record task = task_with(1, "2026-11-02", "2026-11-02 12:00");
  EXPECT_TRUE(flag(Derive::has_start_date, task, "2026-11-02"));
  EXPECT_FALSE(flag(Derive::has_start_time, task, "2026-11-02"));
  EXPECT_TRUE(flag(Derive::has_end_time, task, "2026-11-02"));
}

TEST(Derived, each_assignee_sees_his_own_status) {
  Record task = task_with(1, "", "");
  task.set("_personalStatuses", RefList{peter, status_ref(2)});
  EXPECT_EQ(status_for(task, {peter}), 2);
  EXPECT_EQ(status_for(task, {olga}), 1);
}

TEST(StandardProcess, has_the_eight_statuses_under_their_constant_numbers) {
  const auto statuses = standard_statuses();
  ASSERT_EQ(statuses.size(), 8u);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(statuses[i].id, static_cast<std::int64_t>(i));
  EXPECT_EQ(statuses[1].color, "#4573b1");
  EXPECT_EQ(statuses[3].texts[0].second, "Завершенная");
}

TEST(StandardProcess, lets_assignees_accept_reject_and_finish) {
  const auto moves = standard_transitions();
  const auto by_assignee = [&](std::int64_t from, std::int64_t to) {
    return std::ranges::any_of(moves, [&](const catalog::Transition& move) {
      return move.from == from && move.to == to && move.assignee;
    });
  };
  EXPECT_TRUE(by_assignee(1, 2));
  EXPECT_TRUE(by_assignee(1, 5));
  EXPECT_TRUE(by_assignee(2, 6));
  EXPECT_FALSE(by_assignee(2, 3));
  EXPECT_FALSE(by_assignee(1, 7));
}

}  // namespace
}  // namespace planstead::domain
