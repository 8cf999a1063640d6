// Plain copying and comparing of task rows; rules with a meaning live in their own files.
#include "domain/task_edit.h"

#include <algorithm>

#include "base/text.h"
#include "domain/standard_process.h"

namespace planstead::domain {

namespace {

using schema::Record;

constexpr std::size_t name_length_max = 250;
constexpr std::size_t source_version_max = 100;

// Set by rules of their own, never copied as sent.
constexpr std::string_view ruled_fields[] = {
    "id", "status", "processId", "isDeleted", "dateTime", "template", "object", "customFieldData"};

}  // namespace

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

void apply_plain_changes(TaskEdit& edit) { apply_plain_changes(edit, ruled_fields); }

base::Status check_texts(const TaskEdit& edit) {
  const std::string& name = edit.row.text("name");
  if (base::trim(name).empty()) {
    if (edit.creating()) return base::missing("name", "a task needs a name");
    if (edit.changed("name")) return base::invalid("name", "a task needs a name");
  }
  const bool may_be_long = name.size() > name_length_max;  // in bytes
  if (may_be_long && edit.changed("name") && base::count_characters(name) > name_length_max)
    return base::invalid("name", "longer than 250 characters");
  if (edit.changed("sourceDataVersion") &&
      base::count_characters(edit.row.text("sourceDataVersion")) > source_version_max)
    return base::invalid("sourceDataVersion", "longer than 100 characters");
  if (edit.changed("priority") && schema::is_empty(edit.row.get("priority")))
    return base::invalid("priority", "Urgent or NotUrgent");
  return base::ok();
}

void store(Record& task, Context& context) {
  task.set("dateOfLastUpdate", at_instant(context.now));
  context.records.save(task);
}

}  // namespace planstead::domain
