// Who may write employees (domain/tasks-and-access.md 5.1, 5.4).
#include <algorithm>

#include "domain/entity_access.h"
#include "domain/row_edit.h"
#include "domain/user_access.h"
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

bool is_within(const schema::Value& wanted, const schema::Value& own) {
  const auto* sent = std::get_if<schema::RefList>(&wanted);
  return sent == nullptr ||
         std::ranges::all_of(*sent, [&](Ref group) { return schema::mentions(own, group); });
}

schema::RefList own_groups(Asker& asker) {
  const catalog::User* user = asker.context().catalog.user(asker.person().id);
  schema::RefList groups;
  if (user != nullptr)
    for (const std::int64_t id : user->groups) groups.push_back({RefKind::group, id});
  return groups;
}

bool is_plain(const schema::Value& role) {
  const auto* number = std::get_if<std::int64_t>(&role);
  if (number == nullptr) return true;
  const auto which = static_cast<schema::UserRole>(*number);
  return which == schema::UserRole::not_defined || which == schema::UserRole::employee ||
         which == schema::UserRole::without_access;
}

// Whoever has the capability to add employees (digest 5.1) gives nobody what he has not himself:
// roles of administrators, groups of others, the head of anybody, positions that are not there.
base::Status check_staff_key(const request::Change& change, const Record* before, Asker& asker) {
  const std::string_view key = change.field->name;
  bool may = true;
  if (key == "role") may = before == nullptr && is_plain(change.value);
  if (key == "status" || key == "isDeleted") may = before == nullptr;
  if (key == "personalManagers") may = schema::is_empty(change.value);
  if (key == "groups") {
    schema::RefList own = own_groups(asker);
    if (before != nullptr)
      for (const Ref held : before->refs(key)) own.push_back(held);
    may = is_within(change.value, own);
    for (const Ref held : before == nullptr ? schema::RefList{} : before->refs(key))
      may &= schema::mentions(own_groups(asker), held) || schema::mentions(change.value, held);
  }
  if (const auto* name = std::get_if<std::string>(&change.value); key == "position" && name)
    may = find_position(asker.context().catalog, *name).has_value();
  return may ? base::ok() : denied(schema::user, before ? before->id() : 0, key);
}

bool leads_staff(const Record& row, Asker& asker) {
  const catalog::User* user =
      asker.is_contact() ? nullptr : asker.context().catalog.user(asker.person().id);
  if (user == nullptr || !user->adds_employees || user->id == row.id()) return false;
  if (row.id() == asker.context().catalog.account.owner || !is_plain(row.get("role"))) return false;
  const schema::RefList groups = own_groups(asker);
  return std::ranges::any_of(row.refs("groups"),
                             [&](Ref group) { return schema::mentions(groups, group); });
}

}  // namespace

namespace access {

base::Status add_user(const PathIds&, const request::Body& body, Asker& asker) {
  if (asker.is_admin()) return base::ok();
  for (const request::Change& change : body.changes)
    PS_CHECK(check_staff_key(change, nullptr, asker));
  PS_CHECK(check_new_fields(body, schema::user, asker));
  return check_named(body, nullptr, asker);
}

base::Status change_user(const PathIds& ids, const request::Body& body, Asker& asker) {
  const auto row = asker.records().find(schema::user, ids.back());
  if (!row) return base::ok();
  if (!asker.sees_employee(*row)) return no_such_row(schema::user, row->id());
  const bool himself = asker.person() == Ref{RefKind::user, row->id()};
  const bool owner = row->id() == asker.context().catalog.account.owner;
  if (asker.is_admin() && (himself || !owner)) return base::ok();
  const bool staff = leads_staff(*row, asker);
  for (const request::Change& change : body.changes) {
    const bool own = himself && std::ranges::count(own_keys, change.field->name) > 0;
    if (own || !is_changed(change, *row, asker)) continue;
    if (!staff)
      return denied(schema::user, row->id(), himself ? change.field->name : std::string_view());
    PS_CHECK(check_staff_key(change, &*row, asker));
  }
  request::Body custom;
  custom.custom = body.custom;
  PS_CHECK(check_keys(custom, *row, staff, asker));
  return check_named(body, &*row, asker);
}

}  // namespace access

}  // namespace planstead::domain
