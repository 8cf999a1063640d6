// Moves of the general status and its consequences on the row. Personal statuses are in
// personal_statuses.cpp.
#include "domain/task_statuses.h"

#include <algorithm>

#include "base/text.h"
#include "domain/access.h"
#include "domain/check_references.h"
#include "domain/personal_statuses.h"
#include "domain/standard_process.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

constexpr std::int64_t no_status = -1;

bool is_active(std::int64_t status, const catalog::Catalog& catalog) {
  const catalog::Status* found = catalog.status(status);
  return found != nullptr && found->is_active;
}

// Roles are those before the change: nobody makes himself an auditor and completes the task in one
// go. Heads have the roles of those whom they lead, but a new task is accepted or rejected by its
// assignees alone (digest 1.6).
bool may_move(const TaskEdit& edit, std::int64_t from, std::int64_t to) {
  const Context& context = edit.context;
  if (context.viewer.is_admin) return true;
  const Places places = Asker(edit.context).places(*edit.before);
  const bool assignee = from == system_status::fresh ? places.works : places.assignee;
  const bool unchecked = places.works && !edit.before->flag("resultChecking");
  const auto allows = [&](const catalog::Transition& move) {
    return move.from == from && move.to == to &&
           ((move.assigner && places.assigner) || (move.assignee && assignee) ||
            (move.participant && places.participant) || (move.auditor && places.auditor) ||
            (move.assignee_without_checking && unchecked));
  };
  return std::ranges::any_of(process_of(edit.row, context.catalog).transitions, allows);
}

base::Error unknown_status(std::int64_t id) {
  return base::invalid("status.id", not_found_text({RefKind::status, id}));
}

base::Error forbidden_move(std::int64_t from, std::int64_t to) {
  return base::refusal(base::ErrorCode::task_not_updated, "status.id",
                       "the process does not let you move the task from status " +
                           std::to_string(from) + " to " + std::to_string(to));
}

// A task put to sleep wakes to where it was; what was a draft wakes as New (digest 1.12).
void leave_or_enter_delay(Record& task, std::int64_t from, std::int64_t to) {
  if (to == system_status::delayed) {
    const bool from_work = from != no_status && from != system_status::draft;
    task.set("_statusBefore", from_work ? from : system_status::fresh);
  } else if (from == system_status::delayed) {
    task.set("delayedTillDate", {});
    task.set("_statusBefore", {});
  }
}

void set_result_dates(Record& task, std::int64_t from, std::int64_t to, base::Seconds now,
                      const catalog::Catalog& catalog) {
  if (to == system_status::completed) {
    task.set("actualCompletionDate", at_instant(now));
    if (task.moment("_done") == nullptr) task.set("_done", at_instant(now));
  } else if (from == system_status::completed && is_active(to, catalog)) {
    task.set("actualCompletionDate", {});
  }
  if (to == system_status::done) task.set("_done", at_instant(now));
  if (to == system_status::fresh || to == system_status::in_progress) task.set("_done", {});
}

}  // namespace

bool in_set(const catalog::Process& process, std::int64_t status) {
  return std::ranges::find(process.statuses, status) != process.statuses.end();
}

std::int64_t default_status(const catalog::Process& process, const catalog::Catalog& catalog) {
  if (process.statuses.empty() || in_set(process, system_status::fresh))
    return system_status::fresh;
  for (std::int64_t status : process.statuses)
    if (is_active(status, catalog)) return status;
  return process.statuses.front();
}

bool is_finished(std::int64_t status, const catalog::Catalog& catalog) {
  return status == system_status::completed ||
         (status != system_status::draft && !is_active(status, catalog));
}

void enter_status(Record& task, std::int64_t status, base::Seconds now,
                  const catalog::Catalog& catalog) {
  const bool had_one = !schema::is_empty(task.get("status"));
  const std::int64_t from = had_one ? general_status(task) : no_status;
  task.set("_personalStatuses", {});
  if (from == status) return;
  task.set("status", Ref{RefKind::status, status});
  task.set("_statusChanged", at_instant(now));
  leave_or_enter_delay(task, from, status);
  set_result_dates(task, from, status, now, catalog);
}

base::Status first_status(TaskEdit& edit, std::int64_t preset) {
  Context& context = edit.context;
  const catalog::Process& process = process_of(edit.row, context.catalog);
  const auto* wanted = edit.body.sent<Ref>("status");
  std::int64_t status = default_status(process, context.catalog);
  if (wanted != nullptr) {
    if (!in_set(process, wanted->id)) return unknown_status(wanted->id);
    if (wanted->id == system_status::rejected)
      return base::invalid("status.id", "a new task cannot be rejected");
    status = wanted->id;
  } else if (in_set(process, preset) && preset != system_status::rejected) {
    status = preset;
  }
  enter_status(edit.row, status, context.now, context.catalog);
  if (wanted == nullptr) accept_for_viewer(edit.row, context);
  return base::ok();
}

base::Status move_status(TaskEdit& edit) {
  const request::Change* change = edit.body.find("status");
  if (change == nullptr) return base::ok();
  Context& context = edit.context;
  const Ref* wanted = std::get_if<Ref>(&change->value);
  if (wanted == nullptr) return base::invalid("status", "a task always has a status");
  const std::int64_t from = status_for(*edit.before, context.viewer);
  const std::int64_t to = wanted->id;
  if (from == to) return base::ok();
  const catalog::Process& process = process_of(edit.row, context.catalog);
  if (to == system_status::draft)
    return base::invalid("status.id", "an existing task cannot become a draft");
  if (!in_set(process, to)) return unknown_status(to);
  if (!may_move(edit, from, to)) return forbidden_move(from, to);
  if (to == system_status::delayed && edit.row.moment("delayedTillDate") == nullptr)
    return base::missing("delayedTillDate", "a delayed task needs the date when it wakes");
  if (holds_for_viewer_alone(edit.row, to, context))
    set_personal(edit.row, to, context);
  else
    enter_status(edit.row, to, context.now, context.catalog);
  return base::ok();
}

void settle_people(TaskEdit& edit) {
  if (!edit.changed("assignees")) return;
  follow_assignees(edit.row, edit.context);
  const auto named = [&](const Record& task) {
    const schema::RefList& people = task.refs("assignees");
    return std::ranges::find(people, edit.context.viewer.person) != people.end();
  };
  if (!edit.sent("status") && named(edit.row) && !named(*edit.before))
    accept_for_viewer(edit.row, edit.context);
}

void settle_process(TaskEdit& edit) {
  const catalog::Catalog& catalog = edit.context.catalog;
  const catalog::Process& process = process_of(edit.row, catalog);
  if (in_set(process, general_status(edit.row)) || process.statuses.empty()) return;
  enter_status(edit.row, default_status(process, catalog), edit.context.now, catalog);
}

}  // namespace planstead::domain
