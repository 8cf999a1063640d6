// Two kinds of change: what the tables of schema/ gain (a new entity, a new column) follows from
// them by itself; everything else is a numbered step below, and steps are never changed once
// released.
#include "storage/migrations.h"

#include <string>

#include "domain/contact_edit.h"
#include "schema/entity.h"
#include "storage/file_uses.h"
#include "storage/pass_rows.h"
#include "storage/sql.h"
#include "storage/store.h"
#include "storage/write_session.h"

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

/// Who refers to which file. Filled once the columns of all tables are there.
void file_use_table(Database& database, Session& session) {
  const std::string integer(database.integer_type());
  session.run_script("CREATE TABLE IF NOT EXISTS file_use (kind " + integer + " NOT NULL, thing " +
                     integer + " NOT NULL, file " + integer + " NOT NULL, use " + integer +
                     " NOT NULL, PRIMARY KEY (kind, thing, file, use));" +
                     "CREATE INDEX IF NOT EXISTS file_use_file ON file_use (file);");
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
      "CREATE INDEX IF NOT EXISTS file_hash ON file (hash) WHERE hash IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS file_fresh ON file (fresh) WHERE fresh IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS data_tag_entry_task ON data_tag_entry (task) WHERE task IS NOT "
      "NULL;"
      "CREATE INDEX IF NOT EXISTS data_tag_entry_contact ON data_tag_entry (contact) WHERE contact "
      "IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS comment_reminders ON comment (id) WHERE reminders IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS log_object ON log_entry (object) WHERE object IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS log_part ON log_entry (part) WHERE part IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS log_token ON log_entry (token) WHERE token IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS notification_person ON notification (person, is_read);"
      "CREATE INDEX IF NOT EXISTS notification_unread ON notification (comment, person) WHERE "
      "is_read = 0 AND comment IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS notification_read ON notification (moment) WHERE is_read = 1;"
      "CREATE INDEX IF NOT EXISTS outgoing_mail_due ON outgoing_mail (due) WHERE state = 0;"
      "CREATE INDEX IF NOT EXISTS outgoing_mail_settled ON outgoing_mail (settled) WHERE state <> "
      "0;"
      "CREATE INDEX IF NOT EXISTS outgoing_mail_sent ON outgoing_mail (address, settled);"
      "CREATE INDEX IF NOT EXISTS data_tag_entry_comment ON data_tag_entry (comment) WHERE comment "
      "IS NOT NULL;"
      "CREATE INDEX IF NOT EXISTS queued_change_waiting ON queued_change (object, id) WHERE state "
      "= "
      "0;"
      "CREATE INDEX IF NOT EXISTS queued_change_finished ON queued_change (finished) WHERE "
      "finished "
      "IS NOT NULL;");
}

// Tasks of accounts from before comments get the comment that shows their description, numbered as
// the tasks are. Type 0 is a comment, 2 an entry of the server's own.
void first_comments(Database& database, Session& session) {
  if (!database.has_table(session, schema::task.table)) return;  // a new account
  const schema::Field& field = *schema::find_field(schema::task, "firstComment");
  if (!database.has_column(session, schema::task.table, field.column))
    session.run_script(add_column(schema::task, field, database));
  if (!database.has_table(session, schema::comment.table))
    session.run_script(create_table(schema::comment, database));
  session.run_script(
      "UPDATE task SET first_comment = id + (SELECT COALESCE(MAX(id), 0) FROM comment) "
      "WHERE COALESCE(kind, 0) = 0 AND first_comment IS NULL;"
      "INSERT INTO comment (id, created, type, channel, task, owner, deleted, pinned, hidden, "
      "first, with_owner) SELECT first_comment, created, CASE WHEN COALESCE(description, '') = '' "
      "AND files IS NULL THEN 2 ELSE 0 END, 0, id + (4 << 55), COALESCE(author, assigner), 0, 0, "
      "0, 1, COALESCE(deleted, 0) FROM task WHERE COALESCE(kind, 0) = 0 AND first_comment NOT IN "
      "(SELECT id FROM comment);"
      "INSERT INTO sequence (name, next) SELECT 'comment', COALESCE(MAX(id), 0) + 1 FROM comment "
      "WHERE true ON CONFLICT (name) DO UPDATE SET next = excluded.next;");
}

// Groups and task templates of projects were bare numbers; they became references.
void project_references(Database& database, Session& session) {
  if (!database.has_table(session, "project")) return;
  constexpr std::int64_t one_kind = base::id_max + 1;
  const auto pack = [&](std::string_view column, base::RefKind kind) {
    const std::string name(column), first = std::to_string(base::Ref{kind, 0}.packed());
    const std::string packed = "CASE " + name + " WHEN 0 THEN NULL ELSE " + name + " + " + first;
    session.run_script("UPDATE project SET " + name + " = " + packed + " END WHERE " + name +
                       " < " + std::to_string(one_kind));
  };
  pack("project_group", base::RefKind::project_group);
  pack("task_template", base::RefKind::task);
}

