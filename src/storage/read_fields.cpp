// What an answer shows of a row: the columns it needs, derived fields, custom values, names of what
// it refers to.
#include <algorithm>
#include <span>
#include <unordered_map>

#include "catalog/access.h"
#include "schema/account.h"
#include "schema/checklist.h"
#include "schema/comment.h"
#include "storage/memory_rows.h"
#include "storage/reader.h"
#include "storage/sources.h"

namespace planstead::storage {

using base::Ref;
using base::RefKind;
using schema::Derive;
using schema::Field;
using schema::Record;
using schema::Value;

namespace {

// Which stored fields a derived one is computed from.
constexpr std::string_view of_kind[] = {"_kind"};
constexpr std::string_view of_start[] = {"startDateTime"};
constexpr std::string_view of_end[] = {"endDateTime", "endDate"};
constexpr std::string_view of_project[] = {"project"};
constexpr std::string_view of_status[] = {"status", "_personalStatuses", "assignees"};
constexpr std::string_view of_task[] = {"task"};
constexpr std::string_view of_first[] = {"_first", "task"};
constexpr std::string_view of_content[] = {"name", "_hash"};
constexpr std::string_view of_deadline[] = {"status", "startDateTime", "endDateTime", "dateTime",
                                            "_kind",  "startDate",     "endDate"};

std::span<const std::string_view> sources_of(Derive derive) {
  switch (derive) {
    case Derive::none:
    case Derive::in_favorites:
    case Derive::comment_reminders:
    case Derive::comment_unread:
      return {};
    case Derive::comment_project:
      return of_task;
    case Derive::of_description:
    case Derive::data_tags:
      return of_first;
    case Derive::task_type:
      return of_kind;
    case Derive::has_start_date:
    case Derive::has_start_time:
      return of_start;
    case Derive::has_end_date:
    case Derive::has_end_time:
      return of_end;
    case Derive::project_auditors:
      return of_project;
    case Derive::download_url:
      return of_content;
    case Derive::status_for_viewer:
      return of_status;
    case Derive::overdue:
    case Derive::close_to_deadline:
    case Derive::not_accepted_in_time:
      return of_deadline;
  }
  return {};
}

}  // namespace

namespace {
// All comments but one of each task show what they hold themselves.
bool keeps_own(const Field& field, const Record& record) {
  if (field.derive != Derive::of_description) return false;
  const auto* first = std::get_if<bool>(&record.at(schema::comment_at("_first")));
  return first == nullptr || !*first;
}
}  // namespace

namespace {
// What decides about rows besides what they show; worked out once for each entity.
std::vector<bool> deciding_fields(const schema::Entity& entity) {
  std::vector<bool> fields(entity.fields.size());
  const auto add = [&](std::string_view name) {
    const Field* field = schema::find_field(entity, name);
    if (field != nullptr) fields[schema::index_of(entity, *field)] = true;
  };
  for (std::string_view name : {"_kind", "_task", "isDeleted", "_deleted", "_withOwner"}) add(name);
  for (std::string_view name : entity.goes_with) add(name);
  return fields;
}

const std::vector<bool>& always_needed(const schema::Entity& entity) {
  static const auto all = [] {
    std::unordered_map<const schema::Entity*, std::vector<bool>> made;
    for (const schema::Operation& operation : schema::operations())
      if (operation.entity != nullptr)
        made.try_emplace(operation.entity, deciding_fields(*operation.entity));
    return made;
  }();
  return all.at(&entity);
}
}  // namespace

// The objects' table of fields stands position for position on the tasks', so both read the same
// columns.
Columns Reader::needed_columns() const {
  std::vector<bool> needed = always_needed(*entity_);
  const auto need = [&](std::string_view name) {
    const Field* field = schema::find_field(*entity_, name);
    if (field != nullptr) needed[schema::index_of(*entity_, *field)] = true;
  };
  for (const Field* field : call_.selection->fields) {
    needed[schema::index_of(*entity_, *field)] = true;
    for (std::string_view source : sources_of(field->derive)) need(source);
  }
  if (const Field* owner = schema::owner_field(*entity_, call_.operation->owner)) need(owner->name);
  if (call_.selection->asked_custom)
    for (std::string_view name : {"template", "object", "directory", "dataTag", "customFieldData"})
      need(name);
  if (entity_ == &schema::directory_entry) need("directory");
  // Who is what on a task decides which of its fields he may view.
  if (call_.selection->asked_custom && !sight_.sees_all())
    for (std::string_view name : {"assigner", "assignees", "participants", "auditors", "project"})
      need(name);
  Columns columns;
  for (std::size_t i = 1; i < needed.size(); ++i)
    if (needed[i] && !entity_->fields[i].column.empty()) columns.push_back(i);
  return columns;
}

// Numbers, moments and texts refer to nothing.
bool may_refer(const Field& field) {
  switch (field.shape) {
    case schema::Shape::integer:
    case schema::Shape::boolean:
    case schema::Shape::enumeration:
    case schema::Shape::timepoint:
    case schema::Shape::date:
      return false;
    default:
      return storing_of(field.shape) != Storing::text && field.derive != Derive::data_tags;
  }
}

ReadPlan Reader::made_plan() const {
  ReadPlan plan{.columns = needed_columns(), .select = {}, .derived = {}, .referring = {}};
  plan.select = select_rows(*entity_, plan.columns, "WHERE id = $1");
  for (const Field* field : call_.selection->fields) {
    if (field->derive != Derive::none) plan.derived.push_back(field);
    if (may_refer(*field)) plan.referring.push_back(schema::index_of(*entity_, *field));
  }
  return plan;
}

std::optional<Record> Reader::load(Statement& read, std::int64_t id) const {
  call_.deadline.check();
  if (!read.bind(1, id).step()) return std::nullopt;
  Record record = read_row(read, *entity_, plan_->columns);
  read.reset();
  return record;
}

plan::Outcome Reader::finished(std::vector<Record> records, Session& session) {
  plan::Outcome outcome;
  std::vector<Ref> refs;
  if (!call_.options.source.empty()) show_source_names(records, session);
  for (Record& record : records) {
    call_.deadline.check();
    finish(record, session);
    collect_refs(record, refs);
  }
  sight_.drop_unseen(refs);
  if (!sight_.sees_all()) {
    drop_unseen_entries(records);
    for (Record& record : records) drop_unseen_above(record, refs);
  }
  names_.fill(refs, session, generation_, outcome.names);
  outcome.records = std::move(records);
  return outcome;
}

// Who may not see a task or project does not learn that something lies in it
// (domain/tasks-and-access.md 1.3). Templates are named by the catalogue.
void Reader::drop_unseen_above(Record& record, const std::vector<Ref>& seen) const {
  for (const Field* field : call_.selection->fields) {
    if (field->target != RefKind::task && field->target != RefKind::project) continue;
    Value& value = record.at(schema::index_of(*entity_, *field));
    const Ref* ref = std::get_if<Ref>(&value);
    const bool is_form =
        ref != nullptr && ref->kind == RefKind::task && catalog_.task_template(ref->id) != nullptr;
    if (ref != nullptr && ref->id != 0 && !is_form && std::ranges::find(seen, *ref) == seen.end())
      value = {};
  }
}

// An application that says who it is sees its own names for the rows, and nobody else's.
void Reader::show_source_names(std::vector<Record>& records, Session& session) const {
  const Field* object = schema::find_field(*entity_, "sourceObjectId");
  const Field* version = schema::find_field(*entity_, "sourceDataVersion");
  if (object == nullptr || version == nullptr) return;
  Sources sources(session);
  for (Record& record : records) {
    SourceName name =
        sources.name_of(call_.options.source, {entity_->kind, record.id()}).value_or(SourceName{});
    record.at(schema::index_of(*entity_, *object)) = std::move(name.object);
    record.at(schema::index_of(*entity_, *version)) = std::move(name.version);
  }
}

void Reader::finish(Record& record, Session& session) {
  for (const Field* field : plan_->derived)
    if (!keeps_own(*field, record))
      record.at(schema::index_of(*entity_, *field)) = derived(*field, record, session);
  if (call_.selection->asked_custom) keep_selected_custom(record);
  if (!sight_.sees_all()) hide_from_others(record);
}

// Employees read each other's cards, but for what is used to sign in (domain/tasks-and-access.md
// 5.4). The name of an entry is what its first field holds.
void Reader::hide_from_others(Record& record) const {
  for (const Field* field : call_.selection->fields)
    if (field->confidential && viewer_.person != Ref{entity_->kind, record.id()})
      record.at(schema::index_of(*entity_, *field)) = {};
  if (entity_ != &schema::directory_entry) return;
  const catalog::Definition* directory = catalog_.directory(record.ref("directory").id);
  if (directory == nullptr || directory->fields.empty()) return;
  const catalog::CustomField* first = catalog_.field(directory->fields.front());
  if (first != nullptr && !catalog::may_view_field(*first, viewer_.person, catalog_))
    record.set("name", {});
}

// Values of fields outside the present form stay stored, hidden (domain/tasks-and-access.md 2.1).
void Reader::keep_selected_custom(Record& record) {
  const bool is_holder =
      entity_->table == schema::task.table && catalog_.task_template(record.id()) != nullptr;
  const auto owns = [&](const catalog::CustomField& field) {
    return is_holder ? catalog_.owns(record.id(), record.id(), field)
                     : catalog_.owns(record, field);
  };
  // An object that is read without `fields` shows every field it carries (observed 21.1).
  const std::vector<std::int64_t>& asked = call_.selection->custom;
  const bool all = entity_ == &schema::object && asked.empty();
  std::erase_if(record.custom, [&](const schema::CustomValue& value) {
    if (!all && std::ranges::find(asked, value.field) == asked.end()) return true;
    const catalog::CustomField* field = catalog_.field(value.field);
    return field == nullptr || !owns(*field) || !sight_.sees_value(*field, record);
  });
}

Value Reader::derived(const Field& field, const Record& record, Session& session) {
  switch (field.derive) {
    case Derive::status_for_viewer:
      return Ref{RefKind::status, domain::status_for(record, viewer_)};
    case Derive::in_favorites: {
      Statement& read = session.prepare("SELECT 1 FROM favorite WHERE person = $1 AND thing = $2");
      const Ref thing{RefKind::task, record.id()};
      const bool yes = read.bind(1, viewer_.person.packed()).bind(2, thing.packed()).step();
      read.reset();
      return yes;
    }
    case Derive::project_auditors: {
      const std::int64_t project = record.ref("project").id;
      auto it =
          std::ranges::lower_bound(auditors_, project, {}, &ProjectAuditors::value_type::first);
      return it == auditors_.end() || it->first != project ? schema::RefList{} : it->second;
    }
    case Derive::data_tags:
      return data_tags(record, session);
    case Derive::download_url:  // the program knows where it can be reached
      return {};
    case Derive::comment_project:
    case Derive::comment_unread:
    case Derive::comment_reminders:
    case Derive::of_description:
      return comment_derived(field, record, session);
    default:
      return domain::derive(field.derive, record, catalog_, viewer_, now_);
  }
}

Value Reader::comment_derived(const Field& field, const Record& record, Session& session) {
  switch (field.derive) {
    case Derive::comment_project: {
      if (record.ref("task").id == 0) return {};
      Statement& read = session.prepare("SELECT project FROM task WHERE id = $1");
      const bool has = read.bind(1, record.ref("task").id).step() && !read.is_null(0);
      const Value project = has ? Value{Ref::unpacked(read.integer(0))} : Value{};
      read.reset();
      return project;
    }
    case Derive::comment_unread:
      return is_unread(record.id(), viewer_.person, session);
    case Derive::of_description:
      return described_by(field, record, session);
    default: {
      Value value = record.at(schema::index_of(*entity_, field));
      if (auto* list = std::get_if<schema::ReminderList>(&value))
        for (schema::Reminder& one : *list) one.comment = record.id();
      return value;
    }
  }
}

// The description of a task stands in the task alone; its first comment shows it.
Value Reader::described_by(const Field& field, const Record& comment, Session& session) {
  const Columns column{
      schema::index_of(schema::task, *schema::find_field(schema::task, field.name))};
  Statement& read = session.prepare(select_rows(schema::task, column, "WHERE id = $1"));
  Value value;
  if (read.bind(1, comment.ref("task").id).step())
    value = read_row(read, schema::task, column).at(column.front());
  read.reset();
  return value;
}

// Entries hang on comments, and through them on tasks and contacts.
// What hangs on the description of a task hangs on no comment: the first one shows it.
Value Reader::data_tags(const Record& record, Session& session) {
  const bool first = entity_ == &schema::comment && record.flag("_first");
  const Ref owner = first ? record.ref("task") : Ref{entity_->kind, record.id()};
  schema::RefList refs;
  Statement& read = session.prepare(
      "SELECT data_tag, id, COALESCE(comment, 0) FROM data_tag_entry " + entries_of(owner.kind));
  read.bind(1, entries_key(owner));
  while (read.step()) {
    if (first && read.integer(2) != 0) continue;
    refs.push_back(Ref::unpacked(read.integer(0)));
    refs.push_back({RefKind::data_tag_entry, read.integer(1)});
  }
  return refs;
}

// Asked once for all rows: what decides is worked out anew each time.
void Reader::drop_unseen_entries(std::vector<Record>& records) {
  std::vector<schema::RefList*> lists;
  std::vector<std::int64_t> entries;
  for (const Field* field : call_.selection->fields)
    if (field->derive == Derive::data_tags)
      for (Record& record : records)
        if (auto* refs =
                std::get_if<schema::RefList>(&record.at(schema::index_of(*entity_, *field))))
          lists.push_back(refs);
  for (const schema::RefList* refs : lists)
    for (std::size_t i = 1; i < refs->size(); i += 2) entries.push_back((*refs)[i].id);
  const std::vector<std::int64_t> seen = sight_.among(schema::data_tag_entry, std::move(entries));
  for (schema::RefList* refs : lists) {
    schema::RefList shown;
    for (std::size_t i = 0; i + 1 < refs->size(); i += 2)
      if (std::ranges::binary_search(seen, (*refs)[i + 1].id))
        shown.insert(shown.end(), {(*refs)[i], (*refs)[i + 1]});
    *refs = std::move(shown);
  }
}

namespace {

struct RefCollector {
  const catalog::Catalog& catalog;
  std::vector<Ref>& refs;

