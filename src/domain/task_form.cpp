// Templates and objects share one space of numbers, so either may be named in either place
// (observed 21.2). Variables in presets are not replaced: they are copied as they stand.
#include "domain/task_form.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "domain/access.h"
#include "domain/entry_links.h"
#include "schema/project.h"
#include "schema/references.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using catalog::Template;
using schema::Record;

constexpr std::int64_t no_status = -1;

// What a template's row says about the template itself, and not about its tasks.
constexpr std::string_view own_keys[] = {"id",
                                         "parent",
                                         "template",
                                         "object",
                                         "processId",
                                         "status",
                                         "type",
                                         "isDeleted",
                                         "recurrence",
                                         "dateTime",
                                         "dateOfLastUpdate",
                                         "dateOfLastComment",
                                         "actualCompletionDate",
                                         "customFieldData"};

base::Result<const Template*> sent_form(const TaskEdit& edit, std::string_view field,
                                        std::string_view title) {
  const auto* ref = edit.body.sent<Ref>(field);
  if (ref == nullptr) return nullptr;
  if (const Template* found = edit.context.catalog.task_template(ref->id)) return found;
  std::string text = std::string(title) + " not found by id ";
  base::append_number(text, ref->id);
  return base::invalid(std::string(field) + ".id", std::move(text));
}

std::int64_t project_default(const TaskEdit& edit) {
  const std::int64_t id = edit.row.ref("project").id;
  const auto project = id == 0 ? std::nullopt : edit.context.records.find(schema::project, id);
  return project ? project->ref("taskTemplate").id : 0;
}

const Template* default_form(const TaskEdit& edit) {
  const catalog::Catalog& catalog = edit.context.catalog;
  const Ref creator = edit.context.viewer.person;
  const catalog::User* user = creator.kind == RefKind::user ? catalog.user(creator.id) : nullptr;
  const std::int64_t candidates[] = {project_default(edit),
                                     user == nullptr ? 0 : user->default_template,
                                     catalog.account.standard_template};
  for (std::int64_t id : candidates)
    if (const Template* found = id == 0 ? nullptr : catalog.task_template(id)) return found;
  return nullptr;
}

void copy_presets(TaskEdit& edit, const Template& form) {
  for (const std::string& key : form.preset_keys) {
    const schema::Field* field = schema::find_field(schema::task, key);
    const bool own = std::ranges::find(own_keys, key) != std::end(own_keys);
    if (field == nullptr || field->column.empty() || own || edit.sent(key)) continue;
    if (schema::is_empty(edit.row.get(key)))
      edit.row.set(key, without_gone(form.preset.get(key), edit.context.records));
  }
  const auto in_body = [&](std::int64_t field) {
    return std::ranges::find(edit.body.custom, field, &request::CustomChange::field) !=
           edit.body.custom.end();
  };
  for (const schema::CustomValue& preset : form.preset.custom)
    if (!in_body(preset.field) && edit.row.custom_value(preset.field) == nullptr)
      edit.row.set_custom(preset.field, without_gone(preset.value, edit.context.records));
}

std::int64_t preset_status(const Template* form) {
  if (form == nullptr || std::ranges::find(form->preset_keys, "status") == form->preset_keys.end())
    return no_status;
  const auto* status = std::get_if<Ref>(&form->preset.get("status"));
  return status == nullptr ? no_status : status->id;
}

const Template* preset_object(const Template* form, const catalog::Catalog& catalog) {
  if (form == nullptr) return nullptr;
  if (form->kind == schema::TaskKind::object) return form;
  if (std::ranges::find(form->preset_keys, "object") == form->preset_keys.end()) return nullptr;
  return catalog.task_template(form->preset.ref("object").id);
}

void set_form(Record& task, std::string_view field, const Template* form) {
  task.set(field, form == nullptr ? schema::Value{} : Ref{RefKind::task, form->id});
}

// The object owns the process; without one the template names it (digest 1.6).
std::int64_t process_id(const Template* form, const Template* object,
                        const catalog::Catalog& catalog) {
  for (const Template* source : {object, form})
    if (source != nullptr && catalog.process(source->process) != nullptr) return source->process;
  return catalog.default_process().id;
}

void inherit_project(TaskEdit& edit) {
  const std::int64_t parent = edit.row.ref("parent").id;
  if (parent == 0 || edit.sent("project") || edit.row.ref("project").id != 0) return;
  if (const auto above = edit.context.records.find(schema::task, parent))
    edit.row.set("project", above->get("project"));
}

