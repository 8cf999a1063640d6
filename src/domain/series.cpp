// When copies are due: by the calendar, or by the completion of the last copy
// (domain/tasks-and-access.md 3).
#include "domain/series.h"

#include <algorithm>

#include "domain/standard_process.h"
#include "domain/task_edit.h"
#include "domain/task_statuses.h"

namespace planstead::domain {

namespace {

using base::Moment;
using base::Ref;
using base::RefKind;
using schema::Record;
using schema::Recurrence;

constexpr int step_max = 10'000;  // a copy that far away is never made

base::Seconds last_occurrence(const Series& series, Records& records) {
  base::Seconds last = INT64_MIN;
  for (std::int64_t id : series.copies)
    if (const auto copy = records.find(schema::task, id))
      if (const Moment* moment = copy->moment("_occurrence")) last = std::max(last, moment->utc);
  return last;
}

base::Seconds before_start(const Series& series) {
  const Moment& start = series.rule.start;
  const base::Seconds utc =
      start.has_time ? start.utc : series.zone.midnight(base::day_of_utc(start.utc));
  return utc - 1;
}

// Of the moments missed while nobody looked only the latest gets a copy.
Due due_by_calendar(const Series& series, Context& context) {
  Due due;
  base::Seconds from = before_start(series);
  if (!series.copies.empty()) from = std::max(from, last_occurrence(series, context.records));
  auto next = next_moment(series.rule, from, series.zone, series.schedule);
  while (next && *next <= context.now) {
    due.moment = next;
    next = next_moment(series.rule, *next, series.zone, series.schedule);
  }
  due.more = next.has_value();
  return due;
}

// A copy in the bin counts as finished: otherwise the series would wait for it for ever.
std::optional<base::Seconds> finished_at(const Record& copy, const catalog::Catalog& catalog) {
  const std::int64_t status = general_status(copy);
  if (is_deleted(copy)) {
    const Moment* updated = copy.moment("dateOfLastUpdate");
    return updated == nullptr ? std::nullopt : std::optional(updated->utc);
  }
  if (status == system_status::delayed || !is_finished(status, catalog)) return std::nullopt;
  const Moment* moment = copy.moment("_statusChanged");
  return moment == nullptr ? std::nullopt : std::optional(moment->utc);
}

base::Seconds step_after(const Series& series, base::Seconds completed) {
  const Recurrence& rule = series.rule;
  base::CivilTime local = series.zone.to_local(completed);
  const std::int64_t step = std::clamp(rule.step, 0, step_max);
  const base::Day day = base::to_day(local.date);
  if (rule.unit == Recurrence::Unit::monthly)
    local.date = base::add_months(local.date, static_cast<int>(step));
  else
    local.date = base::to_civil({static_cast<std::int32_t>(
        day.days + step * (rule.unit == Recurrence::Unit::weekly ? 7 : 1))});
  const base::CivilTime time =
      rule.start.has_time ? series.zone.to_local(rule.start.utc) : base::CivilTime{};
  local.hour = time.hour;
  local.minute = time.minute;
  local.second = time.second;
  return std::max(series.zone.to_utc(local), completed);
}

Due due_after_completion(const Series& series, Context& context) {
  if (series.copies.empty()) {
    Due due;
    const auto first = next_moment(series.rule, before_start(series), series.zone, series.schedule);
    if (first && *first <= context.now) due.moment = first;
    due.more = first.has_value();
    return due;
  }
  const auto last = context.records.find(schema::task, series.copies.back());
  const auto completed = last ? finished_at(*last, context.catalog) : std::nullopt;
  if (!completed) return {};
  const base::Seconds next = step_after(series, *completed);
  if (past_end(series.rule, next, series.zone)) return {std::nullopt, false};
  return {next <= context.now ? std::optional(next) : std::nullopt, true};
}

}  // namespace

Series series_of(Record form, const Recurrence& rule, Context& context) {
  const catalog::Catalog& catalog = context.catalog;
  const catalog::User* user = nullptr;
  for (const Ref& person : form.refs("assignees"))
    if (user == nullptr && person.kind == RefKind::user) user = catalog.user(person.id);
  const base::Zone zone =
      user == nullptr ? catalog.account.zone : catalog.zone_of({RefKind::user, user->id});
  auto copies = context.records.copies_of(form.id());
  return {std::move(form), rule, zone, catalog.schedule_of(user == nullptr ? 0 : user->schedule),
          std::move(copies)};
}

Due due_now(const Series& series, Context& context) {
  return series.rule.rule == Recurrence::Rule::after_complete
             ? due_after_completion(series, context)
             : due_by_calendar(series, context);
}

}  // namespace planstead::domain
