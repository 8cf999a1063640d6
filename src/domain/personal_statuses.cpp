// An assigned group counts as one assignee: the first member who acts speaks for it.
#include "domain/personal_statuses.h"

#include <algorithm>

#include "domain/standard_process.h"
#include "domain/task_statuses.h"
#include "schema/checklist.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;
using schema::RefList;

bool speaks_for(Ref person, Ref assignee, const catalog::Catalog& catalog) {
  return person == assignee ||
         (assignee.kind == RefKind::group && catalog.in_group(person, assignee.id));
}

bool is_assignee(const Record& task, Ref person, const catalog::Catalog& catalog) {
  return std::ranges::any_of(task.refs("assignees"),
                             [&](Ref assignee) { return speaks_for(person, assignee, catalog); });
}

bool everyone_has(const Record& task, Ref status, const catalog::Catalog& catalog) {
  const RefList& rows = task.refs("_personalStatuses");
  return std::ranges::all_of(task.refs("assignees"), [&](Ref assignee) {
    for (std::size_t i = 0; i + 1 < rows.size(); i += 2)
      if (rows[i + 1] == status && speaks_for(rows[i], assignee, catalog)) return true;
    return false;
  });
}

// Done is common, but for tasks whose other assignees still have open items of the checklist.
bool others_have_open_items(const Record& task, Context& context) {
  for (std::int64_t id : context.records.checklist(task.id())) {
    const auto item = context.records.find(schema::checklist_item, id);
    if (!item || item->flag("_deleted") || item->flag("isDone")) continue;
    const RefList& people = item->refs("assignees");
    const bool mine = std::ranges::any_of(
        people, [&](Ref held) { return speaks_for(context.viewer.person, held, context.catalog); });
    if (!people.empty() && !mine) return true;
  }
  return false;
}

bool is_individual(const Record& task, std::int64_t status, Context& context) {
  if (status == system_status::done) return others_have_open_items(task, context);
  const catalog::Status* found = context.catalog.status(status);
  if (found == nullptr || !found->is_individual) return false;
  // In progress is individual only where there is something to accept (digest 1.5).
  return status != system_status::in_progress ||
         in_set(process_of(task, context.catalog), system_status::fresh);
}

}  // namespace

bool holds_for_viewer_alone(const Record& task, std::int64_t status, Context& context) {
  return task.refs("assignees").size() > 1 &&
         is_assignee(task, context.viewer.person, context.catalog) &&
         is_individual(task, status, context);
}

void set_personal(Record& task, std::int64_t status, Context& context) {
  RefList rows = task.refs("_personalStatuses");
  const Ref value{RefKind::status, status};
  std::size_t i = 0;
  while (i + 1 < rows.size() && rows[i] != context.viewer.person) i += 2;
  if (i + 1 < rows.size())
    rows[i + 1] = value;
  else
    rows.insert(rows.end(), {context.viewer.person, value});
  task.set("_personalStatuses", std::move(rows));
  if (everyone_has(task, value, context.catalog))
    enter_status(task, status, context.now, context.catalog);
}

void follow_assignees(Record& task, Context& context) {
  const RefList rows = task.refs("_personalStatuses");
  RefList kept;
  for (std::size_t i = 0; i + 1 < rows.size(); i += 2)
    if (is_assignee(task, rows[i], context.catalog))
      kept.insert(kept.end(), {rows[i], rows[i + 1]});
  if (kept.empty()) {
    task.set("_personalStatuses", {});
    return;
  }
  const Ref candidate = kept[1];
  task.set("_personalStatuses", std::move(kept));
  if (everyone_has(task, candidate, context.catalog))
    enter_status(task, candidate.id, context.now, context.catalog);
}

void accept_for_viewer(Record& task, Context& context) {
  const catalog::Process& process = process_of(task, context.catalog);
  const RefList& people = task.refs("assignees");
  const std::int64_t accepted = process.status_after_acceptance;
  const bool named = std::ranges::find(people, context.viewer.person) != people.end();
  if (!named || !process.auto_accept || general_status(task) != system_status::fresh ||
      !in_set(process, accepted))
    return;
  if (holds_for_viewer_alone(task, accepted, context))
    set_personal(task, accepted, context);
  else
    enter_status(task, accepted, context.now, context.catalog);
}

}  // namespace planstead::domain
