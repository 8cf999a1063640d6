// What others may see is asked as of somebody who asks himself.
#include "domain/receivers.h"

#include <algorithm>

#include "catalog/access.h"
#include "domain/access.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;
using schema::RefList;

bool is_in(const RefList& people, Ref person) {
  return std::ranges::find(people, person) != people.end();
}

std::optional<Record> card_of(Ref person, Context& context) {
  return context.records.find(schema::contact, person.id);
}

}  // namespace

RefList people_of(const RefList& list, const catalog::Catalog& catalog) {
  RefList people;
  const auto add = [&](Ref person) {
    if (!is_in(people, person)) people.push_back(person);
  };
  for (const Ref ref : list) {
    if (ref.kind != RefKind::group) {
      add(ref);
      continue;
    }
    if (const catalog::Group* group = catalog.group(ref.id))
      for (const std::int64_t member : group->members) add({RefKind::user, member});
  }
  return people;
}

RefList without(const RefList& list, const RefList& known) {
  RefList others;
  for (const Ref ref : list)
    if (!is_in(known, ref)) others.push_back(ref);
  return others;
}

RefList people_on(const Record& task, const catalog::Catalog& catalog) {
  RefList people{task.ref("assigner")};
  for (const std::string_view role : {"assignees", "participants", "auditors"})
    for (const Ref ref : task.refs(role)) people.push_back(ref);
  return people_of(people, catalog);
}

RefList with_role(Ref role, const Record& owner) {
  if (&owner.entity() != &schema::task) return {};
  constexpr std::string_view lists[] = {"assignees", "participants", "auditors"};
  const auto index = static_cast<std::size_t>(role.id - 1);
  if (index < std::size(lists)) return owner.refs(lists[index]);
  return owner.ref("assigner").id == 0 ? RefList{} : RefList{owner.ref("assigner")};
}

std::string name_of(Ref who, Context& context) {
  if (who.kind == RefKind::user) {
    const catalog::User* user = context.catalog.user(who.id);
    return user == nullptr ? std::string() : user->name;
  }
  if (who.kind == RefKind::group) {
    const catalog::Group* group = context.catalog.group(who.id);
    return group == nullptr ? std::string() : group->name;
  }
  const auto card = card_of(who, context);
  if (!card) return {};
  const std::string& last = card->text("lastname");
  return card->text("name") + (last.empty() ? "" : " " + last);
}

bool is_reachable(Ref person, Context& context) {
  if (person.kind == RefKind::user) {
    const catalog::User* user = context.catalog.user(person.id);
    return user != nullptr && user->role != catalog::Role::robot &&
           user->role != catalog::Role::user_without_access &&
           user->status == catalog::PersonStatus::active;
  }
  if (person.kind != RefKind::contact || person.id == 0) return false;
  const auto card = card_of(person, context);
  return card && !card->flag("isDeleted");
}

bool is_outside(Ref person, Context& context) {
  if (person.kind != RefKind::contact) return false;
  const auto card = card_of(person, context);
  return !card || !card->flag("hasAccess");
}

bool may_read(Ref person, const Record& thing, Context& context) {
  const request::Viewer reader{.person = person,
                               .is_admin = catalog::is_admin(person, context.catalog)};
  Context his{context.catalog, reader,           context.now,
              context.records, context.failures, context.notes};
  Asker asker(his);
  return &thing.entity() == &schema::contact ? asker.sees_contact(thing)
                                             : asker.level(thing) != Level::none;
}

bool may_read_entry(Ref person, const Record& entry, Context& context) {
  return !entry.flag("isHidden") || entry.ref("owner") == person ||
         is_in(people_of(entry.refs("recipients"), context.catalog), person) ||
         catalog::is_admin(person, context.catalog);
}

RefList shut_out(const Record& task, const RefList& recipients, Context& context) {
  const RefList known = people_on(task, context.catalog);
  const auto is_shut_out = [&](Ref person) {
    return !is_in(known, person) && is_reachable(person, context) && !is_outside(person, context) &&
           !may_read(person, task, context);
  };
  RefList found;
  for (const Ref ref : recipients)
    if (std::ranges::any_of(people_of({ref}, context.catalog), is_shut_out)) found.push_back(ref);
  return found;
}

RefList strangers_to(const Record& task, const RefList& mentioned, Context& context) {
  RefList strangers;
  for (const Ref person : without(mentioned, people_on(task, context.catalog)))
    if (is_reachable(person, context) && !catalog::is_admin(person, context.catalog))
      strangers.push_back(person);
  return strangers;
}

}  // namespace planstead::domain
