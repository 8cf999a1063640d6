// The condition of a list: what is listed at all, whose rows, the options of the body, the system
// filter, the request's filters.
#include <limits>

#include "plan/filters.h"
#include "plan/people.h"
#include "plan/plan.h"
#include "plan/visible.h"
#include "schema/task.h"
#include "schema/user.h"

namespace planstead::plan {

namespace {

using request::SystemFilter;
using schema::task_at;

/// Kinds and flags are small numbers; 0 and absent mean the same.
Condition is_set(std::size_t column) { return in_set(column, {1, 2, 3}); }

std::size_t column_of(const schema::Entity& entity, std::string_view field) {
  return schema::index_of(entity, *schema::find_field(entity, field));
}

/// What goes with another row is not listed while that one is in the bin: entries with their task.
void append_companions(const FilterScope& scope, std::vector<Condition>& parts) {
  constexpr std::size_t all_rows = std::numeric_limits<std::size_t>::max();
  for (const std::string_view name : scope.entity.goes_with) {
    const schema::Field& field = *schema::find_field(scope.entity, name);
    const schema::Entity* owner = schema::entity_of(field.target);
    if (owner == nullptr || !owner->indexed || owner->deleted.empty()) continue;
    const auto gone =
        scope.indexes.of(*owner).select(is_set(column_of(*owner, owner->deleted)), 0, all_rows);
    if (!gone.empty())
      parts.push_back(
          negate(in_set(schema::index_of(scope.entity, field), packed(owner->kind, gone))));
  }
}

/// `/task/{id}/comments/list`: the rows of that one task.
void append_owner(const request::Call& call, std::vector<Condition>& parts) {
  const schema::Operation& operation = *call.operation;
  if (operation.owner == base::RefKind::none || call.path_ids.empty()) return;
  const schema::Field* field = schema::owner_field(*operation.entity, operation.owner);
  if (field == nullptr) return;
  const base::Ref owner{operation.owner, call.path_ids.front()};
  parts.push_back(in_set(schema::index_of(*operation.entity, *field), {owner.packed()}));
}

/// A flag of the rows that the body asks for; absent: both kinds (observed 11.15).
void append_flag(const std::optional<bool>& wanted, const schema::Entity& entity,
                 std::string_view field, std::vector<Condition>& parts) {
  if (!wanted) return;
  const Condition set = is_set(column_of(entity, field));
  parts.push_back(*wanted ? set : negate(set));
}

/// `/datatag/{id}/entry/list`: its entries have the fields of that data tag alone.
base::Status check_fields(const request::Call& call) {
  const base::RefKind owner = call.operation->owner;
  for (const request::FilterCall& filter : call.filters) {
    if (filter.field == nullptr) continue;
    const bool foreign =
        (owner == base::RefKind::data_tag && filter.field->data_tag != call.path_ids.front()) ||
        (owner == base::RefKind::directory &&
         filter.field->owner_directory != call.path_ids.front());
    if (foreign)
      return base::invalid(filter.where + ".field", "the field " +
                                                        std::to_string(filter.field->id) +
                                                        " does not belong to the one of the path");
  }
  return base::ok();
}

/// Given to me, given by me, watched by me (domain/tasks-and-access.md 5; observed 10.8).
void append_system(SystemFilter filter, const FilterScope& scope, std::vector<Condition>& parts) {
  const base::Ref viewer = scope.viewer.person;
  const auto names = packed(listed_as(viewer, scope.catalog));
  switch (filter) {
    case SystemFilter::none:
    case SystemFilter::all:
      return;
    case SystemFilter::people:
    case SystemFilter::companies:
      return append_flag(filter == SystemFilter::companies, scope.entity, "isCompany", parts);
    case SystemFilter::in:
      return parts.push_back(list_has(task_at("assignees"), names));
    case SystemFilter::out:
      return parts.push_back(in_set(task_at("assigner"), {viewer.packed()}));
    case SystemFilter::audit:
      return parts.push_back(
          any({list_has(task_at("auditors"), names), in_audited_project(viewer, scope)}));
  }
}

void append_options(const request::Call& call, std::vector<Condition>& parts) {
  const schema::Entity& entity = *call.operation->entity;
  const request::Options& options = call.options;
  append_flag(options.is_company, entity, "isCompany", parts);
  // 0, as an absent number: all groups.
  if (const schema::Field* above = schema::find_field(entity, "parentKey");
      above != nullptr && options.group.value_or(0) != 0)
    parts.push_back(in_set(schema::index_of(entity, *above), {*options.group}));
  if (options.only_active)
    parts.push_back(negate(in_set(column_of(entity, "status"),
                                  {static_cast<std::int64_t>(schema::UserStatus::inactive)})));
  if (options.groups_only) append_flag(true, entity, "isGroup", parts);
  if (options.entries_only) append_flag(false, entity, "isGroup", parts);
  for (const auto& [kind, id] : {std::pair{base::RefKind::task, options.task},
                                 std::pair{base::RefKind::contact, options.contact}})
    if (const schema::Field* field = schema::owner_field(entity, kind);
        field != nullptr && id.value_or(0) != 0)
      parts.push_back(in_set(schema::index_of(entity, *field), {base::Ref{kind, *id}.packed()}));
}

/// Which rows of a feed are shown (domain/tasks-and-access.md 6.1). Deleted ones are among those of
/// no list but their own.
void append_feed(const request::Call& call, const FilterScope& scope,
                 std::vector<Condition>& parts) {
  if (!has(call.operation->options, schema::Option::type_list)) return;
  using request::TypeList;
  const TypeList list = call.options.type_list;
  const Condition deleted = is_set(column_of(scope.entity, "isDeleted"));
  parts.push_back(list == TypeList::deleted ? deleted : negate(deleted));
  if (list == TypeList::comments) parts.push_back(negate(is_set(column_of(scope.entity, "type"))));
}

/// Is the row that the path names a task or contact, which the store looks at by itself?
bool names_owner(const request::Call& call) {
  const schema::Operation& operation = *call.operation;
  return schema::entity_of(operation.owner) != nullptr &&
         schema::owner_field(*operation.entity, operation.owner) != nullptr;
}

}  // namespace

/// Templates and objects share tables with what they are templates of, and are listed elsewhere.
Condition listed(const schema::Entity& entity, bool with_deleted) {
  std::vector<Condition> parts;
  for (const std::string_view flag : entity.unlisted)
    if (!with_deleted || flag != entity.deleted)
      parts.push_back(negate(is_set(column_of(entity, flag))));
  return parts.empty() ? always() : all(std::move(parts));
}

base::Result<Condition> list_condition(const request::Call& call, const catalog::Catalog& catalog,
                                       const request::Viewer& viewer, base::Seconds now,
                                       const search::IndexSet& indexes,
                                       const ProjectAuditors& project_auditors) {
  const schema::Entity& entity = *call.operation->entity;
  const std::int64_t owner = call.path_ids.empty() ? 0 : call.path_ids.front();
  const FilterScope scope{entity, catalog, viewer, now, indexes, project_auditors, owner};
  PS_CHECK(check_fields(call));
  PS_CHECK(check_filtered_fields(call, scope));
  std::vector<Condition> parts{listed(entity, call.options.with_deleted)};
  append_companions(scope, parts);
  append_owner(call, parts);
  append_options(call, parts);
  append_feed(call, scope, parts);
  append_system(call.system_filter, scope, parts);
  for (const request::FilterCall& filter : call.filters)
    parts.push_back(filter_condition(filter, scope));
  if (!viewer.is_admin)
    parts.push_back(names_owner(call) ? visible_on_seen(scope) : visible(scope));
  return all(std::move(parts));
}

Condition rows_of(const schema::Entity& entity, base::Ref owner) {
  const schema::Field* field = schema::owner_field(entity, owner.kind);
  return all({listed(entity), in_set(schema::index_of(entity, *field), {owner.packed()})});
}

search::Order list_order(const request::Call& call) {
  const request::ResultOrder& asked = call.options.order;
  search::Order order{.column = 0, .descending = asked.descending};
  const auto fields = call.operation->entity->fields;
  for (std::size_t i = 0; asked.by_date && i < fields.size(); ++i)
    if (fields[i].indexed == schema::Indexed::ordered) order.column = i;
  return order;
}

Condition template_condition(const request::Call& call) {
  const schema::Entity& entity = *call.operation->entity;
  std::vector<Condition> parts{is_set(column_of(entity, "_template")),
                               negate(is_set(column_of(entity, entity.deleted)))};
  append_flag(call.options.is_company, entity, "isCompany", parts);
  return all(std::move(parts));
}

}  // namespace planstead::plan
