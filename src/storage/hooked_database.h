// A database that tells a test of each statement before it is prepared, and of other steps of its
// sessions, so that the test decides what happens between two of them, or that one fails: what the
// hook throws comes out of the step. For tests alone.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "storage/database.h"

namespace planstead::storage {

/// Told the text of the statement, or the name of the step.
using StatementHook = std::function<void(std::string_view step)>;
inline constexpr std::string_view step_work_until = "work until", step_change_mark = "change mark",
                                  step_flush = "flush", step_rewrite = "rewrite";

class HookedSession : public Session {
 public:
  HookedSession(std::unique_ptr<Session> session, const StatementHook& hook)
      : session_(std::move(session)), hook_(hook) {}

  Statement& prepare(std::string_view sql) override {
    hook_(sql);
    return session_->prepare(sql);
  }
  std::string listed(int position) const override { return session_->listed(position); }
  void run_script(const std::string& sql) override { session_->run_script(sql); }
  void work_until(const base::Deadline& deadline) override {
    hook_(step_work_until);
    session_->work_until(deadline);
  }
  void begin_read() override { session_->begin_read(); }
  void end_read() override { session_->end_read(); }
  void begin_write() override { session_->begin_write(); }
  void commit() override { session_->commit(); }
  void rollback() override { session_->rollback(); }
  std::int64_t change_mark() override {
    const std::int64_t mark = session_->change_mark();
    hook_(step_change_mark);
    return mark;
  }
  void rewrite(const std::function<void()>& give_back) override {
    hook_(step_rewrite);
    session_->rewrite(give_back);
  }

 private:
  const std::unique_ptr<Session> session_;
  const StatementHook& hook_;
};

class HookedDatabase : public Database {
 public:
  /// The hook is called on the thread that prepares.
  HookedDatabase(std::unique_ptr<Database> database, StatementHook hook)
      : database_(std::move(database)), hook_(std::move(hook)) {}

  std::unique_ptr<Session> open_session() override {
    return std::make_unique<HookedSession>(database_->open_session(), hook_);
  }
  std::unique_ptr<Session> open_unflushed_session() override {
    return std::make_unique<HookedSession>(database_->open_unflushed_session(), hook_);
  }
  void flush() override {
    hook_(step_flush);
    database_->flush();
  }
  std::string_view integer_type() const override { return database_->integer_type(); }
  std::string_view text_type() const override { return database_->text_type(); }
  std::string_view bytes_type() const override { return database_->bytes_type(); }
  bool has_table(Session& session, std::string_view table) override {
    return database_->has_table(session, table);
  }
  bool has_column(Session& session, std::string_view table, std::string_view column) override {
    return database_->has_column(session, table, column);
  }

 private:
  const std::unique_ptr<Database> database_;
  const StatementHook hook_;
};

}  // namespace planstead::storage
