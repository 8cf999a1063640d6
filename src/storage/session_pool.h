// A pool of reading sessions, one per concurrent reader, so that any thread may read.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "base/deadline.h"
#include "storage/database.h"

namespace planstead::storage {

class SessionPool {
 public:
  explicit SessionPool(Database& database) : database_(database) {}

 private:
  /// Beginning and ending a snapshot costs as much as reading a row: a session keeps its own until
  /// something has been committed.
  struct Kept {
    std::unique_ptr<Session> session;
    std::uint64_t snapshot = 0;  ///< the generation that it shows; 0: it holds none
    void end();
  };

 public:
  /// A session with a snapshot of the last commit, given back when the lease goes. One whose reader
  /// failed is given up: its statements may be half-way.
  class Lease {
   public:
    Lease(SessionPool& pool, const base::Deadline& deadline);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Session& operator*() const { return *session_.session; }
    Session* operator->() const { return session_.session.get(); }

   private:
    SessionPool& pool_;
    Kept session_;
    const int failures_;  ///< that were under way when it began
  };
  /// Statements end with base::TimeUp once the time is over.
  Lease lease(const base::Deadline& deadline = base::no_deadline) { return {*this, deadline}; }

  /// To be called before a commit: idle sessions end their snapshots, which would keep the
  /// database's log from being cut.
  void let_go();
  /// To be called after a commit, of this process or another, before it is answered: leases from
  /// now on see it.
  void renew();

 private:
  Kept take();
  void give_back(Kept session);

  Database& database_;
  std::mutex mutex_;
  std::vector<Kept> idle_;
  std::atomic<std::uint64_t> generation_ = 1;  ///< counts commits
};

}  // namespace planstead::storage
