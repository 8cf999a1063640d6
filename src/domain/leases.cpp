// A lease that is over is as good as none; it goes when somebody looks for it.
#include "domain/leases.h"

#include <algorithm>

namespace planstead::domain {

std::optional<Lease> Leases::take(Lease wanted, base::Seconds now) {
  const auto reserved = reserve(std::move(wanted), now);
  if (!reserved) return std::nullopt;
  put(reserved->lease);
  return reserved->lease;
}

std::optional<Leases::Reserved> Leases::reserve(Lease wanted, base::Seconds now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(leases_, [&](const auto& entry) { return entry.second.until <= now; });
  const auto [found, is_new] = leases_.try_emplace(wanted.object);
  Lease& lease = found->second;
  if (!is_new && lease.owner != wanted.owner) return std::nullopt;
  last_id_ = is_new ? std::max(last_id_ + 1, wanted.id) : last_id_;
  wanted.id = is_new ? last_id_ : lease.id;
  if (is_new) lease = wanted;
  return Reserved{std::move(wanted), is_new};
}

/// It may be gone meanwhile: the request that took it first has failed.
void Leases::put(const Lease& lease) {
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = leases_.try_emplace(lease.object, lease);
  if (!is_new && found->second.id == lease.id) found->second = lease;
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

bool Leases::is_there(std::int64_t id, base::Seconds now) const {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(leases_, [&](const auto& entry) {
    return entry.second.id == id && entry.second.until > now;
  });
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

std::optional<Lease> LeaseRequest::take(Lease wanted, base::Seconds now) {
  taken_ = leases_.reserve(std::move(wanted), now);
  return taken_ ? std::optional(taken_->lease) : std::nullopt;
}

bool LeaseRequest::release(std::int64_t id, base::Seconds now) {
  if (!leases_.is_there(id, now)) return false;
  released_ = id;
  return true;
}

void LeaseRequest::settle(bool succeeded, base::Seconds now) {
  if (taken_ && succeeded) leases_.put(taken_->lease);
  if (taken_ && !succeeded && taken_->is_new) leases_.release(taken_->lease.id, now);
  if (succeeded && released_ != 0) leases_.release(released_, now);
}

}  // namespace planstead::domain
