// Filters over custom fields: who owns the field, and how values of each operand compare.
#include <limits>
#include <stdexcept>

#include "base/text.h"
#include "plan/filters.h"
#include "plan/people.h"
#include "plan/visible.h"
#include "schema/references.h"
#include "schema/task.h"

namespace planstead::plan {

namespace {

using base::RefKind;
using request::FilterCall;
using schema::Operand;
using schema::Operator;
using schema::Rule;
using schema::Shape;
using schema::task_at;
using Kind = Condition::Kind;
using Ids = std::vector<std::int64_t>;

Condition present(const catalog::CustomField& field) {
  return over_custom(Kind::custom_present, field.id);
}

/// The rows that carry the field, as Catalog::owns decides: a task has the fields of its template
/// and of its object (domain/tasks-and-access.md 2.3), a contact or project those of its template
/// and those that nothing holds.
Condition owns(const catalog::CustomField& field, const schema::Entity& entity) {
  if (&entity == &schema::task) {
    const auto holders = packed(RefKind::task, field.holders);
    return any({in_set(task_at("template"), holders), in_set(task_at("object"), holders)});
  }
  const schema::Field* form = schema::find_field(entity, "template");
  if (form == nullptr || field.holders.empty()) return always();
  return in_set(schema::index_of(entity, *form), packed(form->target, field.holders));
}

/// equal and notequal are exact but for case, have and nothave look inside; "" means empty
/// (observed 11.2).
Condition text(const FilterCall& call, const std::string& wanted) {
  if (wanted.empty()) return negate(present(*call.field));
  Condition condition = over_custom(Kind::custom_text, call.field->id);
  condition.text = base::fold(wanted);
  condition.whole = call.op == Operator::equal || call.op == Operator::notequal;
  return condition;
}

Condition custom_number(const FilterCall& call, double wanted) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Condition condition = over_custom(Kind::custom_number, call.field->id);
  const bool from = call.op != Operator::lt && call.op != Operator::lt_equal;
  const bool to = call.op != Operator::gt && call.op != Operator::gt_equal;
  condition.min = from ? wanted : -infinity;
  condition.max = to ? wanted : infinity;
  condition.min_open = call.op == Operator::gt;
  condition.max_open = call.op == Operator::lt;
  return condition;
}

/// All labels that were asked for; none asked for means empty.
Condition labels(const catalog::CustomField& field, schema::TextList wanted) {
  std::erase(wanted, "");
  if (wanted.empty()) return negate(present(field));
  Condition condition = over_custom(Kind::custom_labels, field.id);
  condition.texts = std::move(wanted);
  return condition;
}

Condition refs(const catalog::CustomField& field, std::vector<std::int64_t> numbers) {
  Condition condition = over_custom(Kind::custom_refs, field.id);
  condition.numbers = std::move(numbers);
  return condition;
}

/// The reference that a number in a filter means for the field.
base::Ref ref_of(const catalog::CustomField& field, std::int64_t id) {
  switch (field.type->shape) {
    case Shape::entry:
    case Shape::entries:
      return {RefKind::entry, schema::entry_id(field.directory, id)};
    case Shape::project:
      return {RefKind::project, id};
    case Shape::contact:
      return {RefKind::contact, id};
    case Shape::employee:
      return {RefKind::user, id};
    default:
      return {RefKind::task, id};
  }
}

/// Some of the ids; 0 means empty.
Condition some_of(const catalog::CustomField& field, const Ids& ids) {
  std::vector<Condition> children;
  schema::RefList wanted;
  for (const std::int64_t id : ids)
    if (id != 0) wanted.push_back(ref_of(field, id));
  if (wanted.size() != ids.size()) children.push_back(negate(present(field)));
  children.push_back(refs(field, packed(wanted)));
  return any(std::move(children));
}

Condition each_of(const catalog::CustomField& field, const Ids& keys) {
  if (keys.empty()) return negate(present(field));
  std::vector<Condition> children;
  for (const std::int64_t key : keys)
    children.push_back(refs(field, {ref_of(field, key).packed()}));
  return all(std::move(children));
}

/// A field that may hold a group is compared with the group itself; elsewhere a group means its
/// members.
Condition person(const catalog::CustomField& field, base::Ref wanted,
                 const catalog::Catalog& catalog) {
  if (wanted.id == 0) return negate(present(field));
  const bool holds_groups =
      field.type->shape == Shape::member || field.type->shape == Shape::members;
  return refs(field, packed(holds_groups ? schema::RefList{wanted} : one_of(wanted, catalog)));
}

Condition flag(const catalog::CustomField& field, bool wanted) {
  Condition condition = over_custom(Kind::custom_flag, field.id);
  condition.number = wanted ? 1 : 0;
  return condition;
}

/// The comparison before the operator may turn it round.
Condition compared(const FilterCall& call, const schema::Filter& filter, const FilterScope& scope) {
  const catalog::CustomField& field = *call.field;
  switch (filter.operand) {
    case Operand::text:
      return text(call, std::get<std::string>(call.operand));
    case Operand::label:
      return labels(field, {std::get<std::string>(call.operand)});
    case Operand::labels:
      return labels(field, std::get<schema::TextList>(call.operand));
    case Operand::number:
    case Operand::time:
      return custom_number(call, std::get<double>(call.operand));
    case Operand::boolean:
      return flag(field, std::get<bool>(call.operand));
    case Operand::ids:
      return some_of(field, std::get<Ids>(call.operand));
    case Operand::keys:
      return each_of(field, std::get<Ids>(call.operand));
    case Operand::person:
    case Operand::counterparty:
      return person(field, std::get<schema::RefList>(call.operand).at(0), scope.catalog);
    default:
      throw std::logic_error("no custom field is compared with such an operand");
  }
}

}  // namespace

Condition compare_custom(const FilterCall& call, const schema::Filter& filter,
                         const FilterScope& scope) {
  if (filter.operand == Operand::date)
    return ranged(over_custom(Kind::custom_moment, call.field->id), call.op,
                  std::get<request::DateRange>(call.operand));
  return by_operator(call.op, compared(call, filter, scope));
}

Condition custom_condition(const FilterCall& call, const FilterScope& scope) {
  std::vector<Condition> parts{owns(*call.field, scope.entity)};
  // Whatever the operator says: rows whose value the viewer may not see meet no filter over it.
  if (Condition seen = value_visible(*call.field, scope); seen != always())
    parts.push_back(std::move(seen));
  switch (call.filter->rule) {
    case Rule::custom_has_value:
      parts.push_back(present(*call.field));
      break;
    case Rule::custom_no_value:
      parts.push_back(negate(present(*call.field)));
      break;
    default:
      parts.push_back(compare_custom(call, *call.filter, scope));
  }
  return all(std::move(parts));
}

}  // namespace planstead::plan
