// A lease that is over is as good as none; it goes when somebody looks for it.
#include "domain/leases.h"

#include <algorithm>

namespace planstead::domain {

std::optional<Lease> Leases::take(Lease wanted, base::Seconds now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(leases_, [&](const auto& entry) { return entry.second.until <= now; });
  const auto [found, is_new] = leases_.try_emplace(wanted.object);
  Lease& lease = found->second;
  if (!is_new && lease.owner != wanted.owner) return std::nullopt;
  last_id_ = is_new ? std::max(last_id_ + 1, wanted.id) : last_id_;
  wanted.id = is_new ? last_id_ : lease.id;
  return lease = std::move(wanted);
}

bool Leases::release(std::int64_t id, base::Seconds now) {
  base::Ref object;
  {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::ranges::find_if(leases_, [&](const auto& entry) { return entry.second.id == id; });
    if (found == leases_.end() || found->second.until <= now) return false;
    object = found->first;
    leases_.erase(found);
  }
  freed_(object, now);
  return true;
}

bool Leases::held(base::Ref object, base::Seconds now) const {
  const std::lock_guard lock(mutex_);
  if (leases_.empty()) return false;
  const auto found = leases_.find(object);
  return found != leases_.end() && found->second.until > now;
}

bool Leases::holds(std::int64_t id, base::Ref object, base::Seconds now) const {
  const std::lock_guard lock(mutex_);
  const auto found = leases_.find(object);
  return found != leases_.end() && found->second.until > now && found->second.id == id;
}

}  // namespace planstead::domain
