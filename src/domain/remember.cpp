// Goes over what a change did to rows and has each part of the memory take its share.
#include "domain/remember.h"

#include <algorithm>
#include <set>

#include "domain/deadlines.h"
#include "domain/notify.h"
#include "domain/task_edit.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

bool is_task(const Record& row) {
  return row.entity().table == schema::task.table && kind_of(row) == schema::TaskKind::task;
}

// Tasks of which items of the checklist changed.
std::set<std::int64_t> ticked(const Watched& seen) {
  std::set<std::int64_t> tasks;
  for (const RowChange& change : seen.rows)
    if (&change.row().entity() == &schema::checklist_item)
      tasks.insert(change.row().integer("_task"));
  for (const RowChange& change : seen.rows)  // items of new tasks came with them
    if (is_task(change.row()) && !change.before) tasks.erase(change.row().id());
  return tasks;
}

void remember_task(const RowChange& change, bool checklist, Notifier& notifier, Context& context) {
  if (!change.after) return;
  const bool is_in_bin = is_deleted(*change.after);
  if (change.before && is_deleted(*change.before) != is_in_bin) record_bin(*change.after, context);
  if (is_in_bin) return;
  FeedEntries entries;
  if (change.before) entries = record_task(*change.before, *change.after, checklist, context);
  notifier.tell_of_task(change, entries);
  if (change.before) tell_of_crossed_deadlines(*change.before, *change.after, notifier, context);
}

}  // namespace

void Remembering::keep() {
  if (!std::exchange(open_, false)) return;
  const Watched seen = context_.records.watched();
  write_log(seen, context_);
  Notifier notifier(context_);
  std::set<std::int64_t> checklists = ticked(seen);
  for (const RowChange& change : seen.rows) {
    const Record& row = change.row();
    if (is_task(row)) remember_task(change, checklists.erase(row.id()) > 0, notifier, context_);
    if (&row.entity() == &schema::contact) record_contact(change, context_);
    if (&row.entity() == &schema::comment) notifier.tell_of_comment(change);
  }
  // Ticking an item leaves the row of its task as it is.
  for (const std::int64_t id : checklists)
    if (const auto task = context_.records.find(schema::task, id); task && is_live_task(*task))
      record_task(*task, *task, true, context_);
}

}  // namespace planstead::domain
