// The one writer: takes everything that waits into one transaction and commits once. Where more
// waits, the flusher brings it to the disk and answers, while the writer carries out the next
// changes.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "base/result.h"
#include "storage/flusher.h"
#include "storage/write_session.h"

namespace planstead::storage {

class Writer {
 public:
  struct Job {
    /// The work; what it refuses is undone without touching its neighbours in the same commit.
    std::function<base::Status(WriteSession&)> run;
    /// Called once, when the commit is durable, or when what was refused or failed is undone; never
    /// beside another one.
    Teller done;
    bool alone = false;  ///< a transaction of its own; exceptions go to `done`
    /// By when a job that shares its commit has run; past it, the job is undone and refused.
    const base::Deadline* deadline = &base::no_deadline;
  };
  /// What the store does around a commit: on the writer's thread, but for the last.
  struct Hooks {
    std::function<void(WriteSession&, bool alone)> before_commit;
    std::function<void(Changes)> after_commit;
    std::function<void()> give_snapshots_back;  ///< of idle sessions; of others when they are idle
    std::function<void(const std::vector<std::string>&)> remove_contents;  ///< when it is durable
  };

  Writer(Database& database, TakenQuery taken, CommittedQuery committed, Hooks hooks);
  ~Writer();  ///< finishes what is queued
  void add(Job job);
  WriterFigures figures() const;
  /// Has the disk all that could be read when this was called? Waits for it, not for jobs. From any
  /// thread but the writer's.
  bool wait_until_safe() { return flusher_.wait_until_safe(); }
  /// Is there something that was committed and that the disk could not keep? The next job mends it,
  /// or fails.
  bool has_failed() const { return flusher_.has_failed(); }

 private:
  void loop();
  void go_on();
  bool is_worth_a_commit() const;
  bool note_commit(std::size_t writes);
  std::deque<Job> take_group();
  void run_group(std::deque<Job>& group);
  void begin();
  void run_jobs(std::deque<Job>& group, std::deque<Job>& ran, std::vector<base::Status>& results);
  base::Status run_shared(Job& job);
  void fail(std::deque<Job>& ran, const std::exception_ptr& failure);

  std::unique_ptr<Session> session_;
  WriteSession rows_;
  Hooks hooks_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  std::size_t taken_ = 0;  ///< of the group that is being carried out
  bool stopping_ = false;
  std::uint64_t commits_ = 0, writes_ = 0;
  Flusher flusher_;
  std::thread thread_;
};

}  // namespace planstead::storage
