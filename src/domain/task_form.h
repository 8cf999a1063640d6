// The form of a task: its template and object, its process, and the presets that a new task takes
// from them (domain/tasks-and-access.md 2.1, 2.2).
#pragma once

#include "domain/task_edit.h"

namespace planstead::domain {

/// Decides template and object of a new task (request, project's default, creator's default, the
/// account's standard one), then copies their presets for every key that the request lacks, and the
/// process. Answers the preset status, -1 where there is none.
base::Result<std::int64_t> take_form(TaskEdit& edit);
/// An update may change the object, and with it fields and process; the template and the process by
/// itself stay (observed 12.1, 12.2) and are named in `failures`.
base::Status change_form(TaskEdit& edit);
/// What a new task has where neither request nor template says otherwise.
void fill_defaults(schema::Record& task);
/// The task of a contact that names no project goes into one of his company's
/// (domain/tasks-and-access.md 5.6).
void take_default_project(TaskEdit& edit);
/// Those of the project work on what contacts give, and watch it where nobody else does.
void add_client_managers(TaskEdit& edit);
/// People that the project puts into its new tasks, where the request has no such key.
void add_project_people(TaskEdit& edit);

}  // namespace planstead::domain
