// Calendar arithmetic, time zones and the contract's date texts. Knows no entity and asks no clock.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace planstead::base {

using Seconds = std::int64_t;  ///< seconds since 1970-01-01T00:00Z

/// A calendar day without zone: days since 1970-01-01.
struct Day {
  std::int32_t days = 0;
  auto operator<=>(const Day&) const = default;
};

/// Minutes since midnight, 0..1440 (24:00 ends a period).
struct TimeOfDay {
  std::int16_t minutes = 0;
  auto operator<=>(const TimeOfDay&) const = default;
};

/// An instant. Without a time it is a day, kept as midnight UTC of that day and shown unshifted to
/// everyone (domain/tasks-and-access.md 7).
struct Moment {
  Seconds utc = 0;
  bool has_time = true;
  auto operator<=>(const Moment&) const = default;
};

struct CivilDate {
  int year = 1970, month = 1, day = 1;
  auto operator<=>(const CivilDate&) const = default;
};
struct CivilTime {
  CivilDate date;
  int hour = 0, minute = 0, second = 0;
};

Day to_day(CivilDate date);
CivilDate to_civil(Day day);
int weekday(Day day);  ///< 1 Monday .. 7 Sunday
int days_in_month(int year, int month);
bool valid_date(int year, int month, int day);
Seconds midnight_utc(Day day);
Day day_of_utc(Seconds utc);          ///< the UTC day
CivilTime civil_of_utc(Seconds utc);  ///< fields in UTC
/// Month arithmetic keeps the day of the month, or takes the month's last day where it has none
/// such.
CivilDate add_months(CivilDate date, int months);

/// One IANA zone. Cheap to copy and to share between threads.
class Zone {
 public:
  /// nullopt for a name the system's database does not know.
  static std::optional<Zone> find(std::string_view name);
  static Zone utc();
  const std::string& name() const;
  CivilTime to_local(Seconds utc) const;
  /// The instant of a local time. In a gap: the first instant after it; where it occurs twice: the
  /// earlier.
  Seconds to_utc(CivilTime local) const;
  Day day_of(Seconds utc) const;    ///< the local day of an instant
  Seconds midnight(Day day) const;  ///< when that local day begins
 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
  explicit Zone(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
};

/// A date as clients write it: `31-12-2026`, `31.12.2026`, `31/12/2026`, `2026-12-31`. Nothing
/// else, no 31-02.
std::optional<CivilDate> parse_date(std::string_view text);
/// `9:05`, `09:05`, `09:05:30` (seconds are dropped); 24:00 only where `allow_24`.
std::optional<TimeOfDay> parse_time(std::string_view text, bool allow_24 = false);
/// Date and time in one text, in any form of observed-behaviour.md 7.4, with `T` or a blank
/// between, an optional `Z` or `+HH:MM`/`+HHMM` offset. Without offset the text is read in `zone`.
/// A date alone has no time.
std::optional<Moment> parse_moment(std::string_view text, const Zone& zone);

void append_date(std::string& out, CivilDate date);        ///< DD-MM-YYYY
void append_time(std::string& out, int hour, int minute);  ///< HH:MM
void append_iso_minutes(std::string& out, Seconds utc);    ///< YYYY-MM-DDTHH:MMZ
void append_iso_seconds(std::string& out, Seconds utc);    ///< YYYY-MM-DDTHH:MM:SS+0000

/// The clock is passed in, never asked for, so that tests own time.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Seconds now() const = 0;
};
class SystemClock : public Clock {
 public:
  Seconds now() const override;
};
/// A clock that a test or a seed sets.
class FixedClock : public Clock {
 public:
  explicit FixedClock(Seconds now) : now_(now) {}
  Seconds now() const override { return now_; }
  void set(Seconds now) { now_ = now; }

 private:
  Seconds now_;
};

}  // namespace planstead::base
