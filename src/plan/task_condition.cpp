// The condition of a list of tasks: what is listed at all, the system filter, the request's
// filters.
#include "plan/filters.h"
#include "plan/people.h"
#include "plan/plan.h"
#include "schema/task.h"

namespace planstead::plan {

namespace {

using request::SystemFilter;
using schema::task_at;
using schema::TaskKind;

/// Templates and objects share the tasks' table and are listed elsewhere; the bin is not listed.
void append_listed(std::vector<Condition>& parts) {
  parts.push_back(
      negate(in_set(task_at("_kind"), {static_cast<std::int64_t>(TaskKind::task_template),
                                       static_cast<std::int64_t>(TaskKind::recurring),
                                       static_cast<std::int64_t>(TaskKind::object)})));
  parts.push_back(negate(in_set(task_at("isDeleted"), {1})));
}

/// Given to me, given by me, watched by me (domain/tasks-and-access.md 5; observed 10.8).
void append_system(SystemFilter filter, const FilterScope& scope, std::vector<Condition>& parts) {
  const base::Ref viewer = scope.viewer.person;
  const auto names = packed(listed_as(viewer, scope.catalog));
  switch (filter) {
    case SystemFilter::none:
    case SystemFilter::all:
      return;
    case SystemFilter::in:
      return parts.push_back(list_has(task_at("assignees"), names));
    case SystemFilter::out:
      return parts.push_back(in_set(task_at("assigner"), {viewer.packed()}));
    case SystemFilter::audit:
      return parts.push_back(
          any({list_has(task_at("auditors"), names), in_audited_project(viewer, scope)}));
  }
}

}  // namespace

base::Result<Condition> task_condition(const request::Call& call, const catalog::Catalog& catalog,
                                       const request::Viewer& viewer, base::Seconds now,
                                       const search::Index& entries,
                                       const ProjectAuditors& project_auditors) {
  const FilterScope scope{catalog, viewer, now, entries, project_auditors};
  std::vector<Condition> parts;
  append_listed(parts);
  append_system(call.system_filter, scope, parts);
  for (const request::FilterCall& filter : call.filters)
    parts.push_back(filter_condition(filter, scope));
  return all(std::move(parts));
}

}  // namespace planstead::plan
