// Rules over columns of any entity (contract/filters.json; observed-behaviour.md 11).
#include <algorithm>

#include "base/text.h"
#include "plan/filters.h"
#include "schema/custom_filters.h"

namespace planstead::plan {

namespace {

using base::RefKind;
using request::FilterCall;
using schema::Indexed;
using schema::Operator;
using Kind = Condition::Kind;
using Ids = std::vector<std::int64_t>;

bool asks_none(const Ids& ids) { return std::ranges::find(ids, 0) != ids.end(); }

/// The operand in the form in which the column's texts are compared.
std::string formed(const schema::Field& field, const std::string& text) {
  switch (field.indexed) {
    case Indexed::digits:
      return base::digits_of(text);
    case Indexed::handle:
      return base::messenger_name(text);
    default:
      return base::fold(text);
  }
}

Condition text_in(const schema::Field& field, std::size_t column, const std::string& text,
                  bool whole) {
  Condition condition = over(Kind::contains, column);
  condition.text = formed(field, text);
  condition.whole = whole;
  // A phone is no answer to a search for letters, and "@" is no name.
  const bool is_void = condition.text.empty() && !base::trim(text).empty();
  return is_void ? never() : condition;
}

/// What others are not told is found in one's own card alone.
Condition where_told(Condition condition, const schema::Field& field, const FilterScope& scope) {
  if (!field.confidential || scope.viewer.is_admin) return condition;
  const base::Ref person = scope.viewer.person;
  if (person.kind != scope.entity.kind) return never();
  return all({id_in({person.id}), std::move(condition)});
}

/// Some of the filter's columns holds the text.
Condition text_in_any(const schema::Filter& filter, const FilterScope& scope,
                      const std::string& text, bool whole) {
  std::vector<Condition> columns;
  schema::each_field_name(filter, [&](std::string_view name) {
    const schema::Field& field = *schema::find_field(scope.entity, name);
    const std::size_t column = schema::index_of(scope.entity, field);
    columns.push_back(where_told(text_in(field, column, text, whole), field, scope));
  });
  return whole && text.empty() ? all(std::move(columns)) : any(std::move(columns));
}

const std::string& text_of(const FilterCall& call) { return std::get<std::string>(call.operand); }

/// Month and day as one number.
std::int64_t code_of(base::Day day) {
  const base::CivilDate date = base::to_civil(day);
  return date.month * 100 + date.day;
}

/// Who was born on 29 February is found on the 28th of years that have no 29th.
std::int64_t last_code(base::Day day) {
  const std::int64_t code = code_of(day);
  return code == 228 && base::days_in_month(base::to_civil(day).year, 2) == 28 ? 229 : code;
}

Condition born_between(std::size_t column, std::int64_t first, std::int64_t last) {
  if (first > 1231 || last < 101) return never();
  Condition condition = over(Kind::birthday, column);
  condition.lo = first;
  condition.hi = last;
  return condition;
}

}  // namespace

Condition equals(const schema::Field& field, std::size_t column, const Ids& ids) {
  if (column == 0) return id_in(ids);
  const bool is_ref = field.target != RefKind::none;
  Condition condition = in_set(column, is_ref ? packed(field.target, ids) : ids);
  // No task, project or template has the number 0: as in bodies, it means "none". What was never
  // chosen reads as the first label.
  const bool may_miss = is_ref || field.shape == schema::Shape::enumeration;
  return may_miss && asks_none(ids) ? any({over(Kind::missing, column), std::move(condition)})
                                    : condition;
}

Condition list_equals(const schema::Field& field, std::size_t column, const Ids& ids) {
  Condition condition = list_has(column, packed(field.target, ids));
  return asks_none(ids) ? any({over(Kind::list_empty, column), std::move(condition)}) : condition;
}

Condition named(const schema::Field& field, std::size_t column, const std::string& name,
                const catalog::Catalog& catalog) {
  const std::string sought = base::fold(base::trim(name));
  if (sought.empty()) return over(Kind::missing, column);
  Ids ids;
  if (const auto* items = catalog.named_items(field.target))
    for (const catalog::NamedItem& item : *items)
      if (base::fold(item.name) == sought) ids.push_back(item.id);
  return ids.empty() ? never() : in_set(column, packed(field.target, ids));
}

Condition number(const FilterCall& call, std::size_t column) {
  const Ids& ids = std::get<Ids>(call.operand);
  if (call.op == Operator::equal || call.op == Operator::notequal)
    return by_operator(call.op, column == 0 ? id_in(ids) : in_set(column, ids));
  Condition condition = over(Kind::between, column);
  condition.lo = INT64_MIN;
  condition.hi = INT64_MAX;
  const std::int64_t wanted = ids.at(0);
  switch (call.op) {
    case Operator::gt:
      if (wanted == INT64_MAX) return never();
      condition.lo = wanted + 1;
      break;
    case Operator::gt_equal:
      condition.lo = wanted;
      break;
    case Operator::lt:
      condition.hi = wanted - 1;
      break;
    default:
      condition.hi = wanted;
      break;
  }
  return condition;
}

Condition date(const FilterCall& call, std::size_t column, std::size_t other_column) {
  Condition condition = over(Kind::range, column);
  condition.other_column = other_column;
  return ranged(std::move(condition), call.op, std::get<request::DateRange>(call.operand));
}

/// The days of the range in any year; gt and lt reach to the ends of the year.
Condition birthday(const FilterCall& call, std::size_t column) {
  const auto& range = std::get<request::DateRange>(call.operand);
  const bool whole_year = range.last_day.days - range.first_day.days >= 365;
  const std::int64_t first = whole_year ? 101 : code_of(range.first_day);
  const std::int64_t last = whole_year ? 1231 : last_code(range.last_day);
  switch (call.op) {
    case Operator::gt:
      return born_between(column, last + 1, 1231);
    case Operator::lt:
      return born_between(column, 101, first - 1);
    case Operator::gt_equal:
      return born_between(column, first, 1231);
    case Operator::lt_equal:
      return born_between(column, 101, last);
    default:
      return by_operator(call.op, born_between(column, first, last));
  }
}

Condition text_contains(const FilterCall& call, const FilterScope& scope) {
  return text_in_any(*call.filter, scope, text_of(call), false);
}

Condition text_is(const FilterCall& call, const FilterScope& scope) {
  return text_in_any(*call.filter, scope, text_of(call), true);
}

Condition text_words(const FilterCall& call, const FilterScope& scope) {
  std::vector<Condition> words;
  const std::string folded = base::fold(text_of(call));
  for (const std::string_view word : base::split(folded, ' '))
    if (!word.empty()) words.push_back(text_in_any(*call.filter, scope, std::string(word), false));
  return words.empty() ? always() : all(std::move(words));
}

}  // namespace planstead::plan
