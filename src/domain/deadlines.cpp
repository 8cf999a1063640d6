// Which of a task's deadlines are there, and which have been told of. When, derive.cpp knows.
#include "domain/deadlines.h"

#include "domain/task_edit.h"

namespace planstead::domain {

namespace {

using schema::Derive;
using schema::Notified;
using schema::Record;

struct Crossing {
  Notified kind;
  Derive flag;
  std::string_view moment;  ///< whose value names the deadline
};
constexpr Crossing crossings[] = {
    {Notified::overdue, Derive::overdue, "endDateTime"},
    {Notified::close_to_deadline, Derive::close_to_deadline, "endDateTime"},
    {Notified::not_accepted_in_time, Derive::not_accepted_in_time, "startDateTime"},
};

bool holds(const Crossing& crossing, const Record& task, const Context& context) {
  return derive(crossing.flag, task, context.catalog, context.viewer, context.now) ==
         schema::Value{true};
}

// Nobody hears twice of one deadline, however often the task goes over it.
bool tell_once(const Crossing& crossing, const Record& task, Notifier& notifier, Context& context) {
  const base::Seconds moment = task.moment(crossing.moment)->utc;
  if (!context.records.take_note({base::RefKind::task, task.id()},
                                 static_cast<std::int64_t>(crossing.kind), moment))
    return false;
  notifier.tell_of_deadline(task, crossing.kind, record_deadline(task, crossing.kind, context));
  return true;
}

}  // namespace

void tell_of_crossed_deadlines(const Record& before, const Record& after, Notifier& notifier,
                               Context& context) {
  for (const Crossing& crossing : crossings)
    if (holds(crossing, after, context) && !holds(crossing, before, context))
      tell_once(crossing, after, notifier, context);
}

int run_deadlines(std::int64_t id, Context& context) {
  const auto task = context.records.find(schema::task, id);
  if (!task || !is_live_task(*task)) return 0;
  Notifier notifier(context);
  int told = 0;
  for (const Crossing& crossing : crossings)
    if (holds(crossing, *task, context) && tell_once(crossing, *task, notifier, context)) ++told;
  return told;
}

}  // namespace planstead::domain
