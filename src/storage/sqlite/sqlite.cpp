// Calls of the SQLite library. Every failure becomes a StorageError with its own words.
#include "storage/sqlite/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <list>
#include <system_error>
#include <unordered_map>

#include "storage/sqlite/steady_map.h"
#include "storage/store.h"

namespace planstead::storage {

namespace {

/// The library's own words, and the system's where it is the system that failed.
std::string reason_of(sqlite3* handle) {
  std::string reason = sqlite3_errmsg(handle);
  const int code = sqlite3_errcode(handle) & 0xFF, cause = sqlite3_system_errno(handle);
  if ((code == SQLITE_IOERR || code == SQLITE_CANTOPEN) && cause != 0)
    reason += " (" + std::generic_category().message(cause) + ")";
  return reason;
}

[[noreturn]] void fail(sqlite3* handle, std::string_view doing) {
  throw StorageError("database: " + std::string(doing) + ": " + reason_of(handle));
}

class SqliteStatement : public Statement {
 public:
  SqliteStatement(sqlite3* handle, std::string_view sql) : handle_(handle) {
    const int length = static_cast<int>(sql.size());
    if (sqlite3_prepare_v3(handle, sql.data(), length, SQLITE_PREPARE_PERSISTENT, &statement_,
                           nullptr) != SQLITE_OK)
      fail(handle, "prepare");
  }
  ~SqliteStatement() override { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  Statement& bind(int position, std::int64_t number) override {
    return checked(sqlite3_bind_int64(statement_, position, number));
  }
  Statement& bind(int position, std::string_view text) override {
    return bind_text(position, text, SQLITE_TRANSIENT);
  }
  Statement& bind_in_place(int position, std::string_view text) override {
    return bind_text(position, text, SQLITE_STATIC);
  }
  Statement& bind_bytes(int position, std::string_view bytes) override {
    return checked(sqlite3_bind_blob64(statement_, position,
                                       bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                                       SQLITE_TRANSIENT));
  }
  Statement& bind_null(int position) override {
    return checked(sqlite3_bind_null(statement_, position));
  }
  Statement& clear() override { return checked(sqlite3_clear_bindings(statement_)); }
  Statement& bind_list(int position, std::span<const std::int64_t> numbers) override {
    std::string list = "[";
    for (const std::int64_t number : numbers) {
      if (list.size() > 1) list += ',';
      list += std::to_string(number);
    }
    return bind(position, list += ']');
  }

  bool step() override {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) {
      sqlite3_reset(statement_);
      if (code == SQLITE_INTERRUPT) throw base::TimeUp();
      fail(handle_, "step");
    }
    sqlite3_reset(statement_);
    return false;
  }
  void run() override {
    while (step()) {
    }
  }
  void reset() override { sqlite3_reset(statement_); }

  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view bytes(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return {static_cast<const char*>(data), data == nullptr ? 0 : size};
  }

 private:
  Statement& bind_text(int position, std::string_view text, sqlite3_destructor_type keeping) {
    return checked(sqlite3_bind_text64(statement_, position,
                                       text.data() == nullptr ? "" : text.data(), text.size(),
                                       keeping, SQLITE_UTF8));
  }
  Statement& checked(int code) {
    if (code != SQLITE_OK) fail(handle_, "bind");
    return *this;
  }

  sqlite3* handle_;
  sqlite3_stmt* statement_ = nullptr;
};

/// When what is committed gets to the disk: when the system likes, before a checkpoint, at once.
enum class Sync { off, normal, full };

class SqliteSession : public Session {
 public:
  SqliteSession(const std::string& file, int flags, Sync sync, bool must_write = false) {
    if (sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, steady_map()) !=
        SQLITE_OK) {
      const std::string reason = handle_ == nullptr ? "out of memory" : reason_of(handle_);
      sqlite3_close_v2(handle_);
      throw StorageError("cannot open " + file + ": " + reason);
    }
    try {
      // Where it may not write, the library opens for reading, and says so when it is too late.
      if (must_write && sqlite3_db_readonly(handle_, "main") == 1)
        throw StorageError("cannot write to " + file + ": the disk or the file is read-only");
      prepare_connection(sync);
    } catch (...) {
      sqlite3_close_v2(handle_);
      throw;
    }
  }
  ~SqliteSession() override {
    statements_.clear();
    sqlite3_close_v2(handle_);
  }
  SqliteSession(const SqliteSession&) = delete;
  SqliteSession& operator=(const SqliteSession&) = delete;

  // Statement texts follow from the tables and from selections of fields: the least recently used
  // give way.
  Statement& prepare(std::string_view sql) override {
    if (auto found = by_text_.find(sql); found != by_text_.end()) {
      statements_.splice(statements_.begin(), statements_, found->second);
      return found->second->statement;
    }
    if (statements_.size() >= statements_max) {
      by_text_.erase(statements_.back().sql);
      statements_.pop_back();
    }
    statements_.emplace_front(handle_, sql);
    by_text_.emplace(statements_.front().sql, statements_.begin());
    return statements_.front().statement;
  }

  std::string listed(int position) const override {
    return "(SELECT value FROM json_each($" + std::to_string(position) + "))";
  }

