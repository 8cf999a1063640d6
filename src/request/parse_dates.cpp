// Dates of bodies: TimePoints in all the forms that clients send (observed 7.3 to 7.7), days and
// times of day.
#include <algorithm>

#include "base/text.h"
#include "request/coerce.h"
#include "request/value_call.h"

namespace planstead::request {

using base::Day;
using base::Moment;
using base::Result;
using base::TimeOfDay;

namespace {

/// The four members of a TimePoint; absent, null and blank are the same.
struct TimePointTexts {
  std::string_view date, time, datetime, utc_seconds;
  bool empty() const {
    return date.empty() && time.empty() && datetime.empty() && utc_seconds.empty();
  }
};

Result<TimePointTexts> texts_of(const ValueCall& call) {
  TimePointTexts texts;
  const std::pair<std::string_view, std::string_view*> members[] = {
      {"date", &texts.date},
      {"time", &texts.time},
      {"datetime", &texts.datetime},
      {"dateTimeUtcSeconds", &texts.utc_seconds}};
  bool some = false;
  for (const auto& [key, text] : members) {
    const base::Node* node = call.node.find(key);
    some = some || node != nullptr;
    if (is_blank(node)) continue;
    if (node->as_text() == nullptr)
      return wrong_type(call.part(*node, '.' + std::string(key)), "a text");
    *text = base::trim(*node->as_text());
  }
  if (!some) return refused(call, "has neither date nor datetime");
  return texts;
}

// An instant that falls into the years 1 to 9999 in every zone: no other can be shown.
bool can_be_shown(const Moment& moment) {
  constexpr base::Seconds margin = 2 * 86400;
  const base::Seconds first = base::midnight_utc(base::to_day({1, 1, 1}));
  const base::Seconds last = base::midnight_utc(base::to_day({9999, 12, 31}));
  return !moment.has_time || (moment.utc >= first + margin && moment.utc <= last - margin);
}

Result<Moment> moment_of(std::string_view text, const ValueCall& call) {
  const auto moment = base::parse_moment(text, call.context.viewer.zone);
  if (!moment || !can_be_shown(*moment)) return refused(call, shown(text) + " is no date");
  return *moment;
}

Result<Moment> moment_of_date_and_time(const TimePointTexts& texts, const ValueCall& call) {
  const auto date = base::parse_date(texts.date);
  if (!date) return refused(call, shown(texts.date) + " is no date");
  if (texts.time.empty()) return Moment{base::midnight_utc(base::to_day(*date)), false};
  const auto time = base::parse_time(texts.time);
  if (!time) return refused(call, shown(texts.time) + " is no time of day");
  const base::CivilTime local{*date, time->minutes / 60, time->minutes % 60, 0};
  const Moment moment{call.context.viewer.zone.to_utc(local), true};
  if (!can_be_shown(moment)) return refused(call, shown(texts.date) + " is out of range");
  return moment;
}

// Clients write back what they read (observed 6.9). A day without a time is shown as midnight in
// all four members; taken for an instant it would gain a time, and in most zones another day.
bool is_shown_day(const TimePointTexts& texts) {
  if (texts.date.empty() || texts.time != "00:00" || texts.utc_seconds.empty()) return false;
  const auto date = base::parse_date(texts.date);
  const auto instant = base::parse_moment(texts.datetime, base::Zone::utc());
  return date && instant && instant->utc == base::midnight_utc(base::to_day(*date));
}

// `datetime` has no seconds; where `dateTimeUtcSeconds` says the same minute, it knows better.
Moment with_seconds(Moment moment, const TimePointTexts& texts) {
  const auto exact = base::parse_moment(texts.utc_seconds, base::Zone::utc());
  return exact && exact->has_time && exact->utc - exact->utc % 60 == moment.utc ? *exact : moment;
}

// The day as written, whatever zone stands behind it.
Result<Day> day_of_text(std::string_view text, const ValueCall& call) {
  PS_CHECK(moment_of(text, call));
  const auto date = base::parse_date(text.substr(0, text.find_first_of("T ")));
  if (!date) return refused(call, shown(text) + " is no date");
  return base::to_day(*date);
}

}  // namespace

Result<std::optional<Moment>> parse_timepoint(const ValueCall& call) {
  using Found = std::optional<Moment>;
  if (is_blank(&call.node)) return Found{};
  if (const std::string* text = call.node.as_text()) {
    PS_TRY(const Moment moment, moment_of(*text, call));
    return Found{moment};
  }
  if (call.node.as_object() == nullptr) return wrong_type(call, "a date");
  PS_TRY(const TimePointTexts texts, texts_of(call));
  if (texts.empty()) return Found{};
  if (is_shown_day(texts))
    return Found{Moment{base::midnight_utc(base::to_day(*base::parse_date(texts.date))), false}};
  if (!texts.datetime.empty()) {
    PS_TRY(const Moment moment, moment_of(texts.datetime, call));
    return Found{with_seconds(moment, texts)};
  }
  PS_TRY(const Moment moment, texts.utc_seconds.empty() ? moment_of_date_and_time(texts, call)
                                                        : moment_of(texts.utc_seconds, call));
  return Found{moment};
}

Result<std::optional<Day>> parse_day(const ValueCall& call) {
  using Found = std::optional<Day>;
  if (is_blank(&call.node)) return Found{};
  std::string_view written;
  if (const std::string* text = call.node.as_text()) {
    written = base::trim(*text);
  } else if (call.node.as_object() == nullptr) {
    return wrong_type(call, "a date");
  } else {
    PS_TRY(const TimePointTexts texts, texts_of(call));
    if (texts.empty()) return Found{};
    written = !texts.datetime.empty()      ? texts.datetime
              : !texts.utc_seconds.empty() ? texts.utc_seconds
                                           : texts.date;
  }
  PS_TRY(const Day day, day_of_text(written, call));
  return Found{day};
}

Result<std::optional<TimeOfDay>> parse_time_of_day(const ValueCall& call, bool allow_24) {
  using Found = std::optional<TimeOfDay>;
  const base::Node* node = &call.node;
  if (node->as_object() != nullptr) {
    node = node->find("time");
    if (node == nullptr) return refused(call, "has no time");
  }
  if (is_blank(node)) return Found{};
  const std::string* text = node->as_text();
  if (text == nullptr) return wrong_type(call, "a time of day");
  const auto time = base::parse_time(*text, allow_24);
  if (!time) return refused(call, shown(*text) + " is no time of day");
  return Found{*time};
}

}  // namespace planstead::request
