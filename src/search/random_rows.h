// Random rows with fields of every kind that the index knows, and random conditions over them, for
// tests. The same seed gives the same.
#pragma once

#include <array>
#include <limits>
#include <random>

#include "schema/task.h"
#include "search/naive_evaluation.h"

namespace planstead::search {

using base::Ref;
using base::RefKind;
using Kind = Condition::Kind;
using schema::Record;
using schema::task_at;
using schema::Value;

// Tasks with fields of every kind that the index knows.
inline constexpr schema::Field extra_fields[] = {
    {.name = "_phones", .shape = schema::Shape::text_list, .indexed = schema::Indexed::digits},
    {.name = "_mails", .shape = schema::Shape::text_list, .indexed = schema::Indexed::text},
    {.name = "_telegram", .shape = schema::Shape::text, .indexed = schema::Indexed::handle},
    {.name = "_born", .shape = schema::Shape::date, .indexed = schema::Indexed::number},
    {.name = "_sent", .shape = schema::Shape::timepoint, .indexed = schema::Indexed::ordered},
    {.name = "_owner",
     .shape = schema::Shape::ref,
     .target = RefKind::task,
     .indexed = schema::Indexed::grouped}};
inline constexpr auto sample_fields = [] {
  std::array<schema::Field, schema::task_fields.size() + std::size(extra_fields)> all{};
  std::ranges::copy(extra_fields, std::ranges::copy(schema::task_fields, all.begin()).out);
  return all;
}();
inline constexpr std::size_t extra(std::size_t i) { return schema::task_fields.size() + i; }
inline constexpr std::size_t phones = extra(0), mails = extra(1), telegram = extra(2),
                             born = extra(3), sent = extra(4), owner = extra(5);
inline const schema::Entity sample = [] {
  schema::Entity entity = schema::task;
  entity.fields = sample_fields;
  return entity;
}();

inline constexpr std::size_t number_columns[] = {task_at("priority"),
                                                 task_at("status"),
                                                 task_at("processId"),
                                                 task_at("assigner"),
                                                 task_at("parent"),
                                                 task_at("project"),
                                                 task_at("dateTime"),
                                                 task_at("endDateTime"),
                                                 task_at("isDeleted"),
                                                 task_at("_kind"),
                                                 born,
                                                 sent};
inline constexpr std::size_t moment_columns[] = {task_at("dateTime"), task_at("endDateTime"),
                                                 task_at("dateOfLastComment"), sent};
inline constexpr std::size_t whole_number_columns[] = {0, task_at("processId"), task_at("_kind")};
inline constexpr std::size_t text_columns[] = {task_at("name"), phones, mails, telegram};
inline constexpr std::size_t ref_columns[] = {task_at("assigner"), task_at("parent"),
                                              task_at("project")};
inline constexpr std::size_t list_columns[] = {task_at("assignees"), task_at("participants"),
                                               task_at("_personalStatuses")};
inline const char* const words[] = {"Ёлка", "ёж",     "ОТЧЁТ",   "отчет",       "Договор", "план",
                                    "Plan", "straße", "STRASSE", "№5",          "я",       "Ж",
                                    "ab",   "Ab",     "日本語",  "🙂",        "Київ",    "ґанок",
                                    "é",    "A1",     ".",       "счёт-фактура"};

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(count));
  }
  bool once_in(int count) { return below(count) == 0; }
  template <class T, std::size_t n>
  const T& one_of(const T (&items)[n]) {
    return items[static_cast<std::size_t>(below(n))];
  }

  std::string text() {
    std::string out = one_of(words);
    for (std::int64_t i = below(4); i > 0; --i)
      out += (once_in(3) ? "" : " ") + std::string(one_of(words));
    return out;
  }
  /// A text as the column may hold it, or as somebody may look for it.
  std::string text_of(std::size_t column) {
    if (column == phones)
      return one_of({"+7 (999) 123-45-67", "8 800 5", "79991234567", "8-800-555", "нет", ""});
    if (column == telegram)
      return one_of({"@Anna", "anna", "https://t.me/Anna_1", "t.me/boris", "Борис", "@"});
    if (column == mails)
      return one_of({"a@b.ru", "A@B.ru", "anna@b.ru", "b.ru", "", "Ёж@почта.рф"});
    return once_in(3) ? text() : one_of(words);
  }
  base::Day birth_date() {
    return base::to_day(one_of<base::CivilDate>({{1984, 2, 29},
                                                 {1990, 2, 28},
                                                 {2001, 3, 1},
                                                 {1970, 1, 1},
                                                 {1969, 12, 31},
                                                 {1955, 12, 25},
                                                 {2010, 7, 15}}));
  }
  int birthday() {
    const base::CivilDate date = base::to_civil(birth_date());
    return date.month * 100 + date.day;
  }
  Ref person() { return {one_of({RefKind::user, RefKind::contact, RefKind::group}), below(6) + 1}; }
  base::Moment moment() {
    const std::int64_t day = below(20) - 5;
    if (once_in(2)) return {day * 86400, false};
    const std::int64_t seconds[] = {0, 1, 43200, 86399};
    return {day * 86400 + one_of(seconds), true};
  }
  schema::RefList people() {
    schema::RefList out;
    for (std::int64_t i = below(4); i > 0; --i) out.push_back(person());
    return out;
  }
  Value custom(std::int64_t field);
  Record row(std::int64_t id, std::int64_t id_max);
  Condition condition(int depth, std::int64_t id_max);

 private:
  Condition leaf(std::int64_t id_max);
  bool number_leaf(Condition& c, std::int64_t id_max);
  bool list_leaf(Condition& c, std::int64_t id_max);
  Condition custom_leaf(Condition c);
  void fill_range(Condition& c);
  void fill_text(Condition& c);
  std::vector<std::int64_t> numbers_of(std::size_t column, std::int64_t id_max);
  std::mt19937_64 engine_;
};

