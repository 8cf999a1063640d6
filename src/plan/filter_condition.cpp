// The filters of tasks, by their rules (contract/filters.json; observed-behaviour.md 11).
#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "plan/filters.h"
#include "plan/people.h"
#include "schema/task.h"

namespace planstead::plan {

namespace {

using base::Ref;
using base::RefKind;
using request::FilterCall;
using schema::Rule;
using schema::task_at;
using Kind = Condition::Kind;
using Ids = std::vector<std::int64_t>;

const Ids& ids_of(const FilterCall& call) { return std::get<Ids>(call.operand); }
Ref person_of(const FilterCall& call) { return std::get<schema::RefList>(call.operand).at(0); }

Condition date(const FilterCall& call, std::size_t column, std::size_t other) {
  Condition condition = over(Kind::range, column);
  condition.other_column = other;
  return ranged(std::move(condition), call.op, std::get<request::DateRange>(call.operand));
}

/// Same value that the answer shows: the viewer's own status where he has one
/// (domain/tasks-and-access.md 1.7).
Condition status(const FilterCall& call, const FilterScope& scope) {
  Condition condition = over(Kind::status_of, task_at("status"));
  condition.other_column = task_at("_personalStatuses");
  condition.number = scope.viewer.person.packed();
  condition.numbers = packed(RefKind::status, ids_of(call));
  return condition;
}

/// As domain::deadline_of reckons: an end without time lasts to the end of its day in the account's
/// zone.
Condition overdue(const FilterScope& scope) {
  Ids tracking;
  for (const catalog::Status& one : scope.catalog.statuses)
    if (one.has_deadline) tracking.push_back(one.id);
  const base::Day today = scope.catalog.account.zone.day_of(scope.now);
  const request::DateRange up_to_now{0, scope.now + 1, {}, {today.days - 1}};
  return all(
      {in_set(task_at("status"), packed(RefKind::status, tracking)),
       ranged(over(Kind::range, task_at("endDateTime")), schema::Operator::lt_equal, up_to_now)});
}

Condition template_or_object(const Ids& ids) {
  return any({equals(schema::task_fields[task_at("template")], task_at("template"), ids),
              equals(schema::task_fields[task_at("object")], task_at("object"), ids)});
}

Condition below(std::int64_t task) {
  Condition condition = over(Kind::below, task_at("parent"));
  condition.number = task;
  return condition;
}

Condition any_below(const Ids& ids) {
  std::vector<Condition> trees;
  for (const std::int64_t id : ids) trees.push_back(below(id));
  return any(std::move(trees));
}

Condition contains(const FilterCall& call, std::size_t column) {
  Condition condition = over(Kind::contains, column);
  condition.text = base::fold(std::get<std::string>(call.operand));
  return condition;
}

/// Rules with an operand that says whom or what; the operator may turn them round.
Condition compared(const FilterCall& call, std::size_t column, const FilterScope& scope) {
  const schema::Field& field = scope.entity.fields[column];
  switch (call.filter->rule) {
    case Rule::equals:
    case Rule::project:
      return equals(field, column, ids_of(call));
    case Rule::status:
      return status(call, scope);
    case Rule::person:
      if (person_of(call).id == 0) return over(Kind::missing, column);
      return in_set(column, packed(one_of(person_of(call), scope.catalog)));
    case Rule::member:
      return list_has(column, packed(listed_as(person_of(call), scope.catalog)));
    case Rule::member_direct:
      return list_has(column, {person_of(call).packed()});
    case Rule::project_auditor:
      return in_audited_project(person_of(call), scope);
    case Rule::any_auditor:
      return any({list_has(column, packed(listed_as(person_of(call), scope.catalog))),
                  in_audited_project(person_of(call), scope)});
    case Rule::contains:
      return contains(call, column);
    case Rule::tree:
      return any_below(ids_of(call));
    case Rule::template_or_object:
      return template_or_object(ids_of(call));
    default:
      throw std::logic_error("a filter rule without a condition");
  }
}

}  // namespace

Condition equals(const schema::Field& field, std::size_t column, const Ids& ids) {
  if (column == 0) return id_in(ids);
  const bool is_ref = field.target != RefKind::none;
  Condition condition = in_set(column, is_ref ? packed(field.target, ids) : ids);
  // No task, project or template has the number 0: as in bodies, it means "none".
  const bool asks_none = is_ref && std::ranges::find(ids, 0) != ids.end();
  return asks_none ? any({over(Kind::missing, column), std::move(condition)}) : condition;
}

Condition in_audited_project(Ref person, const FilterScope& scope) {
  const auto names = listed_as(person, scope.catalog);
  Ids projects;
  for (const auto& [project, auditors] : scope.project_auditors)
    if (std::ranges::find_first_of(auditors, names) != auditors.end()) projects.push_back(project);
  return projects.empty() ? never()
                          : in_set(task_at("project"), packed(RefKind::project, projects));
}

Condition filter_condition(const FilterCall& call, const FilterScope& scope) {
  const schema::Filter& filter = *call.filter;
  const schema::Field* field = schema::find_field(scope.entity, filter.field);
  const std::size_t column = field == nullptr ? 0 : schema::index_of(scope.entity, *field);
  switch (filter.rule) {
    case Rule::date:
      return date(call, column, 0);
    case Rule::date_either:
      return date(call, column, task_at("dateOfLastComment"));
    case Rule::missing:
      return over(Kind::missing, column);
    case Rule::present:
      return negate(over(Kind::missing, column));
    case Rule::list_missing:
      return over(Kind::list_empty, column);
    case Rule::kind_user:
      return over_kind(Kind::ref_kind, column, RefKind::user);
    case Rule::kind_contact:
      return over_kind(Kind::ref_kind, column, RefKind::contact);
    case Rule::list_has_user:
      return over_kind(Kind::list_has_kind, column, RefKind::user);
    case Rule::list_has_contact:
      return over_kind(Kind::list_has_kind, column, RefKind::contact);
    case Rule::recurring:
      return negate(over(Kind::missing, column));
    case Rule::not_recurring:
      return over(Kind::missing, column);
    case Rule::overdue:
      return overdue(scope);
    case Rule::not_overdue:
      return negate(overdue(scope));
    case Rule::custom:
    case Rule::custom_has_value:
    case Rule::custom_no_value:
      return custom_condition(call, scope);
    case Rule::data_tag_has:
    case Rule::data_tag_lacks:
    case Rule::data_tag_value:
      return data_tag_condition(call, scope);
    default:
      return by_operator(call.op, compared(call, column, scope));
  }
}

}  // namespace planstead::plan
