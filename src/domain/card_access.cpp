// Who may write contacts, projects, entries of directories and employees
// (domain/tasks-and-access.md 5.1, 5.4, 5.5).
#include <algorithm>

#include "catalog/access.h"
#include "domain/entity_access.h"
#include "domain/row_edit.h"
#include "schema/directory.h"
#include "schema/project.h"
#include "schema/user.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

// What an employee may say of himself.
constexpr std::string_view own_keys[] = {"name",     "midname",      "lastname",
                                         "phones",   "languageCode", "communicationLanguageCode",
                                         "timezone", "avatarUrl"};

// A card or project: what one cannot see, and what lies in the bin and is not one's own to take
// out, is not there.
base::Status check_card(const Record& row, bool sees, bool edits, const request::Body& body,
                        Asker& asker) {
  if (row.flag("_template")) return base::ok();
  if (!sees || (row.flag("isDeleted") && !edits)) return no_such_row(row.entity(), row.id());
  PS_CHECK(check_keys(body, row, edits, asker));
  return check_named(body, &row, asker);
}

// ---- entries of directories: administrators, and whom the directory's list names ----

base::Status check_directory(std::int64_t id, Asker& asker) {
  const catalog::Definition* directory = asker.context().catalog.directory(id);
  if (directory == nullptr || asker.is_on(directory->access.edit, false)) return base::ok();
  if (catalog::may_view(directory->access, asker.person(), asker.context().catalog))
    return denied(schema::directory, id);
  return base::refusal(base::ErrorCode::directory_not_found, {}, "by id " + std::to_string(id));
}

}  // namespace

namespace access {

base::Status add_contact(const PathIds&, const request::Body& body, Asker& asker) {
  // A create that has the number of a contact is an update (observed 15.2).
  if (const auto* id = body.sent<std::int64_t>("id"); id != nullptr && *id != 0)
    return change_contact({*id}, body, asker);
  return check_named(body, nullptr, asker);
}

base::Status change_contact(const PathIds& ids, const request::Body& body, Asker& asker) {
  const auto row = asker.records().find(schema::contact, ids.back());
  if (!row) return base::ok();
  return check_card(*row, asker.sees_contact(*row), asker.edits_contact(*row), body, asker);
}

base::Status add_project(const PathIds&, const request::Body& body, Asker& asker) {
  return check_named(body, nullptr, asker);
}

base::Status change_project(const PathIds& ids, const request::Body& body, Asker& asker) {
  const auto row = asker.records().find(schema::project, ids.back());
  if (!row) return base::ok();
  return check_card(*row, asker.sees_project(*row), asker.edits_project(*row), body, asker);
}

base::Status add_directory_entry(const PathIds& ids, const request::Body& body, Asker& asker) {
  PS_CHECK(check_directory(ids.front(), asker));
  return check_named(body, nullptr, asker);
}

base::Status change_directory_entry(const PathIds& ids, const request::Body& body, Asker& asker) {
  PS_CHECK(check_directory(ids.front(), asker));
  return check_named(body, nullptr, asker);
}

base::Status remove_directory_entry(const PathIds& ids, Asker& asker) {
  return check_directory(ids.front(), asker);
}

base::Status change_user(const PathIds& ids, const request::Body& body, Asker& asker) {
  const auto row = asker.records().find(schema::user, ids.back());
  if (!row) return base::ok();
  const bool himself = asker.person() == Ref{RefKind::user, row->id()};
  const bool owner = row->id() == asker.context().catalog.account.owner;
  if (asker.is_admin() && (himself || !owner)) return base::ok();
  for (const request::Change& change : body.changes) {
    const bool own = himself && std::ranges::count(own_keys, change.field->name) > 0;
    if (!own && is_changed(change, *row))
      return denied(schema::user, row->id(), himself ? change.field->name : std::string_view());
  }
  request::Body custom;
  custom.custom = body.custom;
  PS_CHECK(check_keys(custom, *row, false, asker));
  return check_named(body, &*row, asker);
}

}  // namespace access

}  // namespace planstead::domain
