// The rows of a project are found by what they refer to. A task that went into the bin with its
// project bears the project's number below zero, so that it comes back with the project, or alone.
#include "domain/project_follow_up.h"

#include "domain/row_edit.h"
#include "domain/task_tree.h"
#include "schema/project.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

template <class Visit>
void for_each_task(std::int64_t project, Context& context, Visit visit) {
  const Ref ref{RefKind::project, project};
  for (std::int64_t id : context.records.rows_with(schema::task, "project", ref))
    if (auto task = context.records.find(schema::task, id);
        task && kind_of(*task) == schema::TaskKind::task)
      visit(*task);
}

/// Hands the project and every one below it to `visit`; it descends where the visitor answers true.
template <class Visit>
void walk_projects(Record root, Context& context, Visit visit) {
  std::vector<Record> open{std::move(root)};
  while (!open.empty()) {
    Record project = std::move(open.back());
    open.pop_back();
    if (!visit(project)) continue;
    const Ref ref{RefKind::project, project.id()};
    for (std::int64_t id : context.records.rows_with(schema::project, "parent", ref))
      if (auto below = context.records.find(schema::project, id)) open.push_back(*std::move(below));
  }
}

// The parent may stand outside the project: its dates and totals follow.
void store_task(Record& task, std::int64_t project, Context& context) {
  store(task, context);
  const std::int64_t parent = task.ref("parent").id;
  const auto above = parent == 0 ? std::nullopt : context.records.find(schema::task, parent);
  if (above && above->ref("project").id != project) refresh_above(task, context);
}

void delete_tasks(std::int64_t project, Context& context) {
  for_each_task(project, context, [&](Record& task) {
    if (is_deleted(task)) return;
    task.set("isDeleted", true);
    task.set("_deletedWith", -project);
    store_task(task, project, context);
  });
}

void restore_tasks(std::int64_t project, Context& context) {
  for_each_task(project, context, [&](Record& task) {
    if (!is_deleted(task) || task.integer("_deletedWith") != -project) return;
    task.set("isDeleted", false);
    task.set("_deletedWith", {});
    store_task(task, project, context);
  });
}

}  // namespace

void delete_project(Record root, Context& context) {
  const std::int64_t mark = root.id();
  walk_projects(std::move(root), context, [&](Record& project) {
    if (project.flag("isDeleted")) return false;
    project.set("isDeleted", true);
    project.set("_deletedWith", mark);
    context.records.save(project);
    delete_tasks(project.id(), context);
    return true;
  });
}

void restore_project(Record root, Context& context) {
  const std::int64_t mark = root.integer("_deletedWith", root.id());
  walk_projects(std::move(root), context, [&](Record& project) {
    if (!project.flag("isDeleted") || project.integer("_deletedWith", project.id()) != mark)
      return false;
    project.set("isDeleted", false);
    project.set("_deletedWith", {});
    context.records.save(project);
    restore_tasks(project.id(), context);
    return true;
  });
}

void pass_to_tasks(const Record& before, const Record& after, Context& context) {
  const Ref old = before.ref("counterparty"), fresh = after.ref("counterparty");
  if (old.id == 0 || old == fresh) return;
  for_each_task(after.id(), context, [&](Record& task) {
    if (is_deleted(task) || task.ref("counterparty") != old) return;
    const Record task_before = task;
    task.set("counterparty", after.get("counterparty"));
    store(task, context);
    pass_counterparty(task_before, task, context);
  });
}

}  // namespace planstead::domain
