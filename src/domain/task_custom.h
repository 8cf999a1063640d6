// Custom fields of tasks: who may be written, and the computed ones that need no engine (subtask
// totals and totals; fields digest 1.2, tasks digest 2.3).
#pragma once

#include "domain/task_edit.h"

namespace planstead::domain {

/// Mandatory fields of the template and the object must have a value (observed 3.14).
base::Status check_required(const TaskEdit& edit);
/// Subtask totals (type 26) and totals (type 29) of one row, from what is stored below it.
void compute_totals(schema::Record& task, Context& context);
/// Total of the task's own numbers alone; for rows that have nothing below them yet.
void compute_own_totals(schema::Record& task, const catalog::Catalog& catalog);

}  // namespace planstead::domain