  void run_script(const std::string& sql) override {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      fail(handle_, "script");
  }
  void work_until(const base::Deadline& deadline) override {
    constexpr int instructions = 20'000;  // some tenths of a millisecond
    deadline_ = &deadline;
    const auto is_over = [](void* session) -> int {
      return static_cast<SqliteSession*>(session)->deadline_->is_over() ? 1 : 0;
    };
    const bool endless = &deadline == &base::no_deadline;
    sqlite3_progress_handler(handle_, instructions, endless ? nullptr : +is_over, this);
  }
  void begin_read() override { prepare("BEGIN").run(); }
  void end_read() override {
    try {
      prepare("COMMIT").run();
    } catch (const StorageError&) {  // nothing was written, so nothing is lost by the other way out
      rollback();
    }
  }
  void begin_write() override { prepare("BEGIN IMMEDIATE").run(); }
  void commit() override { prepare("COMMIT").run(); }
  void rollback() override {
    if (sqlite3_get_autocommit(handle_) == 0)
      sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  std::int64_t change_mark() override {
    Statement& statement = prepare("PRAGMA data_version");
    statement.step();
    const std::int64_t mark = statement.integer(0);
    statement.reset();
    return mark;
  }
  /// A checkpoint copies the log, as the system still has it in memory, into the synchronised file;
  /// the log begins anew behind it, so that no hole in it can swallow what comes later. Reads that
  /// begin between the two steps need the log no more.
  void rewrite(const std::function<void()>& give_back) override {
    for (const char* mode : {"FULL", "RESTART"}) {
      give_back();
      Statement& checkpoint = prepare(std::string("PRAGMA wal_checkpoint(") + mode + ")");
      const bool is_busy = checkpoint.step() && checkpoint.integer(0) != 0;
      checkpoint.reset();
      if (is_busy) throw StorageError("database: the log is being read");
    }
  }
  /// The name of the log's file.
  std::string log_file() const {
    return sqlite3_filename_wal(sqlite3_db_filename(handle_, "main"));
  }

 private:
  void prepare_connection(Sync sync) {
    sqlite3_busy_timeout(handle_, 10'000);
    // The file is mapped, so a small page cache is enough for reading; 4,000 pages between
    // checkpoints keep the log near 16 MB.
    run_script(
        "PRAGMA journal_mode=WAL; PRAGMA mmap_size=17179869184; PRAGMA cache_size=-2048;"
        "PRAGMA wal_autocheckpoint=4000; PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY;");
    constexpr const char* modes[] = {"OFF", "NORMAL", "FULL"};
    run_script(std::string("PRAGMA synchronous=") + modes[static_cast<int>(sync)]);
  }

  static constexpr std::size_t statements_max = 96;
  struct Kept {
    Kept(sqlite3* handle, std::string_view text) : sql(text), statement(handle, text) {}
    std::string sql;
    SqliteStatement statement;
  };

  sqlite3* handle_ = nullptr;
  const base::Deadline* deadline_ = &base::no_deadline;
  std::list<Kept> statements_;
  std::unordered_map<std::string_view, std::list<Kept>::iterator> by_text_;
};

/// The log of the database as a file. Closing it gives up no lock of the library, which holds its
/// locks on other files.
class LogFile {
 public:
  ~LogFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  LogFile() = default;
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  /// The file is there as long as a session is open.
  void open(const std::string& file) {
    if (descriptor_ < 0) descriptor_ = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor_ < 0) fail("open");
  }
  void flush() {
    if (::fdatasync(descriptor_) != 0) fail("flush");
  }

 private:
  [[noreturn]] static void fail(const char* doing) {
    throw StorageError(std::string("database: ") + doing +
                       " the log: " + std::generic_category().message(errno));
  }
  int descriptor_ = -1;
};

class SqliteDatabase : public Database {
 public:
  SqliteDatabase(std::string file, bool durable) : file_(std::move(file)), durable_(durable) {}

  std::unique_ptr<Session> open_session() override { return open(Sync::full); }
  std::unique_ptr<Session> open_unflushed_session() override {
    auto session = open(Sync::normal);
    log_.open(session->log_file());
    return session;
  }
  void flush() override {
    if (durable_) log_.flush();
  }
  std::string_view integer_type() const override { return "INTEGER"; }
  std::string_view text_type() const override { return "TEXT"; }
  std::string_view bytes_type() const override { return "BLOB"; }

  bool has_table(Session& session, std::string_view table) override {
    Statement& found =
        session.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1");
    const bool yes = found.bind(1, table).step();
    found.reset();
    return yes;
  }
  bool has_column(Session& session, std::string_view table, std::string_view column) override {
    Statement& found = session.prepare("SELECT 1 FROM pragma_table_info($1) WHERE name = $2");
    const bool yes = found.bind(1, table).bind(2, column).step();
    found.reset();
    return yes;
  }

 private:
  std::unique_ptr<SqliteSession> open(Sync sync) {
    return std::make_unique<SqliteSession>(file_, SQLITE_OPEN_READWRITE,
                                           durable_ ? sync : Sync::off);
  }

  std::string file_;
  bool durable_;
  LogFile log_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& file, bool create, bool durable) {
  // Statistics of memory, which nobody reads, cost a process-wide lock at every allocation. The
  // call counts only before the library's first use.
  [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  SqliteSession first(file, SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0),
                      durable ? Sync::full : Sync::off, true);
  return std::make_unique<SqliteDatabase>(file, durable);
}

}  // namespace planstead::storage
