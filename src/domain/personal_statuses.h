// Statuses that hold for one assignee while the task as a whole keeps its own
// (domain/tasks-and-access.md 1.7, 1.8). Rows are kept in `_personalStatuses`: person, status,
// person …
#pragma once

#include "domain/task_edit.h"

namespace planstead::domain {

/// Would this status, set by the viewer, hold for him alone?
bool holds_for_viewer_alone(const schema::Record& task, std::int64_t status, Context& context);
/// Gives the viewer the status; the task takes it when every assignee has it.
void set_personal(schema::Record& task, std::int64_t status, Context& context);
/// Drops rows of those who are assignees no more; the task takes what all the rest have.
void follow_assignees(schema::Record& task, Context& context);
/// Automatic acceptance: a New task whose assignee is the viewer counts as accepted by him.
void accept_for_viewer(schema::Record& task, Context& context);

}  // namespace planstead::domain
