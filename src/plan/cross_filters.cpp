// Rules that ask the index of another entity first, and then choose by the numbers found there:
// data tag entries of tasks and contacts, tasks of contacts and of data tag entries.
#include <limits>
#include <stdexcept>

#include "plan/visible.h"
#include "schema/references.h"

namespace planstead::plan {

namespace {

using base::Ref;
using base::RefKind;
using request::FilterCall;
using schema::Rule;
using schema::task_at;
using Ids = std::vector<std::int64_t>;

std::size_t column_of(const schema::Entity& entity, RefKind owner) {
  return schema::index_of(entity, *schema::owner_field(entity, owner));
}

/// Nobody chooses by entries that he may not see.
Condition of_tag(std::int64_t data_tag, const FilterScope& scope) {
  const Condition tagged = in_set(column_of(schema::data_tag_entry, RefKind::data_tag),
                                  packed(RefKind::data_tag, {data_tag}));
  if (scope.viewer.is_admin) return tagged;
  return all({tagged, visible_on_seen(scope.over(schema::data_tag_entry))});
}

/// The ids of one kind among packed references.
Ids ids_of(RefKind kind, const Ids& numbers) {
  Ids ids;
  for (const std::int64_t number : numbers)
    if (const Ref ref = Ref::unpacked(number); ref.kind == kind) ids.push_back(ref.id);
  return ids;
}

/// The rows of the scope's entity on which some of the entries hang.
Condition owners_of(const Condition& entries, const FilterScope& scope) {
  const search::Index& index = scope.indexes.of(schema::data_tag_entry);
  const std::size_t column = column_of(schema::data_tag_entry, scope.entity.kind);
  return id_in(ids_of(scope.entity.kind, index.numbers(entries, column)));
}

enum class Role : std::uint8_t { client, participant };
enum class Which : std::uint8_t { active, overdue, activity };
struct TaskRule {
  Rule rule;
  Role role;
  Which which;
  bool some;  ///< of some such task; false: of none
};
constexpr TaskRule task_rules[] = {
    {Rule::client_of_active, Role::client, Which::active, true},
    {Rule::client_of_no_active, Role::client, Which::active, false},
    {Rule::client_of_overdue, Role::client, Which::overdue, true},
    {Rule::client_of_activity, Role::client, Which::activity, true},
    {Rule::client_of_no_activity, Role::client, Which::activity, false},
    {Rule::participant_of_active, Role::participant, Which::active, true},
    {Rule::participant_of_no_active, Role::participant, Which::active, false},
    {Rule::participant_of_overdue, Role::participant, Which::overdue, true},
    {Rule::participant_of_activity, Role::participant, Which::activity, true},
    {Rule::participant_of_no_activity, Role::participant, Which::activity, false},
};

const TaskRule& row_of(Rule rule) {
  for (const TaskRule& row : task_rules)
    if (row.rule == rule) return row;
  throw std::logic_error("a rule that asks no tasks");
}

Ids active_statuses(const catalog::Catalog& catalog) {
  Ids ids;
  for (const catalog::Status& one : catalog.statuses)
    if (one.is_active) ids.push_back(one.id);
  return ids;
}

Condition tasks_meant(const FilterCall& call, Which which, const FilterScope& tasks) {
  switch (which) {
    case Which::active:
      return status(active_statuses(tasks.catalog), tasks);
    case Which::overdue:
      return overdue(tasks);
    case Which::activity:
      return date(call, task_at("dateOfLastUpdate"), task_at("dateOfLastComment"));
  }
  return never();
}

/// Contacts that have the role in some of the tasks. Who takes part does so in any list of people.
Ids contacts_of(const Condition& tasks, Role role, const search::Index& index) {
  if (role == Role::client)
    return ids_of(RefKind::contact, index.numbers(tasks, task_at("counterparty")));
  Ids all;
  for (const std::size_t column :
       {task_at("assignees"), task_at("participants"), task_at("auditors")}) {
    const Ids some = ids_of(RefKind::contact, index.list_numbers(tasks, column));
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace

Condition data_tag_condition(const FilterCall& call, const FilterScope& scope) {
  // Some entry of the tag whose field compares so: notequal too asks for an entry, and is false
  // without any.
  if (call.filter->rule == Rule::data_tag_value)
    return owners_of(
        all({of_tag(call.data_tag, scope), compare_custom(call, *call.subfilter, scope)}), scope);
  const Condition with = owners_of(of_tag(std::get<Ids>(call.operand).at(0), scope), scope);
  return call.filter->rule == Rule::data_tag_lacks ? negate(with) : with;
}

/// An entry on a contact has no task and meets none of these, whatever the operator.
Condition of_task(const FilterCall& call, const FilterScope& scope) {
  FilterCall inner = call;
  inner.filter = schema::find_filter(schema::task, call.filter->type);
  const Condition tasks =
      all({listed(schema::task), filter_condition(inner, scope.over(schema::task))});
  const Ids ids =
      scope.indexes.of(schema::task).select(tasks, 0, std::numeric_limits<std::size_t>::max());
  return in_set(column_of(scope.entity, RefKind::task), packed(RefKind::task, ids));
}

Condition of_tasks(const FilterCall& call, const FilterScope& scope) {
  const TaskRule& row = row_of(call.filter->rule);
  const FilterScope over_tasks = scope.over(schema::task);
  const Condition tasks = all({listed(schema::task), visible(over_tasks),
                               tasks_meant(call, row.which, over_tasks)});
  Condition some = id_in(contacts_of(tasks, row.role, scope.indexes.of(schema::task)));
  return row.some ? some : negate(std::move(some));
}

}  // namespace planstead::plan
