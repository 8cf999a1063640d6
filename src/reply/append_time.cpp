// Dates and times on the wire. `date` and `time` are those of the viewer's zone, `datetime` and
// `dateTimeUtcSeconds` the same instant in UTC (digest 7; issue 2 decides against observed 7.2,
// where all four are UTC).
#include <string_view>

#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

using base::CivilDate;
using base::CivilTime;
using schema::Moment;
using schema::Recurrence;
using schema::TimeOfDay;

namespace {

// A TimePoint has a fixed length: it is copied whole and its digits are written over. A hundred
// tasks hold hundreds.
constexpr std::string_view blank_timepoint =
    R"({"date":"00-00-0000","time":"00:00","datetime":"0000-00-00T00:00Z",)"
    R"("dateTimeUtcSeconds":"0000-00-00T00:00:00+0000"})";
constexpr std::size_t date_at = blank_timepoint.find("\"00-00-0000") + 1;
constexpr std::size_t time_at = blank_timepoint.find("\"00:00") + 1;
constexpr std::size_t minutes_at = blank_timepoint.find("\"0000-") + 1;
constexpr std::size_t seconds_at = blank_timepoint.rfind("\"0000-") + 1;

void put_two(char* at, int number) {
  at[0] = static_cast<char>('0' + number / 10);
  at[1] = static_cast<char>('0' + number % 10);
}
void put_year(char* at, int year) {
  put_two(at, year / 100);
  put_two(at + 2, year % 100);
}
void put_iso(char* at, const CivilTime& time) {  // YYYY-MM-DDTHH:MM
  put_year(at, time.date.year);
  put_two(at + 5, time.date.month);
  put_two(at + 8, time.date.day);
  put_two(at + 11, time.hour);
  put_two(at + 14, time.minute);
}

// What a person of the zone reads on calendar and clock.
CivilTime shown(const Moment& moment, const base::Zone& zone) {
  return moment.has_time ? zone.to_local(moment.utc) : base::civil_of_utc(moment.utc);
}

void append_key_time(std::string& out, std::string_view key, TimeOfDay time) {
  out += key;
  append_time_text(out, time);
}

}  // namespace

void append_timepoint(std::string& out, const Moment& moment, const RenderContext& context) {
  const CivilTime utc = base::civil_of_utc(moment.utc);
  const CivilTime local = shown(moment, context.viewer.zone);
  const std::size_t start = out.size();
  out += blank_timepoint;
  char* at = out.data() + start;
  put_two(at + date_at, local.date.day);
  put_two(at + date_at + 3, local.date.month);
  put_year(at + date_at + 6, local.date.year);
  put_two(at + time_at, local.hour);
  put_two(at + time_at + 3, local.minute);
  put_iso(at + minutes_at, utc);
  put_iso(at + seconds_at, utc);
  put_two(at + seconds_at + 17, utc.second);
}

void append_day(std::string& out, const schema::Day& day, const RenderContext& context) {
  append_timepoint(out, {base::midnight_utc(day), false}, context);
}

void append_time_of_day(std::string& out, const TimeOfDay& time, const RenderContext&) {
  append_key_time(out, R"({"time":")", time);
  out += "\"}";
}

// 00:00 to 00:00 lasts nothing, an end before the start is on the next day (observed 24,
// digest 1.2.1).
void append_period(std::string& out, const schema::Period& period, const RenderContext&) {
  const int minutes = period.to.minutes - period.from.minutes;
  append_key_time(out, R"({"from":{"time":")", period.from);
  append_key_time(out, R"("},"to":{"time":")", period.to);
  out += R"("},"durationSec":)";
  base::append_number(out, std::int64_t{minutes < 0 ? minutes + 1440 : minutes} * 60);
  out += '}';
}

// `stringValue` stands inside the value too, as contract 1.6.9 shows it.
void append_frame(std::string& out, const schema::Frame& frame, const RenderContext& context) {
  out += R"({"from":)";
  append_timepoint(out, frame.from, context);
  out += R"(,"to":)";
  append_timepoint(out, frame.to, context);
  out += frame.consider_time_zone ? R"(,"considerTimeZone":true)" : R"(,"considerTimeZone":false)";
  out += R"(,"stringValue":")";
  append_frame_text(out, frame, context.viewer.zone);
  out += "\"}";
}

namespace {

constexpr std::string_view rule_names[] = {"Every", "EveryWorking", "AfterComplete", "Exact"};
constexpr std::string_view end_names[] = {"NoEnd", "ByCount", "ByEndDate"};
constexpr std::string_view unit_keys[] = {R"(,"daily":{"type":")", R"(,"weekly":{"type":")",
                                          R"(,"monthly":{"type":")"};

void append_key_number(std::string& out, std::string_view key, int number) {
  out += key;
  base::append_number(out, std::int64_t{number});
}

void append_end(std::string& out, const Recurrence& recurrence, const RenderContext& context) {
  out += R"(,"endConditions":{"type":")";
  out += end_names[static_cast<std::size_t>(recurrence.end)];
  out += '"';
  if (recurrence.end == Recurrence::End::by_date) {
    out += R"(,"date":)";
    append_timepoint(out, recurrence.end_date, context);
  }
  if (recurrence.end == Recurrence::End::by_count)
    append_key_number(out, R"(,"repeatCount":)", recurrence.repeat_count);
  if (recurrence.notify_type >= 0) {
    append_key_number(out, R"(,"notify":{"type":)", recurrence.notify_type);
    append_key_number(out, R"(,"day":)", recurrence.notify_day);
    out += '}';
  }
  out += '}';
}

}  // namespace

// Exactly one of daily, weekly, monthly is present (domain/tasks-and-access.md 3).
void append_recurrence(std::string& out, const Recurrence& recurrence,
                       const RenderContext& context) {
  out += R"({"startDate":)";
  append_timepoint(out, recurrence.start, context);
  append_end(out, recurrence, context);
  out += unit_keys[static_cast<std::size_t>(recurrence.unit)];
  out += rule_names[static_cast<std::size_t>(recurrence.rule)];
  const bool monthly = recurrence.unit == Recurrence::Unit::monthly;
  append_key_number(out, monthly ? R"(","month":)" : R"(","shift":)", recurrence.step);
  if (monthly) {
    append_key_number(out, R"(,"day":)", recurrence.day);
    if (recurrence.rule == Recurrence::Rule::exact) {
      out += R"(,"dayType":")";
      out += schema::recurrence_day_types[static_cast<std::size_t>(recurrence.day_type)];
      out += '"';
    }
  } else if (recurrence.unit == Recurrence::Unit::weekly) {
    out += R"(,"days":)";
    append_array(out, recurrence.days,
                 [&](int day) { base::append_number(out, std::int64_t{day}); });
  }
  out += "}}";
}

void append_day_text(std::string& out, schema::Day day) {
  base::append_date(out, base::to_civil(day));
}

void append_time_text(std::string& out, TimeOfDay time) {
  base::append_time(out, time.minutes / 60, time.minutes % 60);
}

void append_moment_text(std::string& out, const Moment& moment, const base::Zone& zone) {
  const CivilTime time = shown(moment, zone);
  base::append_date(out, time.date);
  if (!moment.has_time) return;
  out += ' ';
  base::append_time(out, time.hour, time.minute);
}

void append_frame_text(std::string& out, const schema::Frame& frame, const base::Zone& zone) {
  append_moment_text(out, frame.from, zone);
  out += " – ";
  append_moment_text(out, frame.to, zone);
}

}  // namespace planstead::reply
