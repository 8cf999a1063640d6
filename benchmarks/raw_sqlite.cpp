// The baselines of the benchmark: the same rows by raw SQLite, prepared statements, nothing
// printed.
//   raw_sqlite layout ACCOUNT SIDE         builds SIDE: the account's tasks as plain relational
//   tables raw_sqlite fetch SIDE IDS ROUNDS       median µs to fetch one line of ids: tasks,
//   people, custom values raw_sqlite rows ACCOUNT IDS ROUNDS     the same from the account's own
//   one-row layout raw_sqlite commit ACCOUNT FILE GROUP SECONDS   durable commits per second of the
//   account's rows, GROUP a commit; raw_sqlite comments ACCOUNT IDS ROUNDS fetches comments
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "storage/codec.h"

namespace {

using Clock = std::chrono::steady_clock;
using planstead::schema::RefList;

class Database {
 public:
  Database(const std::string& file, const char* synchronous) {
    if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK)
      throw std::runtime_error("cannot open " + file);
    run("PRAGMA journal_mode=WAL; PRAGMA mmap_size=17179869184; PRAGMA cache_size=-2048;"
        "PRAGMA wal_autocheckpoint=4000; PRAGMA synchronous=" +
        std::string(synchronous));
  }
  ~Database() { sqlite3_close_v2(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  void run(const std::string& sql) {
    char* error = nullptr;
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &error) != SQLITE_OK)
      throw std::runtime_error(error == nullptr ? sql : error);
  }
  sqlite3_stmt* prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(handle_));
    return statement;
  }

 private:
  sqlite3* handle_ = nullptr;
};

constexpr const char* task_columns =
    "id, name, description, priority, status, process, result_checking, assigner, parent, object, "
    "template, project, "
    "counterparty, created, start, finish, delayed_till, completed, updated, commented, duration, "
    "duration_unit, "
    "duration_type, is_summary, is_sequential, deleted, kind";

