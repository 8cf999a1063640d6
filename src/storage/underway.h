// Updates that have been received and are not committed yet, by what they change: so that one of
// two that come at the same time may wait. Knows no request and no store.
#pragma once

#include <mutex>
#include <unordered_map>

#include "base/ref.h"

namespace planstead::storage {

/// From any thread.
class Underway {
 public:
  /// An update of the thing has come. Is another one of it on its way? The number 0 stands for all
  /// things of the kind: a mass operation, which waits for nobody.
  bool enter(base::Ref object) {
    if (object.kind == base::RefKind::none) return false;
    const std::lock_guard lock(mutex_);
    const bool is_busy = counts_.contains(object) || counts_.contains({object.kind, 0});
    ++counts_[object];
    return is_busy && object.id != 0;
  }
  /// It is committed, or refused.
  void leave(base::Ref object) {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(object);
    if (found != counts_.end() && --found->second == 0) counts_.erase(found);
  }

 private:
  std::mutex mutex_;
  std::unordered_map<base::Ref, int> counts_;
};

}  // namespace planstead::storage
