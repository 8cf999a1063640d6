// The predicates, each over indexed columns alone.
#include "plan/visible.h"

#include <algorithm>

#include "catalog/access.h"
#include "plan/asker.h"
#include "schema/comment.h"
#include "schema/custom_filters.h"
#include "schema/references.h"

namespace planstead::plan {

namespace {

using base::Ref;
using base::RefKind;
using catalog::Circle;
using schema::comment_at;
using schema::contact_at;
using schema::Seen;
using schema::task_at;
using schema::TaskKind;
using Kind = Condition::Kind;
using Ids = std::vector<std::int64_t>;

constexpr std::int64_t draft = 0;

Condition contacts(const Asker& asker);

// Tasks.

/// Templates and objects are things of the catalogue: who may view one is written there. Recurring
/// templates have people of their own.
Condition without_closed_forms(Condition tasks, const Asker& asker) {
  Ids open, closed;
  for (const catalog::Template& form : asker.scope.catalog.templates) {
    if (form.kind == TaskKind::recurring) continue;
    const bool may = catalog::may_view(form.access, asker.person(), asker.scope.catalog);
    (may ? open : closed).push_back(form.id);
  }
  if (!closed.empty()) tasks = all({std::move(tasks), negate(id_in(std::move(closed)))});
  return open.empty() ? tasks : any({std::move(tasks), id_in(std::move(open))});
}

/// Domain/tasks-and-access.md 5.6: the tasks of his company, where his card allows it and the task
/// does not forbid it.
Condition company_tasks(const Asker& asker) {
  if (!asker.is_contact()) return never();
  const search::Index& index = asker.index(schema::contact);
  if (index.number_at(contact_at("seesCompanyTasks"), asker.person().id) != 1) return never();
  return all({in_set(task_at("counterparty"), asker.companies()),
              negate(is_set(schema::task, "hiddenFromCompanyContacts"))});
}

}  // namespace

Condition audited_projects(const Asker& asker) {
  Ids projects;
  for (const auto& [project, auditors] : asker.scope.project_auditors)
    if (catalog::is_one_among(asker.circle.auditor_names, auditors)) projects.push_back(project);
  return in_set(task_at("project"), packed(RefKind::project, projects));
}

Condition tasks(const Asker& asker) {
  const Circle& circle = asker.circle;
  const Ids names = packed(circle.names);
  std::vector<Condition> ways{
      in_set(task_at("assigner"), packed(circle.people)),
      list_has(task_at("assignees"), names),
      list_has(task_at("participants"), names),
      list_has(task_at("auditors"), packed(circle.auditor_names)),
      audited_projects(asker),
  };
  if (asker.is_contact()) ways.push_back(company_tasks(asker));
  const Condition is_draft = in_set(task_at("status"), packed(RefKind::status, {draft}));
  const Condition given = any({negate(is_draft), in_set(task_at("assigner"), asker.self())});
  return without_closed_forms(all({any(std::move(ways)), given}), asker);
}

namespace {

// What hangs on tasks and contacts.

/// Rows whose reference leads to a row that `seen` meets. Whichever there are less of are named,
/// those that meet it or those that do not.
Condition leads_to(std::size_t column, const schema::Entity& owner, const Condition& seen,
                   const Asker& asker) {
  const search::Index& index = asker.index(owner);
  const Condition unseen = negate(seen);
  const bool sees_most = index.count(unseen) < index.size() / 2;
  const Condition named =
      in_set(column, packed(owner.kind, index.select(sees_most ? unseen : seen, 0, all_rows)));
  return sees_most ? all({negate(over(Kind::missing, column)), negate(named)}) : named;
}

Condition on_seen_owner(const schema::Entity& entity, const Asker& asker) {
  return any({leads_to(column_of(entity, "task"), schema::task, tasks(asker), asker),
              leads_to(column_of(entity, "contact"), schema::contact, contacts(asker), asker)});
}

/// In the tasks of his company: what was written by people of that company, or to them.
Condition of_his_company(const Asker& asker) {
  const Condition of_tasks = company_tasks(asker);
  const Ids colleagues =
      packed(RefKind::contact,
             asker.index(schema::contact)
                 .select(list_has(contact_at("companies"), asker.companies()), 0, all_rows));
  const Ids ids = asker.index(schema::task).select(of_tasks, 0, all_rows);
  return all({in_set(comment_at("task"), packed(RefKind::task, ids)),
              any({in_set(comment_at("owner"), colleagues),
                   list_has(comment_at("recipients"), colleagues)})});
}

/// What an account that shows contacts no more than they are told still shows them besides: what
/// the server recorded, and the comment that stands for the task's description.
Condition told_to_contacts(const Asker& asker) {
  constexpr auto recorded = static_cast<std::int64_t>(schema::CommentType::recorded);
  return any({in_set(comment_at("type"), {recorded}),
              id_in(asker.index(schema::task).numbers(tasks(asker), task_at("firstComment"))),
              of_his_company(asker)});
}

/// Hidden comments are their author's and their recipients'; deleted ones their author's.
Condition comments(const Asker& asker) {
  const Condition deleted = is_set(schema::comment, "isDeleted");
  const Condition own = in_set(comment_at("owner"), asker.self());
  const Condition sent = list_has(comment_at("recipients"), asker.own_names());
  Condition open = negate(is_set(schema::comment, "isHidden"));
  if (asker.is_contact() && asker.scope.catalog.account.contacts_see_told_only)
    open = all({std::move(open), told_to_contacts(asker)});
  return any({own, all({negate(deleted), any({std::move(open), sent})})});
}

Condition of_open_tags(const Asker& asker) {
  Ids open;
  for (const catalog::Definition& tag : asker.scope.catalog.data_tags)
    if (catalog::may_view_rows(tag.access, asker.person(), asker.scope.catalog))
      open.push_back(tag.id);
  return in_set(column_of(schema::data_tag_entry, "dataTag"), packed(RefKind::data_tag, open));
}

std::size_t comment_of_entry() { return column_of(schema::data_tag_entry, "commentId"); }

/// Entries of a comment are seen with it.
Condition data_tag_entries(const Asker& asker) {
  const Ids hidden = asker.index(schema::comment).select(negate(comments(asker)), 0, all_rows);
  if (hidden.empty()) return of_open_tags(asker);
  return all({of_open_tags(asker), negate(in_set(comment_of_entry(), hidden))});
}

/// The same of a few, without a look at all comments.
Ids entries_among(const Ids& ids, const Asker& asker) {
  const search::Index& entries = asker.index(schema::data_tag_entry);
  Ids open = entries.among(ids, of_open_tags(asker)), on;
  const auto comment_of = [&](std::int64_t id) {
    return std::max<std::int64_t>(entries.number_at(comment_of_entry(), id), 0);
  };
  for (const std::int64_t id : open) on.push_back(comment_of(id));
  const Ids seen =
      asker.index(schema::comment).among(id_in(std::move(on)).numbers, comments(asker));
  std::erase_if(open, [&](std::int64_t id) {
    const std::int64_t comment = comment_of(id);
    return comment != 0 && !std::ranges::binary_search(seen, comment);
  });
  return open;
}

// Contacts, employees.

Condition contacts_of_employee(const Asker& asker) {
  const Ids names = asker.own_names();
  return any({over(Kind::list_empty, contact_at("viewers")), list_has(contact_at("viewers"), names),
              list_has(contact_at("editors"), names), list_has(contact_at("supervisors"), names),
              in_set(contact_at("addedBy"), asker.self())});
}

/// Himself, his companies, and who is of one of these.
Condition contacts(const Asker& asker) {
  if (!asker.is_contact()) return contacts_of_employee(asker);
  const Ids companies = asker.companies();
  Ids known{asker.person().id};
  for (const std::int64_t company : companies) known.push_back(Ref::unpacked(company).id);
  return any({id_in(std::move(known)), list_has(contact_at("companies"), companies)});
}

/// Two flags of an employee: he sees, or is seen by, those alone who share a group with him.
Condition employees(const Asker& asker) {
  if (asker.is_contact()) return never();
  const catalog::User* user = asker.scope.catalog.user(asker.person().id);
  Ids groups;
  if (user != nullptr) groups = packed(RefKind::group, user->groups);
  const Condition near =
      any({id_in({asker.person().id}), list_has(column_of(schema::user, "groups"), groups)});
  if (user != nullptr && user->sees_own_groups_only) return near;
  return any({negate(is_set(schema::user, "seenByOwnGroupsOnly")), near});
}

Condition predicate(const FilterScope& scope, bool owner_is_seen) {
  const Asker asker(scope);
  const auto with_owner = [&](Condition condition) {
    if (owner_is_seen) return condition;
    return all({std::move(condition), on_seen_owner(scope.entity, asker)});
  };
  switch (scope.entity.seen.how) {
    case Seen::by_roles:
      return tasks(asker);
    case Seen::as_feed:
      return with_owner(comments(asker));
    case Seen::by_data_tag:
      return with_owner(data_tag_entries(asker));
    case Seen::by_card:
      return contacts(asker);
    case Seen::as_project:
      return projects(asker);
    case Seen::by_directory:
      return directory_entries(asker);
    case Seen::by_employees:
      return employees(asker);
    case Seen::with_owner:  // of these, storage asks what they go with
    case Seen::where_used:
    case Seen::by_definition:
    case Seen::by_all:
      break;
  }
  return always();
}

}  // namespace

Condition visible(const FilterScope& scope) {
  return scope.viewer.is_admin ? always() : predicate(scope, false);
}

Condition visible_on_seen(const FilterScope& scope) {
  return scope.viewer.is_admin ? always() : predicate(scope, true);
}

Ids seen_among(Ids ids, const FilterScope& scope) {
  const Condition of_these = id_in(std::move(ids));
  if (scope.viewer.is_admin) return of_these.numbers;
  if (scope.entity.seen.how == Seen::by_data_tag)
    return entries_among(of_these.numbers, Asker(scope));
  if (scope.entity.seen.how == Seen::as_project)
    return projects_among(of_these.numbers, Asker(scope));
  return scope.indexes.of(scope.entity).among(of_these.numbers, predicate(scope, true));
}

}  // namespace planstead::plan