inline Value Dice::custom(std::int64_t field) {
  switch (field) {
    case 1:
      return text();
    case 2:
      return one_of({0.0, -1.5, 2.0, 3.25, 1e300, 9007199254740993.0, -7.0});
    case 30:
      return base::Day{static_cast<std::int32_t>(below(20) - 5)};
    case 31:
      return moment();
    case 129: {
      const auto from = moment();
      return schema::Frame{from, {from.utc + below(3) * 86400, from.has_time}, false};
    }
    case 400:
      return once_in(2);
    case 5000:
      return std::string(one_of(words));
    case 5001:
      return person();
    case 5002:
      return schema::RefList{person(), person()};
    case 5003:
      return schema::TextList{one_of(words), one_of(words)};
    case 5004:
      return base::TimeOfDay{static_cast<std::int16_t>(below(24) * 60)};
    case 5006:
      return schema::Location{once_in(4) ? "" : text(), 37.6, 55.7, true};
    default:
      return Ref{RefKind::entry, (std::int64_t{3} << 32) | below(5)};
  }
}
inline constexpr std::int64_t custom_fields[] = {1,    2,    30,   31,   129,  400, 5000,
                                                 5001, 5002, 5003, 5004, 5005, 5006};

inline Record Dice::row(std::int64_t id, std::int64_t id_max) {
  Record row(sample);
  row.set_id(id);
  row.set("name", text());
  if (!once_in(4)) row.set("priority", below(2));
  row.set("status", Ref{RefKind::status, below(5) + 1});
  if (!once_in(4))
    row.set("processId", one_of({std::int64_t{1}, std::int64_t{-5}, INT64_MAX, INT64_MIN + 1,
                                 std::int64_t{70000}}));
  if (!once_in(4)) row.set("assigner", person());
  if (!once_in(3)) row.set("parent", Ref{RefKind::task, below(id_max) + 1});
  if (!once_in(3)) row.set("project", Ref{RefKind::project, below(300) * 1000});
  for (const std::size_t column : moment_columns)
    if (!once_in(4)) row.at(column) = moment();
  for (const std::size_t column : {phones, mails})
    if (!once_in(4)) row.at(column) = schema::TextList{text_of(column), text_of(column)};
  if (!once_in(4)) row.at(telegram) = text_of(telegram);
  if (!once_in(4)) row.at(born) = birth_date();
  if (!once_in(4)) row.at(owner) = Ref{RefKind::task, below(once_in(2) ? 3 : 100) + 1};
  row.set("isDeleted", once_in(5));
  row.set("_kind", below(4));
  row.set("assignees", people());
  if (once_in(2)) row.set("participants", people());
  if (once_in(2)) {
    schema::RefList personal;
    for (std::int64_t i = below(3); i > 0; --i) {
      personal.push_back({RefKind::user, below(6) + 1});
      personal.push_back({RefKind::status, below(5) + 1});
    }
    row.set("_personalStatuses", personal);
  }
  for (const std::int64_t field : custom_fields)
    if (once_in(2)) row.set_custom(field, custom(field));
  return row;
}

inline std::vector<std::int64_t> Dice::numbers_of(std::size_t column, std::int64_t id_max) {
  std::vector<std::int64_t> out;
  for (std::int64_t i = once_in(4) ? 12 : below(3); i >= 0; --i) {
    const Record drawn = row(1, id_max);
    const std::int64_t number = naive::number(drawn.at(column));
    if (number != no_number) out.push_back(number);
  }
  std::ranges::sort(out);
  return out;
}

inline void Dice::fill_range(Condition& c) {
  const std::int64_t day = below(22) - 6, length = below(4);
  c.first_day = static_cast<std::int32_t>(day);
  c.last_day = static_cast<std::int32_t>(day + length);
  c.lo = day * 86400 + (once_in(2) ? 10800 : 0);
  c.hi = (day + length + 1) * 86400;
  if (once_in(5)) {
    c.lo = INT64_MIN;
    c.first_day = INT32_MIN;
  }
  if (once_in(5)) {
    c.hi = INT64_MAX;
    c.last_day = INT32_MAX;
  }
}

inline void Dice::fill_text(Condition& c) {
  c.whole = once_in(3);
  c.text = text_of(c.column);
  c.text = c.column == phones     ? base::digits_of(c.text)
           : c.column == telegram ? base::messenger_name(c.text)
                                  : base::fold(c.text);
}

