// How many requests an account and each of its tokens may make: in a second, in a day, at a time.
// Counts and decides; knows no HTTP and takes the time from its caller.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"

namespace planstead::auth {

/// Requests in a second and in a day of UTC; 0: as many as come.
struct Quota {
  std::int64_t per_second = 0, per_day = 0;
};

/// The limit that leaves the fewest requests; of equal ones the one that lasts longer.
struct Allowance {
  std::int64_t limit = 0;      ///< 0: there is none
  std::int64_t remaining = 0;  ///< how many more requests are let in before `reset`
  std::int64_t reset = 0;      ///< seconds until it begins anew
};

/// Whether a request is let in.
struct Entry {
  enum class Verdict : std::uint8_t { admitted, rate, parallel };
  Verdict verdict = Verdict::admitted;
  Allowance allowance;    ///< after this request
  std::int64_t wait = 0;  ///< refused: seconds after which it would be let in
};

/// From any thread. What is refused is not counted. Counts live in memory; those of the day are
/// handed out and taken back as a text, so that whoever keeps it carries them over a restart.
class RateLimits {
 public:
  struct Settings {
    Quota account;              ///< of all tokens together
    Quota token;                ///< of each token that has no limits of its own
    std::int64_t parallel = 0;  ///< requests of a token that are under way; 0: any number
  };

  explicit RateLimits(const Settings& settings) : settings_(settings) {}

  const Settings& settings() const { return settings_; }
  /// A request of the token arrives. `own` is what the token itself may do; negative numbers: as
  /// the settings say. Each admitted one is followed by `leave`.
  Entry enter(std::int64_t token, const Quota& own, base::Seconds now);
  /// It has been answered.
  void leave(std::int64_t token);

  /// What has been used of this day's limits; nullopt: nothing since this was last asked.
  std::optional<std::string> changed_days(base::Seconds now);
  /// Goes on from such a text. Before the first request; a text of another kind counts for nothing.
  void restore(std::string_view days);

 private:
  /// Requests since a second or a day began.
  struct Window {
    base::Seconds began = -1;
    std::int64_t used = 0;
  };
  struct Counts {
    Window second, day;
    std::int64_t parallel = 0;
    bool day_is_limited = false;
  };
  Counts& counts_of(std::int64_t token) { return token == 0 ? account_ : tokens_[token]; }

  const Settings settings_;
  std::mutex mutex_;
  bool days_changed_ = false;
  Counts account_;
  std::unordered_map<std::int64_t, Counts> tokens_;
};

}  // namespace planstead::auth
