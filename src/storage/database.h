// What the store needs of a database: sessions that prepare, bind and step. An adapter (sqlite/)
// implements it, and is the only place that knows which database it is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/deadline.h"

namespace planstead::storage {

/// A prepared statement. Parameters are `$1`, `$2` …; positions count from 1, columns from 0.
/// Every failure throws StorageError.
class Statement {
 public:
  virtual ~Statement() = default;
  virtual Statement& bind(int position, std::int64_t number) = 0;
  virtual Statement& bind(int position, std::string_view text) = 0;
  virtual Statement& bind_bytes(int position, std::string_view bytes) = 0;
  virtual Statement& bind_null(int position) = 0;
  /// Without a copy: the text stays as it is until the statement has run.
  virtual Statement& bind_in_place(int position, std::string_view text) = 0;
  /// Every parameter becomes NULL.
  virtual Statement& clear() = 0;
  /// Numbers for what Session::listed answers.
  virtual Statement& bind_list(int position, std::span<const std::int64_t> numbers) = 0;
  /// Moves to the next row; false at the end, after which the statement is ready to be bound again.
  virtual bool step() = 0;
  /// Steps to the end, ignoring rows.
  virtual void run() = 0;
  /// Ends an unfinished walk, so that the statement can be bound again.
  virtual void reset() = 0;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  /// Text or bytes; valid until the next step.
  virtual std::string_view bytes(int column) const = 0;
};

/// One connection, used by one thread at a time. Statements are prepared once per text and kept.
class Session {
 public:
  virtual ~Session() = default;
  virtual Statement& prepare(std::string_view sql) = 0;
  /// What stands behind IN for the list of numbers that is bound at the position: one statement for
  /// lists of any length.
  virtual std::string listed(int position) const = 0;
  /// Several statements without parameters or rows.
  virtual void run_script(const std::string& sql) = 0;
  /// From now on statements end with base::TimeUp once the time is over. The deadline outlives that
  /// of the work. For sessions that read: what writes would lose its whole transaction.
  virtual void work_until(const base::Deadline& deadline) = 0;
  virtual void begin_read() = 0;
  virtual void end_read() = 0;     ///< gives the snapshot back; never throws
  virtual void begin_write() = 0;  ///< takes the write lock at once
  /// Others see what was written from now on. When the disk has it is the kind of session's to say.
  virtual void commit() = 0;
  virtual void rollback() = 0;  ///< of the whole transaction; never throws
  /// Changes whenever another connection, of this process or another, has committed.
  virtual std::int64_t change_mark() = 0;
  /// Brings everything that is committed to the disk by another way than Database::flush, which
  /// has failed. No transaction is open here. `give_back` is called when snapshots of other
  /// sessions are in the way: idle ones end at once, others when their reads do.
  virtual void rewrite(const std::function<void()>& give_back) = 0;
};

class Database {
 public:
  virtual ~Database() = default;
  /// Its commits are on the disk when they are done.
  virtual std::unique_ptr<Session> open_session() = 0;
  /// Its commits are on the disk after the next `flush`.
  virtual std::unique_ptr<Session> open_unflushed_session() = 0;
  /// What was committed before the call, by any session, is on the disk after it. From any thread.
  virtual void flush() = 0;
  /// Column types and differences of dialect.
  virtual std::string_view integer_type() const = 0;
  virtual std::string_view text_type() const = 0;
  virtual std::string_view bytes_type() const = 0;
  virtual bool has_table(Session& session, std::string_view table) = 0;
  virtual bool has_column(Session& session, std::string_view table, std::string_view column) = 0;
};

}  // namespace planstead::storage
