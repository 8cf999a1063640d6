// The store as it runs: one database, its writer, its readers, what it keeps in memory.
#pragma once

#include <atomic>
#include <mutex>
#include <span>
#include <unordered_map>

#include "storage/live_index.h"
#include "storage/names.h"
#include "storage/reader.h"
#include "storage/session_pool.h"
#include "storage/underway.h"
#include "storage/writer.h"

namespace planstead::storage {

class LiveStore : public Store {
 public:
  LiveStore(std::unique_ptr<Database> database, CatalogBuilder builder);
  ~LiveStore() override;

  catalog::CatalogPtr catalog() const override;
  std::shared_ptr<const auth::TokenBook> tokens() const override;
  base::Result<plan::Outcome> read(const request::Call& call, const request::Viewer& viewer,
                                   base::Seconds now) override;
  bool index_ready() const override { return index_.ready(); }
  void write(request::Call call, request::Viewer viewer, base::Seconds now, Sender sender,
             std::function<void(base::Result<plan::Outcome>)> done) override;
  base::Result<std::optional<plan::Answered>> answered(const Sender& sender,
                                                       base::Seconds now) override;
  domain::Leases& leases() override { return leases_; }
  QueueFigures queue_figures() override;
  void transact(const std::function<void(Transaction&)>& work) override;
  void stop_waiting() override;
  void refresh() override;
  int tick(base::Seconds now) override;
  void write_letters() override { mails_ = true; }
  void keep(const Retention& retention) override { retention_ = retention; }
  std::optional<Letter> next_letter(base::Seconds now) override;
  void settle_letter(const Letter& letter, const std::string& error, base::Seconds now) override;
  void wait_ready() override { index_.wait(); }
  std::size_t index_memory() const override { return index_.memory(); }
  void on_unnamed_content(std::function<void(const std::string&)> remove) override {
    remove_content_ = std::move(remove);
  }
  void on_settled_change(SettledHook settled) override { settled_ = std::move(settled); }
  WriterFigures writer_figures() const override { return writer_->figures(); }

 private:
  /// How often each part was changed, as the database says; other processes raise it too.
  struct Versions {
    std::int64_t structure = 0, tokens = 0, rows = 0;
    bool operator==(const Versions&) const = default;
    bool is_known() const { return structure >= 0 && tokens >= 0 && rows >= 0; }
  };
  static Versions read_versions(Session& session);
  void raise_versions(WriteSession& rows, bool alone);
  void after_commit(Changes changes);
  void take_over(Changes changes);
  void remove_contents(const std::vector<std::string>& hashes);
  void load_structure(Session& session);
  void load_tokens(Session& session);
  void load_auditors(Session& session);
  bool taken(const schema::Entity& entity, std::int64_t field, const schema::Value& value,
             std::int64_t except_id);
  std::shared_ptr<const ProjectAuditors> auditors() const;
  int forget_letters(base::Seconds now);
  // deadlines.cpp
  void begin_looking(base::Seconds now);
  void keep_look(base::Seconds now);
  int tell_of_deadlines(base::Seconds now);
  int forget_memory(base::Seconds now);  // retention.cpp
  int forget(const schema::Entity& entity, std::string_view oldest, std::int64_t days,
             base::Seconds now);
  std::vector<std::int64_t> due_reminders(base::Seconds now);
  void change_letter(std::int64_t id, const std::function<void(schema::Record&)>& change);
  base::Result<plan::Outcome> read_changed(const request::Call& call, const request::Viewer& viewer,
                                           base::Seconds now);
  void transact_session(const std::function<void(WriteSession&)>& work);
  void share_commit(const std::function<void(WriteSession&)>& work);
  void write_and_wait(const std::function<void(WriteSession&)>& work, bool alone);
  int remove_stale_uploads(base::Seconds now);
  // live_changes.cpp
  struct Asked;
  base::Status answer_once(Asked& asked, WriteSession& rows);
  base::Status carry_out_or_queue(Asked& asked, WriteSession& rows);
  base::Status queue(Asked& asked, WriteSession& rows);
  base::Status carry_out(const request::Call& call, const request::Viewer& viewer,
                         base::Seconds now, WriteSession& rows, plan::Outcome& outcome,
                         Asked* asked = nullptr);
  bool is_busy(Asked& asked, base::Ref object, WriteSession& rows) const;
  static bool is_late(const Asked& asked);
  bool holds(Asked& asked, base::Ref object) const;
  void forget_old(base::Seconds now);
  // live_queue.cpp
  using Attempt = std::function<base::Status(std::span<const std::string> without)>;
  base::Status carry_out_waiting(const schema::Record& change, WriteSession& rows,
                                 base::Seconds now, plan::Outcome& outcome);
  base::Status carry_out_the_possible(const Attempt& attempt, WriteSession& rows,
                                      plan::Outcome& outcome);
  std::optional<SettledChange> carry_out_first(base::Ref object, WriteSession& rows,
                                               base::Seconds now);
  void drain(base::Ref object, base::Seconds now);
  void drain_some(base::Ref object, base::Seconds now, int count);
  bool is_asked_again(base::Ref object);
  int drain_all(base::Seconds now);
  int run_clock(const std::function<int(domain::Context&, WriteSession&)>& work, base::Seconds now);
  int run_due(const std::function<int(domain::Context&)>& work, base::Seconds now);

  std::unique_ptr<Database> database_;
  CatalogBuilder builder_;
  SessionPool pool_;
  mutable LiveIndex index_;
  Names names_;
  std::unique_ptr<Session> watcher_;  ///< notices commits of other processes
  std::mutex watch_mutex_;            ///< around the watcher, its mark and the next reminder
  std::int64_t seen_mark_ = 0;
  std::atomic<bool> mails_ = false;  ///< letters are written
  std::atomic<std::int64_t> dropped_letters_ = 0;
  std::optional<base::Seconds> next_reminder_;  ///< absent: nothing is known of them
  // Of the clock job alone.
  base::Seconds ticked_minute_ = -1, looked_minute_ = -1;
  std::optional<base::Seconds> looked_;  ///< until when deadlines have been told of
  base::Seconds looked_stored_ = 0;      ///< as it stands in the account; 0: it does not
  Retention retention_;
  Underway underway_;
  std::mutex arrival_mutex_;  ///< updates come to the writer in the order of `underway_`
  std::mutex draining_mutex_;
  std::unordered_map<base::Ref, bool> draining_;  ///< walks; is another one asked for?
  SettledHook settled_;
  domain::Leases leases_{[this](base::Ref object, base::Seconds now) { drain(object, now); }};
  std::function<void(const std::string&)> remove_content_;
  std::mutex loading_mutex_;  ///< around reading and publishing, and the snapshot before them
  Versions raised_;           ///< of the open transaction; of the writer alone
  mutable std::mutex published_mutex_;
  Versions versions_;
  catalog::CatalogPtr catalog_;
  std::shared_ptr<const auth::TokenBook> tokens_;
  std::shared_ptr<const ProjectAuditors> auditors_;
  std::unique_ptr<Writer> writer_;  ///< last: it uses all of the above
};

}  // namespace planstead::storage
