// The moments of a recurrence (domain/tasks-and-access.md 3). Pure calendar: no store, no clock.
// Weeks and months are counted from those of the start.
#include <algorithm>

#include "domain/series.h"
#include "domain/work_time.h"

namespace planstead::domain {

namespace {

using base::CivilDate;
using base::Day;
using schema::Recurrence;

constexpr Day last_day{2932896};       // 31 December 9999
constexpr int idle_days_max = 3660;    // ten years without a working day: there is none
constexpr int idle_months_max = 4800;  // the calendar repeats itself after 400 years

/// What every rule needs: the first day, the time of day, and where both are read.
struct Course {
  const Recurrence& rule;
  const base::Zone& zone;
  const catalog::Schedule& schedule;
  Day first;
  base::CivilTime time;

  base::Seconds instant(Day day) const {
    base::CivilTime local = time;
    local.date = base::to_civil(day);
    return zone.to_utc(local);
  }
  int step() const { return std::max(1, rule.step); }
};

std::optional<Day> next_daily(const Course& course, Day from) {
  const std::int64_t step = course.step(), passed = from.days - course.first.days;
  const std::int64_t days = course.first.days + (passed + step - 1) / step * step;
  if (days > last_day.days) return std::nullopt;
  return Day{static_cast<std::int32_t>(days)};
}

std::optional<Day> next_working_day(const Course& course, Day from) {
  for (int i = 0; i < idle_days_max; ++i, ++from.days)
    if (!hours_of(course.schedule, from).empty()) return from;
  return std::nullopt;
}

std::optional<Day> next_weekly(const Course& course, Day from) {
  const Day monday{course.first.days - (base::weekday(course.first) - 1)};
  std::vector<int> days = course.rule.days;
  std::ranges::sort(days);
  std::erase_if(days, [](int day) { return day < 1 || day > 7; });
  if (days.empty()) days.push_back(base::weekday(course.first));
  std::int64_t week = (from.days - monday.days) / 7;
  week -= week % course.step();
  for (;; week += course.step())
    for (int weekday : days) {
      const std::int64_t number = monday.days + week * 7 + weekday - 1;
      if (number > last_day.days) return std::nullopt;
      if (number >= from.days) return Day{static_cast<std::int32_t>(number)};
    }
}

// dayType: 0 Day, 1 WorkDay, 2 FreeDay, 3 Monday … 9 Sunday.
bool is_of_type(Day day, int type, const catalog::Schedule& schedule) {
  if (type == 0) return true;
  if (type <= 2) return hours_of(schedule, day).empty() == (type == 2);
  return base::weekday(day) == type - 2;
}

std::optional<Day> exact_day(const Course& course, int year, int month) {
  std::vector<Day> fitting;
  for (int day = 1; day <= base::days_in_month(year, month); ++day) {
    const Day date = base::to_day({year, month, day});
    if (is_of_type(date, course.rule.day_type, course.schedule)) fitting.push_back(date);
  }
  if (fitting.empty()) return std::nullopt;
  const int wanted = course.rule.day;
  if (wanted == -1) return fitting.back();
  const int position = std::max(1, wanted) - 1;
  // A plain day past the end of the month is its last one, as in Every; a fifth Friday may be
  // missing.
  if (course.rule.day_type == 0)
    return fitting[std::min<std::size_t>(static_cast<std::size_t>(position), fitting.size() - 1)];
  if (position >= static_cast<int>(fitting.size())) return std::nullopt;
  return fitting[static_cast<std::size_t>(position)];
}

Day every_day(const Course& course, int year, int month) {
  const int length = base::days_in_month(year, month);
  int day = course.rule.day;
  if (day == 0) day = base::to_civil(course.first).day;
  return base::to_day({year, month, day < 0 ? length : std::min(day, length)});
}

std::optional<Day> next_monthly(const Course& course, Day from) {
  const CivilDate first = base::to_civil(course.first), now = base::to_civil(from);
  const std::int64_t begin = first.year * 12 + first.month - 1;
  std::int64_t passed = now.year * 12 + now.month - 1 - begin;
  passed -= passed % course.step();
  for (int i = 0; i < idle_months_max; ++i, passed += course.step()) {
    const std::int64_t number = begin + passed;
    if (number / 12 > base::to_civil(last_day).year) return std::nullopt;
    const int year = static_cast<int>(number / 12), month = static_cast<int>(number % 12) + 1;
    const auto day = course.rule.rule == Recurrence::Rule::exact
                         ? exact_day(course, year, month)
                         : std::optional(every_day(course, year, month));
    if (day && *day >= from) return day;
  }
  return std::nullopt;
}

std::optional<Day> next_day(const Course& course, Day from) {
  if (from < course.first) from = course.first;
  if (course.rule.rule == Recurrence::Rule::every_working) return next_working_day(course, from);
  switch (course.rule.unit) {
    case Recurrence::Unit::daily:
      return next_daily(course, from);
    case Recurrence::Unit::weekly:
      return next_weekly(course, from);
    case Recurrence::Unit::monthly:
      return next_monthly(course, from);
  }
  return std::nullopt;
}

}  // namespace

bool past_end(const schema::Recurrence& rule, base::Seconds moment, const base::Zone& zone) {
  if (rule.end != schema::Recurrence::End::by_date) return false;
  if (rule.end_date.has_time) return moment > rule.end_date.utc;
  return zone.day_of(moment) > base::day_of_utc(rule.end_date.utc);
}

std::optional<base::Seconds> next_moment(const Recurrence& recurrence, base::Seconds after,
                                         const base::Zone& zone,
                                         const catalog::Schedule& schedule) {
  base::CivilTime time;
  if (recurrence.start.has_time) time = zone.to_local(recurrence.start.utc);
  const Day first = recurrence.start.has_time ? zone.day_of(recurrence.start.utc)
                                              : base::day_of_utc(recurrence.start.utc);
  const Course course{recurrence, zone, schedule, first, time};
  std::optional<base::Seconds> found;
  if (recurrence.rule == Recurrence::Rule::after_complete) {
    if (course.instant(first) > after) found = course.instant(first);
  } else {
    // The day of `after` may have passed its time of day already: then the next one counts.
    auto day = next_day(course, zone.day_of(after));
    while (day && course.instant(*day) <= after) day = next_day(course, {day->days + 1});
    if (day) found = course.instant(*day);
  }
  return found && !past_end(recurrence, *found, zone) ? found : std::nullopt;
}

}  // namespace planstead::domain
