// Two kinds of change: what the tables of schema/ gain (a new entity, a new column) follows from
// them by itself; everything else is a numbered step below, and steps are never changed once
// released.
#include "storage/migrations.h"

#include <string>

#include "schema/entity.h"
#include "storage/sql.h"
#include "storage/store.h"

namespace planstead::storage {

namespace {

using Step = void (*)(Database&, Session&);

// Indexes serve the writer alone (subtasks, copies, items, waking); lists are chosen by the index
// in memory.
void first_tables(Database& database, Session& session) {
  const std::string integer(database.integer_type()), text(database.text_type()),
      bytes(database.bytes_type());
  session.run_script(
      "CREATE TABLE sequence (name " + text + " PRIMARY KEY, next " + integer + " NOT NULL);" +
      "CREATE TABLE structure (kind " + text + ", id " + integer + ", body " + text +
      ", PRIMARY KEY (kind, id));" + "CREATE TABLE favorite (person " + integer + ", thing " +
      integer + ", PRIMARY KEY (person, thing));" + "CREATE TABLE token (id " + integer +
      " PRIMARY KEY, hash " + bytes + ", person " + integer + ", scopes " + text + ", created " +
      integer + ", expires " + integer + ", revoked " + integer + ", name " + text + ");");
}

void first_indexes(Session& session) {
  session.run_script(
      "CREATE INDEX IF NOT EXISTS task_parent ON task (parent) WHERE parent IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS task_copy ON task (template) WHERE occurrence IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS task_delayed ON task (delayed_till) WHERE delayed_till IS NOT "
      "NULL;"
      "CREATE INDEX IF NOT EXISTS checklist_task ON checklist_item (task);"
      "CREATE INDEX IF NOT EXISTS comment_task ON comment (task) WHERE task IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS comment_contact ON comment (contact) WHERE contact IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS data_tag_entry_task ON data_tag_entry (task) WHERE task IS NOT "
      "NULL;");
}

constexpr Step steps[] = {first_tables};

std::int64_t read_version(Session& session) {
  Statement& read = session.prepare("SELECT value FROM meta WHERE name = 'version'");
  const std::int64_t version = read.step() ? std::stoll(std::string(read.bytes(0))) : 0;
  read.reset();
  return version;
}

void follow_tables(Database& database, Session& session) {
  for (const schema::Entity* entity : schema::stored_entities()) {
    if (!database.has_table(session, entity->table)) {
      session.run_script(create_table(*entity, database));
      continue;
    }
    for (std::size_t column : all_columns(*entity))
      if (!database.has_column(session, entity->table, entity->fields[column].column))
        session.run_script(add_column(*entity, entity->fields[column], database));
  }
}

void migrate_inside(Database& database, Session& session) {
  if (!database.has_table(session, "meta"))
    session.run_script("CREATE TABLE meta (name " + std::string(database.text_type()) +
                       " PRIMARY KEY, value " + std::string(database.text_type()) + ")");
  const std::int64_t version = read_version(session);
  constexpr std::int64_t newest = std::size(steps);
  if (version > newest)
    throw StorageError("the account was written by a newer planstead (version " +
                       std::to_string(version) + "; this one knows " + std::to_string(newest) +
                       ")");
  for (std::int64_t i = version; i < newest; ++i) steps[i](database, session);
  follow_tables(database, session);
  first_indexes(session);
  session
      .prepare(
          "INSERT INTO meta (name, value) VALUES ('version', $1) "
          "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
      .bind(1, std::string_view(std::to_string(newest)))
      .run();
}

}  // namespace

void migrate(Database& database, Session& session) {
  session.begin_write();
  try {
    migrate_inside(database, session);
    session.commit();
  } catch (...) {
    session.rollback();
    throw;
  }
}

}  // namespace planstead::storage