std::string_view bytes_of(sqlite3_stmt* row, int column) {
  return {static_cast<const char*>(sqlite3_column_blob(row, column)),
          static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

void insert_people(sqlite3_stmt* insert, std::int64_t task, int role, std::string_view bytes) {
  if (bytes.empty()) return;
  const auto value = planstead::storage::decode(bytes);
  for (const auto& ref : std::get<RefList>(value)) {
    sqlite3_bind_int64(insert, 1, task);
    sqlite3_bind_int(insert, 2, role);
    sqlite3_bind_int64(insert, 3, ref.packed());
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
}

void insert_values(sqlite3_stmt* insert, std::int64_t task, std::string_view bytes) {
  for (const auto& custom : planstead::storage::decode_custom(bytes)) {
    std::string value;
    planstead::storage::encode(value, custom.value);
    sqlite3_bind_int64(insert, 1, task);
    sqlite3_bind_int64(insert, 2, custom.field);
    sqlite3_bind_blob(insert, 3, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
}

void build_layout(const std::string& account, const std::string& side) {
  Database database(side, "OFF");
  database.run("ATTACH '" + account + "' AS account; CREATE TABLE task AS SELECT " + task_columns +
               " FROM account.task WHERE 0; DROP TABLE task;");
  database.run(
      "CREATE TABLE task (id INTEGER PRIMARY KEY, name, description, priority, status, process, "
      "result_checking, assigner, parent, object, template, project, counterparty, created, start, "
      "finish, "
      "delayed_till, completed, updated, commented, duration, duration_unit, duration_type, "
      "is_summary, "
      "is_sequential, deleted, kind);"
      "CREATE TABLE task_person (task, role, person, PRIMARY KEY (task, role, person)) WITHOUT "
      "ROWID;"
      "CREATE TABLE task_value (task, field, value, PRIMARY KEY (task, field)) WITHOUT ROWID;"
      "BEGIN; INSERT INTO task SELECT " +
      std::string(task_columns) + " FROM account.task;");
  sqlite3_stmt* person = database.prepare("INSERT OR IGNORE INTO task_person VALUES (?, ?, ?)");
  sqlite3_stmt* value = database.prepare("INSERT INTO task_value VALUES (?, ?, ?)");
  sqlite3_stmt* row =
      database.prepare("SELECT id, assignees, participants, auditors, custom FROM account.task");
  while (sqlite3_step(row) == SQLITE_ROW) {
    const std::int64_t id = sqlite3_column_int64(row, 0);
    for (int role = 1; role <= 3; ++role) insert_people(person, id, role, bytes_of(row, role));
    insert_values(value, id, bytes_of(row, 4));
  }
  for (sqlite3_stmt* statement : {person, value, row}) sqlite3_finalize(statement);
  database.run("COMMIT");
}

std::vector<std::vector<std::int64_t>> read_ids(const char* file) {
  std::vector<std::vector<std::int64_t>> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    auto& ids = lines.emplace_back();
    for (std::int64_t id = 0; words >> id;) ids.push_back(id);
  }
  return lines;
}

// Steps a statement for one id and touches every column, as any program that uses the rows must.
std::int64_t touch(sqlite3_stmt* statement, std::int64_t id) {
  std::int64_t sum = 0;
  sqlite3_bind_int64(statement, 1, id);
  while (sqlite3_step(statement) == SQLITE_ROW)
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
        sum += sqlite3_column_int64(statement, column);
      } else {
        sum += static_cast<std::int64_t>(bytes_of(statement, column).size());
      }
    }
  sqlite3_reset(statement);
  return sum;
}

// Median µs per line of ids, over every line once a round, in one read transaction a line.
double fetch(Database& database, const std::vector<std::string>& queries, const char* ids_file,
             int rounds) {
  std::vector<sqlite3_stmt*> statements;
  for (const std::string& query : queries) statements.push_back(database.prepare(query));
  const auto lines = read_ids(ids_file);
  std::vector<double> times;
  volatile std::int64_t sum = 0;
  for (int round = 0; round < rounds; ++round)
    for (const auto& ids : lines) {
      const auto begin = Clock::now();
      database.run("BEGIN");
      for (std::int64_t id : ids)
        for (sqlite3_stmt* statement : statements) sum = sum + touch(statement, id);
      database.run("COMMIT");
      times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }
  for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

// Rows with people and custom values as the account stores them, and the account's own secondary
// indexes.
double commits(const std::string& account, const std::string& file, int group, double seconds) {
  Database database(file, "FULL");
  database.run("ATTACH '" + account + "' AS account");
  sqlite3_stmt* schema = database.prepare(
      "SELECT sql FROM account.sqlite_master WHERE tbl_name = 'task' AND sql NOT NULL");
  std::vector<std::string> scripts;
  while (sqlite3_step(schema) == SQLITE_ROW) scripts.emplace_back(bytes_of(schema, 0));
  sqlite3_finalize(schema);
  for (const std::string& script : scripts) database.run(script);
  database.run("CREATE TEMP TABLE sample AS SELECT * FROM account.task WHERE kind = 0 LIMIT 2000");
  sqlite3_stmt* row = database.prepare("SELECT * FROM sample");
  const int columns = sqlite3_column_count(row);
  std::string insert = "INSERT INTO main.task VALUES (?";
  for (int i = 1; i < columns; ++i) insert += ", ?";
  sqlite3_stmt* write = database.prepare(insert + ")");
  std::int64_t id = 1;
  const auto begin = Clock::now();
  while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds) {
    database.run("BEGIN IMMEDIATE");
    for (int i = 0; i < group; ++i, ++id) {
      if (sqlite3_step(row) != SQLITE_ROW) sqlite3_reset(row), sqlite3_step(row);
      sqlite3_bind_int64(write, 1, id);
      for (int column = 1; column < columns; ++column)
        sqlite3_bind_value(write, column + 1, sqlite3_column_value(row, column));
      if (sqlite3_step(write) != SQLITE_DONE) throw std::runtime_error("cannot insert");
      sqlite3_reset(write);
    }
    database.run("COMMIT");
  }
  const double took = std::chrono::duration<double>(Clock::now() - begin).count();
  sqlite3_finalize(row);
  sqlite3_finalize(write);
  return static_cast<double>(id - 1) / took;
}

const std::vector<std::string> relational = {
    std::string("SELECT ") + task_columns + " FROM task WHERE id = ?",
    "SELECT role, person FROM task_person WHERE task = ?",
    "SELECT field, value FROM task_value WHERE task = ?"};
const std::vector<std::string> one_row = {
    std::string("SELECT ") + task_columns +
    ", assignees, participants, auditors, custom FROM task WHERE id = ?"};

const std::vector<std::string> comments = {
    "SELECT id, created, type, channel, description, task, contact, owner, deleted, pinned, "
    "hidden, "
    "recipients, files FROM comment WHERE id = ?"};

const std::vector<std::string>* queries_of(const std::string& mode) {
  if (mode == "fetch") return &relational;
  if (mode == "rows") return &one_row;
  return mode == "comments" ? &comments : nullptr;
}

int run(const std::vector<std::string>& words) {
  const std::string mode = words.empty() ? "" : words[0];
  if (mode == "layout" && words.size() == 3) {
    build_layout(words[1], words[2]);
  } else if (const auto* queries = queries_of(mode); queries != nullptr && words.size() == 4) {
    Database database(words[1], "FULL");
    std::printf("%.1f\n", fetch(database, *queries, words[2].c_str(), std::atoi(words[3].c_str())));
  } else if (mode == "commit" && words.size() == 5) {
    std::printf("%.0f\n", commits(words[1], words[2], std::atoi(words[3].c_str()),
                                  std::atof(words[4].c_str())));
  } else {
    std::fprintf(
        stderr,
        "usage: raw_sqlite layout|fetch|rows|comments|commit … (see the head of raw_sqlite.cpp)\n");
    return 2;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "raw_sqlite: %s\n", error.what());
    return 1;
  }
}
