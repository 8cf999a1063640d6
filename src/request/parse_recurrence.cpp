// The contract's Recurrence, as the structure file writes it (domain/tasks-and-access.md 3). REST
// only reads it.
#include <algorithm>
#include <span>

#include "request/coerce.h"
#include "request/value_call.h"

namespace planstead::request {

using base::Node;
using base::Result;
using schema::Recurrence;

namespace {

struct UnitRow {
  std::string_view key;
  Recurrence::Unit unit;
  std::string_view step_key;
};
constexpr UnitRow units[] = {{"daily", Recurrence::Unit::daily, "shift"},
                             {"weekly", Recurrence::Unit::weekly, "shift"},
                             {"monthly", Recurrence::Unit::monthly, "month"}};

struct RuleRow {
  std::string_view label;
  Recurrence::Rule rule;
  bool daily, weekly, monthly;
};
constexpr RuleRow rules[] = {{"Every", Recurrence::Rule::every, true, true, true},
                             {"EveryWorking", Recurrence::Rule::every_working, true, false, false},
                             {"AfterComplete", Recurrence::Rule::after_complete, true, true, true},
                             {"Exact", Recurrence::Rule::exact, false, false, true}};

constexpr std::pair<std::string_view, Recurrence::End> ends[] = {
    {"NoEnd", Recurrence::End::no_end},
    {"ByCount", Recurrence::End::by_count},
    {"ByEndDate", Recurrence::End::by_date}};

constexpr int longest_step = 1000;

// Only the structure file writes a recurrence, so a misspelt key is refused: a series that never
// ends because of `end` for `endConditions` would go unnoticed for months.
base::Status only_known(const ValueCall& call, std::span<const std::string_view> known) {
  for (const auto& [key, node] : *call.node.as_object())
    if (std::ranges::find(known, std::string_view(key)) == known.end())
      return base::malformed(call.where + '.' + key, "unknown key");
  return base::ok();
}
constexpr std::string_view recurrence_keys[] = {"startDate", "endConditions", "daily", "weekly",
                                                "monthly"};
constexpr std::string_view end_keys[] = {"type", "date", "repeatCount", "notify"};
constexpr std::string_view unit_keys[] = {"type", "shift", "days", "month", "day", "dayType"};

// A whole number of a member; the fallback where it is absent.
Result<int> number_of(const ValueCall& call, std::string_view key, int fallback, int least,
                      int most) {
  const Node* node = call.node.find(key);
  if (is_blank(node)) return fallback;
  const ValueCall inner = call.part(*node, '.' + std::string(key));
  const auto number = as_whole(*node);
  if (!number) return wrong_type(inner, "a whole number");
  if (*number < least || *number > most)
    return refused(inner, "must be " + std::to_string(least) + " to " + std::to_string(most));
  return static_cast<int>(*number);
}

Result<std::string_view> label_of(const ValueCall& call, std::string_view fallback) {
  const Node* node = call.node.find("type");
  if (is_blank(node)) return fallback;
  if (node->as_text() == nullptr) return wrong_type(call.part(*node, ".type"), "a text");
  return std::string_view(*node->as_text());
}

Result<Recurrence::Rule> rule_of(const ValueCall& call, Recurrence::Unit unit) {
  PS_TRY(const std::string_view label, label_of(call, "Every"));
  for (const RuleRow& row : rules) {
    const bool fits = unit == Recurrence::Unit::daily    ? row.daily
                      : unit == Recurrence::Unit::weekly ? row.weekly
                                                         : row.monthly;
    if (fits && row.label == label) return row.rule;
  }
  return refused(call, shown(label) + " is no kind of this recurrence");
}

base::Status read_week_days(const ValueCall& call, Recurrence& recurrence) {
  const Node* days = call.node.find("days");
  if (is_blank(days)) {
    if (recurrence.rule == Recurrence::Rule::every)
      return base::missing(call.where + ".days", "which days of the week, 1 Monday to 7 Sunday");
    return base::ok();
  }
  const ValueCall inner = call.part(*days, ".days");
  if (days->as_array() == nullptr) return wrong_type(inner, "an array");
  for (const Node& item : *days->as_array()) {
    const auto day = as_whole(item);
    if (!day || *day < 1 || *day > 7) return refused(inner, shown(item) + " is not 1 to 7");
    recurrence.days.push_back(static_cast<int>(*day));
  }
  std::ranges::sort(recurrence.days);
  const auto repeats = std::ranges::unique(recurrence.days);
  recurrence.days.erase(repeats.begin(), repeats.end());
  return base::ok();
}

base::Status read_month_day(const ValueCall& call, Recurrence& recurrence) {
  if (recurrence.rule == Recurrence::Rule::after_complete) return base::ok();
  PS_TRY(recurrence.day, number_of(call, "day", 1, -1, 31));
  if (recurrence.day == 0) return refused(call.part(call.node, ".day"), "must be 1 to 31, or -1");
  const Node* type = call.node.find("dayType");
  if (is_blank(type)) return base::ok();
  const ValueCall inner = call.part(*type, ".dayType");
  if (type->as_text() == nullptr) return wrong_type(inner, "a text");
  const auto found =
      std::ranges::find(schema::recurrence_day_types, std::string_view(*type->as_text()));
  if (found == std::end(schema::recurrence_day_types))
    return refused(inner, shown(*type) + " is no kind of day");
  recurrence.day_type = static_cast<int>(found - std::begin(schema::recurrence_day_types));
  return base::ok();
}

base::Status read_notify(const ValueCall& call, Recurrence& recurrence) {
  const Node* notify = call.node.find("notify");
  if (is_blank(notify)) return base::ok();
  const ValueCall inner = call.part(*notify, ".notify");
  if (notify->as_object() == nullptr) return wrong_type(inner, "an object");
  PS_TRY(recurrence.notify_type, number_of(inner, "type", -1, -1, 1));
  PS_TRY(recurrence.notify_day, number_of(inner, "day", 0, 0, longest_step));
  return base::ok();
}

base::Status read_end(const ValueCall& call, Recurrence& recurrence) {
  const Node* node = call.node.find("endConditions");
  if (is_blank(node)) return base::ok();
  const ValueCall inner = call.part(*node, ".endConditions");
  if (node->as_object() == nullptr) return wrong_type(inner, "an object");
  PS_CHECK(only_known(inner, end_keys));
  PS_TRY(const std::string_view label, label_of(inner, "NoEnd"));
  const auto row =
      std::ranges::find(ends, label, &std::pair<std::string_view, Recurrence::End>::first);
  if (row == std::end(ends))
    return refused(inner.part(*node, ".type"), shown(label) + " is no kind of end");
  recurrence.end = row->second;
  PS_CHECK(read_notify(inner, recurrence));
  if (recurrence.end == Recurrence::End::by_count) {
    PS_TRY(recurrence.repeat_count, number_of(inner, "repeatCount", 0, 1, 1'000'000));
    if (recurrence.repeat_count == 0)
      return base::missing(inner.where + ".repeatCount", "how many copies");
  }
  if (recurrence.end != Recurrence::End::by_date) return base::ok();
  const Node* date = node->find("date");
  if (is_blank(date)) return base::missing(inner.where + ".date", "the last day");
  PS_TRY(const auto moment, parse_timepoint(inner.part(*date, ".date")));
  if (!moment) return base::missing(inner.where + ".date", "the last day");
  recurrence.end_date = *moment;
  return base::ok();
}

base::Status read_unit(const UnitRow& row, const ValueCall& call, Recurrence& recurrence) {
  if (call.node.as_object() == nullptr) return wrong_type(call, "an object");
  PS_CHECK(only_known(call, unit_keys));
  recurrence.unit = row.unit;
  PS_TRY(recurrence.rule, rule_of(call, row.unit));
  PS_TRY(recurrence.step, number_of(call, row.step_key, 1, 1, longest_step));
  if (row.unit == Recurrence::Unit::weekly) return read_week_days(call, recurrence);
  if (row.unit == Recurrence::Unit::monthly) return read_month_day(call, recurrence);
  return base::ok();
}

}  // namespace

Result<schema::Value> parse_recurrence(const ValueCall& call) {
  if (call.node.as_object() == nullptr) return wrong_type(call, "an object");
  PS_CHECK(only_known(call, recurrence_keys));
  Recurrence recurrence;
  int found = 0;
  for (const UnitRow& row : units) {
    const Node* unit = call.node.find(row.key);
    if (is_blank(unit)) continue;
    ++found;
    PS_CHECK(read_unit(row, call.part(*unit, '.' + std::string(row.key)), recurrence));
  }
  if (found != 1) return refused(call, "needs one of daily, weekly and monthly");
  const Node* start = call.node.find("startDate");
  if (is_blank(start)) return base::missing(call.where + ".startDate", "the first moment");
  PS_TRY(const auto moment, parse_timepoint(call.part(*start, ".startDate")));
  if (!moment) return base::missing(call.where + ".startDate", "the first moment");
  recurrence.start = *moment;
  PS_CHECK(read_end(call, recurrence));
  return schema::Value{std::move(recurrence)};
}

}  // namespace planstead::request
