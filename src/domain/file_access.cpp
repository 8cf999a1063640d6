// Fields and files: who fills in the ones, who sees and changes the others
// (domain/tasks-and-access.md 5.4, 5.5).
#include <algorithm>

#include "domain/comment_rules.h"
#include "domain/entity_access.h"
#include "domain/row_edit.h"
#include "schema/comment.h"
#include "schema/directory.h"
#include "schema/file.h"
#include "schema/project.h"
#include "schema/user.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

base::Status check_file(std::int64_t id, Asker& asker) {
  const auto file = asker.records().find(schema::file, id);
  if (!file || asker.stands_for(file->ref("_owner"))) return base::ok();
  // It goes or changes everywhere at once, so that the right is needed everywhere: whoever has
  // attached it to a thing of his own has won nothing.
  const auto carriers = asker.records().users_of_file(id);
  const auto edits = [&](Ref carrier) { return asker.edits_carrier(carrier); };
  if (!carriers.empty() && std::ranges::all_of(carriers, edits)) return base::ok();
  return asker.sees_file(*file) ? denied(schema::file, id) : no_such_row(schema::file, id);
}

}  // namespace

bool Asker::fills(const catalog::CustomField& field, bool by_default, const Places& places) {
  if (is_admin()) return true;
  const auto names = [&](const catalog::AccessList& list) {
    return is_in(list.people) ||
           std::ranges::any_of(list.roles, [&](auto role) { return has_role(places, role); });
  };
  if (field.access.edit.is_given) return names(field.access.edit);
  return by_default && (!field.access.view.is_given || names(field.access.view));
}

// As plan/visible.cpp has it of lists.
bool Asker::is_told(const Record& comment) {
  if (!is_contact() || !context_.catalog.account.contacts_see_told_only) return true;
  const auto type = static_cast<schema::CommentType>(comment.integer("type"));
  if (type == schema::CommentType::recorded || comment.flag("_first")) return true;
  const auto task = records().find(schema::task, comment.ref("task").id);
  if (!task || !is_of_its_company(*task)) return false;
  const auto is_of_his = [&](Ref one) {
    const auto card =
        one.kind == RefKind::contact ? records().find(schema::contact, one.id) : std::nullopt;
    return card && is_colleague(*card);
  };
  return is_of_his(comment.ref("owner")) ||
         std::ranges::any_of(comment.refs("recipients"), is_of_his);
}

bool Asker::reads(const Record& comment) {
  const bool own = is_admin() || comment.ref("owner") == person();
  if (comment.flag("isDeleted")) return own;
  return own || is_in(comment.refs("recipients")) ||
         (!comment.flag("isHidden") && is_told(comment));
}

bool Asker::sees_employee(const Record& employee) {
  if (is_admin()) return true;
  if (is_contact()) return false;
  if (employee.id() == person().id || is_in(employee.refs("groups"))) return true;
  const catalog::User* user = context_.catalog.user(person().id);
  const bool kept = user != nullptr && user->sees_own_groups_only;
  return !kept && !employee.flag("seenByOwnGroupsOnly");
}

bool Asker::sees_carrier(Ref carrier) {
  const schema::Entity* entity = schema::entity_of(carrier.kind);
  const auto row = entity == nullptr ? std::nullopt : context_.records.find(*entity, carrier.id);
  if (!row) return false;
  if (is_admin()) return true;
  if (entity == &schema::task) return level(*row) != Level::none;
  if (entity == &schema::contact) return sees_contact(*row);
  // Documents of a project are no matter of all who see its name.
  if (entity == &schema::project) return edits_project(*row) || is_in(row->refs("clientManagers"));
  if (entity == &schema::comment) return reads(*row) && sees_carrier(owner_of(*row));
  if (entity == &schema::directory_entry) return sees_entry(*row);
  if (entity == &schema::user) return sees_employee(*row);
  if (entity == &schema::main_values) return !is_contact();
  if (entity != &schema::data_tag_entry) return false;
  const std::int64_t comment = row->integer("commentId");
  return sees_carrier(comment == 0 ? owner_of(*row) : Ref{RefKind::comment, comment});
}

bool Asker::edits_carrier(Ref carrier) {
  const schema::Entity* entity = schema::entity_of(carrier.kind);
  const auto row = entity == nullptr ? std::nullopt : context_.records.find(*entity, carrier.id);
  if (!row) return false;
  if (is_admin()) return true;
  if (entity == &schema::task) return level(*row) == Level::edit;
  if (entity == &schema::contact) return edits_contact(*row);
  if (entity == &schema::project) return edits_project(*row);
  if (entity == &schema::directory_entry) return edits_entry(*row);
  if (entity != &schema::comment && entity != &schema::data_tag_entry) return false;
  return edits_carrier(owner_of(*row));
}

bool Asker::sees_file(const Record& file) {
  if (is_admin() || stands_for(file.ref("_owner"))) return true;
  return std::ranges::any_of(context_.records.users_of_file(file.id()),
                             [&](Ref carrier) { return sees_carrier(carrier); });
}

namespace access {

base::Status add_file(const PathIds&, const request::Body&, Asker&) { return base::ok(); }

// The right to attach is the right to change what it is attached to, which is asked there.
base::Status change_file(const PathIds& ids, const request::Body&, Asker& asker) {
  if (!has(asker.context().operation->options, schema::Option::target))
    return check_file(ids.back(), asker);
  const auto file = asker.records().find(schema::file, ids.back());
  return !file || asker.sees_file(*file) ? base::ok() : no_such_row(schema::file, ids.back());
}

base::Status remove_file(const PathIds& ids, Asker& asker) { return check_file(ids.back(), asker); }

}  // namespace access

}  // namespace planstead::domain
