// Small builders of search conditions.
#include "plan/conditions.h"

#include <algorithm>
#include <limits>

namespace planstead::plan {

namespace {
using Kind = Condition::Kind;
using schema::Operator;

Condition of_kind(Kind kind) {
  Condition condition;
  condition.kind = kind;
  return condition;
}

std::vector<std::int64_t> sorted(std::vector<std::int64_t> numbers) {
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}
}  // namespace

Condition always() { return of_kind(Kind::always); }
Condition never() { return of_kind(Kind::never); }

Condition all(std::vector<Condition> children) {
  if (children.size() == 1) return std::move(children.front());
  Condition condition = of_kind(Kind::all);
  condition.children = std::move(children);
  return condition;
}

Condition any(std::vector<Condition> children) {
  if (children.size() == 1) return std::move(children.front());
  Condition condition = of_kind(Kind::any);
  condition.children = std::move(children);
  return condition;
}

Condition negate(Condition child) {
  Condition condition = of_kind(Kind::negate);
  condition.children.push_back(std::move(child));
  return condition;
}

Condition by_operator(Operator op, Condition condition) {
  return op == Operator::notequal || op == Operator::nothave ? negate(std::move(condition))
                                                             : condition;
}

Condition over(Kind kind, std::size_t column) {
  Condition condition = of_kind(kind);
  condition.column = column;
  return condition;
}

Condition in_set(std::size_t column, std::vector<std::int64_t> numbers) {
  Condition condition = over(Kind::in_set, column);
  condition.numbers = sorted(std::move(numbers));
  return condition;
}

Condition list_has(std::size_t column, std::vector<std::int64_t> numbers) {
  Condition condition = over(Kind::list_has, column);
  condition.numbers = sorted(std::move(numbers));
  return condition;
}

Condition over_kind(Kind kind, std::size_t column, base::RefKind ref_kind) {
  Condition condition = over(kind, column);
  condition.number = static_cast<std::int64_t>(ref_kind);
  return condition;
}

Condition id_in(std::vector<std::int64_t> ids) {
  Condition condition = of_kind(Kind::id_in);
  condition.numbers = sorted(std::move(ids));
  return condition;
}

Condition over_custom(Kind kind, std::int64_t field) {
  Condition condition = of_kind(kind);
  condition.field = field;
  return condition;
}

Condition ranged(Condition condition, Operator op, const request::DateRange& range) {
  using Seconds = std::numeric_limits<std::int64_t>;
  using Days = std::numeric_limits<std::int32_t>;
  condition.lo = Seconds::min();
  condition.hi = Seconds::max();
  condition.first_day = Days::min();
  condition.last_day = Days::max();
  if (op == Operator::gt) {
    condition.lo = range.hi;
    condition.first_day = range.last_day.days + 1;
  } else if (op == Operator::lt) {
    condition.hi = range.lo;
    condition.last_day = range.first_day.days - 1;
  }
  if (op == Operator::equal || op == Operator::notequal || op == Operator::gt_equal) {
    condition.lo = range.lo;
    condition.first_day = range.first_day.days;
  }
  if (op == Operator::equal || op == Operator::notequal || op == Operator::lt_equal) {
    condition.hi = range.hi;
    condition.last_day = range.last_day.days;
  }
  return by_operator(op, std::move(condition));
}

std::vector<std::int64_t> packed(base::RefKind kind, const std::vector<std::int64_t>& ids) {
  std::vector<std::int64_t> numbers;
  for (const std::int64_t id : ids) numbers.push_back(base::Ref{kind, id}.packed());
  return sorted(std::move(numbers));
}

std::vector<std::int64_t> packed(const schema::RefList& refs) {
  std::vector<std::int64_t> numbers;
  for (const base::Ref ref : refs) numbers.push_back(ref.packed());
  return sorted(std::move(numbers));
}

}  // namespace planstead::plan
