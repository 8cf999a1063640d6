// Windows that begin with each second and each day, so that what remains is exact and easily told.
#include "auth/rate_limits.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace planstead::auth {

namespace {
constexpr base::Seconds one_second = 1, one_day = 24 * 3600;

template <class Window>
struct Bound {
  Window& window;
  std::int64_t limit;
  base::Seconds length;
};

/// Begins the window anew where the time has left it.
template <class Window>
void move_on(const Bound<Window>& bound, base::Seconds now) {
  const base::Seconds began = now - now % bound.length;
  if (bound.window.began != began) bound.window = {began, 0};
}

template <class Window>
Allowance allowance_of(const Bound<Window>& bound, base::Seconds now) {
  const std::int64_t left = std::max<std::int64_t>(0, bound.limit - bound.window.used);
  return {bound.limit, left, bound.window.began + bound.length - now};
}

bool is_tighter(const Allowance& one, const Allowance& other) {
  if (other.limit == 0) return true;
  if (one.remaining != other.remaining) return one.remaining < other.remaining;
  return one.reset > other.reset;
}

std::int64_t chosen(std::int64_t own, std::int64_t common) { return own < 0 ? common : own; }
}  // namespace

Entry RateLimits::enter(std::int64_t token, const Quota& own, base::Seconds now) {
  const std::lock_guard lock(mutex_);
  Counts& counts = tokens_[token];
  const std::array bounds = {
      Bound<Window>{counts.second, chosen(own.per_second, settings_.token.per_second), one_second},
      Bound<Window>{counts.day, chosen(own.per_day, settings_.token.per_day), one_day},
      Bound<Window>{account_.second, settings_.account.per_second, one_second},
      Bound<Window>{account_.day, settings_.account.per_day, one_day}};
  counts.day_is_limited = bounds[1].limit > 0;
  account_.day_is_limited = bounds[3].limit > 0;
  Entry entry;
  for (const auto& bound : bounds) {
    move_on(bound, now);
    if (bound.limit == 0 || bound.window.used < bound.limit) continue;
    entry.verdict = Entry::Verdict::rate;
    entry.wait = std::max(entry.wait, allowance_of(bound, now).reset);
  }
  if (entry.verdict == Entry::Verdict::admitted && settings_.parallel > 0 &&
      counts.parallel >= settings_.parallel) {
    entry.verdict = Entry::Verdict::parallel;
    entry.wait = 1;
  }
  const bool admitted = entry.verdict == Entry::Verdict::admitted;
  counts.parallel += admitted ? 1 : 0;
  for (const auto& bound : bounds) {
    bound.window.used += admitted ? 1 : 0;
    days_changed_ |= admitted && bound.limit > 0 && bound.length == one_day;
    if (bound.limit == 0) continue;
    const Allowance allowance = allowance_of(bound, now);
    if (is_tighter(allowance, entry.allowance)) entry.allowance = allowance;
  }
  return entry;
}

void RateLimits::leave(std::int64_t token) {
  const std::lock_guard lock(mutex_);
  --tokens_[token].parallel;
}

// `0:1699920000:17 5:1699920000:3`: number of the token (0: the account), when the day began, how
// many requests.
std::optional<std::string> RateLimits::changed_days(base::Seconds now) {
  const std::lock_guard lock(mutex_);
  if (!std::exchange(days_changed_, false)) return std::nullopt;
  std::string text;
  const auto add = [&](std::int64_t token, const Counts& counts) {
    if (!counts.day_is_limited || counts.day.began != now - now % one_day) return;
    text += (text.empty() ? "" : " ") + std::to_string(token) + ':' +
            std::to_string(counts.day.began) + ':' + std::to_string(counts.day.used);
  };
  add(0, account_);
  for (const auto& [token, counts] : tokens_) add(token, counts);
  return text;
}

void RateLimits::restore(std::string_view days) {
  const std::lock_guard lock(mutex_);
  for (const std::string_view item : base::split(days, ' ')) {
    const auto parts = base::split(item, ':');
    if (parts.size() != 3) continue;
    const auto token = base::parse_integer(parts[0]), began = base::parse_integer(parts[1]),
               used = base::parse_integer(parts[2]);
    if (!token || !began || !used) continue;
    Counts& counts = counts_of(*token);
    counts.day = {*began, *used};
    counts.day_is_limited = true;  // until its next request says otherwise
  }
}

}  // namespace planstead::auth
