// Rows as they will be. New ones get what a row of their kind must have; existing ones keep what
// the file leaves out.
#include <algorithm>
#include <map>
#include <unordered_set>

#include "domain/contact_edit.h"
#include "domain/entry_names.h"
#include "domain/standard_process.h"
#include "domain/task_edit.h"
#include "schema/references.h"
#include "schema/user.h"
#include "structure/row_fields.h"
#include "structure/work.h"

namespace planstead::structure {

using base::Ref;
using base::RefKind;
using base::Status;
using schema::Record;
using schema::Value;

namespace {

namespace system_status = domain::system_status;

std::string text_of(std::int64_t number) { return std::to_string(number); }

void default_to(Record& record, std::string_view field, Value value) {
  if (schema::is_empty(record.get(field))) record.set(field, std::move(value));
}

// ---- references ----

Status check_refs(const Work& work, const Target& target, const Value& value,
                  std::string_view place) {
  const auto check = [&](Ref ref) -> Status {
    // A directory of the document without a number has none yet; nobody can refer to its entries.
    if (ref.kind == RefKind::none || work.known.has(ref)) return base::ok();
    const std::int64_t id = ref.kind == RefKind::entry ? schema::entry_key(ref.id) : ref.id;
    const std::string_view where = kind_of(sections_of(ref.kind).front()).name;
    return work.refuse(target, line_of(target.item->fields, place), place,
                       "there is no " + text_of(id) + " in " + std::string(where));
  };
  if (const Ref* ref = std::get_if<Ref>(&value)) return check(*ref);
  if (const auto* refs = std::get_if<schema::RefList>(&value))
    for (Ref ref : *refs) PS_CHECK(check(ref));
  return base::ok();
}

std::int64_t number_in(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  const auto* ref = std::get_if<Ref>(&value);
  return ref == nullptr ? 0 : ref->id;
}

/// Fields that refer by a bare number; which they are is in the table of keys.
Status check_row_keys(const Work& work, const Target& target, const request::Body& body) {
  for (const Key& key : target.kind->keys) {
    const request::Change* change = key.holds == Holds::row_field ? body.find(key.name) : nullptr;
    const std::int64_t number = change == nullptr ? 0 : number_in(change->value);
    if (key.to == Section::none || number == 0) continue;
    const std::int64_t directory =
        key.to == Section::directory_entries ? work.directory_of(target) : 0;
    if (!work.known.has(key.to, number, directory))
      return work.refuse(
          target, line_of(target.item->fields, key.name), key.name,
          "there is no " + text_of(number) + " in " + std::string(kind_of(key.to).name));
  }
  return base::ok();
}

Status check_body(const Work& work, const Target& target, const request::Body& body) {
  PS_CHECK(check_row_keys(work, target, body));
  for (const request::Change& change : body.changes)
    PS_CHECK(check_refs(work, target, change.value, change.field->name));
  for (const request::CustomChange& custom : body.custom)
    PS_CHECK(check_refs(work, target, custom.value, custom.where));
  return base::ok();
}

// ---- custom fields ----

// With its number: a template carries its own fields.
Record row_of(const Target& target) {
  Record row = *target.after;
  row.set_id(target.id);
  return row;
}

/// May a row of this kind hold the field? (tasks digest 2.3: the write gate)
bool owns(const Work& work, const Target& target, const catalog::CustomField& field) {
  const Record& row = *target.after;
  switch (target.kind->section) {
    case Section::tasks:
      return work.catalog->owns(row.ref("template").id, row.ref("object").id, field);
    case Section::objects:
    case Section::task_templates:
    case Section::recurring_templates:
      return work.catalog->owns(target.id, row.ref("object").id, field);
    case Section::directory_entries:
      return field.owner_directory == work.directory_of(target);
    case Section::data_tag_entries:
      return field.data_tag == row.ref("dataTag").id;
    case Section::users:
      return work.catalog->owns(row, field);
    default:
      return work.catalog->owns(row_of(target), field);
  }
}

Status check_owner(const Work& work, const Target& target, const request::Body& body) {
  for (const request::CustomChange& custom : body.custom)
    if (!schema::is_empty(custom.value) && !owns(work, target, *custom.definition))
      return work.refuse(target, line_of(target.item->fields, custom.where), custom.where,
                         "the field " + text_of(custom.field) + " does not belong here");
  return base::ok();
}

// ---- tasks ----

const catalog::Process& process_of(const Work& work, const Record& task) {
  const catalog::Catalog& catalog = *work.catalog;
  if (const catalog::Process* process = catalog.process(task.integer("processId"))) return *process;
  for (std::string_view form : {"object", "template"})
    if (const catalog::Template* found = catalog.task_template(task.ref(form).id))
      if (const catalog::Process* process = catalog.process(found->process)) return *process;
  return catalog.default_process();
}

std::int64_t first_status(const catalog::Process& process, const catalog::Catalog& catalog) {
  const auto& statuses = process.statuses;
  if (std::ranges::find(statuses, system_status::fresh) != statuses.end())
    return system_status::fresh;
  const auto active = std::ranges::find_if(
      statuses, [&](std::int64_t id) { return catalog.status(id)->is_active; });
  return active != statuses.end() ? *active : statuses.front();
}

// What entering a status does to dates (tasks digest 1.12), as far as a file can say it.
void enter_status(Record& task, std::int64_t status, base::Seconds now) {
  const base::Moment moment{now, true};
  task.set("_statusChanged", moment);
  task.set("actualCompletionDate", status == system_status::completed ? Value{moment} : Value{});
  const bool finished = status == system_status::completed || status == system_status::done;
  if (!finished)
    task.set("_done", Value{});
  else
    default_to(task, "_done", moment);
}

void complete_task(const Work& work, Record& task) {
  const catalog::Process& process = process_of(work, task);
  default_to(task, "processId", process.id);
  default_to(task, "status", Ref{RefKind::status, first_status(process, *work.catalog)});
  default_to(task, "priority", std::int64_t{0});
  default_to(task, "resultChecking", true);
  default_to(task, "isSummary", false);
  default_to(task, "isSequential", false);
  task.set("isDeleted", false);
  task.set("_kind", static_cast<std::int64_t>(schema::TaskKind::task));
  const std::int64_t owner = work.catalog->account.owner;
  if (owner != 0) default_to(task, "assigner", Ref{RefKind::user, owner});
  default_to(task, "dateTime", base::Moment{work.now, true});
  enter_status(task, task.ref("status").id, work.now);
}

Status check_task(const Work& work, const Target& target) {
  const Record& task = *target.after;
  const catalog::Process& process = process_of(work, task);
  const std::int64_t status = task.ref("status").id;
  if (std::ranges::find(process.statuses, status) == process.statuses.end())
    return work.refuse(target, line_of(target.item->fields, "status"), "status",
                       "the status " + text_of(status) + " is not in the set of the process " +
                           text_of(process.id));
  const base::Moment* start = task.moment("startDateTime");
  const base::Moment* end = task.moment("endDateTime");
  // An end without a time means the end of its day.
  if (start != nullptr && end != nullptr && start->utc > end->utc + (end->has_time ? 0 : 86'399))
    return work.refuse(target, line_of(target.item->fields, "endDateTime"), "endDateTime",
                       "the end lies before the start");
  return base::ok();
}

// ---- employees ----

/// What a new employee begins with (tasks digest 7).
Value account_language(const Work& work) {
  const auto& labels = schema::language_labels;
  const auto found = std::ranges::find(labels, work.catalog->account.language);
  return found == std::end(labels) ? Value{} : Value{std::int64_t{found - std::begin(labels)}};
}

Status check_user(const Work& work, const Target& target) {
  const Record& user = *target.after;
  const auto refuse = [&](std::string_view key, const std::string& detail) {
    return work.refuse(target, line_of(target.item->fields, key), key, detail);
  };
  if (const std::string& zone = user.text("timezone"); !zone.empty() && !base::Zone::find(zone))
    return refuse("timezone", zone + " is no time zone");
  if (const auto* name = std::get_if<std::string>(&user.get("position")))
    return refuse("position", "there is no position " + *name);
  return base::ok();
}

// ---- every kind ----

void complete_template(const Work& work, const Target& target, Record& row) {
  row.set("_kind", static_cast<std::int64_t>(target.kind->task_kind));
  row.set("isDeleted", false);
  if (const catalog::Template* form = work.catalog->task_template(target.id))
    row.set("processId", form->process);
  if (target.before) default_to(row, "dateTime", target.before->get("dateTime"));
  default_to(row, "dateTime", base::Moment{work.now, true});
}

void complete_checklist_item(const Work& work, const Target& target, Record& row) {
  const std::int64_t task = integer_in(target.item->own, "task");
  row.set("_task", task);
  if (row.ref("parent").kind == RefKind::none) row.set("parent", Ref{RefKind::task, task});
  default_to(row, "isDone", false);
  default_to(row, "dateTime", base::Moment{work.now, true});
  if (!target.exists) row.set("_deleted", false);
}

void complete_comment(const Work& work, const Target& target, Record& row) {
  default_to(row, "dateTime", base::Moment{work.now, true});
  default_to(row, "type", std::int64_t{0});
  default_to(row, "fromType", std::int64_t{0});
  const std::int64_t owner = work.catalog->account.owner;
  if (owner != 0) default_to(row, "owner", Ref{RefKind::user, owner});
  for (std::string_view flag : {"isDeleted", "isPinned", "isHidden"}) default_to(row, flag, false);
  if (!target.exists) row.set("_withOwner", false);
}

Status check_comment(const Work& work, const Target& target) {
  const Record& row = *target.after;
  if ((row.ref("task").id != 0) == (row.ref("contact").id != 0))
    return work.refuse(target, target.item->line, "task",
                       "a comment belongs to one task or one contact");
  return base::ok();
}

// The number of the description's comment must be nobody else's.
Status check_first_comment(const Work& work, const Target& target) {
  const std::int64_t id = target.after->integer("firstComment");
  if (id == 0 || (target.exists && target.before->integer("firstComment") == id)) return base::ok();
  if (id > 0 && !work.known.has(Section::comments, id)) return base::ok();
  return work.refuse(target, line_of(target.item->fields, "firstComment"), "firstComment",
                     "the number " + text_of(id) + " is another comment's");
}

// A template has no status and no day of its own: they would be presets.
void complete_project(const Work& work, const Target& target, Record& row) {
  if (!target.exists) row.set("isDeleted", false);
  if (!target.exists) row.set("_created", base::Moment{work.now, true});
  if (target.kind->row_templates) return;
  default_to(row, "status", std::int64_t{2});
  const base::Moment& created = *row.moment("_created");
  const base::Day day = work.catalog->account.zone.day_of(created.utc);
  default_to(row, "startDate", base::Moment{std::int64_t{day.days} * 86'400, false});
}

void complete_contact(const Work& work, const Target& target, Record& row) {
  row.set("_template", target.kind->row_templates);
  domain::settle_contact(row);
  if (target.kind->row_templates) return;
  default_to(row, "createdDate", base::Moment{work.now, true});
  const std::int64_t owner = work.catalog->account.owner;
  if (owner != 0) default_to(row, "addedBy", Ref{RefKind::user, owner});
}

void complete(const Work& work, const Target& target, Record& row) {
  switch (target.kind->section) {
    case Section::objects:
    case Section::task_templates:
    case Section::recurring_templates:
      return complete_template(work, target, row);
    case Section::tasks:
      if (!target.exists)
        complete_task(work, row);
      else if (row.ref("status") != target.before->ref("status"))
        enter_status(row, row.ref("status").id, work.now);
      return;
    case Section::checklists:
      return complete_checklist_item(work, target, row);
    case Section::comments:
      return complete_comment(work, target, row);
    case Section::data_tag_entries:
      if (!target.exists) default_to(row, "commentId", std::int64_t{0});
      return;
    case Section::contact_templates:
    case Section::contacts:
      return complete_contact(work, target, row);
    case Section::directory_entries:
      default_to(row, "isGroup", false);
      default_to(row, "archived", false);
      default_to(row, "parentKey", std::int64_t{0});
      break;
    case Section::project_templates:
    case Section::projects:
      row.set("_template", target.kind->row_templates);
      return complete_project(work, target, row);
    case Section::users:
      default_to(row, "role", static_cast<std::int64_t>(schema::UserRole::employee));
      default_to(row, "status", static_cast<std::int64_t>(schema::UserStatus::active));
      default_to(row, "languageCode", account_language(work));
      if (!target.exists) row.set("isDeleted", false);
      return;
    default:
      break;
  }
  if (!target.exists && schema::find_field(row.entity(), "_deleted") != nullptr)
    row.set("_deleted", false);
}

/// The name of an entry and its first field say the same, as in REST. A group has the name alone.
Status settle_entry_name(const Work& work, Target& target, const request::Body& body) {
  const catalog::Definition* directory = work.catalog->directory(work.directory_of(target));
  const catalog::CustomField* field =
      directory == nullptr ? nullptr : domain::name_field(*directory, *work.catalog);
  Record& row = *target.after;
  if (field == nullptr || row.flag("isGroup")) return base::ok();
  const auto sent = std::ranges::find(body.custom, field->id, &request::CustomChange::field);
  if (sent == body.custom.end()) {
    if (auto value = domain::value_of(row.text("name"), *field))
      row.set_custom(field->id, *std::move(value));
    return base::ok();
  }
  const auto name = domain::name_of(sent->value);
  if (!name || *name == row.text("name")) return base::ok();
  return work.refuse(target, line_of(target.item->fields, sent->where), sent->where,
                     "the first field is the entry's name, and the name is another");
}

Status build_row(Work& work, Target& target) {
  const schema::Entity& entity = *target.kind->entity;
  const bool whole =
      target.kind->is_template() || !target.exists;  // a template's item states all of it
  target.after = whole ? Record(entity) : *target.before;
  if (target.item != nullptr) {
    PS_TRY(const request::Body body, parse_fields(work, target));
    PS_CHECK(check_body(work, target, body));
    set_fields(*target.after, body);
    if (!whole) work.bin.keep_hidden(*target.before, *target.after);
    complete(work, target, *target.after);
    PS_CHECK(check_owner(work, target, body));
    if (target.kind->section == Section::directory_entries)
      PS_CHECK(settle_entry_name(work, target, body));
    if (target.kind->section == Section::tasks) {
      PS_CHECK(check_task(work, target));
      PS_CHECK(check_first_comment(work, target));
    }
    if (target.kind->section == Section::comments) PS_CHECK(check_comment(work, target));
    if (target.kind->section == Section::users) PS_CHECK(check_user(work, target));
  } else {
    target.after->set("name", text_in(target.body, "name"));
    if (flag_in(target.body, "isCompany")) target.after->set("isCompany", true);
    complete(work, target, *target.after);
  }
  return base::ok();
}

// Templates keep the moment of their last change; it is no difference.
bool unchanged(const Target& target) {
  if (!target.exists) return false;
  if (!target.kind->is_row_only() && to_item({target.kind, target.id, target.body}).body !=
                                         to_item({target.kind, target.id, target.body_before}).body)
    return false;
  return !target.kind->is_row_only() || domain::same_content(*target.before, *target.after);
}

// ---- cycles ----

/// The row above in a tree, or 0.
std::int64_t parent_of(Section section, const Record& row) {
  if (section == Section::directory_entries) return row.integer("parentKey");
  const std::int64_t parent = row.ref("parent").id;
  return section == Section::checklists && parent == row.integer("_task") ? 0 : parent;
}

class Trees {
 public:
  explicit Trees(Work& work) : work_(work) {
    for (const Target& target : work.targets)
      if (target.after && target.item != nullptr) rows_[key_of(target)] = &target;
  }

  Status check(const Target& target) {
    std::unordered_set<std::int64_t> seen{target.id};
    std::int64_t id = parent_of(target.kind->section, *target.after);
    while (id != 0) {
      if (!seen.insert(id).second)
        return work_.refuse(target, line_of(target.item->fields, key_word(target)),
                            key_word(target), "stands below itself");
      id = above(target, id);
    }
    return base::ok();
  }

 private:
  using RowKey = std::tuple<Section, std::int64_t, std::int64_t>;
  RowKey key_of(const Target& target) const {
    return {target.kind->section, work_.directory_of(target), target.id};
  }
  static std::string_view key_word(const Target& target) {
    return target.kind->section == Section::directory_entries ? "parentKey" : "parent";
  }
  std::int64_t above(const Target& target, std::int64_t id) {
    const Section section = target.kind->section;
    const std::int64_t directory = work_.directory_of(target);
    if (const auto found = rows_.find({section, directory, id}); found != rows_.end())
      return parent_of(section, *found->second->after);
    if (section == Section::directory_entries && directory < 0) return 0;
    const auto row = work_.transaction.find(
        *target.kind->entity,
        section == Section::directory_entries ? schema::entry_id(directory, id) : id);
    return row ? parent_of(section, *row) : 0;
  }

  Work& work_;
  std::map<RowKey, const Target*> rows_;
};

bool is_tree(Section section) {
  return section == Section::tasks || section == Section::task_templates ||
         section == Section::projects || section == Section::checklists ||
         section == Section::directory_entries;
}

}  // namespace

Status build_rows(Work& work) {
  for (Target& target : work.targets)
    if (target.kind->entity != nullptr) PS_CHECK(build_row(work, target));
  Trees trees(work);
  for (const Target& target : work.targets)
    if (target.item != nullptr && is_tree(target.kind->section)) PS_CHECK(trees.check(target));
  for (Target& target : work.targets)
    target.outcome = !target.exists      ? Outcome::added
                     : unchanged(target) ? Outcome::unchanged
                                         : Outcome::changed;
  return base::ok();
}

}  // namespace planstead::structure
