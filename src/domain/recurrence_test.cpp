// Moments of recurrences, the copies that they make, and delayed tasks that wake.
#include <gtest/gtest.h>

#include "domain/test_account.h"

namespace planstead::domain {
namespace {

using schema::Recurrence;
using Unit = Recurrence::Unit;
using Rule = Recurrence::Rule;
using End = Recurrence::End;

Recurrence rule_of(Unit unit, Rule rule, int step, std::string_view start) {
  Recurrence recurrence;
  recurrence.unit = unit;
  recurrence.rule = rule;
  recurrence.step = step;
  recurrence.start = at(start);
  return recurrence;
}

/// The first moments after one minute before the start, as read in Moscow.
std::string moments(const Recurrence& rule, int count, std::string_view after) {
  const catalog::Catalog all = test_catalog();
  std::string text;
  base::Seconds from = at(after).utc;
  for (int i = 0; i < count; ++i) {
    const auto next = next_moment(rule, from, all.account.zone, all.schedule_of(0));
    if (!next) return text + (text.empty() ? "none" : ", none");
    const Moment moment{*next, true};
    text += (text.empty() ? "" : ", ") + shown(&moment).substr(0, 10);
    from = *next;
  }
  return text;
}

TEST(Moments, every_nth_day_at_the_time_of_the_start) {
  const Recurrence rule = rule_of(Unit::daily, Rule::every, 3, "2026-11-02 09:30");
  EXPECT_EQ(moments(rule, 3, "2020-01-01 00:00"), "02-11-2026, 05-11-2026, 08-11-2026");
  EXPECT_EQ(moments(rule, 1, "2026-11-05 09:29"), "05-11-2026");
  EXPECT_EQ(moments(rule, 1, "2026-11-05 09:30"), "08-11-2026");
}

TEST(Moments, every_working_day_leaves_out_the_weekend) {
  const Recurrence rule = rule_of(Unit::daily, Rule::every_working, 1, "2026-11-05 09:30");
  EXPECT_EQ(moments(rule, 3, "2026-11-01 00:00"), "05-11-2026, 06-11-2026, 09-11-2026");
}

TEST(Moments, every_second_week_on_given_days_counts_from_the_week_of_the_start) {
  Recurrence rule = rule_of(Unit::weekly, Rule::every, 2, "2026-11-04 09:30");  // a Wednesday
  rule.days = {5, 1};
  EXPECT_EQ(moments(rule, 4, "2026-11-01 00:00"), "06-11-2026, 16-11-2026, 20-11-2026, 30-11-2026");
  rule.days = {};
  EXPECT_EQ(moments(rule, 2, "2026-11-01 00:00"), "04-11-2026, 18-11-2026");
}

TEST(Moments, a_day_of_the_month_beyond_its_end_is_its_last_one) {
  Recurrence rule = rule_of(Unit::monthly, Rule::every, 1, "2027-01-01 09:00");
  rule.day = 31;
  EXPECT_EQ(moments(rule, 3, "2026-12-31 23:00"), "31-01-2027, 28-02-2027, 31-03-2027");
  rule.step = 5;
  EXPECT_EQ(moments(rule, 2, "2027-02-01 00:00"), "30-06-2027, 30-11-2027");
}

TEST(Moments, exact_days_of_a_month_by_their_kind) {
  Recurrence rule = rule_of(Unit::monthly, Rule::exact, 1, "2026-11-01 09:00");
  rule.day = 2;
  rule.day_type = 3;  // Monday
  EXPECT_EQ(moments(rule, 2, "2026-10-01 00:00"), "09-11-2026, 14-12-2026");
  rule.day = -1;
  rule.day_type = 7;  // the last Friday
  EXPECT_EQ(moments(rule, 2, "2026-10-01 00:00"), "27-11-2026, 25-12-2026");
  rule.day = 1;
  rule.day_type = 1;  // the first working day
  EXPECT_EQ(moments(rule, 2, "2026-10-01 00:00"), "02-11-2026, 01-12-2026");
  rule.day = -1;
  rule.day_type = 2;  // the last day off
  EXPECT_EQ(moments(rule, 1, "2026-10-01 00:00"), "29-11-2026");
  rule.day_type = 0;
  EXPECT_EQ(moments(rule, 1, "2026-10-01 00:00"), "30-11-2026");
}

TEST(Moments, a_fifth_friday_waits_for_a_month_that_has_one) {
  Recurrence rule = rule_of(Unit::monthly, Rule::exact, 1, "2026-11-01 09:00");
  rule.day = 5;
  rule.day_type = 7;
  EXPECT_EQ(moments(rule, 1, "2026-11-01 00:00"), "29-01-2027");
}

TEST(Moments, end_with_the_end_date) {
  Recurrence rule = rule_of(Unit::daily, Rule::every, 1, "2026-11-02 09:30");
  rule.end = End::by_date;
  rule.end_date = at("2026-11-03");
  EXPECT_EQ(moments(rule, 3, "2026-11-01 00:00"), "02-11-2026, 03-11-2026, none");
}

TEST(Moments, after_completion_only_the_first_is_known) {
  const Recurrence rule = rule_of(Unit::daily, Rule::after_complete, 2, "2026-11-02 09:30");
  EXPECT_EQ(moments(rule, 2, "2026-11-01 00:00"), "02-11-2026, none");
}

TEST(Moments, impossible_rules_end_instead_of_looping) {
  Recurrence rule = rule_of(Unit::monthly, Rule::exact, 1, "2026-11-01 09:00");
  rule.day = 40;
  rule.day_type = 1;
  EXPECT_EQ(moments(rule, 1, "2026-11-01 00:00"), "none");
  EXPECT_EQ(moments(rule_of(Unit::daily, Rule::every, 2'000'000'000, "2026-11-01 09:00"), 2,
                    "2026-10-01 00:00"),
            "01-11-2026, none");
  EXPECT_EQ(
      moments(rule_of(Unit::weekly, Rule::every, 0, "2026-11-01 09:00"), 1, "2026-10-01 00:00"),
      "01-11-2026");
}

constexpr std::int64_t series = 50;

void save_series(Bench& bench, const Recurrence& rule) {
  Record form(schema::task);
  form.set_id(series);
  form.set("name", std::string("Еженедельный отчёт"));
  form.set("_kind", static_cast<std::int64_t>(schema::TaskKind::recurring));
  form.set("assigner", peter);
  form.set("assignees", RefList{olga});
  form.set("recurrence", rule);
  form.set("startDateTime", at("2026-11-03 10:00"));
  form.set("duration", std::int64_t{2});
  form.set_custom(10, std::string("текст"));
  bench.records.save(form);
}
int tick(Bench& bench, std::string_view now) {
  bench.now = at(now).utc;
  Context context = bench.context();
  return run_recurrence(series, context);
}
Record last_copy(Bench& bench) { return bench.task(bench.records.copies_of(series).back()); }

TEST(Copies, are_tasks_of_their_own_with_shifted_dates) {
  Bench bench;
  save_series(bench, rule_of(Unit::daily, Rule::every, 7, "2026-11-02 09:30"));
  EXPECT_EQ(tick(bench, "2026-11-02 09:29"), 0);
  EXPECT_EQ(tick(bench, "2026-11-09 09:30"), 1);
  EXPECT_EQ(tick(bench, "2026-11-09 09:30"), 0);
  const Record copy = last_copy(bench);
  EXPECT_EQ(copy.text("name"), "Еженедельный отчёт");
  EXPECT_EQ(copy.integer("_kind"), 0);
  EXPECT_EQ(copy.ref("assigner"), peter);
  EXPECT_EQ(copy.ref("template"), task_ref(series));
  EXPECT_EQ(copy.ref("status").id, 1);
  EXPECT_EQ(shown(copy.moment("_occurrence")), "09-11-2026 09:30");
  EXPECT_EQ(shown(copy.moment("startDateTime")), "10-11-2026 10:00");
  EXPECT_EQ(shown(copy.moment("endDateTime")), "12-11-2026 10:00");
  EXPECT_TRUE(schema::is_empty(copy.get("recurrence")));
  EXPECT_EQ(*copy.custom_value(10), Value{std::string("текст")});
}

TEST(Copies, only_the_latest_missed_moment_gets_one) {
  Bench bench;
  save_series(bench, rule_of(Unit::daily, Rule::every, 1, "2026-11-02 09:30"));
  EXPECT_EQ(tick(bench, "2026-11-20 12:00"), 1);
  EXPECT_EQ(shown(last_copy(bench).moment("_occurrence")), "20-11-2026 09:30");
  EXPECT_EQ(tick(bench, "2026-11-21 09:00"), 0);
  EXPECT_EQ(tick(bench, "2026-11-21 10:00"), 1);
}

TEST(Copies, end_after_their_number_and_the_series_goes_to_the_bin) {
  Bench bench;
  Recurrence rule = rule_of(Unit::daily, Rule::every, 1, "2026-11-02 09:30");
  rule.end = End::by_count;
  rule.repeat_count = 2;
  save_series(bench, rule);
  EXPECT_EQ(tick(bench, "2026-11-02 10:00"), 1);
  EXPECT_EQ(tick(bench, "2026-11-03 10:00"), 2);
  EXPECT_TRUE(bench.task(series).flag("isDeleted"));
  EXPECT_EQ(tick(bench, "2026-11-04 10:00"), 0);
  EXPECT_EQ(bench.records.copies_of(series).size(), 2u);
}

TEST(Copies, end_with_the_end_date_even_when_it_was_missed) {
  Bench bench;
  Recurrence rule = rule_of(Unit::daily, Rule::every, 1, "2026-11-02 09:30");
  rule.end = End::by_date;
  rule.end_date = at("2026-11-05");
  save_series(bench, rule);
  EXPECT_EQ(tick(bench, "2026-12-01 10:00"), 2);
  EXPECT_EQ(shown(last_copy(bench).moment("_occurrence")), "05-11-2026 09:30");
  EXPECT_TRUE(bench.task(series).flag("isDeleted"));
}

TEST(Copies, after_completion_the_next_waits_for_the_last) {
  Bench bench;
  save_series(bench, rule_of(Unit::weekly, Rule::after_complete, 1, "2026-11-02 09:30"));
  EXPECT_EQ(tick(bench, "2026-11-02 09:30"), 1);
  EXPECT_EQ(tick(bench, "2026-12-30 09:30"), 0);
  bench.now = at("2026-12-01 15:00").utc;
  bench.update(last_copy(bench).id(), {{"status", status_ref(3)}});
  EXPECT_EQ(tick(bench, "2026-12-08 09:29"), 0);
  EXPECT_EQ(tick(bench, "2026-12-08 09:30"), 1);
  EXPECT_EQ(bench.records.copies_of(series).size(), 2u);
}

TEST(Copies, take_the_checklist_along_open_again) {
  Bench bench;
  save_series(bench, rule_of(Unit::daily, Rule::every, 1, "2026-11-02 09:30"));
  Record item(schema::checklist_item);
  item.set_id(900);
  item.set("name", std::string("Пункт"));
  item.set("_task", series);
  item.set("parent", task_ref(series));
  item.set("isDone", true);
  bench.records.save(item);
  item.set_id(901);
  item.set("parent", task_ref(900));
  bench.records.save(item);
  tick(bench, "2026-11-02 10:00");
  const auto copy = last_copy(bench).id();
  const auto items = bench.records.checklist(copy);
  ASSERT_EQ(items.size(), 2u);
  const auto first = *bench.records.find(schema::checklist_item, items[0]);
  const auto second = *bench.records.find(schema::checklist_item, items[1]);
  EXPECT_FALSE(first.flag("isDone"));
  EXPECT_EQ(first.ref("parent"), task_ref(copy));
  EXPECT_EQ(second.ref("parent"), task_ref(items[0]));
}

TEST(Copies, a_series_below_a_template_or_in_the_bin_makes_none) {
  Bench bench;
  save_series(bench, rule_of(Unit::daily, Rule::every, 1, "2026-11-02 09:30"));
  Record form(schema::task);
  form.set_id(2);
  form.set("_kind", static_cast<std::int64_t>(schema::TaskKind::task_template));
  bench.records.save(form);
  Record row = bench.task(series);
  row.set("parent", task_ref(2));
  bench.records.save(row);
  EXPECT_EQ(tick(bench, "2026-11-02 10:00"), 0);
  row.set("parent", {});
  row.set("isDeleted", true);
  bench.records.save(row);
  EXPECT_EQ(tick(bench, "2026-11-02 10:00"), 0);
}

TEST(Delay, a_task_wakes_at_its_moment_to_the_status_before) {
  Bench bench;
  const auto id = bench.create({{"status", status_ref(2)}});
  bench.update(id, {{"status", status_ref(4)}, {"delayedTillDate", at("2026-11-05 09:00")}});
  const auto wake = [&](std::string_view now) {
    bench.now = at(now).utc;
    Context context = bench.context();
    return wake_delayed(id, context);
  };
  EXPECT_EQ(wake("2026-11-05 08:59"), 0);
  EXPECT_EQ(wake("2026-11-05 09:00"), 1);
  EXPECT_EQ(wake("2026-11-05 09:00"), 0);
  EXPECT_EQ(bench.status(id), 2);
  EXPECT_EQ(bench.task(id).moment("delayedTillDate"), nullptr);
}

TEST(Delay, a_date_alone_wakes_at_midnight_of_the_account) {
  Bench bench;
  const auto id = bench.create({{"status", status_ref(4)}, {"delayedTillDate", at("2026-11-05")}});
  bench.now = at("2026-11-05 00:00").utc - 1;
  Context early = bench.context();
  EXPECT_EQ(wake_delayed(id, early), 0);
  bench.now += 1;
  Context due = bench.context();
  EXPECT_EQ(wake_delayed(id, due), 1);
  EXPECT_EQ(bench.status(id), 1);
}

TEST(Delay, without_a_date_a_task_sleeps_on) {
  Bench bench;
  const auto id = bench.create({{"status", status_ref(4)}});
  bench.wait(10 * 365 * 86400);
  Context context = bench.context();
  EXPECT_EQ(wake_delayed(id, context), 0);
}

}  // namespace
}  // namespace planstead::domain
