// Which values of a row its reader may see, for filters: what one may not see is nothing to choose
// rows by.
#include "catalog/access.h"
#include "plan/asker.h"
#include "plan/visible.h"
#include "schema/custom_filters.h"

namespace planstead::plan {

using schema::task_at;

namespace {

Condition has_role(catalog::TaskRole role, const Asker& asker) {
  switch (role) {
    case catalog::TaskRole::assigner:
      return in_set(task_at("assigner"), packed(asker.circle.people));
    case catalog::TaskRole::assignee:
      return list_has(task_at("assignees"), packed(asker.circle.names));
    case catalog::TaskRole::participant:
      return list_has(task_at("participants"), packed(asker.circle.names));
    case catalog::TaskRole::auditor:
      return any({list_has(task_at("auditors"), packed(asker.circle.auditor_names)),
                  audited_projects(asker)});
  }
  return never();
}

/// Of a field that the viewer may not view by its lists of people.
std::vector<catalog::TaskRole> roles_over(const catalog::CustomField& field,
                                          const FilterScope& scope) {
  const bool of_tasks = scope.entity.table == schema::task.table &&
                        field.object_type == static_cast<int>(schema::ObjectType::task);
  return of_tasks ? catalog::viewing_roles(field) : std::vector<catalog::TaskRole>();
}

bool may_view_by_lists(const catalog::CustomField& field, const FilterScope& scope) {
  return scope.viewer.is_admin ||
         catalog::may_view_field(field, scope.viewer.person, scope.catalog);
}

/// Filters over what the viewer is not told would tell it to him.
bool is_over_confidential(const schema::Filter& filter, const schema::Entity& entity) {
  bool some = false, all = true;
  schema::each_field_name(filter, [&](std::string_view name) {
    const schema::Field* field = schema::find_field(entity, name);
    const bool is_confidential = field != nullptr && field->confidential;
    some |= is_confidential;
    all &= is_confidential;
  });
  return some && all;
}

}  // namespace

Condition value_visible(const catalog::CustomField& field, const FilterScope& scope) {
  if (may_view_by_lists(field, scope)) return always();
  const Asker asker(scope);
  std::vector<Condition> ways;
  for (const catalog::TaskRole role : roles_over(field, scope))
    ways.push_back(has_role(role, asker));
  return ways.empty() ? never() : any(std::move(ways));
}

base::Status check_filtered_fields(const request::Call& call, const FilterScope& scope) {
  if (scope.viewer.is_admin) return base::ok();
  for (const request::FilterCall& filter : call.filters) {
    if (is_over_confidential(*filter.filter, scope.entity))
      return base::invalid(filter.where + ".type", "administrators alone may choose by this");
    const catalog::CustomField* field = filter.field;
    if (field == nullptr || may_view_by_lists(*field, scope) || !roles_over(*field, scope).empty())
      continue;
    return base::invalid(filter.where + ".field", "there is no field " + std::to_string(field->id) +
                                                      " that the person of the token may view");
  }
  return base::ok();
}

}  // namespace planstead::plan
