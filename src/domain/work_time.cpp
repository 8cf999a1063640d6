// Arithmetic in working days and minutes. Walks day by day: schedules have exceptions by date.
#include "domain/work_time.h"

#include <algorithm>
#include <utility>

namespace planstead::domain {

namespace {

using catalog::Interval;

constexpr int idle_days_max = 3660;  // a calendar that rests for ten years has no working time

std::vector<Interval> merged(std::vector<Interval> intervals) {
  std::ranges::sort(intervals, {}, &Interval::from);
  std::vector<Interval> out;
  for (const Interval& next : intervals) {
    if (next.to <= next.from) continue;
    if (!out.empty() && next.from <= out.back().to)
      out.back().to = std::max(out.back().to, next.to);
    else
      out.push_back(next);
  }
  return out;
}

base::Day shifted(base::Day day, int days) { return {day.days + days}; }

}  // namespace

const std::vector<Interval>& hours_of(const catalog::Schedule& schedule, base::Day day) {
  auto exception = schedule.exceptions.find(day);
  if (exception != schedule.exceptions.end()) return exception->second;
  return schedule.week[static_cast<std::size_t>(base::weekday(day))];
}

WorkCalendar::WorkCalendar(std::vector<const catalog::Schedule*> schedules, base::Zone zone)
    : schedules_(std::move(schedules)), zone_(std::move(zone)) {}

std::vector<Interval> WorkCalendar::hours(base::Day day) const {
  std::vector<Interval> all;
  for (const catalog::Schedule* schedule : schedules_) {
    const auto& own = hours_of(*schedule, day);
    all.insert(all.end(), own.begin(), own.end());
  }
  return merged(std::move(all));
}

bool WorkCalendar::works_on(base::Day day) const {
  return std::ranges::any_of(schedules_, [&](const catalog::Schedule* schedule) {
    return !hours_of(*schedule, day).empty();
  });
}

base::Seconds WorkCalendar::instant(base::Day day, int minutes) const {
  if (minutes >= 1440) return zone_.midnight(shifted(day, 1));
  return zone_.to_utc({base::to_civil(day), minutes / 60, minutes % 60, 0});
}

std::optional<base::Day> WorkCalendar::add_days(base::Day day, std::int64_t count) const {
  const int step = count < 0 ? -1 : 1;
  std::int64_t left = count < 0 ? -count : count;
  int idle = 0;
  while (left > 0) {
    day = shifted(day, step);
    if (works_on(day)) {
      --left;
      idle = 0;
    } else if (++idle > idle_days_max) {
      return std::nullopt;
    }
  }
  return day;
}

std::optional<base::Seconds> WorkCalendar::add_minutes(base::Seconds start,
                                                       std::int64_t count) const {
  if (count == 0) return start;
  return count > 0 ? forward(start, count * 60) : backward(start, -count * 60);
}

std::optional<base::Seconds> WorkCalendar::forward(base::Seconds start,
                                                   std::int64_t seconds) const {
  int idle = 0;
  for (base::Day day = zone_.day_of(start);; day = shifted(day, 1)) {
    const std::vector<Interval> day_hours = hours(day);
    if (day_hours.empty() && ++idle > idle_days_max) return std::nullopt;
    if (!day_hours.empty()) idle = 0;
    for (const Interval& interval : day_hours) {
      const base::Seconds from = std::max(start, instant(day, interval.from));
      const base::Seconds to = instant(day, interval.to);
      if (from >= to) continue;
      if (seconds <= to - from) return from + seconds;
      seconds -= to - from;
    }
  }
}

std::optional<base::Seconds> WorkCalendar::backward(base::Seconds start,
                                                    std::int64_t seconds) const {
  int idle = 0;
  for (base::Day day = zone_.day_of(start);; day = shifted(day, -1)) {
    const std::vector<Interval> day_hours = hours(day);
    if (day_hours.empty() && ++idle > idle_days_max) return std::nullopt;
    if (!day_hours.empty()) idle = 0;
    for (auto it = day_hours.rbegin(); it != day_hours.rend(); ++it) {
      const base::Seconds from = instant(day, it->from);
      const base::Seconds to = std::min(start, instant(day, it->to));
      if (from >= to) continue;
      if (seconds <= to - from) return to - seconds;
      seconds -= to - from;
    }
  }
}

WorkCalendar calendar_of(const schema::RefList& people, const catalog::Catalog& catalog) {
  const catalog::Group* first_group = nullptr;
  for (const base::Ref& person : people) {
    const catalog::User* user =
        person.kind == base::RefKind::user ? catalog.user(person.id) : nullptr;
    if (user != nullptr) return {{&catalog.schedule_of(user->schedule)}, catalog.zone_of(person)};
    if (person.kind == base::RefKind::group && first_group == nullptr)
      first_group = catalog.group(person.id);
  }
  std::vector<const catalog::Schedule*> schedules;
  if (first_group != nullptr)
    for (std::int64_t member : first_group->members)
      if (const catalog::User* user = catalog.user(member))
        schedules.push_back(&catalog.schedule_of(user->schedule));
  if (schedules.empty()) schedules.push_back(&catalog.schedule_of(0));
  return {std::move(schedules), catalog.account.zone};
}

}  // namespace planstead::domain
