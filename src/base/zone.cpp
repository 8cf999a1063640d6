// Time zones over the system's database, read through date-tz.
#include <date/tz.h>

#include <atomic>

#include "base/time.h"

namespace planstead::base {

// The span of constant offset that was used last is kept: answers format hundreds of instants of
// the same years, and a look-up in the database costs a hundred times the arithmetic.
struct Zone::Impl {
  std::string name;
  const date::time_zone* zone = nullptr;
  struct Span {
    Seconds begin = 0, end = 0, offset = 0;
  };
  mutable std::atomic<std::shared_ptr<const Span>> cached{};

  Span span_of(Seconds utc) const {
    if (const auto span = cached.load(std::memory_order_acquire);
        span && span->begin <= utc && utc < span->end)
      return *span;
    const auto info = zone->get_info(date::sys_seconds{std::chrono::seconds{utc}});
    const Span span{info.begin.time_since_epoch().count(), info.end.time_since_epoch().count(),
                    info.offset.count()};
    cached.store(std::make_shared<const Span>(span), std::memory_order_release);
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

Zone Zone::utc() { return *find("Etc/UTC"); }

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
