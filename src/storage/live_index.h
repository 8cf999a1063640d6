// The index in memory and its life: built from the rows in the background, fed by the writer, built
// anew after bulk changes.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "search/index_set.h"
#include "storage/session_pool.h"
#include "storage/write_session.h"

namespace planstead::storage {

class LiveIndex {
 public:
  explicit LiveIndex(SessionPool& pool) : pool_(pool) {}
  ~LiveIndex();

  /// Starts building if nothing is there or all is stale; never waits.
  bool ready();
  /// Waits until complete.
  std::shared_ptr<const search::IndexSet> wait();
  /// After a commit, on the writer's thread.
  void take(const Changes& changes);
  /// Whoever waits is told that there will be no index: StorageError.
  void stop();
  /// Rows changed by others, or too many: the next question builds anew.
  void mark_stale();
  std::size_t memory() const;

 private:
  enum class State { stale, building, ready };
  void start_locked();
  void build();
  void fill(Session& session, search::Index& index, const schema::Entity& entity);

  SessionPool& pool_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::stale;
  bool stale_again_ = false;  ///< marked while building
  bool stopping_ = false;
  std::string failure_;  ///< why the last build ended without an index
  std::shared_ptr<search::IndexSet> current_;
  std::vector<ChangedRow> pending_;  ///< committed while building
  std::thread builder_;
};

}  // namespace planstead::storage
