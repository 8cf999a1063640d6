// Roles and statuses (tasks digest 5.1). The role UserWithoutAccess and the status
// ActiveWithoutAccess go together; robots have no login and stay robots; the owner and the last
// administrator cannot be locked out.
#include "domain/user_access.h"

#include <algorithm>

#include "schema/user.h"

namespace planstead::domain {

namespace {

using catalog::PersonStatus;
using catalog::Role;
using schema::UserRole;
using schema::UserStatus;

UserRole role_of(const schema::Record& row) {
  return static_cast<UserRole>(row.integer("role", static_cast<std::int64_t>(UserRole::employee)));
}
UserStatus status_of(const schema::Record& row) {
  return static_cast<UserStatus>(row.integer("status"));
}
void set_role(schema::Record& row, UserRole role) {
  row.set("role", static_cast<std::int64_t>(role));
}
void set_status(schema::Record& row, UserStatus status) {
  row.set("status", static_cast<std::int64_t>(status));
}

base::Error not_saved(const RowEdit& edit, std::string_view where, std::string detail) {
  const schema::Entity& entity = edit.row.entity();
  return base::refusal(edit.creating() ? entity.not_added : entity.not_updated, std::string(where),
                       std::move(detail));
}

// The one that was sent decides; of two that contradict each other, the status.
void fit_together(RowEdit& edit) {
  schema::Record& row = edit.row;
  const bool without_role = role_of(row) == UserRole::without_access;
  const bool without_status = status_of(row) == UserStatus::active_without_access;
  if (without_role == without_status || status_of(row) == UserStatus::inactive) return;
  const bool by_status = edit.sent("status") || !edit.sent("role");
  if (by_status && edit.sent("role"))
    edit.note("role: the status " + std::string(schema::user_status_labels[row.integer("status")]) +
              " decides it");
  if (by_status)
    set_role(row, without_status ? UserRole::without_access : UserRole::employee);
  else
    set_status(row, without_role ? UserStatus::active_without_access : UserStatus::active);
}

base::Status check_robot(const RowEdit& edit) {
  const bool robot = role_of(edit.row) == UserRole::robot;
  if (!edit.creating() && robot != (role_of(*edit.before) == UserRole::robot))
    return not_saved(edit, "role", "a robot stays a robot, and nobody becomes one");
  for (std::string_view key : {"login", "password"})
    if (robot && edit.sent(key) && !edit.row.text(key).empty())
      return not_saved(edit, key, "a robot does not sign in");
  return base::ok();
}

bool may_configure(const schema::Record& row) {
  const UserRole role = role_of(row);
  return (role == UserRole::admin || role == UserRole::robot) && !row.flag("isDeleted") &&
         status_of(row) == UserStatus::active;
}

bool another_configures(const RowEdit& edit) {
  const catalog::Catalog& catalog = edit.context.catalog;
  return std::ranges::any_of(catalog.users, [&](const catalog::User& user) {
    const bool admin = user.role == Role::admin || user.id == catalog.account.owner;
    return user.id != edit.row.id() && admin && user.status == PersonStatus::active;
  });
}

base::Status check_lock_out(const RowEdit& edit) {
  if (edit.creating()) return base::ok();
  const schema::Record& row = edit.row;
  const bool dismissed = row.flag("isDeleted") || status_of(row) != UserStatus::active;
  const std::string_view where = row.flag("isDeleted") ? "isDeleted"
                                 : dismissed           ? "status"
                                                       : "role";
  if (row.id() == edit.context.catalog.account.owner && dismissed)
    return not_saved(edit, where, "the account's owner keeps his access");
  if (role_of(*edit.before) == UserRole::admin && may_configure(*edit.before) &&
      !may_configure(row) && row.id() != edit.context.catalog.account.owner &&
      !another_configures(edit))
    return not_saved(edit, where, "there would be no administrator left");
  return base::ok();
}

}  // namespace

base::Status settle_access(RowEdit& edit) {
  schema::Record& row = edit.row;
  if (role_of(row) == UserRole::not_defined || schema::is_empty(row.get("role"))) {
    if (edit.sent("role")) edit.note("role: NotDefined means User");
    set_role(row, UserRole::employee);
  }
  if (schema::is_empty(row.get("status"))) set_status(row, UserStatus::active);
  fit_together(edit);
  PS_CHECK(check_robot(edit));
  return check_lock_out(edit);
}

}  // namespace planstead::domain
