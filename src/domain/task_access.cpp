// Who may write which key of a task, and items of checklists (domain/tasks-and-access.md 1.6, 1.10,
// 4, 5.3, 5.5).
#include <algorithm>

#include "catalog/access.h"
#include "domain/check_references.h"
#include "domain/entity_access.h"
#include "domain/standard_process.h"
#include "domain/task_edit.h"
#include "schema/checklist.h"
#include "schema/project.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;
using schema::RefList;

// ---- keys of a task ----

enum class Need : std::uint8_t {
  comment,  ///< T1
  status,   ///< T2
  edit,     ///< T3
  dates,    ///< T3, or a place among the assignees of a task without result checking
  move,     ///< T1 here; the process says who makes the transition
  wake,     ///< as dates, or beside the transition into the status that needs it
};

struct KeyRow {
  std::string_view key;
  Need need;
};
// What is not here needs T3.
constexpr KeyRow key_rows[] = {
    {"status", Need::move},          {"assignees", Need::status},
    {"participants", Need::comment}, {"inFavorites", Need::comment},
    {"startDateTime", Need::dates},  {"endDateTime", Need::dates},
    {"hasStartDate", Need::dates},   {"hasEndDate", Need::dates},
    {"hasStartTime", Need::dates},   {"hasEndTime", Need::dates},
    {"duration", Need::dates},       {"durationUnit", Need::dates},
    {"durationType", Need::dates},   {"delayedTillDate", Need::wake},
};

Need need_of(std::string_view key) {
  const auto row = std::ranges::find(key_rows, key, &KeyRow::key);
  return row == std::end(key_rows) ? Need::edit : row->need;
}

struct OnTask {
  const Record& task;
  Places places;
  Level level;
};

// May he make the transition? That is the process's to say.
bool puts_to_sleep(const request::Body& body, const OnTask& on, Asker& asker) {
  const Ref* wanted = body.sent<Ref>("status");
  return wanted != nullptr && wanted->id == system_status::delayed &&
         status_for(on.task, asker.context().viewer) != system_status::delayed;
}

bool meets(Need need, const OnTask& on, const request::Body& body, Asker& asker) {
  const bool own_dates = on.places.works && !on.task.flag("resultChecking");
  switch (need) {
    case Need::comment:
    case Need::move:
      return on.level >= Level::comment;
    case Need::status:
      return on.level >= Level::status;
    case Need::dates:
      return on.level == Level::edit || own_dates;
    case Need::wake:
      return on.level == Level::edit || own_dates || puts_to_sleep(body, on, asker);
    case Need::edit:
      break;
  }
  return on.level == Level::edit;
}

// Is it what the task shows already? A flag of a date, true, asks nothing.
bool asks_nothing(const request::Change& change, const OnTask& on, Asker& asker) {
  if (change.field->name == "status") {
    const Ref* wanted = std::get_if<Ref>(&change.value);
    return wanted != nullptr && wanted->id == status_for(on.task, asker.context().viewer);
  }
  if (change.field->name == "processId") return false;
  const bool of_start = change.field->name.starts_with("hasStart");
  if (of_start || change.field->name.starts_with("hasEnd")) {
    const schema::Moment* date = on.task.moment(of_start ? "startDateTime" : "endDateTime");
    const bool takes_time = change.field->name.ends_with("Time");
    if (date == nullptr || (takes_time && !date->has_time)) return true;
  }
  return !is_changed(change, on.task, asker);
}

base::Status check_task_keys(const request::Body& body, const OnTask& on, Asker& asker) {
  for (const request::Change& change : body.changes)
    if (!meets(need_of(change.field->name), on, body, asker) && !asks_nothing(change, on, asker))
      return denied(schema::task, on.task.id(), change.field->name);
  // A field without a list is assignees' to fill in, too (digest 5.4).
  for (const request::CustomChange& change : body.custom)
    if (change.definition != nullptr && is_changed(change, on.task) &&
        !asker.fills(*change.definition, on.level >= Level::status, on.places))
      return denied(schema::task, on.task.id(), change.where);
  return base::ok();
}

base::Status check_parent_right(const request::Body& body, const Record* before, Asker& asker) {
  const auto* wanted = body.sent<Ref>("parent");
  if (wanted == nullptr || (before != nullptr && before->ref("parent") == *wanted))
    return base::ok();
  const auto parent = asker.records().find(schema::task, wanted->id);
  if (!parent || !is_live_task(*parent) || asker.level(*parent) >= Level::comment)
    return base::ok();
  return denied(schema::task, wanted->id);
}

// A recurring template has people of its own, as a task.
bool sees_form(const catalog::Template& form, Asker& asker) {
  const catalog::Catalog& catalog = asker.context().catalog;
  if (form.kind != schema::TaskKind::recurring)
    return catalog::may_view(form.access, asker.person(), catalog);
  const auto row = asker.records().find(schema::task, form.id);
  return row && level_on(*row, asker.places(*row), asker.person()) != Level::none;
}

