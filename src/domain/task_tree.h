// Trees of tasks: parents, order, the bin, summary tasks, sequential tasks, and what a change of
// one task does to those above it (domain/tasks-and-access.md 1.3, 1.11, 1.14, 1.16).
#pragma once

#include "domain/task_edit.h"

namespace planstead::domain {

/// The parent exists, is a task of the list and is not below the task itself.
base::Status check_parent(const TaskEdit& edit);
/// Position behind the last subtask of a parent.
std::int64_t next_position(std::int64_t parent, Records& records);
/// Subtasks of the list: no templates, nothing from the bin.
std::vector<schema::Record> live_subtasks(std::int64_t task, Records& records);

/// Puts everything below `root` into the bin with it, or takes out what went there together. The
/// row of `root` itself is marked and left to the caller to save.
void delete_tree(schema::Record& root, Context& context);
void restore_tree(schema::Record& root, Context& context);

/// Start and end of a summary task from its direct subtasks. False: none has dates, nothing
/// changed.
bool take_summary_dates(schema::Record& task, Records& records);
/// The account may forbid a subtask to end after its parent.
base::Status check_end_fits(const TaskEdit& edit);
/// After a change of `child`: summary dates, the end and subtask totals of everything above it.
void refresh_above(const schema::Record& child, Context& context);

/// Subtasks that had the old counterparty of a task get its new one (digest 1.4).
void pass_counterparty(const schema::Record& before, const schema::Record& task, Context& context);

/// Must this sequential subtask wait for one before it, or for its parent?
bool must_wait(const schema::Record& task, Context& context);
/// Activates the next sequential subtask of the parent, if it is its turn.
void settle_sequence(std::int64_t parent, Context& context);

}  // namespace planstead::domain
