// What the passing of time makes of a task: overdue, close to its deadline, not accepted in time
// (domain/tasks-and-access.md 1.13, 6.2). Each is told once for each deadline.
#pragma once

#include "domain/notify.h"

namespace planstead::domain {

/// Tells of what a change, rather than the clock, has brought about: a deadline that was moved into
/// the past, a task that was opened again behind its deadline.
void tell_of_crossed_deadlines(const schema::Record& before, const schema::Record& after,
                               Notifier& notifier, Context& context);

}  // namespace planstead::domain
