// Statuses of a task: defaults, moves, personal statuses, acceptance, and the dates that they set
// (domain/tasks-and-access.md 1.5 to 1.8, 1.12).
#pragma once

#include "domain/task_edit.h"

namespace planstead::domain {

bool in_set(const catalog::Process& process, std::int64_t status);
/// New, or the first active status of a set without New.
std::int64_t default_status(const catalog::Process& process, const catalog::Catalog& catalog);
/// Completed, or inactive in another way than Draft: lets the next sequential task begin.
bool is_finished(std::int64_t status, const catalog::Catalog& catalog);

/// The task as a whole takes the status, with the dates that follow. Asks nobody. Personal statuses
/// go.
void enter_status(schema::Record& task, std::int64_t status, base::Seconds now,
                  const catalog::Catalog& catalog);

/// Status of a new task: the request's, else `preset` (-1: none), else the default; then acceptance
/// by the creator.
base::Status first_status(TaskEdit& edit, std::int64_t preset);
/// The status that an update asks for.
base::Status move_status(TaskEdit& edit);
/// After a change of the assignees: drops what those who left had, lets the general status follow
/// those who stay, and accepts for somebody who added himself.
void settle_people(TaskEdit& edit);
/// After a change of the process: a status outside the new set gives way to the first active one.
void settle_process(TaskEdit& edit);

}  // namespace planstead::domain