void note_process(const TaskEdit& edit) {
  const auto* wanted = edit.body.sent<std::int64_t>("processId");
  if (wanted != nullptr && *wanted != edit.row.integer("processId"))
    edit.note("processId: the template or object decides the process");
}

}  // namespace

base::Result<std::int64_t> take_form(TaskEdit& edit) {
  const catalog::Catalog& catalog = edit.context.catalog;
  PS_TRY(const Template* form, sent_form(edit, "template", "Template"));
  PS_TRY(const Template* object, sent_form(edit, "object", "Object"));
  // The parent's project may name the default template, so it is looked at first; it fills the
  // project only where no preset does.
  const schema::Value project = edit.row.get("project");
  inherit_project(edit);
  const bool named = form != nullptr || object != nullptr;
  if (!named) form = default_form(edit);
  edit.row.set("project", project);
  if (object == nullptr && !edit.sent("object")) object = preset_object(form, catalog);
  set_form(edit.row, "template", form);
  set_form(edit.row, "object", object);
  edit.row.set("processId", process_id(form, object, catalog));
  for (const Template* source : {form, object})
    if (source != nullptr) copy_presets(edit, *source);
  // Nobody who names no template means to call his task by the standard one.
  if (!named && !edit.sent("name")) edit.row.set("name", {});
  inherit_project(edit);
  note_process(edit);
  const std::int64_t status = preset_status(form);
  return status == no_status ? preset_status(object) : status;
}

base::Status change_form(TaskEdit& edit) {
  if (edit.changed("template"))
    edit.fail("template", "the template of a task does not change after its creation");
  if (edit.changed("processId"))
    edit.fail("processId", "the process of a task is fixed by its template or object");
  if (!edit.changed("object")) return base::ok();
  PS_TRY(const Template* object, sent_form(edit, "object", "Object"));
  const catalog::Catalog& catalog = edit.context.catalog;
  set_form(edit.row, "object", object);
  const Template* form = catalog.task_template(edit.row.ref("template").id);
  edit.row.set("processId", process_id(form, object, catalog));
  return base::ok();
}

void fill_defaults(Record& task) {
  const auto default_to = [&](std::string_view field, schema::Value value) {
    if (schema::is_empty(task.get(field))) task.set(field, std::move(value));
  };
  default_to("priority", std::int64_t{0});  // NotUrgent
  default_to("resultChecking", true);
  default_to("isSummary", false);
  default_to("isSequential", false);
  task.set("isDeleted", false);
  task.set("_kind", static_cast<std::int64_t>(schema::TaskKind::task));
}

void take_default_project(TaskEdit& edit) {
  if (edit.sent("project") || edit.row.ref("project").id != 0) return;
  if (const std::int64_t project = Asker(edit.context).default_project(); project != 0)
    edit.row.set("project", Ref{RefKind::project, project});
}

void add_client_managers(TaskEdit& edit) {
  if (edit.context.viewer.person.kind != RefKind::contact) return;
  const std::int64_t id = edit.row.ref("project").id;
  const auto project = id == 0 ? std::nullopt : edit.context.records.find(schema::project, id);
  if (!project) return;
  const schema::RefList& managers = project->refs("clientManagers");
  const auto add_to = [&](std::string_view role) {
    schema::RefList people = edit.row.refs(role);
    for (const Ref manager : managers)
      if (std::ranges::find(people, manager) == people.end()) people.push_back(manager);
    if (!people.empty()) edit.row.set(role, std::move(people));
  };
  if (!edit.sent("assignees")) add_to("assignees");
  const bool watched = std::ranges::any_of(project->refs("auditors"), [&](Ref auditor) {
    return std::ranges::find(managers, auditor) == managers.end();
  });
  if (!watched && !edit.sent("auditors")) add_to("auditors");
}

void add_project_people(TaskEdit& edit) {
  const std::int64_t id = edit.row.ref("project").id;
  const auto project = id == 0 ? std::nullopt : edit.context.records.find(schema::project, id);
  if (!project) return;
  for (std::string_view role : {"assignees", "participants"}) {
    if (edit.sent(role)) continue;
    schema::RefList people = edit.row.refs(role);
    for (const Ref& person : project->refs(role))
      if (std::ranges::find(people, person) == people.end()) people.push_back(person);
    if (!people.empty()) edit.row.set(role, std::move(people));
  }
}

}  // namespace planstead::domain
