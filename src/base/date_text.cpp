// The contract's date texts, both ways (observed-behaviour.md 7).
#include <array>
#include <charconv>

#include "base/text.h"
#include "base/time.h"

namespace planstead::base {

namespace {

// Reads 1..`width` digits and moves past them.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  int number = 0;
  while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9')
    number = number * 10 + (text[count++] - '0');
  if (count < least) return std::nullopt;
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<CivilDate> checked(int year, int month, int day) {
  if (!valid_date(year, month, day)) return std::nullopt;
  return CivilDate{year, month, day};
}

std::optional<CivilDate> take_date(std::string_view& text) {
  const bool year_first = text.size() > 4 && text[4] == '-';
  const auto first = take_digits(text, year_first ? 4 : 1, year_first ? 4 : 2);
  if (!first || text.empty()) return std::nullopt;
  const char separator = text.front();
  if (separator != '-' && (year_first || (separator != '.' && separator != '/')))
    return std::nullopt;
  text.remove_prefix(1);
  const auto month = take_digits(text, 1, 2);
  if (!month || !take(text, separator)) return std::nullopt;
  const auto last = take_digits(text, year_first ? 1 : 4, year_first ? 2 : 4);
  if (!last) return std::nullopt;
  return year_first ? checked(*first, *month, *last) : checked(*last, *month, *first);
}

struct ClockTime {
  int hour = 0, minute = 0, second = 0;
};

std::optional<ClockTime> take_time(std::string_view& text) {
  const auto hour = take_digits(text, 1, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2, 2);
  if (!minute || *hour > 24 || *minute > 59) return std::nullopt;
  ClockTime time{*hour, *minute, 0};
  if (take(text, ':')) {
    const auto second = take_digits(text, 2, 2);
    if (!second || *second > 60) return std::nullopt;
    time.second = std::min(*second, 59);
    if (take(text, '.') && !take_digits(text, 1, 9)) return std::nullopt;
  }
  if (time.hour == 24 && (time.minute != 0 || time.second != 0)) return std::nullopt;
  return time;
}

// `Z`, `+03:00`, `+0300`, `+03`: seconds east of UTC. nullopt in `seconds` of a text without
// offset.
bool take_offset(std::string_view& text, std::optional<int>& seconds) {
  if (text.empty()) return true;
  if (take(text, 'Z') || take(text, 'z')) {
    seconds = 0;
    return text.empty();
  }
  const int sign = text.front() == '+' ? 1 : text.front() == '-' ? -1 : 0;
  if (sign == 0) return false;
  text.remove_prefix(1);
  const auto hours = take_digits(text, 2, 2);
  if (!hours || *hours > 15) return false;
  take(text, ':');
  const int minutes = text.empty() ? 0 : take_digits(text, 2, 2).value_or(99);
  if (minutes > 59 || !text.empty()) return false;
  seconds = sign * (*hours * 3600 + minutes * 60);
  return true;
}

void append_two(std::string& out, int number) {
  out += static_cast<char>('0' + number / 10);
  out += static_cast<char>('0' + number % 10);
}

void append_four(std::string& out, int number) {
  append_two(out, number / 100);
  append_two(out, number % 100);
}

void append_iso_date_time(std::string& out, const CivilTime& time) {
  append_four(out, time.date.year);
  out += '-';
  append_two(out, time.date.month);
  out += '-';
  append_two(out, time.date.day);
  out += 'T';
  append_time(out, time.hour, time.minute);
}

}  // namespace

std::optional<CivilDate> parse_date(std::string_view text) {
  text = trim(text);
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::optional<TimeOfDay> parse_time(std::string_view text, bool allow_24) {
  text = trim(text);
  const auto time = take_time(text);
  if (!time || !text.empty() || (time->hour == 24 && !allow_24)) return std::nullopt;
  return TimeOfDay{static_cast<std::int16_t>(time->hour * 60 + time->minute)};
}

std::optional<Moment> parse_moment(std::string_view text, const Zone& zone) {
  text = trim(text);
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return Moment{midnight_utc(to_day(*date)), false};
  if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
  text = trim(text);
  const auto time = take_time(text);
  std::optional<int> offset;
  text = trim(text);
  if (!time || time->hour == 24 || !take_offset(text, offset)) return std::nullopt;
  const CivilTime civil{*date, time->hour, time->minute, time->second};
  if (!offset) return Moment{zone.to_utc(civil), true};
  const Seconds wall =
      midnight_utc(to_day(*date)) + time->hour * 3600 + time->minute * 60 + time->second;
  return Moment{wall - *offset, true};
}

void append_date(std::string& out, CivilDate date) {
  append_two(out, date.day);
  out += '-';
  append_two(out, date.month);
  out += '-';
  append_four(out, date.year);
}

void append_time(std::string& out, int hour, int minute) {
  append_two(out, hour);
  out += ':';
  append_two(out, minute);
}

void append_iso_minutes(std::string& out, Seconds utc) {
  append_iso_date_time(out, civil_of_utc(utc));
  out += 'Z';
}

void append_iso_seconds(std::string& out, Seconds utc) {
  const CivilTime time = civil_of_utc(utc);
  append_iso_date_time(out, time);
  out += ':';
  append_two(out, time.second);
  out += "+0000";
}

}  // namespace planstead::base
