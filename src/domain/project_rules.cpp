// Projects (domain/tasks-and-access.md 1.4): statuses, sub-projects, templates, days, the bin.
// A project takes its tasks and sub-projects along into the bin; its people are given to new tasks
// by the rules of tasks.
#include <array>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/entity_rules.h"
#include "domain/project_follow_up.h"
#include "domain/row_edit.h"
#include "schema/project.h"

namespace planstead::domain {

namespace {

using base::ErrorCode;
using base::Moment;
using base::Ref;
using base::RefKind;
using schema::Record;

constexpr std::size_t name_length_max = 250, source_version_max = 100;
constexpr std::int64_t active = 2, status_max = 2;
constexpr base::Seconds day_seconds = 86'400;

// Set by rules of their own, never copied as sent.
constexpr std::string_view ruled_fields[] = {"id", "isDeleted", "template", "customFieldData"};
// What a template says about itself, and not about its projects.
constexpr std::string_view own_keys[] = {"id",        "sourceObjectId", "sourceDataVersion",
                                         "name",      "parent",         "template",
                                         "isDeleted", "customFieldData"};

ErrorCode code_of(const RowEdit& edit) {
  return edit.creating() ? ErrorCode::project_not_added : ErrorCode::project_not_updated;
}

base::Status check_texts(const RowEdit& edit) {
  if ((edit.creating() || edit.changed("name")) && base::trim(edit.row.text("name")).empty())
    return base::refusal(code_of(edit), "name", "a project needs a name");
  PS_CHECK(check_length(edit, "name", name_length_max));
  return check_length(edit, "sourceDataVersion", source_version_max);
}

base::Status check_status(const RowEdit& edit) {
  const std::int64_t status = edit.row.integer("status", active);
  if (!edit.changed("status") || (status >= 0 && status <= status_max)) return base::ok();
  std::string text;
  base::append_number(text, status);
  return base::invalid("status.id", text + " is none of: 0 draft, 1 completed, 2 active");
}

// A live project; templates stand outside the tree.
std::optional<Record> project_of(std::int64_t id, Records& records) {
  auto found = records.find(schema::project, id);
  if (!found || found->flag("isDeleted") || found->flag("_template")) return std::nullopt;
  return found;
}

base::Status check_parent(const RowEdit& edit) {
  const Ref wanted = edit.row.ref("parent");
  if (!edit.changed("parent") || wanted.id == 0) return base::ok();
  Records& records = edit.context.records;
  if (!project_of(wanted.id, records)) return base::invalid("parent.id", not_found_text(wanted));
  // Also above a project in the bin: it may come back.
  for (std::int64_t id = wanted.id; id != 0 && !edit.creating();) {
    if (id == edit.row.id())
      return base::refusal(code_of(edit), "parent.id", "a project cannot be below itself");
    const auto above = records.find(schema::project, id);
    id = above ? above->ref("parent").id : 0;
  }
  return base::ok();
}

// ---- templates ----

void copy_presets(RowEdit& edit, const Record& form) {
  for (std::size_t i = 1; i < schema::project_fields.size(); ++i) {
    const schema::Field& field = schema::project_fields[i];
    const bool own = field.name.starts_with('_') || field.column.empty() ||
                     std::ranges::find(own_keys, field.name) != std::end(own_keys);
    if (!own && !edit.sent(field.name)) edit.row.at(i) = form.at(i);
  }
  for (const schema::CustomValue& preset : form.custom)
    edit.row.set_custom(preset.field, preset.value);
}

// Left empty, the creator looks after the clients (digest 1.4).
void settle_client_manager(RowEdit& edit) {
  const Ref creator = edit.context.viewer.person;
  const bool needed = edit.row.refs("clientManagers").empty() && !edit.sent("clientManagers");
  if (needed && creator.kind == RefKind::user)
    edit.row.set("clientManagers", schema::RefList{creator});
}

base::Result<Record> find_template(std::int64_t id, Records& records) {
  auto form = records.find(schema::project, id);
  if (form && form->flag("_template") && !form->flag("isDeleted")) return *std::move(form);
  return base::invalid("template.id", "Project template not found by id " + std::to_string(id));
}

base::Status take_template(RowEdit& edit) {
  const auto* wanted = edit.body.sent<Ref>("template");
  if (wanted == nullptr) return base::ok();
  PS_TRY(const Record form, find_template(wanted->id, edit.context.records));
  edit.row.set("template", *wanted);
  copy_presets(edit, form);
  settle_client_manager(edit);
  return base::ok();
}

// Nothing is copied: the form alone follows the template (digest 2.2).
base::Status change_template(RowEdit& edit) {
  if (!edit.changed("template")) return base::ok();
  const request::Change* change = edit.body.find("template");
  if (const Ref* wanted = std::get_if<Ref>(&change->value))
    PS_CHECK(find_template(wanted->id, edit.context.records));
  edit.row.set("template", change->value);
  return base::ok();
}

// ---- days ----

// Dates of projects are days. An answer that comes back whole says midnight in UTC and means its
// day; another moment is that day for the person who sent it.
void drop_time(RowEdit& edit, std::string_view field) {
  const Moment* moment = edit.row.moment(field);
  if (moment == nullptr || !moment->has_time) return;
  const bool midnight = moment->utc % day_seconds == 0;
  const base::Day day =
      midnight ? base::day_of_utc(moment->utc) : edit.context.viewer.zone.day_of(moment->utc);
  edit.row.set(field, Moment{std::int64_t{day.days} * day_seconds, false});
}

void obey_end_flag(RowEdit& edit) {
  const bool has_end = edit.row.moment("endDate") != nullptr;
  if (!edit.sent("hasEndDate") || has_end != edit.denied("hasEndDate")) return;
  if (!has_end) return edit.note("hasEndDate: there is no endDate");
  if (edit.sent("endDate")) edit.note("endDate: hasEndDate is false");
  edit.row.set("endDate", {});
}

base::Status settle_days(RowEdit& edit) {
  for (std::string_view field : {"startDate", "endDate"}) drop_time(edit, field);
  obey_end_flag(edit);
  if (edit.row.moment("startDate") == nullptr) {
    const base::Day today = edit.context.viewer.zone.day_of(edit.context.now);
    if (edit.creating())
      edit.row.set("startDate", Moment{std::int64_t{today.days} * day_seconds, false});
  }
  const Moment* start = edit.row.moment("startDate");
  const Moment* end = edit.row.moment("endDate");
  const bool touched = edit.creating() || edit.changed("startDate") || edit.changed("endDate");
  if (!touched || start == nullptr || end == nullptr || start->utc <= end->utc) return base::ok();
  // Nobody who names an end in the past alone means to start after it.
  if (edit.creating() && !edit.sent("startDate")) {
    edit.row.set("startDate", *end);
    return base::ok();
  }
  return base::invalid("endDate", "the end lies before the start");
}

// ---- the whole row ----

void fill_defaults(RowEdit& edit) {
  const auto default_to = [&](std::string_view field, schema::Value value) {
    if (schema::is_empty(edit.row.get(field))) edit.row.set(field, std::move(value));
  };
  default_to("status", active);
  default_to("owner", edit.context.viewer.person);
  edit.row.set("isDeleted", false);
  edit.row.set("_template", false);
  edit.row.set("_created", at_instant(edit.context.now));
}

base::Status check_owner(RowEdit& edit) {
  if (!edit.changed("owner") || edit.row.ref("owner").kind != RefKind::none) return base::ok();
  return base::invalid("owner.id", "a project always has an owner");
}

base::Status check_row(RowEdit& edit) {
  PS_CHECK(check_texts(edit));
  PS_CHECK(check_status(edit));
  PS_CHECK(check_parent(edit));
  PS_CHECK(settle_days(edit));
  return apply_custom(edit);
}

}  // namespace

base::Result<std::int64_t> create_project(const PathIds&, const request::Body& body,
                                          Context& context) {
  RowEdit edit{context, body, Record(schema::project), std::nullopt};
  PS_CHECK(check_body_references(body, nullptr, context.records));
  PS_CHECK(take_template(edit));
  apply_plain_changes(edit, ruled_fields);
  fill_defaults(edit);
  PS_CHECK(check_row(edit));
  edit.row.set_id(context.records.next_id(schema::project));
  context.records.save(edit.row);
  return edit.row.id();
}

base::Status update_project(const PathIds& ids, const request::Body& body, Context& context) {
  auto before = context.records.find(schema::project, ids.back());
  if (!before) return no_such_row(schema::project, ids.back());
  if (before->flag("_template")) return is_template(schema::project, ids.back());
  if (before->flag("isDeleted")) {
    if (!only_restores(body)) return in_the_bin(schema::project, ids.back());
    restore_project(*std::move(before), context);
    return base::ok();
  }
  RowEdit edit{context, body, *before, std::move(before)};
  PS_CHECK(check_body_references(body, &*edit.before, context.records));
  apply_plain_changes(edit, ruled_fields);
  PS_CHECK(change_template(edit));
  PS_CHECK(check_owner(edit));
  PS_CHECK(check_row(edit));
  const request::Change* bin = body.find("isDeleted");
  if (!same_content(edit.row, *edit.before)) {
    context.records.save(edit.row);
    pass_to_tasks(*edit.before, edit.row, context);
  }
  if (bin != nullptr && bin->value == schema::Value{true}) delete_project(edit.row, context);
  return base::ok();
}

}  // namespace planstead::domain
