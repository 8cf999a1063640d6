// The circle of a person, by one walk over the groups.
#include "catalog/circle.h"

#include <algorithm>

namespace planstead::catalog {

using base::Ref;
using base::RefKind;
using schema::RefList;

namespace {

using Ids = std::vector<std::int64_t>;

bool holds(const Ids& ids, std::int64_t id) { return std::ranges::find(ids, id) != ids.end(); }

void settle(RefList& refs) {
  std::ranges::sort(refs);
  refs.erase(std::ranges::unique(refs).begin(), refs.end());
}

/// The groups that the employee leads, and all below them. A group may have several parents, and
/// nothing keeps a file from making them a ring.
Ids led_groups(std::int64_t head, const Catalog& catalog) {
  Ids led;
  for (const Group& group : catalog.groups)
    if (holds(group.heads, head)) led.push_back(group.id);
  for (std::size_t i = 0; i < led.size(); ++i)
    for (const Group& group : catalog.groups)
      if (holds(group.parents, led[i]) && !holds(led, group.id)) led.push_back(group.id);
  return led;
}

void append_subordinates(std::int64_t head, const Catalog& catalog, RefList& out) {
  for (const std::int64_t id : led_groups(head, catalog))
    for (const std::int64_t member : catalog.group(id)->members)
      out.push_back({RefKind::user, member});
  for (const User& user : catalog.users)
    if (holds(user.personal_heads, head)) out.push_back({RefKind::user, user.id});
}

RefList partners_of(std::int64_t head, const Catalog& catalog) {
  RefList partners;
  for (const Group& group : catalog.groups)
    if (group.heads_see_each_other && holds(group.heads, head))
      for (const std::int64_t other : group.heads)
        if (other != head) partners.push_back({RefKind::user, other});
  settle(partners);
  return partners;
}

RefList with_groups(RefList people, const Catalog& catalog) {
  for (std::size_t i = people.size(); i-- > 0;) {
    const User* user = people[i].kind == RefKind::user ? catalog.user(people[i].id) : nullptr;
    if (user == nullptr) continue;
    for (const std::int64_t group : user->groups) people.push_back({RefKind::group, group});
  }
  settle(people);
  return people;
}

}  // namespace

Circle circle_of(Ref person, const Catalog& catalog) {
  Circle circle;
  circle.person = person;
  RefList peers{person};
  if (person.kind == RefKind::user) {
    append_subordinates(person.id, catalog, circle.subordinates);
    circle.people = circle.subordinates;
    for (const Ref partner : partners_of(person.id, catalog)) {
      peers.push_back(partner);
      append_subordinates(partner.id, catalog, circle.people);
    }
  }
  circle.people.insert(circle.people.end(), peers.begin(), peers.end());
  settle(circle.subordinates);
  settle(circle.people);
  circle.names = with_groups(circle.people, catalog);
  circle.auditor_names = with_groups(std::move(peers), catalog);
  circle.own_names = with_groups({person}, catalog);
  return circle;
}

bool Circle::leads(Ref other) const { return other != person && is_among(subordinates, other); }

bool is_among(const RefList& people, Ref person) {
  return std::ranges::binary_search(people, person);
}

bool is_one_among(const RefList& people, const RefList& list) {
  return std::ranges::any_of(list, [&](Ref ref) { return is_among(people, ref); });
}

}  // namespace planstead::catalog
