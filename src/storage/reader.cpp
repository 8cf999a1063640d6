// Choosing rows and loading them. What an answer shows of a row is in read_fields.cpp.
#include "storage/reader.h"

#include <algorithm>

#include "plan/plan.h"
#include "schema/account.h"
#include "schema/checklist.h"
#include "storage/catalog_rows.h"

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
      generation_(names.generation()),
      entity_(call.operation->entity) {
  if (entity_ == nullptr || entity_->table.empty()) return;
  columns_ = needed_columns();
  select_ = select_rows(*entity_, columns_, "WHERE id = $1");
}

base::Result<plan::Outcome> Reader::run() {
  switch (call_.operation->act) {
    case Act::ping:
      return plan::Outcome{};
    case Act::get_one:
      return one();
    case Act::list:
      return list();
    case Act::reference_list:
      return reference_list();
    case Act::create:
    case Act::update:
      break;
  }
  throw std::logic_error("a change is no read");
}

base::Error Reader::not_found(std::int64_t id) const {
  // Objects have no code of their own in the contract: the number is a bad parameter.
  if (entity_->not_found == base::ErrorCode::unknown)
    return base::invalid({},
                         std::string(entity_->title) + " not found by id " + std::to_string(id));
  return {
      .code = entity_->not_found, .where = {}, .detail = "by id " + std::to_string(id), .log = {}};
}

base::Result<plan::Outcome> Reader::one() {
  const SessionPool::Lease session = pool_.lease();
  const std::int64_t id = call_.path_ids.back();
  std::optional<Record> record = load(*session, id);
  if (!record || !belongs(*record)) return not_found(id);
  std::vector<Record> records;
  records.push_back(std::move(*record));
  return finished(std::move(records), *session);
}

// The path decides what may be read at it: /task shows tasks and templates, /object objects and
// templates (observed 21.2); an item of another task's checklist is not there.
bool Reader::belongs(const Record& record) const {
  if (entity_ == &schema::checklist_item)
    return record.integer("_task") == call_.path_ids.front() && !record.flag("_deleted");
  if (record.flag("isDeleted")) return false;
  const auto kind = static_cast<TaskKind>(record.integer("_kind"));
  return entity_ == &schema::object ? kind != TaskKind::task : kind != TaskKind::object;
}

base::Result<std::vector<std::int64_t>> Reader::choose_ids() {
  const std::shared_ptr<const Indexes> indexes = index_.wait();
  PS_TRY(const search::Condition condition,
         plan::task_condition(call_, catalog_, viewer_, now_, indexes->entries, auditors_));
  return indexes->tasks.select(condition, call_.offset, static_cast<std::size_t>(call_.page_size));
}

base::Result<plan::Outcome> Reader::list() {
  std::vector<std::int64_t> ids;
  // Tasks are chosen before the snapshot begins, so that each chosen row is in it.
  if (entity_ == &schema::task) {
    PS_TRY(ids, choose_ids());
  }
  const SessionPool::Lease session = pool_.lease();
  if (entity_ == &schema::object) ids = template_ids(TaskKind::object, *session);
  if (entity_ == &schema::checklist_item) {
    PS_TRY(ids, checklist_ids(*session));
  }
  std::vector<Record> records;
  records.reserve(ids.size());
  for (std::int64_t id : ids)
    if (std::optional<Record> record = load(*session, id)) records.push_back(std::move(*record));
  return finished(std::move(records), *session);
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

std::vector<std::int64_t> Reader::template_ids(TaskKind kind, Session& session) {
  std::vector<std::int64_t> ids;
  for (const catalog::Template& item : catalog_.templates) {
    if (item.kind != kind) continue;
    Statement& read =
        session.prepare("SELECT 1 FROM task WHERE id = $1 AND COALESCE(deleted, 0) = 0");
    if (read.bind(1, item.id).step()) ids.push_back(item.id);
    read.reset();
  }
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
  Statement& found =
      session.prepare("SELECT 1 FROM task WHERE id = $1 AND COALESCE(deleted, 0) = 0");
  const bool exists = found.bind(1, task).step();
  found.reset();
  if (!exists)
    return base::Error{.code = base::ErrorCode::task_not_found,
                       .where = {},
                       .detail = "by id " + std::to_string(task),
                       .log = {}};
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

base::Result<plan::Outcome> Reader::reference_list() {
  const SessionPool::Lease session = pool_.lease();
  const Source source = call_.operation->source;
  if (source == Source::task_templates || source == Source::recurring_templates) {
    const TaskKind kind =
        source == Source::task_templates ? TaskKind::task_template : TaskKind::recurring;
    std::vector<Record> records;
    for (std::int64_t id : template_ids(kind, *session))
      if (std::optional<Record> record = load(*session, id)) records.push_back(std::move(*record));
    return finished(std::move(records), *session);
  }
  const std::int64_t path_id = call_.path_ids.empty() ? 0 : call_.path_ids.back();
  Holder holder{path_id, path_id};
  if (source == Source::custom_fields_of_task && catalog_.task_template(path_id) == nullptr) {
    Statement& read = session->prepare(
        "SELECT template, object FROM task WHERE id = $1 AND COALESCE(deleted, 0) = 0");
    if (!read.bind(1, path_id).step())
      return base::Error{.code = base::ErrorCode::task_not_found,
                         .where = {},
                         .detail = "by id " + std::to_string(path_id),
                         .log = {}};
    holder = {base::Ref::unpacked(read.integer(0)).id, base::Ref::unpacked(read.integer(1)).id};
    read.reset();
  }
  plan::Outcome outcome;
  outcome.records =
      page_of(catalog_rows(*call_.operation, path_id, holder, catalog_, viewer_), call_);
  return outcome;
}

}  // namespace planstead::storage
