// The one writer: takes everything that waits into one transaction, commits once, answers all.
// Durability then costs one synchronisation for many requests.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "base/result.h"
#include "storage/write_session.h"

namespace planstead::storage {

class Writer {
 public:
  struct Job {
    /// The work; what it refuses is undone without touching its neighbours in the same commit.
    std::function<base::Status(WriteSession&)> run;
    /// Called once, after the commit, the refusal or the failure.
    std::function<void(base::Status, std::exception_ptr)> done;
    bool alone = false;  ///< a transaction of its own; exceptions go to `done`
    /// By when a job that shares its commit has run; past it, the job is undone and refused.
    const base::Deadline* deadline = &base::no_deadline;
  };
  /// What the store does around a commit, on the writer's thread.
  struct Hooks {
    std::function<void(WriteSession&, bool alone)> before_commit;
    std::function<void(Changes)> after_commit;
  };

  Writer(std::unique_ptr<Session> session, TakenQuery taken, CommittedQuery committed, Hooks hooks);
  ~Writer();  ///< finishes what is queued
  void add(Job job);
  WriterFigures figures() const;

 private:
  void loop();
  std::deque<Job> take_group();
  void run_group(std::deque<Job>& group);
  void run_jobs(std::deque<Job>& group, std::deque<Job>& ran, std::vector<base::Status>& results);
  base::Status run_shared(Job& job);

  std::unique_ptr<Session> session_;
  WriteSession rows_;
  Hooks hooks_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  std::size_t taken_ = 0;  ///< of the group that is being carried out
  bool stopping_ = false;
  std::uint64_t commits_ = 0, writes_ = 0;
  std::thread thread_;
};

}  // namespace planstead::storage
