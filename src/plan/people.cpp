// Who counts as the person of a filter.
#include "plan/people.h"

namespace planstead::plan {

using base::Ref;
using base::RefKind;

schema::RefList one_of(Ref person, const catalog::Catalog& catalog) {
  schema::RefList people{person};
  if (person.kind != RefKind::group) return people;
  if (const catalog::Group* group = catalog.group(person.id))
    for (const std::int64_t member : group->members) people.push_back({RefKind::user, member});
  return people;
}

schema::RefList listed_as(Ref person, const catalog::Catalog& catalog) {
  if (person.kind == RefKind::group) return one_of(person, catalog);
  schema::RefList names{person};
  // Contacts belong to no groups (domain/tasks-and-access.md 5.2).
  if (const catalog::User* user = person.kind == RefKind::user ? catalog.user(person.id) : nullptr)
    for (const std::int64_t group : user->groups) names.push_back({RefKind::group, group});
  return names;
}

}  // namespace planstead::plan
