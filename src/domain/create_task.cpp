// Creating a task: the order of the rules. Nothing is stored before all of them have agreed.
#include "domain/check_references.h"
#include "domain/checklist_rules.h"
#include "domain/comment_rules.h"
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

void take_assigner(TaskEdit& edit) {
  const Ref person = edit.context.viewer.person;
  edit.row.set("_author", person);
  if (edit.row.ref("assigner").kind == RefKind::none) edit.row.set("assigner", person);
}

base::Status decide_status(TaskEdit& edit, std::int64_t preset) {
  PS_CHECK(first_status(edit, preset));
  if (!must_wait(edit.row, edit.context)) return base::ok();
  if (edit.sent("status") && general_status(edit.row) != system_status::draft)
    edit.note("status: the task waits as a draft for the sequential subtask before it");
  enter_status(edit.row, system_status::draft, edit.context.now, edit.context.catalog);
  return base::ok();
}

base::Status build(TaskEdit& edit) {
  apply_plain_changes(edit);
  PS_CHECK(check_parent(edit));
  PS_CHECK(check_body_references(edit.body, nullptr, edit.context.records));
  PS_TRY(const std::int64_t preset, take_form(edit));
  PS_CHECK(check_texts(edit));
  fill_defaults(edit.row);
  take_assigner(edit);
  take_default_project(edit);
  add_project_people(edit);
  add_client_managers(edit);
  PS_CHECK(decide_status(edit, preset));
  PS_CHECK(settle_dates(edit));
  PS_CHECK(check_end_fits(edit));
  PS_CHECK(apply_custom(edit));
  PS_CHECK(check_required(edit));
  compute_own_totals(edit.row, edit.context.catalog);
  return base::ok();
}

}  // namespace

base::Result<std::int64_t> create_task(const PathIds&, const request::Body& body,
                                       Context& context) {
  TaskEdit edit{context, body, Record(schema::task), std::nullopt};
  PS_CHECK(build(edit));
  Record& task = edit.row;
  task.set_id(context.records.next_id(schema::task));
  task.set("_order", next_position(task.ref("parent").id, context.records));
  add_first_comment(task, context.records);
  store(task, context);
  refresh_above(task, context);
  const request::Change* favorite = body.find("inFavorites");
  if (favorite != nullptr && favorite->value == schema::Value{true})
    context.records.set_favorite(context.viewer.person, {RefKind::task, task.id()}, true);
  return task.id();
}

}  // namespace planstead::domain
