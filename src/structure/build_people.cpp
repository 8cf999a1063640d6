// Employees of a catalogue, from their rows.
#include <algorithm>

#include "schema/user.h"
#include "structure/build_parts.h"

namespace planstead::structure {

namespace {

using catalog::PersonStatus;
using catalog::Role;
using schema::Record;

Role role_of(const Record& row) {
  switch (static_cast<schema::UserRole>(row.integer("role"))) {
    case schema::UserRole::admin:
      return Role::admin;
    case schema::UserRole::tech_admin:
      return Role::tech_admin;
    case schema::UserRole::without_access:
      return Role::user_without_access;
    case schema::UserRole::robot:
      return Role::robot;
    case schema::UserRole::not_defined:
    case schema::UserRole::employee:
      break;
  }
  return Role::user;
}

// Who is in the bin keeps his name, which old tasks show, and nothing else.
PersonStatus status_of(const Record& row) {
  if (row.flag("isDeleted")) return PersonStatus::inactive;
  switch (static_cast<schema::UserStatus>(row.integer("status"))) {
    case schema::UserStatus::active_without_access:
      return PersonStatus::active_without_access;
    case schema::UserStatus::inactive:
      return PersonStatus::inactive;
    case schema::UserStatus::active:
      break;
  }
  return PersonStatus::active;
}

std::string shown_name(const Record& row) {
  std::string name = row.text("name");
  if (const std::string& lastname = row.text("lastname"); !lastname.empty())
    name.append(name.empty() ? "" : " ").append(lastname);
  return name;
}

}  // namespace

catalog::User user_of(const Record& row) {
  catalog::User user;
  user.id = row.id();
  user.name = shown_name(row);
  user.role = role_of(row);
  user.status = status_of(row);
  user.zone = base::Zone::find(row.text("timezone"));
  const auto language = static_cast<std::size_t>(row.integer("languageCode", -1));
  if (language < std::size(schema::language_labels))
    user.language = schema::language_labels[language];
  if (!row.flag("isDeleted"))
    for (const base::Ref& group : row.refs("groups")) user.groups.push_back(group.id);
  std::ranges::sort(user.groups);
  for (const base::Ref& head : row.refs("personalManagers"))
    user.personal_heads.push_back(head.id);
  user.adds_employees = row.flag("addsEmployees");
  user.schedule = row.integer("schedule");
  user.default_template = row.integer("defaultTemplate");
  user.sees_own_groups_only = row.flag("seesOwnGroupsOnly");
  return user;
}

}  // namespace planstead::structure
