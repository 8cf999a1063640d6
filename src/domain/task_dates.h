// Planned dates and duration of a task (domain/tasks-and-access.md 1.11). Looks at one task alone;
// what parents and subtasks do to dates is in task_tree.h.
#pragma once

#include <optional>

#include "domain/task_edit.h"
#include "domain/work_time.h"

namespace planstead::domain {

/// How long a task is meant to take.
struct Length {
  std::int64_t count = 0;  ///< negative: backwards
  std::int64_t unit = 2;   ///< index in duration_unit_labels; days
  bool working = false;    ///< in working time of the calendar
};

/// The moment `length` after `from`. nullopt: no such moment (no working time, past the year 9999).
std::optional<base::Moment> shifted(base::Moment from, const Length& length,
                                    const WorkCalendar& calendar);

/// Length of a task that has a duration.
std::optional<Length> length_of(const schema::Record& task);

/// hasStartDate, hasEndTime and so on; duration against end; start not after end; creation time.
base::Status settle_dates(TaskEdit& edit);

}  // namespace planstead::domain
