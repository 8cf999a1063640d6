// Plain copying and comparing of task rows; rules with a meaning live in their own files.
#include "domain/task_edit.h"

#include <algorithm>

#include "base/text.h"
#include "domain/standard_process.h"

namespace planstead::domain {

namespace {

using schema::Record;
using schema::Value;

constexpr std::size_t name_length_max = 250;
constexpr std::size_t source_version_max = 100;

// Set by rules of their own, never copied as sent.
constexpr std::string_view ruled_fields[] = {
    "id", "status", "processId", "isDeleted", "dateTime", "template", "object", "customFieldData"};

bool says_nothing(const Value& value) {
  if (schema::is_empty(value)) return true;
  if (const bool* flag = std::get_if<bool>(&value)) return !*flag;
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty();
  if (const auto* refs = std::get_if<schema::RefList>(&value)) return refs->empty();
  if (const auto* texts = std::get_if<schema::TextList>(&value)) return texts->empty();
  return false;
}

}  // namespace

bool same_value(const Value& a, const Value& b) {
  return a == b || (says_nothing(a) && says_nothing(b));
}

bool same_content(const Record& a, const Record& b) {
  for (std::size_t i = 0; i < a.entity().fields.size(); ++i)
    if (!same_value(a.at(i), b.at(i))) return false;
  return a.custom == b.custom;
}

bool TaskEdit::changed(std::string_view field) const {
  const request::Change* change = body.find(field);
  if (change == nullptr) return false;
  return creating() || !same_value(change->value, before->get(field));
}

bool TaskEdit::denied(std::string_view flag) const {
  const request::Change* change = body.find(flag);
  if (change == nullptr) return false;
  const bool* value = std::get_if<bool>(&change->value);
  return value != nullptr && !*value;
}

void TaskEdit::fail(std::string field, std::string error) const {
  context.notes.push_back(field + ": " + error);
  context.failures.push_back({std::move(field), std::move(error)});
}

schema::TaskKind kind_of(const Record& task) {
  return static_cast<schema::TaskKind>(task.integer("_kind"));
}

bool is_deleted(const Record& task) { return task.flag("isDeleted"); }

bool is_live_task(const Record& task) {
  return kind_of(task) == schema::TaskKind::task && !is_deleted(task);
}

std::int64_t general_status(const Record& task) {
  const auto* ref = std::get_if<base::Ref>(&task.get("status"));
  return ref == nullptr ? system_status::fresh : ref->id;
}

const catalog::Process& process_of(const Record& task, const catalog::Catalog& catalog) {
  const catalog::Process* process = catalog.process(task.integer("processId"));
  return process == nullptr ? catalog.default_process() : *process;
}

base::Day day_of(const base::Moment& moment, const base::Zone& zone) {
  return moment.has_time ? zone.day_of(moment.utc) : base::day_of_utc(moment.utc);
}

void apply_plain_changes(TaskEdit& edit) {
  for (const request::Change& change : edit.body.changes) {
    const schema::Field& field = *change.field;
    const bool ruled = std::ranges::find(ruled_fields, field.name) != std::end(ruled_fields);
    if (!field.column.empty() && !ruled) edit.task.set(field.name, change.value);
  }
}

base::Status check_texts(const TaskEdit& edit) {
  const std::string& name = edit.task.text("name");
  if (base::trim(name).empty()) {
    if (edit.creating()) return base::missing("name", "a task needs a name");
    if (edit.changed("name")) return base::invalid("name", "a task needs a name");
  }
  if (edit.changed("name") && base::count_characters(name) > name_length_max)
    return base::invalid("name", "longer than 250 characters");
  if (edit.changed("sourceDataVersion") &&
      base::count_characters(edit.task.text("sourceDataVersion")) > source_version_max)
    return base::invalid("sourceDataVersion", "longer than 100 characters");
  if (edit.changed("priority") && schema::is_empty(edit.task.get("priority")))
    return base::invalid("priority", "Urgent or NotUrgent");
  return base::ok();
}

void store(Record& task, Context& context) {
  task.set("dateOfLastUpdate", at_instant(context.now));
  context.records.save(task);
}

}  // namespace planstead::domain
