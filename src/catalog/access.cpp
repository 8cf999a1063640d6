// Access lists of things of the structure.
#include "catalog/access.h"

#include <algorithm>

namespace planstead::catalog {

using base::Ref;
using base::RefKind;

bool is_admin(Ref person, const Catalog& catalog) {
  if (person.kind != RefKind::user) return false;
  const User* user = catalog.user(person.id);
  return person.id == catalog.account.owner ||
         (user != nullptr && (user->role == Role::admin || user->role == Role::robot));
}

bool is_technical(Ref person, const Catalog& catalog) {
  const User* user = person.kind == RefKind::user ? catalog.user(person.id) : nullptr;
  return user != nullptr && user->role == Role::tech_admin;
}

bool is_named(const AccessList& list, Ref person, const Catalog& catalog) {
  return std::ranges::any_of(list.people, [&](Ref named) {
    return named == person || (named.kind == RefKind::group && catalog.in_group(person, named.id));
  });
}

bool may_view(const Access& access, Ref person, const Catalog& catalog) {
  if (!access.view.is_given && person.kind == RefKind::user) return true;
  for (const AccessList* list : {&access.view, &access.edit, &access.add, &access.remove})
    if (is_named(*list, person, catalog)) return true;
  return false;
}

bool may_view_rows(const Access& access, Ref person, const Catalog& catalog) {
  if (access.view.is_given || !is_technical(person, catalog))
    return may_view(access, person, catalog);
  return is_named(access.edit, person, catalog);
}

bool may_view_field(const CustomField& field, Ref person, const Catalog& catalog) {
  return !field.access.view.is_given || may_view(field.access, person, catalog);
}

std::vector<TaskRole> viewing_roles(const CustomField& field) {
  std::vector<TaskRole> roles = field.access.view.roles;
  roles.insert(roles.end(), field.access.edit.roles.begin(), field.access.edit.roles.end());
  return roles;
}

bool knows_field(const CustomField& field, Ref person, const Catalog& catalog) {
  const bool of_tasks = field.object_type == static_cast<int>(schema::ObjectType::task);
  return may_view_field(field, person, catalog) || (of_tasks && !viewing_roles(field).empty());
}

bool may_view(const SavedFilter& filter, Ref person, const Catalog& catalog) {
  const bool is_nobodys = filter.owner.kind == RefKind::none && !filter.access.view.is_given;
  return is_nobodys || filter.owner == person || is_named(filter.access.view, person, catalog);
}

}  // namespace planstead::catalog
