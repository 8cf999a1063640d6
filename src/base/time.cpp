// Calendar arithmetic and the system clock.
#include "base/time.h"

#include <chrono>

namespace planstead::base {

namespace {
constexpr Seconds day_seconds = 86400;

std::chrono::year_month_day ymd_of(CivilDate date) {
  return std::chrono::year{date.year} / std::chrono::month{static_cast<unsigned>(date.month)} /
         std::chrono::day{static_cast<unsigned>(date.day)};
}
Seconds floor_divide(Seconds a, Seconds b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}
}  // namespace

Day to_day(CivilDate date) {
  return Day{
      static_cast<std::int32_t>(std::chrono::sys_days{ymd_of(date)}.time_since_epoch().count())};
}

CivilDate to_civil(Day day) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{day.days}}};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

int weekday(Day day) {
  return static_cast<int>(
      std::chrono::weekday{std::chrono::sys_days{std::chrono::days{day.days}}}.iso_encoding());
}

int days_in_month(int year, int month) {
  const auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
                    std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

bool valid_date(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in_month(year, month);
}

Seconds midnight_utc(Day day) { return Seconds{day.days} * day_seconds; }

Day day_of_utc(Seconds utc) {
  return Day{static_cast<std::int32_t>(floor_divide(utc, day_seconds))};
}

CivilTime civil_of_utc(Seconds utc) {
  const Day day = day_of_utc(utc);
  const int second = static_cast<int>(utc - midnight_utc(day));
  return {to_civil(day), second / 3600, second / 60 % 60, second % 60};
}

CivilDate add_months(CivilDate date, int months) {
  const Seconds index = Seconds{date.year} * 12 + (date.month - 1) + months;
  const int year = static_cast<int>(floor_divide(index, 12));
  const int month = static_cast<int>(index - Seconds{year} * 12) + 1;
  return {year, month, std::min(date.day, days_in_month(year, month))};
}

Seconds SystemClock::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace planstead::base
