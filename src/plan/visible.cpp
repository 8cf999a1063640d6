// The predicates, each over indexed columns alone.
#include "plan/visible.h"

#include <algorithm>
#include <limits>

#include "catalog/access.h"
#include "catalog/circle.h"
#include "plan/people.h"
#include "schema/comment.h"
#include "schema/contact.h"
#include "schema/references.h"

namespace planstead::plan {

namespace {

using base::Ref;
using base::RefKind;
using catalog::Circle;
using schema::contact_at;
using schema::Seen;
using schema::task_at;
using schema::TaskKind;
using Kind = Condition::Kind;
using Ids = std::vector<std::int64_t>;

constexpr std::size_t all_rows = std::numeric_limits<std::size_t>::max();
constexpr std::int64_t draft = 0;  // of tasks and of projects

std::size_t column_of(const schema::Entity& entity, std::string_view field) {
  return schema::index_of(entity, *schema::find_field(entity, field));
}

Condition is_set(const schema::Entity& entity, std::string_view flag) {
  return in_set(column_of(entity, flag), {1});
}

/// Who asks, and what the predicates ask about him more than once.
struct Asker {
  explicit Asker(const FilterScope& of)
      : scope(of), circle(catalog::circle_of(of.viewer.person, of.catalog)) {}
  Ref person() const { return circle.person; }
  bool is_contact() const { return person().kind == RefKind::contact; }
  Ids self() const { return {person().packed()}; }
  Ids own_names() const { return packed(circle.own_names); }
  search::Index index(const schema::Entity& entity) const {
    return scope.indexes.of(entity);
  }
  /// Companies of a contact, packed.
  Ids companies() const {
    if (!is_contact()) return {};
    return index(schema::contact).list_numbers(id_in({person().id}), contact_at("companies"));
  }

  const FilterScope& scope;
  const Circle circle;
};

Condition tasks(const Asker& asker);
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

Condition audited_projects(const Asker& asker) {
  Ids projects;
  for (const auto& [project, auditors] : asker.scope.project_auditors)
    if (catalog::is_one_among(asker.circle.auditor_names, auditors)) projects.push_back(project);
  return in_set(task_at("project"), packed(RefKind::project, projects));
}

/// Domain/tasks-and-access.md 5.6: in the tasks of his company, where his card allows it.
void append_company_tasks(const Asker& asker, std::vector<Condition>& ways) {
  if (!asker.is_contact()) return;
  const search::Index& index = asker.index(schema::contact);
  if (index.number_at(contact_at("seesCompanyTasks"), asker.person().id) != 1) return;
  ways.push_back(in_set(task_at("counterparty"), asker.companies()));
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
  append_company_tasks(asker, ways);
  const Condition is_draft = in_set(task_at("status"), packed(RefKind::status, {draft}));
  const Condition given = any({negate(is_draft), in_set(task_at("assigner"), asker.self())});
  return without_closed_forms(all({any(std::move(ways)), given}), asker);
}

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

/// Hidden comments are their author's and their recipients'; deleted ones their author's.
Condition comments(const Asker& asker) {
  const schema::Entity& entity = schema::comment;
  const Condition own = in_set(schema::comment_at("owner"), asker.self());
  const Condition sent = list_has(schema::comment_at("recipients"), asker.own_names());
  return any({all({negate(is_set(entity, "isHidden")), negate(is_set(entity, "isDeleted"))}), own,
              all({sent, negate(is_set(entity, "isDeleted"))})});
}

Condition of_open_tags(const Asker& asker) {
  Ids open;
  for (const catalog::Definition& tag : asker.scope.catalog.data_tags)
    if (catalog::may_view(tag.access, asker.person(), asker.scope.catalog)) open.push_back(tag.id);
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

// Contacts, projects, directories.

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

/// By what a project is open to whoever belongs to the account's employees, or to its client.
Condition public_projects(const Asker& asker) {
  const schema::Entity& entity = schema::project;
  if (!asker.is_contact()) return negate(is_set(entity, "hiddenForEmployees"));
  return all({negate(is_set(entity, "hiddenForClients")),
              in_set(column_of(entity, "counterparty"), asker.companies())});
}

Condition projects(const Asker& asker) {
  const schema::Entity& entity = schema::project;
  const Condition own = in_set(column_of(entity, "owner"), asker.self());
  const Condition is_public = public_projects(asker);
  std::vector<Condition> ways{is_public, own};
  for (const std::string_view people : {"auditors", "clientManagers", "assignees", "participants"})
    ways.push_back(list_has(column_of(entity, people), asker.own_names()));
  // Walking the tasks is worth it only where something is hidden.
  if (asker.index(entity).count(negate(is_public)) > 0) {
    const Condition listed_tasks = all({listed(schema::task), tasks(asker)});
    Ids with_task;
    for (const std::int64_t project :
         asker.index(schema::task).numbers(listed_tasks, task_at("project")))
      with_task.push_back(Ref::unpacked(project).id);
    ways.push_back(id_in(std::move(with_task)));
  }
  const Condition is_draft = in_set(column_of(entity, "status"), {draft});
  return all({any(std::move(ways)), any({negate(is_draft), own})});
}

Condition directory_entries(const Asker& asker) {
  Ids open;
  for (const catalog::Definition& one : asker.scope.catalog.directories)
    if (catalog::may_view(one.access, asker.person(), asker.scope.catalog)) open.push_back(one.id);
  return in_set(column_of(schema::directory_entry, "directory"), packed(RefKind::directory, open));
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
      return asker.is_contact() ? never() : always();
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
  return scope.indexes.of(scope.entity).among(of_these.numbers, predicate(scope, true));
}

Condition projects_with_documents(const FilterScope& scope) {
  if (scope.viewer.is_admin) return always();
  const Asker asker(scope);
  return any({list_has(column_of(schema::project, "auditors"), asker.own_names()),
              list_has(column_of(schema::project, "clientManagers"), asker.own_names())});
}

base::Status check_filtered_fields(const request::Call& call, const FilterScope& scope) {
  if (scope.viewer.is_admin) return base::ok();
  for (const request::FilterCall& filter : call.filters)
    if (filter.field != nullptr &&
        !catalog::may_view_field(*filter.field, scope.viewer.person, scope.catalog))
      return base::invalid(filter.where + ".field",
                           "there is no field " + std::to_string(filter.field->id) +
                               " that the person of the token may view");
  return base::ok();
}

}  // namespace planstead::plan