// Texts by which rules find rows. Rows that older programs have written have none of them yet.
void sought_table(Database& database, Session& session) {
  const std::string integer(database.integer_type()), text(database.text_type());
  session.run_script("CREATE TABLE IF NOT EXISTS sought (place " + text + ", form " + text +
                     ", id " + integer + ", PRIMARY KEY (place, form, id));" +
                     "CREATE INDEX IF NOT EXISTS sought_row ON sought (id, place);");
}

// Employees are found by addresses and logins from here on; what they are found by is written when
// the tables are complete.
void sought_employees(Database&, Session&) {}

// Limits of single tokens, and the answers that an Idempotency-Key repeats.
void limits_and_answers(Database& database, Session& session) {
  const std::string integer(database.integer_type()), text(database.text_type()),
      bytes(database.bytes_type());
  for (const std::string column : {"per_second", "per_day"})
    if (!database.has_column(session, "token", column))
      session.run_script("ALTER TABLE token ADD COLUMN " + column + " " + integer);
  session.run_script(
      "CREATE TABLE IF NOT EXISTS answered_request (token " + integer + ", key " + text +
      ", request " + bytes + ", status " + integer + ", headers " + text + ", body " + text +
      ", moment " + integer + ", PRIMARY KEY (token, key));" +
      "CREATE INDEX IF NOT EXISTS answered_request_moment ON answered_request (moment);");
}

// What external applications call our rows, the walks of each through what has changed, and the
// number of each row's last change.
void source_tables(Database& database, Session& session) {
  const std::string integer(database.integer_type()), text(database.text_type());
  session.run_script(
      "CREATE TABLE IF NOT EXISTS source_name (source " + text + ", thing " + integer +
      ", object " + text + ", version " + text + ", PRIMARY KEY (source, thing));" +
      "CREATE INDEX IF NOT EXISTS source_name_object ON source_name (source, object);" +
      "CREATE TABLE IF NOT EXISTS source_pass (source " + text + ", list " + text + ", since " +
      integer + ", until " + integer + ", complete " + integer + ", rows " +
      std::string(database.bytes_type()) + ", PRIMARY KEY (source, list));" +
      "CREATE TABLE IF NOT EXISTS row_change (thing " + integer + " PRIMARY KEY, number " +
      integer + ");" + "CREATE INDEX IF NOT EXISTS row_change_number ON row_change (number);");
}

// What the clock has told of things, so that nobody hears of it twice.
void told_table(Database& database, Session& session) {
  const std::string integer(database.integer_type());
  session.run_script("CREATE TABLE IF NOT EXISTS told (thing " + integer + ", kind " + integer +
                     ", moment " + integer + ", PRIMARY KEY (thing, kind));");
}

// By row of a pass: the change of it that a page has shown in this pass, and the one that is known
// from those before it.
void seen_changes(Database& database, Session& session) {
  const std::string integer(database.integer_type()), text(database.text_type());
  session.run_script("CREATE TABLE IF NOT EXISTS source_seen (source " + text + ", list " + text +
                     ", thing " + integer + ", known " + integer + ", shown " + integer +
                     ", PRIMARY KEY (source, list, thing))");
}

// The version from which on accounts have templates of contacts.
constexpr std::int64_t with_contacts = 5;
constexpr Step steps[] = {first_tables,  first_comments, project_references, users_become_rows,
                          sought_table,  file_use_table, sought_employees,   limits_and_answers,
                          source_tables, told_table,     seen_changes,       passes_become_blocks};
constexpr std::int64_t version_with_file_uses = 6, version_with_sought_employees = 7;

std::int64_t read_version(Session& session) {
  Statement& read = session.prepare("SELECT value FROM meta WHERE name = 'version'");
  const std::int64_t version = read.step() ? std::stoll(std::string(read.bytes(0))) : 0;
  read.reset();
  return version;
}

// Accounts of before contacts had operations: no contact is made without a template, and imports
// recognise rows by what follows from their fields.
void settle_contacts(Session& session) {
  WriteSession rows(session, {}, {});
  std::vector<schema::Record> contacts;
  rows.scan(schema::contact, [&](const schema::Record& row) { contacts.push_back(row); });
  for (const bool company : {false, true}) {
    schema::Record form(schema::contact);
    form.set_id(rows.next_id(schema::contact));
    form.set("name", std::string(company ? "Company" : "Contact"));
    form.set("isCompany", company);
    form.set("_template", true);
    contacts.push_back(std::move(form));
  }
  for (schema::Record& row : contacts) {
    domain::settle_contact(row);
    rows.save(row);
  }
  rows.write_sequences();
}

void save_employees(Session& session) {
  WriteSession rows(session, {}, {});
  std::vector<schema::Record> employees;
  rows.scan(schema::user, [&](const schema::Record& row) { employees.push_back(row); });
  for (const schema::Record& row : employees) rows.save(row);
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
  if (version > 0 && version < with_contacts) settle_contacts(session);
  first_indexes(session);
  if (version > 0 && version < version_with_file_uses) fill_file_uses(session);
  if (version > 0 && version < version_with_sought_employees) save_employees(session);
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
