// Which condition a filter's rule means.
#include <algorithm>
#include <stdexcept>

#include "catalog/access.h"
#include "plan/filters.h"
#include "plan/people.h"
#include "plan/visible.h"
#include "schema/custom_filters.h"
#include "schema/references.h"

namespace planstead::plan {

namespace {

using base::Ref;
using base::RefKind;
using request::FilterCall;
using schema::Rule;
using Kind = Condition::Kind;
using Ids = std::vector<std::int64_t>;

const Ids& ids_of(const FilterCall& call) { return std::get<Ids>(call.operand); }
Ref person_of(const FilterCall& call) { return std::get<schema::RefList>(call.operand).at(0); }

/// The first of the filter's fields; 0 where it names none.
std::size_t column_of(const FilterCall& call, const schema::Entity& entity) {
  const std::string_view name = call.filter->field.substr(0, call.filter->field.find(' '));
  const schema::Field* field = schema::find_field(entity, name);
  return field == nullptr ? 0 : schema::index_of(entity, *field);
}

/// Rows of directories have their keys within their directory.
Condition entry_key(const Ids& keys, std::int64_t directory) {
  Ids ids;
  for (const std::int64_t key : keys)
    if (key <= schema::entry_key_max) ids.push_back(schema::entry_id(directory, key));
  return id_in(std::move(ids));
}

Condition flag(const FilterCall& call, std::size_t column) {
  Condition set = in_set(column, {1});
  return std::get<bool>(call.operand) ? set : negate(std::move(set));
}

/// Who may see and change a row. Lists of a card that say nothing open it to nobody here.
Condition in_charge(Ref person, std::size_t column, bool to_view, const FilterScope& scope) {
  if (catalog::is_admin(person, scope.catalog)) return always();
  const std::size_t author =
      schema::index_of(scope.entity, *schema::find_field(scope.entity, "addedBy"));
  const auto names = packed(listed_as(person, scope.catalog));
  std::vector<Condition> ways{list_has(column, names),
                              in_set(author, packed(one_of(person, scope.catalog)))};
  for (const std::string_view list : {"editors", "viewers"})
    if (const schema::Field* field = schema::find_field(scope.entity, list);
        field != nullptr && (to_view || list == "editors"))
      ways.push_back(list_has(schema::index_of(scope.entity, *field), names));
  return any(std::move(ways));
}

/// Rules over people; the operator may turn them round.
Condition of_person(const FilterCall& call, std::size_t column, const FilterScope& scope) {
  const Ref person = person_of(call);
  switch (call.filter->rule) {
    case Rule::person:
      if (person.id == 0) return over(Kind::missing, column);
      return in_set(column, packed(one_of(person, scope.catalog)));
    case Rule::member:
      return list_has(column, packed(listed_as(person, scope.catalog)));
    case Rule::member_direct:
      return list_has(column, {person.packed()});
    case Rule::project_auditor:
      return in_audited_project(person, scope);
    case Rule::may_view:
    case Rule::in_charge:
      return in_charge(person, column, call.filter->rule == Rule::may_view, scope);
    default:
      return any({list_has(column, packed(listed_as(person, scope.catalog))),
                  in_audited_project(person, scope)});
  }
}

/// In or below what one may not see nothing is found: that a row lies there is not told either
/// (domain/tasks-and-access.md 1.3). 0 means none.
Ids seen_above(const Ids& ids, const schema::Field& field, const FilterScope& scope) {
  const bool lies_in = field.name == "parent" || field.target == RefKind::project;
  if (!lies_in || scope.viewer.is_admin) return ids;
  Ids seen = seen_among(ids, scope.over(*schema::entity_of(field.target)));
  if (std::ranges::find(ids, 0) != ids.end()) seen.insert(seen.begin(), 0);
  return seen;
}

/// Rules with an operand that says whom or what; the operator may turn them round.
Condition compared(const FilterCall& call, std::size_t column, const FilterScope& scope) {
  const schema::Field& field = scope.entity.fields[column];
  switch (call.filter->rule) {
    case Rule::equals:
    case Rule::project:
      return equals(field, column, seen_above(ids_of(call), field, scope));
    case Rule::list_equals:
      return list_equals(field, column, ids_of(call));
    case Rule::flag:
      return flag(call, column);
    case Rule::not_flag:
      return negate(flag(call, column));
    case Rule::status:
      return status(ids_of(call), scope);
    case Rule::person:
    case Rule::member:
    case Rule::member_direct:
    case Rule::project_auditor:
    case Rule::any_auditor:
    case Rule::may_view:
    case Rule::in_charge:
      return of_person(call, column, scope);
    case Rule::contains:
      return text_contains(call, scope);
    case Rule::is:
      return text_is(call, scope);
    case Rule::words:
      return text_words(call, scope);
    case Rule::named:
      return named(field, column, std::get<std::string>(call.operand), scope.catalog);
    case Rule::tree:
      return any_below(seen_above(ids_of(call), field, scope), scope);
    case Rule::template_or_object:
      return template_or_object(ids_of(call));
    case Rule::entry_key:
      return entry_key(ids_of(call), scope.owner);
    default:
      throw std::logic_error("a filter rule without a condition");
  }
}

/// Rules that ask whether there is something, without an operand.
Condition existing(const FilterCall& call, std::size_t column, const FilterScope& scope) {
  switch (call.filter->rule) {
    case Rule::missing:
    case Rule::not_recurring:
      return over(Kind::missing, column);
    case Rule::present:
    case Rule::recurring:
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
    case Rule::overdue:
      return overdue(scope);
    case Rule::not_overdue:
      return negate(overdue(scope));
    default:
      return by_operator(call.op, compared(call, column, scope));
  }
}

}  // namespace

Condition filter_condition(const FilterCall& call, const FilterScope& scope) {
  const std::size_t column = column_of(call, scope.entity);
  switch (call.filter->rule) {
    case Rule::number:
      return number(call, column);
    case Rule::date:
      return date(call, column);
    case Rule::date_either:
      return date(call, column, schema::task_at("dateOfLastComment"));
    case Rule::birthday:
      return birthday(call, column);
    case Rule::custom:
    case Rule::custom_has_value:
    case Rule::custom_no_value:
      return custom_condition(call, scope);
    case Rule::data_tag_has:
    case Rule::data_tag_lacks:
    case Rule::data_tag_value:
      return data_tag_condition(call, scope);
    case Rule::of_task:
      return of_task(call, scope);
    case Rule::client_of_active:
    case Rule::client_of_no_active:
    case Rule::client_of_overdue:
    case Rule::client_of_activity:
    case Rule::client_of_no_activity:
    case Rule::participant_of_active:
    case Rule::participant_of_no_active:
    case Rule::participant_of_overdue:
    case Rule::participant_of_activity:
    case Rule::participant_of_no_activity:
      return of_tasks(call, scope);
    default:
      return existing(call, column, scope);
  }
}

}  // namespace planstead::plan