inline Condition Dice::custom_leaf(Condition c) {
  c.field = one_of(custom_fields);
  switch (c.kind) {
    case Kind::custom_text:
      c.field = one_of<std::int64_t>({1, 1, 5000, 5006});
      c.whole = once_in(2);
      c.text = base::fold(c.whole && once_in(2) ? text() : one_of(words));
      break;
    case Kind::custom_number: {
      c.field = once_in(8) ? c.field : 2;
      constexpr double infinity = std::numeric_limits<double>::infinity();
      c.min = once_in(3) ? -infinity : std::get<double>(custom(2));
      c.max = once_in(3) ? infinity : std::get<double>(custom(2));
      c.min_open = once_in(2);
      c.max_open = once_in(2);
      if (!once_in(3)) break;
      c.field = 5004;
      c.min = static_cast<double>(below(1440));
      c.max = c.min + 300;
      break;
    }
    case Kind::custom_moment:
      c.field = one_of({std::int64_t{30}, std::int64_t{31}, std::int64_t{129}, std::int64_t{1}});
      fill_range(c);
      break;
    case Kind::custom_flag:
      c.number = below(2);
      break;
    case Kind::custom_refs:
      c.field = one_of({std::int64_t{5001}, std::int64_t{5002}, std::int64_t{5005}});
      for (std::int64_t i = below(7); i >= 0; --i)
        c.numbers.push_back(c.field == 5005 ? std::get<Ref>(custom(5005)).packed()
                                            : person().packed());
      break;
    case Kind::custom_labels:
      c.field = once_in(2) ? 5000 : 5003;
      for (std::int64_t i = below(3); i >= 0; --i) c.texts.push_back(one_of(words));
      break;
    default:
      break;
  }
  return c;
}

inline Condition Dice::leaf(std::int64_t id_max) {
  Condition c;
  c.kind = static_cast<Kind>(below(static_cast<std::int64_t>(Kind::id_in) + 1));
  if (c.kind == Kind::all || c.kind == Kind::any || c.kind == Kind::negate) c.kind = Kind::always;
  return number_leaf(c, id_max) ? c : list_leaf(c, id_max) ? c : custom_leaf(c);
}

/// Kinds over number columns.
inline bool Dice::number_leaf(Condition& c, std::int64_t id_max) {
  switch (c.kind) {
    case Kind::in_set:
      c.column = one_of(number_columns);
      c.numbers = numbers_of(c.column, id_max);
      break;
    case Kind::range:
      c.column = one_of(moment_columns);
      if (once_in(2)) c.other_column = one_of(moment_columns);
      fill_range(c);
      break;
    case Kind::between:
      c.column = one_of(whole_number_columns);
      c.lo = c.column == 0 ? below(id_max) : one_of<std::int64_t>({INT64_MIN, -5, 0, 1, 70000});
      c.hi = once_in(4) ? INT64_MAX : c.lo + below(c.column == 0 ? 20 : 3);
      break;
    case Kind::birthday:
      c.column = once_in(4) ? one_of(moment_columns) : born;
      c.lo = birthday();
      c.hi = birthday();
      break;
    case Kind::missing:
      c.column = one_of(number_columns);
      break;
    case Kind::ref_kind:
      c.column = one_of(ref_columns);
      c.number = below(6);
      break;
    default:
      return false;
  }
  return true;
}

/// Kinds over lists, texts, trees and ids.
inline bool Dice::list_leaf(Condition& c, std::int64_t id_max) {
  switch (c.kind) {
    case Kind::list_empty:
      c.column = one_of(list_columns);
      break;
    case Kind::list_has:
      c.column = one_of(list_columns);
      for (std::int64_t i = below(7); i >= 0; --i) c.numbers.push_back(person().packed());
      break;
    case Kind::list_has_kind:
      c.column = one_of(list_columns);
      c.number = below(4);
      break;
    case Kind::status_of:
      c.column = task_at("status");
      c.other_column = task_at("_personalStatuses");
      c.number = Ref{RefKind::user, below(7)}.packed();
      for (std::int64_t i = below(3); i >= 0; --i)
        c.numbers.push_back(Ref{RefKind::status, below(5) + 1}.packed());
      break;
    case Kind::contains:
      c.column = one_of(text_columns);
      fill_text(c);
      break;
    case Kind::below:
      c.column = task_at("parent");
      c.number = below(id_max) + 1;
      break;
    case Kind::id_in:
      for (std::int64_t i = below(20); i >= 0; --i) c.numbers.push_back(below(id_max) + 1);
      std::ranges::sort(c.numbers);
      break;
    default:
      return false;
  }
  return true;
}

inline Condition Dice::condition(int depth, std::int64_t id_max) {
  if (depth == 0 || once_in(3)) return leaf(id_max);
  Condition c;
  c.kind = one_of({Kind::all, Kind::any, Kind::negate});
  for (std::int64_t i = c.kind == Kind::negate ? 0 : below(4); i >= 0; --i)
    c.children.push_back(condition(depth - 1, id_max));
  return c;
}

}  // namespace planstead::search
