// Time zones over the system's database, read through date-tz.
#include <date/tz.h>

#include <array>
#include <atomic>

#include "base/time.h"

namespace planstead::base {

namespace {

/// A time of constant offset.
struct Span {
  Seconds begin = 0, end = 0, offset = 0;
  bool holds(Seconds utc) const { return begin <= utc && utc < end; }
};

/// The span that was put in last. All threads format dates all the time: who reads writes to no
/// memory that they share. A version that is odd, or has changed, belongs to a span on its way.
class SharedSpan {
 public:
  /// Nothing, which holds no instant, while another one is on its way.
  Span load() const {
    const auto version = version_.load(std::memory_order_acquire);
    const Span span{begin_.load(std::memory_order_acquire), end_.load(std::memory_order_acquire),
                    offset_.load(std::memory_order_acquire)};
    const bool whole = version % 2 == 0 && version_.load(std::memory_order_relaxed) == version;
    return whole ? span : Span{};
  }
  void store(const Span& span) {
    auto version = version_.load(std::memory_order_relaxed);
    if (version % 2 != 0 ||
        !version_.compare_exchange_strong(version, version + 1, std::memory_order_acq_rel))
      return;  // somebody else puts one in
    begin_.store(span.begin, std::memory_order_release);
    end_.store(span.end, std::memory_order_release);
    offset_.store(span.offset, std::memory_order_release);
    version_.store(version + 2, std::memory_order_release);
  }

 private:
  std::atomic<std::uint64_t> version_ = 0;
  std::atomic<Seconds> begin_ = 0, end_ = 0, offset_ = 0;
};

}  // namespace

// Spans that were used last are kept, those of summer beside those of winter: answers format
// hundreds of instants of the same years, and a look-up in the database costs a hundred times the
// arithmetic.
struct Zone::Impl {
  std::string name;
  const date::time_zone* zone = nullptr;
  mutable std::array<SharedSpan, 16> kept{};

  Span span_of(Seconds utc) const {
    constexpr int seven_weeks = 22;  // nearly, as a power of two
    SharedSpan& shared = kept[static_cast<std::uint64_t>(utc >> seven_weeks) % kept.size()];
    if (const Span span = shared.load(); span.holds(utc)) return span;
    const auto info = zone->get_info(date::sys_seconds{std::chrono::seconds{utc}});
    const Span span{info.begin.time_since_epoch().count(), info.end.time_since_epoch().count(),
                    info.offset.count()};
    shared.store(span);
    return span;
  }
};

std::optional<Zone> Zone::find(std::string_view name) {
  try {
    auto impl = std::make_shared<Impl>();
    impl->zone = date::locate_zone(std::string(name));
    impl->name = std::string(name);
    return Zone(std::move(impl));
  } catch (const std::exception&) {  // date-tz has no look-up that does not throw
    return std::nullopt;
  }
}

Zone Zone::utc() {
  static const Zone zone = *find("Etc/UTC");
  return zone;
}

const std::string& Zone::name() const { return impl_->name; }

CivilTime Zone::to_local(Seconds utc) const {
  return civil_of_utc(utc + impl_->span_of(utc).offset);
}

Seconds Zone::to_utc(CivilTime local) const {
  const Seconds wall =
      midnight_utc(to_day(local.date)) + local.hour * 3600 + local.minute * 60 + local.second;
  const auto info = impl_->zone->get_info(date::local_seconds{std::chrono::seconds{wall}});
  // In a gap: its first instant. Where the time occurs twice: the earlier one.
  if (info.result == date::local_info::nonexistent)
    return info.first.end.time_since_epoch().count();
  return wall - info.first.offset.count();
}

Day Zone::day_of(Seconds utc) const { return day_of_utc(utc + impl_->span_of(utc).offset); }

Seconds Zone::midnight(Day day) const { return to_utc(CivilTime{to_civil(day), 0, 0, 0}); }

}  // namespace planstead::base
