// Projects: open ones, those with a place or a task for the person, drafts of his own, templates by
// their lists.
#include <algorithm>

#include "plan/asker.h"
#include "plan/visible.h"
#include "schema/references.h"

namespace planstead::plan {

namespace {

using base::Ref;
using base::RefKind;
using schema::task_at;
using Kind = Condition::Kind;
using Ids = std::vector<std::int64_t>;

constexpr std::int64_t draft = 0;

/// By what a project is open to whoever belongs to the account's employees, or to its client.
Condition public_projects(const Asker& asker) {
  const schema::Entity& entity = schema::project;
  if (!asker.is_contact()) return negate(is_set(entity, "hiddenForEmployees"));
  Ids clients = asker.companies();
  clients.push_back(asker.person().packed());
  std::ranges::sort(clients);
  return all({negate(is_set(entity, "hiddenForClients")),
              in_set(column_of(entity, "counterparty"), std::move(clients))});
}

/// Templates are seen by their own lists.
Condition project_templates(const Asker& asker) {
  const schema::Entity& entity = schema::project;
  std::vector<Condition> ways{in_set(column_of(entity, "owner"), asker.self()),
                              list_has(column_of(entity, "viewers"), asker.own_names())};
  if (!asker.is_contact()) ways.push_back(over(Kind::list_empty, column_of(entity, "viewers")));
  return all({is_set(entity, "_template"), any(std::move(ways))});
}

/// Neither templates nor other people's drafts.
Condition running_projects(const Asker& asker) {
  const schema::Entity& entity = schema::project;
  return all({negate(is_set(entity, "_template")),
              any({negate(in_set(column_of(entity, "status"), {draft})),
                   in_set(column_of(entity, "owner"), asker.self())})});
}

/// Projects that are seen whatever tasks are in them.
Condition projects_without_tasks(const Asker& asker) {
  const schema::Entity& entity = schema::project;
  std::vector<Condition> ways{public_projects(asker),
                              in_set(column_of(entity, "owner"), asker.self())};
  for (const std::string_view people : {"auditors", "clientManagers", "assignees", "participants"})
    ways.push_back(list_has(column_of(entity, people), asker.own_names()));
  return any({project_templates(asker), all({running_projects(asker), any(std::move(ways))})});
}

/// Projects with a task that he sees.
Condition projects_with_tasks(Condition of_these, const Asker& asker) {
  const Condition seen = all({std::move(of_these), listed(schema::task), tasks(asker)});
  Ids projects;
  for (const std::int64_t project : asker.index(schema::task).numbers(seen, task_at("project")))
    projects.push_back(Ref::unpacked(project).id);
  return all({running_projects(asker), id_in(std::move(projects))});
}

}  // namespace

Condition projects(const Asker& asker) {
  Condition known = projects_without_tasks(asker);
  // Walking the tasks is worth it only where something is hidden.
  if (asker.index(schema::project).count(negate(known)) == 0) return known;
  return any({std::move(known), projects_with_tasks(always(), asker)});
}

/// The same of a few, with a look at their tasks alone.
Ids projects_among(const Ids& ids, const Asker& asker) {
  const search::Index& index = asker.index(schema::project);
  Ids seen = index.among(ids, projects_without_tasks(asker)), left;
  std::ranges::set_difference(ids, seen, std::back_inserter(left));
  if (left.empty()) return seen;
  const Condition of_left = in_set(task_at("project"), packed(RefKind::project, left));
  const Ids more = index.among(left, projects_with_tasks(of_left, asker));
  Ids both;
  std::ranges::merge(seen, more, std::back_inserter(both));
  return both;
}

Condition projects_with_documents(const FilterScope& scope) {
  if (scope.viewer.is_admin) return always();
  const Asker asker(scope);
  return any({list_has(column_of(schema::project, "auditors"), asker.own_names()),
              list_has(column_of(schema::project, "clientManagers"), asker.own_names())});
}

}  // namespace planstead::plan
