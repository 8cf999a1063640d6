// Names of things that answers refer to, kept in memory between requests and forgotten when they
// change.
#pragma once

#include <cstdint>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/ref.h"
#include "plan/outcome.h"
#include "storage/database.h"

namespace planstead::storage {

class Names {
 public:
  /// Adds to `book` the names of contacts, projects, tasks, directory entries and files among
  /// `refs`; other kinds are the catalogue's. `generation` was read before the session's snapshot
  /// began.
  void fill(std::span<const base::Ref> refs, Session& session, std::uint64_t generation,
            plan::NameBook& book);
  std::uint64_t generation() const;
  /// After a commit: these may be called otherwise now.
  void forget(std::span<const base::Ref> refs);
  void forget_all();

 private:
  mutable std::shared_mutex mutex_;
  std::uint64_t generation_ = 0;
  std::unordered_map<base::Ref, plan::NameBook::Entry> known_;
};

}  // namespace planstead::storage