// A template or object that he may not view is not there.
base::Status check_form(const request::Body& body, const Record* before, Asker& asker) {
  for (const std::string_view key : {"template", "object"}) {
    const auto* wanted = body.sent<Ref>(key);
    if (wanted == nullptr || (before != nullptr && before->ref(key) == *wanted)) continue;
    const catalog::Template* form = asker.context().catalog.task_template(wanted->id);
    if (form != nullptr && !sees_form(*form, asker))
      return base::invalid(std::string(key) + ".id", not_found_text(*wanted));
  }
  return base::ok();
}

// ---- tasks that contacts give (digest 5.6) ----

RefList refs_in(const schema::Value& value) {
  if (const Ref* one = std::get_if<Ref>(&value)) return {*one};
  const auto* many = std::get_if<RefList>(&value);
  return many == nullptr ? RefList{} : *many;
}

// Where the body names none: that of the task above, or the contact's own.
std::int64_t project_of_new(const request::Body& body, Asker& asker) {
  if (body.find("project") != nullptr) return 0;
  const Ref* parent = body.sent<Ref>("parent");
  const auto above =
      parent == nullptr ? std::nullopt : asker.records().find(schema::task, parent->id);
  return above ? above->ref("project").id : asker.default_project();
}

base::Status check_addressed(const request::Body& body, const Record* before, Asker& asker) {
  if (!asker.is_contact()) return base::ok();
  const Ref* sent = body.sent<Ref>("project");
  const std::int64_t project = sent != nullptr     ? sent->id
                               : before != nullptr ? before->ref("project").id
                                                   : project_of_new(body, asker);
  const auto allows = [&](std::string_view key, Ref person) {
    const bool held = before != nullptr && schema::mentions(before->get(key), person);
    // Which contacts he sees is asked of all that a body names.
    return held || (person.kind == RefKind::contact && key != "assignees") ||
           asker.may_address(person, project);
  };
  for (const std::string_view key : {"assigner", "assignees", "participants", "auditors"}) {
    const request::Change* change = body.find(key);
    if (change == nullptr) continue;
    for (const Ref person : refs_in(change->value))
      if (!allows(key, person)) return denied(schema::task, before ? before->id() : 0, key);
  }
  return base::ok();
}

// ---- a new task ----

// Its people, as far as the body says who they are.
Places places_on_new(const request::Body& body, Asker& asker) {
  Record task(schema::task);
  task.set("assigner", asker.person());
  for (const std::string_view key : {"assigner", "assignees", "participants", "auditors"})
    if (const request::Change* change = body.find(key); change != nullptr)
      if (!schema::is_empty(change->value)) task.set(key, change->value);
  if (const Ref* project = body.sent<Ref>("project")) task.set("project", *project);
  return asker.places(task);
}

// ---- items of checklists ----

struct OnItem {
  bool ticks, edits;
};

// Those of the item, or where it has none those of the task; its author, and who edits the task.
OnItem on_item(const Record& item, const Record& task, Level level, Asker& asker) {
  const bool edits = level == Level::edit || item.ref("_author") == asker.person();
  const RefList& own = item.refs("assignees");
  return {edits || asker.is_in(own.empty() ? task.refs("assignees") : own), edits};
}

}  // namespace

namespace access {

base::Status add_task(const PathIds&, const request::Body& body, Asker& asker) {
  PS_CHECK(check_parent_right(body, nullptr, asker));
  PS_CHECK(check_form(body, nullptr, asker));
  PS_CHECK(check_addressed(body, nullptr, asker));
  PS_CHECK(check_new_fields(body, schema::task, asker, places_on_new(body, asker)));
  return check_named(body, nullptr, asker);
}

base::Status change_task(const PathIds& ids, const request::Body& body, Asker& asker) {
  const auto task = asker.records().find(schema::task, ids.back());
  if (!task || kind_of(*task) != schema::TaskKind::task) return base::ok();
  const Places places = asker.places(*task);
  const OnTask on{*task, places, asker.level(*task)};
  if (is_deleted(*task) && on.level != Level::edit) return no_such_row(schema::task, ids.back());
  if (on.level == Level::none) return denied(schema::task, task->id());
  PS_CHECK(check_task_keys(body, on, asker));
  PS_CHECK(check_parent_right(body, &*task, asker));
  PS_CHECK(check_form(body, &*task, asker));
  PS_CHECK(check_addressed(body, &*task, asker));
  return check_named(body, &*task, asker);
}

base::Status add_checklist_item(const PathIds& ids, const request::Body&, Asker& asker) {
  const auto task = asker.records().find(schema::task, ids.front());
  if (!task || !is_live_task(*task) || asker.level(*task) >= Level::comment) return base::ok();
  return denied(schema::task, ids.front());
}

base::Status change_checklist_item(const PathIds& ids, const request::Body& body, Asker& asker) {
  const auto task = asker.records().find(schema::task, ids.front());
  const auto item = asker.records().find(schema::checklist_item, ids.back());
  if (!task || !item || item->integer("_task") != task->id()) return base::ok();
  const Level level = asker.level(*task);
  if (level == Level::none) return denied(schema::task, ids.front());
  const OnItem on = on_item(*item, *task, level, asker);
  for (const request::Change& change : body.changes) {
    const bool may = change.field->name == "isDone" ? on.ticks : on.edits;
    if (!may && is_changed(change, *item, asker))
      return denied(schema::checklist_item, item->id(), change.field->name);
  }
  return base::ok();
}

}  // namespace access

}  // namespace planstead::domain