  // The catalogue names people, groups, statuses and templates itself.
  void add(Ref ref) const {
    switch (ref.kind) {
      case RefKind::contact:
      case RefKind::project:
      case RefKind::entry:
      case RefKind::file:
      case RefKind::checklist_item:
        refs.push_back(ref);
        break;
      case RefKind::task:
        if (catalog.task_template(ref.id) == nullptr) refs.push_back(ref);
        break;
      default:
        break;
    }
  }
  void add(const Value& value) const {
    if (const auto* ref = std::get_if<Ref>(&value)) return add(*ref);
    if (const auto* list = std::get_if<schema::RefList>(&value))
      for (Ref ref : *list) add(ref);
    if (const auto* changes = std::get_if<schema::FieldChangeList>(&value))
      for (const schema::FieldChange& change : *changes) {
        add(change.before);
        add(change.after);
      }
    if (const auto* reminders = std::get_if<schema::ReminderList>(&value))
      for (const schema::Reminder& one : *reminders) {
        add(one.owner);
        for (Ref ref : one.recipients) add(ref);
      }
  }
};

}  // namespace

void Reader::collect_value(const Value& value, std::vector<Ref>& refs) const {
  RefCollector{catalog_, refs}.add(value);
}

void Reader::collect_refs(const Record& record, std::vector<Ref>& refs) const {
  const RefCollector collector{catalog_, refs};
  for (const std::size_t position : plan_->referring) collector.add(record.at(position));
  if (call_.selection->asked_custom)
    for (const schema::CustomValue& value : record.custom) collector.add(value.value);
}

}  // namespace planstead::storage
