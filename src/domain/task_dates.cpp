// Which of start, end and duration wins, and what a duration is worth. Lengths in working weeks and
// months move by the calendar and then on to a working day: documents say nothing better.
#include "domain/task_dates.h"

#include <string_view>

namespace planstead::domain {

namespace {

using base::Moment;
using schema::Record;

enum Unit : std::int64_t { minute, hour, day, week, month };
// A hundred years in each unit: past it a duration is a mistake.
constexpr std::int64_t longest[] = {52'560'000, 876'000, 36'500, 5'200, 1'200};
constexpr int last_year = 9999;

std::optional<Moment> on_day(Moment from, base::Day to, const WorkCalendar& calendar) {
  if (base::to_civil(to).year > last_year || base::to_civil(to).year < 1) return std::nullopt;
  if (!from.has_time) return Moment{base::midnight_utc(to), false};
  base::CivilTime local = calendar.zone().to_local(from.utc);
  local.date = base::to_civil(to);
  return at_instant(calendar.zone().to_utc(local));
}

std::optional<Moment> by_minutes(Moment from, const Length& length, const WorkCalendar& calendar) {
  const std::int64_t minutes = length.unit == hour ? length.count * 60 : length.count;
  const base::Seconds start =
      from.has_time ? from.utc : calendar.zone().midnight(base::day_of_utc(from.utc));
  if (!length.working) return at_instant(start + minutes * 60);
  const auto end = calendar.add_minutes(start, minutes);
  return end ? std::optional(at_instant(*end)) : std::nullopt;
}

std::optional<base::Day> next_working(base::Day found, const Length& length,
                                      const WorkCalendar& calendar) {
  if (!length.working || calendar.works_on(found)) return found;
  return calendar.add_days(found, length.count < 0 ? -1 : 1);
}

std::optional<base::Day> by_days(base::Day from, const Length& length,
                                 const WorkCalendar& calendar) {
  const int count = static_cast<int>(length.count);
  switch (length.unit) {
    case week:
      return next_working({from.days + count * 7}, length, calendar);
    case month:
      return next_working(base::to_day(base::add_months(base::to_civil(from), count)), length,
                          calendar);
    default:
      if (length.working) return calendar.add_days(from, length.count);
      return base::Day{from.days + count};
  }
}

// "false" clears a date or drops its time; "true" asks for nothing that is not there.
void obey_flags(TaskEdit& edit, std::string_view field, std::string_view has_date,
                std::string_view has_time) {
  if (edit.denied(has_date)) edit.row.set(field, {});
  const Moment* moment = edit.row.moment(field);
  if (moment == nullptr || !moment->has_time || !edit.denied(has_time)) return;
  const base::Day day_seen = edit.context.viewer.zone.day_of(moment->utc);
  edit.row.set(field, Moment{base::midnight_utc(day_seen), false});
}

bool touched(const TaskEdit& edit, std::string_view field) {
  return edit.creating() ? edit.sent(field)
                         : !same_value(edit.row.get(field), edit.before->get(field));
}

struct Touched {
  bool start, end, length;
};

Touched touched_dates(const TaskEdit& edit) {
  return {
      touched(edit, "startDateTime"), touched(edit, "endDateTime") || edit.denied("hasEndDate"),
      touched(edit, "duration") || touched(edit, "durationUnit") || touched(edit, "durationType")};
}

base::Status check_length(const Record& task) {
  const auto length = length_of(task);
  if (length->count < 0) return base::invalid("duration", "a duration is not negative");
  if (length->count > longest[length->unit])
    return base::invalid("duration", "longer than a hundred years");
  return base::ok();
}

base::Error no_end() {
  return base::invalid("duration", "no such moment: the calendar has no working time for it");
}

// Duration without start counts from the creation, to the minute that clients can see.
Moment counted_from(const Record& task, base::Seconds now) {
  if (const Moment* start = task.moment("startDateTime")) return *start;
  const Moment* created = task.moment("dateTime");
  const base::Seconds utc = created == nullptr ? now : created->utc;
  return at_instant(utc - utc % 60);
}

base::Status end_from_length(TaskEdit& edit) {
  const WorkCalendar calendar = calendar_of(edit.row.refs("assignees"), edit.context.catalog);
  const auto end =
      shifted(counted_from(edit.row, edit.context.now), *length_of(edit.row), calendar);
  if (!end) return no_end();
  edit.row.set("endDateTime", *end);
  return base::ok();
}

// The contract's example with an end, a duration and `hasStartDate` asks for the start.
base::Status start_from_length(TaskEdit& edit) {
  const WorkCalendar calendar = calendar_of(edit.row.refs("assignees"), edit.context.catalog);
  Length length = *length_of(edit.row);
  length.count = -length.count;
  const auto start = shifted(*edit.row.moment("endDateTime"), length, calendar);
  if (!start) return no_end();
  edit.row.set("startDateTime", *start);
  return base::ok();
}

bool asks_for_start(const TaskEdit& edit) {
  return edit.sent("hasStartDate") && !edit.denied("hasStartDate") &&
         edit.row.moment("endDateTime") != nullptr;
}

base::Status apply_length(TaskEdit& edit, const Touched& sent) {
  if (schema::is_empty(edit.row.get("duration"))) return base::ok();
  PS_CHECK(check_length(edit.row));
  const bool has_start = edit.row.moment("startDateTime") != nullptr;
  if (edit.denied("hasEndDate") || (sent.end && !sent.length)) {
    edit.row.set("duration", {});  // the end that was given says it all
    return base::ok();
  }
  if (sent.length && sent.end && !has_start)
    return asks_for_start(edit) ? start_from_length(edit) : base::ok();
  const bool start_taken_away = sent.start && !has_start;
  const bool due = sent.length || (sent.start && !start_taken_away) || edit.creating();
  return due ? end_from_length(edit) : base::ok();
}

bool is_after(const Moment& start, const Moment& end, const base::Zone& zone) {
  if (start.has_time && end.has_time) return start.utc > end.utc;
  return day_of(start, zone) > day_of(end, zone);
}

base::Status check_order(const TaskEdit& edit) {
  const Moment* start = edit.row.moment("startDateTime");
  const Moment* end = edit.row.moment("endDateTime");
  if (start == nullptr || end == nullptr) return base::ok();
  if (!is_after(*start, *end, edit.context.viewer.zone)) return base::ok();
  return base::invalid(edit.sent("startDateTime") ? "startDateTime" : "endDateTime",
                       "the start is later than the end");
}

void settle_creation_time(TaskEdit& edit) {
  const request::Change* change = edit.body.find("dateTime");
  const auto* wanted = change == nullptr ? nullptr : std::get_if<Moment>(&change->value);
  if (!edit.creating()) {
    if (edit.changed("dateTime")) edit.note("dateTime: set at creation, does not change");
    return;
  }
  edit.row.set("dateTime", at_instant(edit.context.now));
  if (wanted == nullptr) return;
  if (edit.context.viewer.is_admin)
    edit.row.set("dateTime", *wanted);
  else
    edit.note("dateTime: only administrators set the time of creation");
}

}  // namespace

std::optional<Length> length_of(const Record& task) {
  const auto* count = std::get_if<std::int64_t>(&task.get("duration"));
  if (count == nullptr) return std::nullopt;
  return Length{*count, task.integer("durationUnit", day), task.integer("durationType") == 1};
}

std::optional<Moment> shifted(Moment from, const Length& length, const WorkCalendar& calendar) {
  if (length.count == 0) return from;
  if (length.unit == minute || length.unit == hour) return by_minutes(from, length, calendar);
  const auto to = by_days(day_of(from, calendar.zone()), length, calendar);
  return to ? on_day(from, *to, calendar) : std::nullopt;
}

base::Status settle_dates(TaskEdit& edit) {
  settle_creation_time(edit);
  obey_flags(edit, "startDateTime", "hasStartDate", "hasStartTime");
  obey_flags(edit, "endDateTime", "hasEndDate", "hasEndTime");
  const Touched sent = touched_dates(edit);
  PS_CHECK(apply_length(edit, sent));
  const bool any = sent.start || sent.end || sent.length || edit.creating();
  return any ? check_order(edit) : base::ok();
}

}  // namespace planstead::domain
