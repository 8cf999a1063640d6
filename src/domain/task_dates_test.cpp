// Planned dates: durations, flags, order, summaries, and the ends of parents.
#include "domain/task_dates.h"

#include <gtest/gtest.h>

#include "domain/test_account.h"

namespace planstead::domain {
namespace {

constexpr std::int64_t minutes = 0, hours = 1, days = 2, weeks = 3, months = 4;

std::vector<Set> with_length(std::int64_t count, std::int64_t unit, bool working = false) {
  return {{"duration", count}, {"durationUnit", unit}, {"durationType", std::int64_t{working}}};
}
std::vector<Set> plus(std::vector<Set> sets, std::string_view field, Value value) {
  sets.push_back({field, std::move(value)});
  return sets;
}

// The account has no schedule, so the office week counts: Monday to Friday, 9–13 and 14–18.
std::string end_of(std::string_view start, std::int64_t count, std::int64_t unit, bool working) {
  Bench bench;
  return bench.end(
      bench.create(plus(with_length(count, unit, working), "startDateTime", at(start))));
}

TEST(Dates, duration_counts_from_the_start_in_calendar_time) {
  EXPECT_EQ(end_of("2026-11-02 12:15", 5, days, false), "07-11-2026 12:15");
  EXPECT_EQ(end_of("2026-11-02 12:15", 90, minutes, false), "02-11-2026 13:45");
  EXPECT_EQ(end_of("2026-11-02 12:15", 2, weeks, false), "16-11-2026 12:15");
  EXPECT_EQ(end_of("2027-01-31 12:15", 1, months, false), "28-02-2027 12:15");
  EXPECT_EQ(end_of("2026-11-02", 3, days, false), "05-11-2026");
  EXPECT_EQ(end_of("2026-11-02", 3, hours, false), "02-11-2026 03:00");
}

TEST(Dates, duration_counts_working_time_of_the_calendar) {
  EXPECT_EQ(end_of("2026-11-06 12:00", 2, days, true), "10-11-2026 12:00");
  EXPECT_EQ(end_of("2026-11-06 12:00", 3, hours, true), "06-11-2026 16:00");
  EXPECT_EQ(end_of("2026-11-06 17:00", 2, hours, true), "09-11-2026 10:00");
  EXPECT_EQ(end_of("2026-11-07", 30, minutes, true), "09-11-2026 09:30");
  EXPECT_EQ(end_of("2026-11-08 10:00", 1, weeks, true), "16-11-2026 10:00");
}

TEST(Dates, duration_without_start_counts_from_the_creation) {
  Bench bench;
  EXPECT_EQ(bench.end(bench.create(with_length(2, days))), "04-11-2026 12:00");
}

TEST(Dates, a_duration_of_zero_is_a_milestone) {
  EXPECT_EQ(end_of("2026-11-02 12:15", 0, days, false), "02-11-2026 12:15");
}

TEST(Dates, an_end_without_duration_clears_the_duration) {
  Bench bench;
  const auto id = bench.create(plus(with_length(2, days), "startDateTime", at("2026-11-02")));
  bench.update(id, {{"endDateTime", at("2026-11-20")}});
  EXPECT_EQ(bench.end(id), "20-11-2026");
  EXPECT_TRUE(schema::is_empty(bench.task(id).get("duration")));
}

TEST(Dates, a_preset_duration_gives_way_to_an_end_in_the_request) {
  Bench bench;
  catalog::Template& form = bench.catalog.templates[0];
  form.preset_keys = {"duration"};
  form.preset.set("duration", std::int64_t{3});
  EXPECT_EQ(bench.end(bench.create()), "05-11-2026 12:00");
  EXPECT_EQ(bench.end(bench.create({{"endDateTime", at("2026-12-31")}})), "31-12-2026");
}

TEST(Dates, of_end_and_duration_the_duration_wins_where_there_is_a_start) {
  Bench bench;
  auto sets = plus(with_length(2, days), "endDateTime", at("2026-11-20"));
  EXPECT_EQ(bench.end(bench.create(sets)), "20-11-2026");
  EXPECT_EQ(bench.end(bench.create(plus(sets, "startDateTime", at("2026-11-02")))), "04-11-2026");
}

TEST(Dates, an_end_a_duration_and_a_wish_for_a_start_give_the_start) {
  Bench bench;
  auto sets = plus(with_length(5, days), "endDateTime", at("2026-11-20 12:15"));
  EXPECT_EQ(bench.start(bench.create(plus(sets, "hasStartDate", true))), "15-11-2026 12:15");
}

TEST(Dates, a_moved_start_takes_the_end_along_by_the_duration) {
  Bench bench;
  const auto id = bench.create(plus(with_length(2, days), "startDateTime", at("2026-11-02")));
  bench.update(id, {{"startDateTime", at("2026-11-10")}});
  EXPECT_EQ(bench.end(id), "12-11-2026");
}

TEST(Dates, refuses_a_start_after_the_end) {
  Bench bench;
  const auto with = [&](std::string_view start, std::string_view end) {
    return refusal(bench.try_create(bench.body(
        {{"name", std::string("x")}, {"startDateTime", at(start)}, {"endDateTime", at(end)}})));
  };
  EXPECT_EQ(with("2026-11-03", "2026-11-02"), "41 startDateTime");
  EXPECT_EQ(with("2026-11-02 12:01", "2026-11-02 12:00"), "41 startDateTime");
  EXPECT_EQ(with("2026-11-02 23:00", "2026-11-02"), "ok");
  EXPECT_EQ(with("2026-11-02", "2026-11-02 00:30"), "ok");
}

TEST(Dates, refuses_durations_that_mean_nothing) {
  Bench bench;
  const auto with = [&](std::int64_t count, std::int64_t unit) {
    return refusal(
        bench.try_create(bench.body(plus(with_length(count, unit), "name", std::string("x")))));
  };
  EXPECT_EQ(with(-1, days), "41 duration");
  EXPECT_EQ(with(std::int64_t{1} << 50, minutes), "41 duration");
  EXPECT_EQ(with(1201, months), "41 duration");
}

TEST(Dates, a_calendar_without_working_time_is_no_endless_walk) {
  Bench bench;
  bench.catalog.schedules.resize(1);
  bench.catalog.schedules[0].id = 1;
  const auto body = bench.body(plus(with_length(1, days, true), "name", std::string("x")));
  EXPECT_EQ(refusal(bench.try_create(body)), "41 duration");
  const auto in_minutes = bench.body(plus(with_length(1, minutes, true), "name", std::string("x")));
  EXPECT_EQ(refusal(bench.try_create(in_minutes)), "41 duration");
}

TEST(Dates, false_flags_clear_dates_and_drop_times) {
  Bench bench;
  const auto id = bench.create(
      {{"startDateTime", at("2026-11-02 01:30")}, {"endDateTime", at("2026-11-05 10:00")}});
  bench.update(id, {{"hasStartTime", false}, {"hasEndTime", true}});
  EXPECT_EQ(bench.start(id), "02-11-2026");  // the day that the person saw, not the UTC day
  bench.update(id, {{"hasStartDate", false}, {"hasEndDate", false}});
  EXPECT_EQ(bench.start(id), "none");
  EXPECT_EQ(bench.end(id), "none");
}

TEST(Dates, the_end_of_a_parent_follows_up_the_tree) {
  Bench bench;
  const auto top = bench.create({{"endDateTime", at("2026-11-10")}}),
             middle = bench.create({{"parent", task_ref(top)}, {"endDateTime", at("2026-11-09")}}),
             leaf = bench.create({{"parent", task_ref(middle)}});
  bench.update(leaf, {{"endDateTime", at("2026-11-20 15:00")}});
  EXPECT_EQ(bench.end(middle), "20-11-2026 15:00");
  EXPECT_EQ(bench.end(top), "20-11-2026 15:00");
}

TEST(Dates, the_account_may_forbid_or_allow_a_later_subtask) {
  Bench bench;
  const auto top = bench.create({{"endDateTime", at("2026-11-10")}}),
             leaf = bench.create({{"parent", task_ref(top)}});
  const auto late = bench.body({{"endDateTime", at("2026-11-20")}});
  bench.catalog.account.shift_parent_end = false;
  EXPECT_EQ(refusal(bench.try_update(leaf, late)), "41 endDateTime");
  bench.catalog.account.subtask_may_end_later = true;
  EXPECT_EQ(refusal(bench.try_update(leaf, late)), "ok");
  EXPECT_EQ(bench.end(top), "10-11-2026");
}

TEST(Dates, a_parent_without_end_limits_nothing) {
  Bench bench;
  const auto top = bench.create();
  bench.create({{"parent", task_ref(top)}, {"endDateTime", at("2026-11-20")}});
  EXPECT_EQ(bench.end(top), "none");
}

TEST(Dates, a_summary_task_takes_its_dates_from_its_direct_subtasks) {
  Bench bench;
  const auto top = bench.create({{"isSummary", true}}),
             first = bench.create({{"parent", task_ref(top)},
                                   {"startDateTime", at("2026-11-03")},
                                   {"endDateTime", at("2026-11-04")}}),
             second = bench.create({{"parent", task_ref(top)},
                                    {"startDateTime", at("2026-11-05")},
                                    {"endDateTime", at("2026-11-09")}});
  EXPECT_EQ(bench.start(top), "03-11-2026");
  EXPECT_EQ(bench.end(top), "09-11-2026");
  bench.update(second, {{"isDeleted", true}});
  EXPECT_EQ(bench.end(top), "04-11-2026");
  bench.update(top, {{"endDateTime", at("2027-01-01")}});
  EXPECT_EQ(bench.end(top), "04-11-2026");
  EXPECT_EQ(bench.notes.size(), 1u);
  bench.update(first, {{"endDateTime", at("2026-11-30")}});
  EXPECT_EQ(bench.end(top), "30-11-2026");
}

TEST(WorkTime, a_group_works_when_one_of_its_members_does) {
  catalog::Catalog all = test_catalog();
  all.schedules.resize(2);
  all.schedules[0].id = 1;
  all.schedules[0].week[1] = {{540, 600}};
  all.schedules[1].id = 2;
  all.schedules[1].week[1] = {{570, 660}};
  all.users[2].schedule = 1;
  all.users[3].schedule = 2;
  const WorkCalendar calendar = calendar_of({client, office}, all);
  const auto hours_of_monday = calendar.hours(base::to_day({2026, 11, 2}));
  ASSERT_EQ(hours_of_monday.size(), 1u);
  EXPECT_EQ(hours_of_monday[0].from, 540);
  EXPECT_EQ(hours_of_monday[0].to, 660);
  EXPECT_EQ(calendar_of({office, ivan}, all).hours(base::to_day({2026, 11, 2}))[0].from, 570);
}

TEST(WorkTime, exceptions_by_date_win_over_the_week) {
  catalog::Schedule schedule;
  schedule.week[1] = schedule.week[2] = {{540, 1080}};
  schedule.exceptions[base::to_day({2026, 11, 3})] = {};
  schedule.exceptions[base::to_day({2026, 11, 8})] = {{600, 720}};
  const WorkCalendar calendar({&schedule}, base::Zone::utc());
  EXPECT_EQ(*calendar.add_days(base::to_day({2026, 11, 2}), 1), base::to_day({2026, 11, 8}));
  EXPECT_EQ(*calendar.add_days(base::to_day({2026, 11, 9}), -1), base::to_day({2026, 11, 8}));
}

TEST(WorkTime, minutes_go_backwards_over_breaks_and_weekends) {
  const catalog::Catalog all = test_catalog();
  const WorkCalendar calendar = calendar_of({}, all);
  const auto back = calendar.add_minutes(at("2026-11-09 10:00").utc, -120);
  EXPECT_EQ(*back, at("2026-11-06 17:00").utc);
}

}  // namespace
}  // namespace planstead::domain
