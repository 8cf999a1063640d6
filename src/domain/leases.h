// Leases: who holds a task or a contact for a while, so that changes of others wait. In memory,
// with an end: whoever dies lets go. Knows no request, no store, and takes the time from its
// caller.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/ref.h"
#include "base/time.h"

namespace planstead::domain {

struct Lease {
  std::int64_t id = 0;
  base::Ref object;
  std::string owner;
  base::Seconds until = 0;  ///< it is over from this second on
};

/// From any thread. A thing has one lease at most.
class Leases {
 public:
  /// Told that a thing was let go, so that what waits for it may go on.
  using Freed = std::function<void(base::Ref object, base::Seconds now)>;

  explicit Leases(Freed freed) : freed_(std::move(freed)) {}

  /// Takes the thing, or prolongs the owner's lease on it, which keeps its number. A number that
  /// has been given becomes the next free one. nullopt: another owner holds the thing.
  std::optional<Lease> take(Lease wanted, base::Seconds now);
  /// The same, but that a lease which is there already stays as long as it was, until `put` is told
  /// what this answers.
  struct Reserved {
    Lease lease;
    bool is_new = false;  ///< nobody held the thing before
  };
  std::optional<Reserved> reserve(Lease wanted, base::Seconds now);
  void put(const Lease& lease);
  /// false: there is no such lease any more.
  bool release(std::int64_t id, base::Seconds now);
  bool is_there(std::int64_t id, base::Seconds now) const;
  bool held(base::Ref object, base::Seconds now) const;
  /// Is it this lease that holds the thing?
  bool holds(std::int64_t id, base::Ref object, base::Seconds now) const;

 private:
  const Freed freed_;
  mutable std::mutex mutex_;
  std::int64_t last_id_ = 0;
  std::unordered_map<base::Ref, Lease> leases_;
};

/// What one request does to leases. It may still fail as a whole, with the commit of its
/// transaction: so others meet at once what it takes, and not before its end what it prolongs and
/// lets go.
class LeaseRequest {
 public:
  explicit LeaseRequest(Leases& leases) : leases_(leases) {}

  std::optional<Lease> take(Lease wanted, base::Seconds now);
  bool release(std::int64_t id, base::Seconds now);
  /// The end: of a request that failed, what it took is given back at once.
  void settle(bool succeeded, base::Seconds now);

 private:
  Leases& leases_;
  std::optional<Leases::Reserved> taken_;
  std::int64_t released_ = 0;
};

}  // namespace planstead::domain
