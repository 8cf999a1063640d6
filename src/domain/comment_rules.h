// The feed of tasks and contacts, as other rules write to it. Creating, changing and deleting
// comments themselves are among the rules of entities.
#pragma once

#include "domain/row_edit.h"

namespace planstead::domain {

/// Saves the first comment of a task that has none: the row by which its description shows in the
/// feed (observed 12.5). Sets the task's `firstComment`; the caller stores the task.
void add_first_comment(schema::Record& task, Context& context);
/// Its type follows the description: without a text or file it is an entry of the server's own.
void settle_first_comment(const schema::Record& task, Context& context);
/// Entries about a changed status and changed dates, unless the request is silent.
void record_changes(const RowEdit& task, Context& context);
/// The feed of a task or contact goes into the bin with it, or comes back.
void hide_comments(base::Ref owner, bool hidden, Context& context);

}  // namespace planstead::domain
