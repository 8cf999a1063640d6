// Date operands of filters: `{dateType, dateValue, dateFrom, dateTo}` to instants
// (contract/filters.json; relative days by domain/tasks-and-access.md 7, in the zone of the person
// who reads).
#include "base/text.h"
#include "request/coerce.h"
#include "request/parse.h"

namespace planstead::request {

using base::CivilDate;
using base::Day;
using base::Node;
using base::Result;
using base::Seconds;

namespace {

/// What a dateType means, counted from today.
enum class Span { days, week, month, last, next, in, one, range };
struct DateType {
  std::string_view name;
  Span span;
  int offset = 0;  ///< days, weeks or months from the present one
};
constexpr DateType date_types[] = {
    {"today", Span::days, 0},
    {"yesterday", Span::days, -1},
    {"tomorrow", Span::days, 1},
    {"thisWeek", Span::week, 0},
    {"lastWeek", Span::week, -1},
    {"nextWeek", Span::week, 1},
    {"thisMonth", Span::month, 0},
    {"lastMonth", Span::month, -1},
    {"nextMonth", Span::month, 1},
    {"last", Span::last},
    {"next", Span::next},
    {"in", Span::in},
    {"otherDate", Span::one},
    {"otherRange", Span::range},
    {"otherDate_withTime", Span::one},
    {"otherRange_withTime", Span::range},
};
constexpr int most_days = 36500;

Day plus(Day day, int days) { return {day.days + days}; }

class DateOperand {
 public:
  DateOperand(const Node& node, const std::string& where, const ParseContext& context)
      : node_(node), where_(where), zone_(context.viewer.zone), today_(zone_.day_of(context.now)) {}

  Result<DateRange> read() const {
    if (node_.as_object() == nullptr)
      return base::invalid(where_, "expected an object with a dateType");
    const Node* type = node_.find("dateType");
    if (is_blank(type)) return base::missing(where_ + ".dateType", "the kind of the date");
    for (const DateType& row : date_types)
      if (type->as_text() && *type->as_text() == row.name) return range_of(row);
    return base::invalid(where_ + ".dateType", shown(*type) + " is no kind of date");
  }

 private:
  Result<DateRange> range_of(const DateType& type) const {
    switch (type.span) {
      case Span::days:
        return days(plus(today_, type.offset), plus(today_, type.offset));
      case Span::week:
        return week(type.offset);
      case Span::month:
        return month(type.offset);
      case Span::one:
        return one();
      case Span::range:
        return range();
      case Span::last:
      case Span::next:
      case Span::in:
        break;
    }
    PS_TRY(const int n, count(type.span == Span::in ? 0 : 1));
    if (type.span == Span::last) return days(plus(today_, 1 - n), today_);
    if (type.span == Span::next) return days(plus(today_, 1), plus(today_, n));
    return days(plus(today_, n + 1),
                plus(today_, n + 1));  // seven days from the 1st is the 9th: the help's example
  }

  DateRange days(Day first, Day last) const {
    return {zone_.midnight(first), zone_.midnight(plus(last, 1)), first, last};
  }

  DateRange week(int offset) const {
    const Day monday = plus(today_, 1 - base::weekday(today_) + offset * 7);
    return days(monday, plus(monday, 6));
  }

  DateRange month(int offset) const {
    CivilDate first = base::to_civil(today_);
    first.day = 1;
    first = base::add_months(first, offset);
    const Day start = base::to_day(first);
    return days(start, plus(start, base::days_in_month(first.year, first.month) - 1));
  }

  Result<int> count(int least) const {
    const Node* node = node_.find("dateValue");
    if (is_blank(node)) return base::missing(where_ + ".dateValue", "the number of days");
    const auto number = as_whole(*node);
    if (!number || *number < least || *number > most_days)
      return base::invalid(where_ + ".dateValue", shown(*node) + " is no number of days");
    return static_cast<int>(*number);
  }

  // One end as the minute or the whole day that it names: both variants of a type take both forms.
  Result<DateRange> end(std::string_view key) const {
    const Node* node = node_.find(key);
    const std::string place = where_ + '.' + std::string(key);
    if (is_blank(node)) return base::missing(place, "a date is needed");
    const std::string* text = node->as_text();
    const auto moment = text ? base::parse_moment(*text, zone_) : std::nullopt;
    if (!moment) return base::invalid(place, shown(*node) + " is no date");
    if (!moment->has_time) {
      const Day day = base::day_of_utc(moment->utc);
      return days(day, day);
    }
    const Seconds seconds = ((moment->utc % 60) + 60) % 60;
    const Day day = zone_.day_of(moment->utc);
    return DateRange{moment->utc - seconds, moment->utc - seconds + 60, day, day};
  }

  // Clients send the one date in dateValue or in dateFrom (observed 11.4).
  Result<DateRange> one() const {
    return end(is_blank(node_.find("dateFrom")) && !is_blank(node_.find("dateValue")) ? "dateValue"
                                                                                      : "dateFrom");
  }

  Result<DateRange> range() const {
    PS_TRY(const DateRange from, end("dateFrom"));
    PS_TRY(const DateRange to, end("dateTo"));
    if (to.hi <= from.lo || to.last_day < from.first_day)
      return base::invalid(where_ + ".dateTo", "lies before dateFrom");
    return DateRange{from.lo, to.hi, from.first_day, to.last_day};
  }

  const Node& node_;
  const std::string& where_;
  const base::Zone& zone_;
  Day today_;
};

}  // namespace

Result<DateRange> parse_date_operand(const Node& value, const std::string& where,
                                     const ParseContext& context) {
  return DateOperand(value, where, context).read();
}

}  // namespace planstead::request
