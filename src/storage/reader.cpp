// Choosing rows and loading them. What an answer shows of a row is in read_fields.cpp.
#include "storage/reader.h"

#include <algorithm>

#include "catalog/access.h"
#include "plan/conditions.h"
#include "plan/plan.h"
#include "schema/account.h"
#include "schema/checklist.h"
#include "schema/references.h"
#include "storage/catalog_rows.h"
#include "storage/memory_rows.h"
#include "storage/sources.h"

namespace planstead::storage {

using schema::Act;
using schema::Record;
using schema::Source;
using schema::TaskKind;

ProjectAuditors read_project_auditors(Session& session) {
  ProjectAuditors auditors;
  Statement& read =
      session.prepare("SELECT id, auditors FROM project WHERE auditors IS NOT NULL ORDER BY id");
  while (read.step()) {
    std::string_view bytes = read.bytes(1);
    const schema::Value value = decode(bytes);
    if (const auto* refs = std::get_if<schema::RefList>(&value); refs != nullptr && !refs->empty())
      auditors.emplace_back(read.integer(0), *refs);
  }
  return auditors;
}

Reader::Reader(const request::Call& call, const request::Viewer& viewer, base::Seconds now,
               const catalog::Catalog& catalog, const ProjectAuditors& auditors, SessionPool& pool,
               LiveIndex& index, Names& names)
    : call_(call),
      viewer_(viewer),
      now_(now),
      catalog_(catalog),
      auditors_(auditors),
      pool_(pool),
      index_(index),
      names_(names),
      sight_(viewer, now, catalog, auditors, index, call.deadline),
      generation_(names.generation()),
      entity_(call.operation->entity) {
  if (entity_ == nullptr || entity_->table.empty()) return;
  plan_ = call.selection->worked_out.get<ReadPlan>(sight_.sees_all() ? "all" : "some",
                                                   [this] { return made_plan(); });
}

base::Result<plan::Outcome> Reader::run() {
  PS_CHECK(check_person());
  switch (call_.operation->act) {
    case Act::ping:
      return plan::Outcome{};
    case Act::get_one:
    case Act::download:
      return one();
    case Act::list:
      return list();
    case Act::reference_list:
      return reference_list();
    case Act::create:
    case Act::update:
    case Act::remove:
    case Act::import_rows:
      break;
  }
  throw std::logic_error("a change is no read");
}

namespace {

base::Error not_found(const schema::Entity& entity, std::int64_t id) {
  // Objects have no code of their own in the contract: the number is a bad parameter.
  const std::string by_id = "by id " + std::to_string(id);
  if (entity.not_found == base::ErrorCode::unknown)
    return base::invalid({}, std::string(entity.title) + " not found " + by_id);
  return {.code = entity.not_found, .where = {}, .detail = by_id, .log = {}};
}

// Some reads answer another code than changes do, with the status of the own one (observed 3.11).
base::Error not_there(const schema::Entity& entity, std::int64_t id) {
  base::Error error = not_found(entity, id);
  if (entity.not_read == base::ErrorCode::unknown) return error;
  error.http_status = base::row_of(error.code).http_status;
  error.code = entity.not_read;
  error.detail = std::string(entity.title) + " not found " + error.detail;
  return error;
}

}  // namespace

// Directories and data tags are things of the catalogue.
base::Status Reader::catalog_owner(base::RefKind kind, std::int64_t id) {
  const bool is_directory = kind == base::RefKind::directory;
  if (!is_directory && kind != base::RefKind::data_tag) return base::ok();
  const catalog::Definition* one = is_directory ? catalog_.directory(id) : catalog_.data_tag(id);
  if (one != nullptr && sight_.sees_definition(kind, *one)) return base::ok();
  return base::Error{.code = is_directory ? base::ErrorCode::directory_not_found
                                          : base::ErrorCode::data_tag_not_found,
                     .where = {},
                     .detail = "by id " + std::to_string(id),
                     .log = {}};
}

base::Result<plan::Outcome> Reader::one_of_catalog() {
  const std::int64_t id = call_.path_ids.back();
  plan::Outcome outcome;
  outcome.records = catalog_rows(call_, catalog_, viewer_, sight_);
  std::erase_if(outcome.records, [&](const Record& row) { return row.id() != id; });
  if (outcome.records.empty()) return not_found(*entity_, id);
  return outcome;
}

base::Result<plan::Outcome> Reader::one() {
  if (entity_->table.empty()) return one_of_catalog();
  const SessionPool::Lease session = lease();
  std::optional<Record> record =
      load(session->prepare(plan_->select), schema::row_id(*entity_, call_.path_ids));
  if (!record || !belongs(*record) || !is_seen(*record, *session))
    return not_there(*entity_, call_.path_ids.back());
  PS_CHECK(check_seen({entity_->kind, record->id()}, *session));
  std::vector<Record> records;
  records.push_back(std::move(*record));
  return finished(std::move(records), *session);
}

// The path decides what may be read at it: /task shows tasks and templates, /object objects and
// templates (observed 21.2); what belongs to another thing than the path says is not there.
bool Reader::belongs(const Record& record) const {
  if (!entity_->deleted.empty() && record.flag(entity_->deleted)) return false;
  if (entity_ == &schema::comment && record.flag("_withOwner")) return false;
  if (entity_ == &schema::queued_change)
    return viewer_.is_admin || record.ref("person") == viewer_.person;
  if (entity_ == &schema::checklist_item) return record.integer("_task") == call_.path_ids.front();
  const base::RefKind owner = call_.operation->owner;
  if (const schema::Field* field = schema::owner_field(*entity_, owner))
    return record.ref(field->name) == base::Ref{owner, call_.path_ids.front()};
  if (entity_->table != schema::task.table) return true;
  const auto kind = static_cast<TaskKind>(record.integer("_kind"));
  return entity_ == &schema::object ? kind != TaskKind::task : kind != TaskKind::object;
}

// What belongs to a task or contact in the bin is not there.
bool Reader::is_seen(const Record& record, Session& session) {
  for (const std::string_view name : entity_->goes_with) {
    const base::Ref with = record.ref(name);
    const schema::Entity* entity = schema::entity_of(with.kind);
    if (entity == nullptr) continue;
    Statement& read = session.prepare("SELECT 1 FROM " + std::string(entity->table) +
                                      " WHERE id = $1" + and_live(*entity));
    const bool lives = read.bind(1, with.id).step();
    read.reset();
    if (!lives) return false;
  }
  return true;
}

// That there is such a task is no secret, and one may ask for access to it; other things that the
// person may not see are not there (domain/tasks-and-access.md 5.7).
base::Status Reader::check_seen(base::Ref thing, Session& session) {
  base::Ref culprit;
  if (sight_.sees(thing, session, culprit)) return base::ok();
  if (schema::entity_of(culprit.kind)->seen.how == schema::Seen::by_roles)
    return base::refusal(base::ErrorCode::access_denied, {},
                         "for task by id - " + std::to_string(culprit.id));
  // On which hidden card something hangs is told to nobody.
  const schema::Entity& entity = *schema::entity_of(thing.kind);
  return &entity == entity_ ? not_there(entity, call_.path_ids.back())
                            : not_found(entity, thing.id);
}

// Contacts do not read employees (domain/tasks-and-access.md 5.6).
base::Status Reader::check_person() const {
  const schema::Operation& operation = *call_.operation;
  const bool of_employees =
      entity_ != nullptr &&
      (entity_->seen.how == schema::Seen::by_employees || operation.kind == base::RefKind::group);
  if (viewer_.person.kind != base::RefKind::contact || !of_employees) return base::ok();
  return base::refusal(base::ErrorCode::access_denied, {}, "for contacts");
}

base::Result<std::vector<std::int64_t>> Reader::choose_ids() {
  const search::IndexSet indexes = index_.wait()->until(call_.deadline);
  PS_TRY(search::Condition condition,
         plan::list_condition(call_, catalog_, viewer_, now_, indexes, auditors_));
  if (has(call_.operation->options, schema::Option::type_list) &&
      call_.options.type_list == request::TypeList::unread)
    condition =
        plan::all({std::move(condition), plan::id_in(unread_comments(viewer_.person, *lease()))});
  if (const request::Options& options = call_.options; !options.source_object.empty()) {
    const SessionPool::Lease session = lease();
    condition = plan::all({plan::id_in(Sources(*session).called(options.source, entity_->kind,
                                                                options.source_object)),
                           std::move(condition)});
  }
  return indexes.of(*entity_).select(condition, plan::list_order(call_), call_.offset,
                                     static_cast<std::size_t>(call_.page_size));
}

std::vector<std::int64_t> Reader::row_template_ids() {
  const plan::FilterScope scope = sight_.over(*entity_);
  search::Condition condition = plan::template_condition(call_);
  if (!sight_.sees_all()) condition = plan::all({std::move(condition), plan::visible(scope)});
  return scope.indexes.of(*entity_).select(condition, call_.offset,
                                           static_cast<std::size_t>(call_.page_size));
}

// `/task/{id}/comments/list` of a task that is not there is no empty list.
base::Status Reader::check_owner(Session& session) {
  const base::RefKind kind = call_.operation->owner;
  if (kind == base::RefKind::none) return base::ok();
  const std::int64_t id = call_.path_ids.front();
  const schema::Entity* owner = schema::entity_of(kind);
  if (owner == nullptr) return catalog_owner(kind, id);
  Statement& read = session.prepare("SELECT 1 FROM " + std::string(owner->table) +
                                    " WHERE id = $1" + and_live(*owner));
  const bool exists = read.bind(1, id).step();
  read.reset();
  return exists ? check_seen({kind, id}, session) : base::Status(not_found(*owner, id));
}

namespace {

template <class T>
std::vector<T> page_of(std::vector<T> all, const request::Call& call) {
  const auto size = static_cast<std::int64_t>(all.size());
  const std::int64_t from = std::min(call.offset, size);
  const std::int64_t to = std::min(from + call.page_size, size);
  return {std::make_move_iterator(all.begin() + from), std::make_move_iterator(all.begin() + to)};
}

}  // namespace

base::Result<plan::Outcome> Reader::list() {
  if (entity_->table.empty()) return page_of_catalog(*lease());
  std::vector<std::int64_t> ids;
  // Rows are chosen before the snapshot begins, so that each chosen one is in it.
  if (entity_->indexed) {
    PS_TRY(ids, choose_ids());
  }
  const SessionPool::Lease session = lease();
  PS_CHECK(check_owner(*session));
  if (entity_ == &schema::object) ids = template_ids(TaskKind::object, *session);
  if (entity_ == &schema::checklist_item) {
    PS_TRY(ids, checklist_ids(*session));
  }
  return loaded(ids, *session);
}

base::Result<plan::Outcome> Reader::page_of_catalog(Session& session) {
  PS_CHECK(check_owner(session));
  plan::Outcome outcome;
  outcome.records = page_of(catalog_rows(call_, catalog_, viewer_, sight_), call_);
  show_main_values(outcome, session);
  return outcome;
}

// Values of main fields are the custom values of one row; an answer shows each at its field.
void Reader::show_main_values(plan::Outcome& outcome, Session& session) {
  const schema::Field* shown = schema::find_field(schema::custom_field, "mainValue");
  const auto& selected = call_.selection->fields;
  const bool asked = entity_ == &schema::custom_field &&
                     call_.operation->object_type == static_cast<int>(schema::ObjectType::main) &&
                     std::ranges::find(selected, shown) != selected.end();
  if (!asked) return;
  const Columns columns = all_columns(schema::main_values);
  Statement& read = session.prepare(select_rows(schema::main_values, columns, "WHERE id = 1"));
  if (!read.step()) return;
  const Record values = read_row(read, schema::main_values, columns);
  read.reset();
  std::vector<base::Ref> refs;
  for (Record& row : outcome.records)
    if (const schema::Value* value = values.custom_value(row.id())) {
      row.set("mainValue", *value);
      collect_value(*value, refs);
    }
  sight_.drop_unseen(refs);
  names_.fill(refs, session, generation_, outcome.names);
}

plan::Outcome Reader::rows(const std::vector<std::int64_t>& ids, Session& session) {
  return loaded(sight_.still_seen(*entity_, ids), session);
}

plan::Outcome Reader::loaded(const std::vector<std::int64_t>& ids, Session& session) {
  std::vector<Record> records;
  records.reserve(ids.size());
  Statement& read = session.prepare(plan_->select);
  for (std::int64_t id : ids)
    if (std::optional<Record> record = load(read, id)) records.push_back(std::move(*record));
  return finished(std::move(records), session);
}

std::vector<std::int64_t> Reader::template_ids(TaskKind kind, Session& session) {
  std::vector<std::int64_t> ids;
  for (const catalog::Template& item : catalog_.templates) {
    if (item.kind != kind) continue;
    Statement& read =
        session.prepare("SELECT 1 FROM task WHERE id = $1 AND COALESCE(deleted, 0) = 0");
    if (read.bind(1, item.id).step()) ids.push_back(item.id);
    read.reset();
  }
  ids = sight_.among(schema::task, std::move(ids));
  return page_of(std::move(ids), call_);
}

namespace {

struct Item {
  std::int64_t id;
  std::int64_t parent;  ///< the task or an item: they share their numbers
};

// Children behind their parent, siblings by number (domain/tasks-and-access.md 4).
void append_below(std::int64_t parent, const std::vector<Item>& items,
                  std::vector<std::int64_t>& out) {
  for (const Item& item : items) {
    if (item.parent != parent || out.size() > items.size()) continue;
    out.push_back(item.id);
    append_below(item.id, items, out);
  }
}

}  // namespace

base::Result<std::vector<std::int64_t>> Reader::checklist_ids(Session& session) {
  const std::int64_t task = call_.path_ids.front();
  std::vector<Item> items;
  Statement& read = session.prepare(
      "SELECT id, parent FROM checklist_item WHERE task = $1 AND COALESCE(deleted, 0) = 0 ORDER BY "
      "id");
  read.bind(1, task);
  while (read.step()) items.push_back({read.integer(0), base::Ref::unpacked(read.integer(1)).id});
  std::vector<std::int64_t> ids;
  append_below(task, items, ids);
  return page_of(std::move(ids), call_);
}

// What carries the custom fields that are asked for: a row, or an entry of the directory or data
// tag of the path.
base::Result<Record> Reader::field_holder(Session& session) {
  const base::Ref owner{call_.operation->owner, call_.path_ids.front()};
  const schema::Entity* entity = schema::entity_of(owner.kind);
  if (entity == nullptr) {
    PS_CHECK(catalog_owner(owner.kind, owner.id));
    const bool is_tag = owner.kind == base::RefKind::data_tag;
    Record entry(is_tag ? schema::data_tag_entry : schema::directory_entry);
    entry.set(is_tag ? "dataTag" : "directory", owner);
    return entry;
  }
  Statement& read = session.prepare(
      select_rows(*entity, all_columns(*entity), "WHERE id = $1" + and_live(*entity)));
  if (!read.bind(1, owner.id).step()) return not_found(*entity, owner.id);
  Record row = read_row(read, *entity, all_columns(*entity));
  read.reset();
  PS_CHECK(check_seen(owner, session));
  return row;
}

// $1: whose, $2 and $3: of which task and contact; 0 means any.
std::vector<std::int64_t> Reader::own_changes(Session& session) {
  std::vector<std::int64_t> ids;
  Statement& read = session.prepare(
      "SELECT id FROM queued_change WHERE ($1 = 0 OR person = $1) AND ($2 = 0 OR object = $2) AND "
      "($3 = 0 OR object = $3) ORDER BY id DESC");
  const auto packed = [](base::RefKind kind, const std::optional<std::int64_t>& id) {
    return id ? base::Ref{kind, *id}.packed() : 0;
  };
  read.bind(1, viewer_.is_admin ? 0 : viewer_.person.packed());
  read.bind(2, packed(base::RefKind::task, call_.options.task));
  read.bind(3, packed(base::RefKind::contact, call_.options.contact));
  while (read.step()) ids.push_back(read.integer(0));
  return ids;
}

base::Result<plan::Outcome> Reader::reference_list() {
  std::vector<std::int64_t> ids;
  const Source source = call_.operation->source;
  if (source == Source::row_templates) ids = row_template_ids();
  if (source == Source::changes_log && !viewer_.is_admin)
    return base::Error{.code = base::ErrorCode::access_denied,
                       .where = {},
                       .detail = "administrators alone may see the log",
                       .log = {},
                       .http_status = 403};
  const bool files = source == Source::files_of_owner;
  if (files && call_.operation->owner == base::RefKind::project)
    ids = tasks_of_project(call_.path_ids.front());
  const base::Ref object = call_.options.object;
  if (source == Source::changes_log && object.kind == base::RefKind::project)
    ids = tasks_of_project(object.id);
  const SessionPool::Lease session = lease();
  if (source == Source::task_templates) ids = template_ids(TaskKind::task_template, *session);
  if (source == Source::recurring_templates) ids = template_ids(TaskKind::recurring, *session);
  if (files) {
    PS_CHECK(check_owner(*session));
    ids = page_of(file_ids(ids, *session), call_);
  }
  if (source == Source::own_changes) ids = page_of(own_changes(*session), call_);
  if (source == Source::changes_log) ids = log_ids(call_, ids, *session);
  if (source == Source::own_notifications) ids = notification_ids(call_, viewer_.person, *session);
  if (!entity_->table.empty()) return loaded(ids, *session);
  if (source != Source::custom_fields_of_one) return page_of_catalog(*session);
  PS_TRY(const Record holder, field_holder(*session));
  plan::Outcome outcome;
  outcome.records = page_of(owned_field_rows(holder, catalog_, viewer_), call_);
  return outcome;
}

}  // namespace planstead::storage
