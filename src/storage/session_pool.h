// A pool of reading sessions, one per concurrent reader, so that any thread may read.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "base/deadline.h"
#include "storage/database.h"

namespace planstead::storage {

class SessionPool {
 public:
  explicit SessionPool(Database& database) : database_(database) {}

  /// A session with a snapshot, given back (and the snapshot ended) when the lease goes. One whose
  /// reader failed is given up: its statements may be half-way.
  class Lease {
   public:
    Lease(SessionPool& pool, std::unique_ptr<Session> session, const base::Deadline& deadline);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Session& operator*() const { return *session_; }
    Session* operator->() const { return session_.get(); }

   private:
    SessionPool& pool_;
    std::unique_ptr<Session> session_;
    const int failures_;  ///< that were under way when it began
  };
  /// Statements end with base::TimeUp once the time is over.
  Lease lease(const base::Deadline& deadline = base::no_deadline);

 private:
  std::unique_ptr<Session> take();

  Database& database_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Session>> idle_;
};

}  // namespace planstead::storage
