// Changing a task: the order of the rules, and what follows in other rows once it is stored.
#include "base/text.h"
#include "domain/check_references.h"
#include "domain/checklist_rules.h"
#include "domain/comment_rules.h"
#include "domain/data_tag_summaries.h"
#include "domain/entity_rules.h"
#include "domain/standard_process.h"
#include "domain/task_custom.h"
#include "domain/task_dates.h"
#include "domain/task_form.h"
#include "domain/task_statuses.h"
#include "domain/task_tree.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

// The assigner of a draft is fixed (digest 1.10), and no task is without one.
base::Status check_assigner(TaskEdit& edit) {
  if (!edit.changed("assigner")) return base::ok();
  if (edit.row.ref("assigner").kind == RefKind::none)
    return base::invalid("assigner.id", "a task always has an assigner");
  if (general_status(*edit.before) == system_status::draft) {
    edit.row.set("assigner", edit.before->get("assigner"));
    edit.fail("assigner", "the assigner of a draft does not change");
  }
  return base::ok();
}

// Dates written by hand to a summary task with dated subtasks do not last.
void keep_summary(TaskEdit& edit) {
  if (!edit.row.flag("isSummary")) return;
  const bool by_hand = edit.changed("startDateTime") || edit.changed("endDateTime") ||
                       edit.changed("duration") || edit.denied("hasStartDate") ||
                       edit.denied("hasEndDate");
  if (take_summary_dates(edit.row, edit.context.records) && by_hand)
    edit.note("startDateTime, endDateTime: a summary task takes them from its subtasks");
}

void wait_if_sequential(TaskEdit& edit) {
  if (!edit.changed("isSequential") && !edit.changed("parent")) return;
  const bool working = !is_finished(general_status(edit.row), edit.context.catalog);
  if (working && must_wait(edit.row, edit.context))
    enter_status(edit.row, system_status::draft, edit.context.now, edit.context.catalog);
}

base::Status build(TaskEdit& edit) {
  Context& context = edit.context;
  apply_plain_changes(edit);
  PS_CHECK(check_texts(edit));
  PS_CHECK(check_parent(edit));
  PS_CHECK(check_body_references(edit.body, &*edit.before, context.records));
  PS_CHECK(check_assigner(edit));
  PS_CHECK(change_form(edit));
  if (edit.changed("object")) settle_process(edit);
  PS_CHECK(move_status(edit));
  settle_people(edit);
  PS_CHECK(settle_dates(edit));
  keep_summary(edit);
  PS_CHECK(check_end_fits(edit));
  PS_CHECK(apply_custom(edit));
  if (edit.before->ref("parent").id != edit.row.ref("parent").id)
    edit.row.set("_order", next_position(edit.row.ref("parent").id, context.records));
  wait_if_sequential(edit);
  if (edit.changed("template") || edit.changed("object")) settle_totals(edit.row, context);
  if (edit.row.custom != edit.before->custom || edit.changed("object"))
    compute_totals(edit.row, context);
  return base::ok();
}

bool became(const TaskEdit& edit, std::int64_t status) {
  return general_status(edit.row) == status && general_status(*edit.before) != status;
}

// The old parent loses the subtask; the end it had must not raise the parent's once more.
void leave_parent(Record before, Context& context) {
  before.set("endDateTime", {});
  refresh_above(before, context);
}

// What the change means for checklist, subtasks and the tasks above.
void follow_up(TaskEdit& edit) {
  Context& context = edit.context;
  Record& task = edit.row;
  const Record& before = *edit.before;
  const std::int64_t parent = task.ref("parent").id, parent_before = before.ref("parent").id;
  if (became(edit, system_status::done) || became(edit, system_status::completed))
    tick_all(task.id(), context);
  pass_counterparty(before, task, context);
  refresh_above(task, context);
  if (parent != parent_before) leave_parent(before, context);
  if (general_status(before) == system_status::draft &&
      general_status(task) != system_status::draft)
    settle_sequence(task.id(), context);
  const bool gave_way = is_deleted(task) || parent != parent_before ||
                        before.flag("isSequential") != task.flag("isSequential") ||
                        is_finished(general_status(task), context.catalog);
  if (before.flag("isSequential") && gave_way) settle_sequence(parent_before, context);
}

void set_favorite(const TaskEdit& edit) {
  const request::Change* change = edit.body.find("inFavorites");
  if (change == nullptr) return;
  const Ref thing{RefKind::task, edit.row.id()};
  const bool wanted = change->value == schema::Value{true};
  Records& records = edit.context.records;
  if (records.is_favorite(edit.context.viewer.person, thing) != wanted)
    records.set_favorite(edit.context.viewer.person, thing, wanted);
}

base::Status restore(Record task, Context& context) {
  restore_tree(task, context);
  store(task, context);
  refresh_above(task, context);
  return base::ok();
}

}  // namespace

base::Status update_task(const PathIds& ids, const request::Body& body, Context& context) {
  auto before = context.records.find(schema::task, ids.back());
  if (!before || kind_of(*before) != schema::TaskKind::task)
    return no_such_row(schema::task, ids.back());
  if (is_deleted(*before)) {
    if (!only_restores(body)) return in_the_bin(schema::task, ids.back());
    return restore(std::move(*before), context);
  }
  TaskEdit edit{context, body, *before, std::move(before)};
  PS_CHECK(build(edit));
  const request::Change* bin = body.find("isDeleted");
  const bool goes = bin != nullptr && bin->value == schema::Value{true};
  if (goes) delete_tree(edit.row, context);
  if (goes || !same_content(edit.row, *edit.before)) {
    settle_first_comment(edit.row, context.records);
    store(edit.row, context);
    follow_up(edit);
  }
  set_favorite(edit);
  return base::ok();
}

}  // namespace planstead::domain
