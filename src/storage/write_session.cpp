// Rows of the entities inside a write transaction.
#include "storage/write_session.h"

#include <algorithm>

#include "plan/conditions.h"
#include "schema/account.h"
#include "schema/checklist.h"
#include "schema/references.h"
#include "search/packing.h"
#include "storage/sources.h"

namespace planstead::storage {

using base::Ref;
using base::RefKind;
using schema::Entity;
using schema::Record;

namespace {

// Past this many changed rows in one transaction the index is built anew instead of being fed: an
// import of ten thousand contacts, each with an entry in its feed, stays below.
constexpr std::size_t changed_rows_max = 30'000;
constexpr std::string_view change_sequence = "change";
// Of numbers that wait for their rows. A rule draws few before it saves.
constexpr std::size_t drawn_max = 16;

bool is_indexed(const Entity& entity) {
  return std::ranges::any_of(schema::stored_entities(), [&](const Entity* stored) {
    return stored->indexed && stored->table == entity.table;
  });
}

std::optional<Record> nothing() { return std::nullopt; }

// Things of the catalogue are structure items; the kind's name is structure's.
std::string_view structure_kind(RefKind kind) {
  switch (kind) {
    case RefKind::group:
      return "group";
    case RefKind::data_tag:
      return "data_tag";
    case RefKind::status:
      return "status";
    case RefKind::process:
      return "process";
    case RefKind::directory:
      return "directory";
    case RefKind::custom_field:
      return "custom_field";
    case RefKind::contact_group:
      return "contact_group";
    case RefKind::project_group:
      return "project_group";
    case RefKind::directory_group:
      return "directory_group";
    case RefKind::data_tag_group:
      return "data_tag_group";
    case RefKind::position:
      return "position";
    case RefKind::workspace:
      return "workspace";
    default:
      return {};
  }
}

}  // namespace

Changes WriteSession::take_changes() {
  next_.clear();
  drawn_.clear();
  uses_.forget();
  token_holders_.reset();
  return std::exchange(changes_, {});
}

void WriteSession::savepoint() {
  session_.prepare("SAVEPOINT request").run();
  at_savepoint_.structure = changes_.structure;
  at_savepoint_.tokens = changes_.tokens;
  at_savepoint_.projects = changes_.projects;
  at_savepoint_.too_many = changes_.too_many;
  rows_before_ = changes_.rows.size();
  renamed_before_ = changes_.renamed.size();
}

void WriteSession::release() { session_.prepare("RELEASE request").run(); }

void WriteSession::undo() {
  session_.prepare("ROLLBACK TO request").run();
  release();
  changes_.rows.resize(rows_before_);
  changes_.renamed.resize(renamed_before_);
  changes_.structure = at_savepoint_.structure;
  changes_.tokens = at_savepoint_.tokens;
  changes_.projects = at_savepoint_.projects;
}

const WriteSession::EntitySql& WriteSession::sql_of(const Entity& entity) {
  auto [found, is_new] = sql_.try_emplace(&entity);
  if (is_new) {
    EntitySql& sql = found->second;
    sql.columns = all_columns(entity);
    sql.select_one = select_rows(entity, sql.columns, "WHERE id = $1");
    sql.exists = "SELECT 1 FROM " + std::string(entity.table) + " WHERE id = $1" +
                 and_live(entity) + and_no_template(entity);
    sql.upsert = upsert_row(entity);
    sql.sought = sought_fields(entity);
    sql.indexed = is_indexed(entity);
  }
  return found->second;
}

domain::Watched WriteSession::watched() {
  if (!watch_) return {};
  domain::Watched seen = watch_->take();
  watch_.reset();
  return seen;
}

std::optional<Record> WriteSession::find(const Entity& entity, std::int64_t id) {
  std::optional<Record> record = load(entity, id);
  if (watch_ && record) watch_->found(*record);
  return record;
}

std::optional<Record> WriteSession::load(const Entity& entity, std::int64_t id) {
  deadline_->check();
  const EntitySql& sql = sql_of(entity);
  Statement& read = session_.prepare(sql.select_one);
  if (!read.bind(1, id).step()) return std::nullopt;
  Record record = read_row(read, entity, sql.columns);
  read.reset();
  return record;
}

bool WriteSession::takes_drawn(const Record& record) {
  const auto found = std::ranges::find(drawn_, Drawn{record.entity().sequence, record.id()});
  if (found == drawn_.end()) return false;
  drawn_.erase(found);
  return true;
}

void WriteSession::save(const Record& record) {
  deadline_->check();
  const Entity& entity = record.entity();
  const EntitySql& sql = sql_of(entity);
  const bool is_new = takes_drawn(record);
  std::shared_ptr<const Record> kept;  // one copy for all who look at it later
  if (watch_ || sql.indexed) kept = std::make_shared<const Record>(record);
  if (watch_)
    watch_->saving(kept, is_new ? Watch::Load(nothing) : [this, &record] {
      return load(record.entity(), record.id());
    });
  write_row(session_.prepare(sql.upsert), record, sql.columns);
  if (!is_new) forget_sought(sql, entity, record.id());
  write_sought(sql, record);
  uses_.take(record, is_new);
  if (entity.tracked)
    Sources(session_).note_change({entity.kind, record.id()}, next_of(change_sequence)++);
  note_change(record, sql.indexed ? std::move(kept) : nullptr, false);
}

void WriteSession::remove_unused_files() {
  for (const std::int64_t file : uses_.remove_unused())
    changes_.renamed.push_back({RefKind::file, file});
  changes_.unnamed_contents = uses_.take_unnamed_contents();
}

int WriteSession::remove_fresh_files(base::Seconds uploaded_by) {
  const std::vector<std::int64_t> files = uses_.never_used(uploaded_by);
  for (const std::int64_t file : files) erase(schema::file, file);
  return static_cast<int>(files.size());
}

void WriteSession::note_change(const Record& record, std::shared_ptr<const Record> kept,
                               bool removed) {
  const Entity& entity = record.entity();
  if (entity.kind != RefKind::none) changes_.renamed.push_back({entity.kind, record.id()});
  if (&entity == &schema::project) changes_.projects = true;
  if (&entity == &schema::user) changes_.structure = true;  // the catalogue knows employees
  if (&entity == &schema::contact && holds_token({RefKind::contact, record.id()}))
    changes_.tokens = true;  // which contacts are in the bin stands beside their tokens
  if (changes_.rows.size() >= changed_rows_max) changes_.too_many = true;
  if (changes_.too_many) {
    changes_.rows.clear();
    changes_.renamed.clear();
    rows_before_ = renamed_before_ = 0;
  } else if (kept) {
    changes_.rows.push_back({std::move(kept), removed});
  }
}

void WriteSession::put_source_name(std::string_view source, Ref row,
                                   const std::optional<std::string>& object,
                                   const std::optional<std::string>& version) {
  Sources(session_).put(source, row, object, version);
}

std::vector<std::int64_t> WriteSession::called_by_source(std::string_view source, RefKind kind,
                                                         std::string_view object) {
  return Sources(session_).called(source, kind, object);
}

std::int64_t WriteSession::newest_change() { return next_of(change_sequence) - 1; }

// Sequences are read once a transaction and written back before its commit: many rows are made in
// one. What a refused request drew is skipped, never given again.
std::int64_t& WriteSession::next_of(std::string_view sequence) {
  if (const auto known = next_.find(sequence); known != next_.end()) return known->second;
  Statement& read = session_.prepare("SELECT next FROM sequence WHERE name = $1");
  const std::int64_t next = read.bind(1, sequence).step() ? read.integer(0) : 1;
  read.reset();
  return next_.emplace(sequence, next).first->second;
}

std::int64_t WriteSession::next_id(const Entity& entity) {
  const std::int64_t id = next_of(entity.sequence)++;
  if (drawn_.size() == drawn_max) drawn_.erase(drawn_.begin());
  drawn_.push_back({entity.sequence, id});
  return id;
}

void WriteSession::jump_over(std::string_view sequence, std::int64_t id) {
  std::int64_t& next = next_of(sequence);
  next = std::max(next, id + 1);
}

void WriteSession::write_sequences() {
  for (const auto& [name, next] : std::exchange(next_, {}))
    session_
        .prepare(
            "INSERT INTO sequence (name, next) VALUES ($1, $2) "
            "ON CONFLICT (name) DO UPDATE SET next = excluded.next")
        .bind(1, std::string_view(name))
        .bind(2, next)
        .run();
}

bool WriteSession::exists(Ref ref) {
  const Entity* entity = schema::entity_of(ref.kind);
  const std::string_view kind = structure_kind(ref.kind);
  if (entity == nullptr && kind.empty()) return false;
  Statement& read = session_.prepare(entity != nullptr
                                         ? std::string_view(sql_of(*entity).exists)
                                         : "SELECT 1 FROM structure WHERE id = $1 AND kind = $2");
  if (entity == nullptr) read.bind(2, kind);
  const bool yes = read.bind(1, ref.id).step();
  read.reset();
  return yes;
}

std::vector<std::int64_t> WriteSession::ids(std::string_view sql, std::int64_t parameter) {
  std::vector<std::int64_t> found;
  Statement& read = session_.prepare(sql);
  read.bind(1, parameter);
  while (read.step()) found.push_back(read.integer(0));
  return found;
}

bool WriteSession::take_note(Ref thing, std::int64_t kind, base::Seconds moment) {
  Statement& read = session_.prepare("SELECT moment FROM told WHERE thing = $1 AND kind = $2");
  const bool known = read.bind(1, thing.packed()).bind(2, kind).step();
  const bool same = known && read.integer(0) == moment;
  if (known) read.reset();
  if (same) return false;
  session_
      .prepare(
          "INSERT INTO told (thing, kind, moment) VALUES ($1, $2, $3) "
          "ON CONFLICT (thing, kind) DO UPDATE SET moment = excluded.moment")
      .bind(1, thing.packed())
      .bind(2, kind)
      .bind(3, moment)
      .run();
  return true;
}

void WriteSession::mark_read(Ref person, Ref task) {
  session_
      .prepare(
          "UPDATE notification SET is_read = 1 WHERE person = $1 AND is_read = 0 AND ($2 = 0 OR "
          "task = $2)")
      .bind(1, person.packed())
      .bind(2, task.id == 0 ? 0 : task.packed())
      .run();
}

std::vector<std::int64_t> WriteSession::subtasks(std::int64_t task) {
  return ids(
      "SELECT id FROM task WHERE parent = $1 AND parent IS NOT NULL ORDER BY COALESCE(position, "
      "0), id",
      Ref{RefKind::task, task}.packed());
}

std::vector<std::int64_t> WriteSession::checklist(std::int64_t task) {
  return ids("SELECT id FROM checklist_item WHERE task = $1 ORDER BY id", task);
}

std::vector<std::int64_t> WriteSession::copies_of(std::int64_t recurring_template) {
  return ids("SELECT id FROM task WHERE template = $1 AND occurrence IS NOT NULL ORDER BY id",
             Ref{RefKind::task, recurring_template}.packed());
}

namespace {
std::string of_owner(Ref owner) {
  const std::string column = owner.kind == RefKind::task ? "task" : "contact";
  return " FROM comment WHERE " + column + " = $1 AND " + column + " IS NOT NULL";
}
}  // namespace

std::vector<std::int64_t> WriteSession::comments(Ref owner) {
  return ids("SELECT id" + of_owner(owner) + " ORDER BY id", owner.packed());
}

std::optional<schema::Moment> WriteSession::last_comment(Ref owner) {
  Statement& read = session_.prepare("SELECT MAX(created)" + of_owner(owner) +
                                     " AND COALESCE(type, 0) = 0 AND COALESCE(deleted, 0) = 0 AND "
                                     "COALESCE(first, 0) = 0");
  const bool has = read.bind(1, owner.packed()).step() && !read.is_null(0);
  const std::int64_t number = has ? read.integer(0) : 0;
  read.reset();
  return has ? std::optional(schema::Moment{number >> 1, (number & 1) != 0}) : std::nullopt;
}

// Rows of the open transaction first: several requests may share it, and the index does not know
// them yet.
bool WriteSession::custom_value_taken(const Entity& entity, std::int64_t field,
                                      const schema::Value& value, std::int64_t except_id) {
  for (const auto& [record, removed] : changes_.rows) {
    if (removed || record->entity().table != entity.table) continue;
    const schema::Value* held = record->custom_value(field);
    if (held != nullptr && record->id() != except_id && *held == value) return true;
  }
  return taken_(entity, field, value, except_id);
}

// The index finds candidates among the committed rows, the open transaction adds its own; the rows
// decide.
std::vector<std::int64_t> WriteSession::matching(
    const Entity& entity, const search::Condition& condition,
    const std::function<bool(const Record&)>& matches) {
  std::vector<std::int64_t> found;
  if (!entity.indexed || changes_.too_many) {
    scan(entity, [&](const Record& row) {
      if (matches(row)) found.push_back(row.id());
    });
    return found;
  }
  std::vector<std::int64_t> candidates = committed_(entity, condition);
  for (const auto& [record, removed] : changes_.rows)
    if (record->entity().table == entity.table) candidates.push_back(record->id());
  std::ranges::sort(candidates);
  const auto repeats = std::ranges::unique(candidates);
  candidates.erase(repeats.begin(), repeats.end());
  for (std::int64_t id : candidates)
    if (const auto row = find(entity, id); row && matches(*row)) found.push_back(id);
  return found;
}

std::vector<std::int64_t> WriteSession::rows_with(const Entity& entity, std::string_view field,
                                                  const schema::Value& value) {
  const std::size_t column = schema::index_of(entity, *schema::find_field(entity, field));
  const auto* ref = std::get_if<Ref>(&value);
  const bool in_list = ref != nullptr && entity.fields[column].indexed == schema::Indexed::list;
  return matching(entity,
                  in_list ? plan::list_has(column, {ref->packed()})
                          : plan::in_set(column, {search::number_of(value)}),
                  [&](const Record& row) {
                    return in_list ? schema::mentions(row.at(column), *ref)
                                   : row.at(column) == value;
                  });
}

std::vector<std::int64_t> WriteSession::rows_holding(const Entity& entity, std::int64_t field,
                                                     Ref value) {
  search::Condition holds = plan::over_custom(search::Condition::Kind::custom_refs, field);
  holds.numbers = {value.packed()};
  return matching(entity, holds, [&](const Record& row) {
    const schema::Value* held = row.custom_value(field);
    return held != nullptr && schema::mentions(*held, value);
  });
}

void WriteSession::visit_entries(Ref owner, const std::function<void(const Record&)>& visit) {
  const EntitySql& sql = sql_of(schema::data_tag_entry);
  Statement& read =
      session_.prepare(select_rows(schema::data_tag_entry, sql.columns, entries_of(owner.kind)));
  read.bind(1, entries_key(owner));
  while (read.step()) visit(read_row(read, schema::data_tag_entry, sql.columns));
}

bool WriteSession::is_favorite(Ref person, Ref thing) {
  Statement& read = session_.prepare("SELECT 1 FROM favorite WHERE person = $1 AND thing = $2");
  const bool yes = read.bind(1, person.packed()).bind(2, thing.packed()).step();
  read.reset();
  return yes;
}

void WriteSession::set_favorite(Ref person, Ref thing, bool on) {
  session_
      .prepare(on ? "INSERT INTO favorite (person, thing) VALUES ($1, $2) ON CONFLICT DO NOTHING"
                  : "DELETE FROM favorite WHERE person = $1 AND thing = $2")
      .bind(1, person.packed())
      .bind(2, thing.packed())
      .run();
}

void WriteSession::scan(const Entity& entity, const std::function<void(const Record&)>& visit) {
  const EntitySql& sql = sql_of(entity);
  Statement& read = session_.prepare(select_rows(entity, sql.columns, "ORDER BY id"));
  while (read.step()) visit(read_row(read, entity, sql.columns));
}

std::vector<Record> read_rows(Session& session, const Entity& entity) {
  const Columns columns = all_columns(entity);
  std::vector<Record> rows;
  Statement& read = session.prepare(select_rows(entity, columns, "ORDER BY id"));
  while (read.step()) rows.push_back(read_row(read, entity, columns));
  return rows;
}

void WriteSession::erase(const Entity& entity, std::int64_t id) {
  if (watch_) watch_->erasing(entity, id, [&] { return load(entity, id); });
  const EntitySql& sql = sql_of(entity);
  forget_sought(sql, entity, id);
  if (entity.kind != RefKind::none) uses_.drop({entity.kind, id});
  if (&entity == &schema::file)
    uses_.erase(id);
  else
    session_.prepare("DELETE FROM " + std::string(entity.table) + " WHERE id = $1")
        .bind(1, id)
        .run();
  const auto gone = std::make_shared<Record>(entity);
  gone->set_id(id);
  note_change(*gone, sql.indexed ? gone : nullptr, true);
}

}  // namespace planstead::storage
