// Rules over columns that tasks alone have.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "plan/asker.h"
#include "plan/people.h"
#include "plan/visible.h"
#include "schema/task.h"

namespace planstead::plan {

using base::Ref;
using base::RefKind;
using schema::task_at;
using Kind = Condition::Kind;
using Ids = std::vector<std::int64_t>;

/// Same value that the answer shows: the viewer's own status where he has one
/// (domain/tasks-and-access.md 1.7).
Condition status(const Ids& ids, const FilterScope& scope) {
  Condition condition = over(Kind::status_of, task_at("status"));
  condition.other_column = task_at("_personalStatuses");
  condition.number = scope.viewer.person.packed();
  condition.numbers = packed(RefKind::status, ids);
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

namespace {

Condition below(std::int64_t task) {
  Condition condition = over(Kind::below, task_at("parent"));
  condition.number = task;
  return condition;
}

/// By way of what the viewer sees: a task below one that he may not see hangs on nothing, as far as
/// he knows. One question, however deep the tree is.
Condition seen_below(std::int64_t task, const Condition& seen, const search::Index& index) {
  std::unordered_map<std::int64_t, Ids> children;  // of packed parents
  for (const std::int64_t id : index.select(all({below(task), seen}), 0, all_rows))
    children[index.number_at(task_at("parent"), id)].push_back(id);
  Ids found, open{task};
  while (!open.empty()) {
    const Ids next = std::exchange(children[Ref{RefKind::task, open.back()}.packed()], {});
    open.pop_back();
    open.insert(open.end(), next.begin(), next.end());
    found.insert(found.end(), next.begin(), next.end());
  }
  return id_in(std::move(found));
}

}  // namespace

Condition any_below(const Ids& tasks, const FilterScope& scope) {
  std::vector<Condition> trees;
  if (scope.viewer.is_admin) {
    for (const std::int64_t task : tasks) trees.push_back(below(task));
    return any(std::move(trees));
  }
  const FilterScope own = scope.over(schema::task);
  const Condition seen = visible(own);
  for (const std::int64_t task : tasks)
    trees.push_back(seen_below(task, seen, own.indexes.of(schema::task)));
  return any(std::move(trees));
}

Condition in_audited_project(Ref person, const FilterScope& scope) {
  const auto names = listed_as(person, scope.catalog);
  Ids projects;
  for (const auto& [project, auditors] : scope.project_auditors)
    if (std::ranges::find_first_of(auditors, names) != auditors.end()) projects.push_back(project);
  return projects.empty() ? never()
                          : in_set(task_at("project"), packed(RefKind::project, projects));
}

}  // namespace planstead::plan
