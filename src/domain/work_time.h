// Working time of a person or a group: what days and minutes are working, and arithmetic in them
// (domain/tasks-and-access.md 1.11, 7). Knows no task.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "catalog/catalog.h"

namespace planstead::domain {

/// A moment is working time when it is so in one of the schedules: that is the rule for groups, and
/// one schedule is a group of one.
class WorkCalendar {
 public:
  WorkCalendar(std::vector<const catalog::Schedule*> schedules, base::Zone zone);

  const base::Zone& zone() const { return zone_; }
  bool works_on(base::Day day) const;
  /// Working intervals of a day, ascending, merged.
  std::vector<catalog::Interval> hours(base::Day day) const;

  /// `count` working days after `day` (before it where negative). 0 is the day itself, whatever it
  /// is. nullopt: ten years hold no further working day.
  std::optional<base::Day> add_days(base::Day day, std::int64_t count) const;
  /// The same in working minutes.
  std::optional<base::Seconds> add_minutes(base::Seconds start, std::int64_t count) const;

 private:
  std::optional<base::Seconds> forward(base::Seconds start, std::int64_t seconds) const;
  std::optional<base::Seconds> backward(base::Seconds start, std::int64_t seconds) const;
  base::Seconds instant(base::Day day, int minutes) const;

  std::vector<const catalog::Schedule*> schedules_;
  base::Zone zone_;
};

/// Intervals of one schedule on a day: its exception, else its week.
const std::vector<catalog::Interval>& hours_of(const catalog::Schedule& schedule, base::Day day);

/// The calendar of people on a task: the first employee among them, else the first group, else the
/// account's first schedule. Contacts have none.
WorkCalendar calendar_of(const schema::RefList& people, const catalog::Catalog& catalog);

}  // namespace planstead::domain
