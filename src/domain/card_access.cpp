// Who may write contacts and projects (domain/tasks-and-access.md 5.4, 5.5).
#include <algorithm>

#include "domain/entity_access.h"
#include "domain/row_edit.h"
#include "schema/project.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

// A card or project: what one cannot see, and what lies in the bin and is not one's own to take
// out, is not there.
base::Status check_card(const Record& row, bool sees, bool edits, const request::Body& body,
                        Asker& asker) {
  if (row.flag("_template")) return base::ok();
  if (!sees || (row.flag("isDeleted") && !edits)) return no_such_row(row.entity(), row.id());
  PS_CHECK(check_keys(body, row, edits, asker));
  return check_named(body, &row, asker);
}

// ---- links between contacts: they stand on both cards (observed 15.7) ----

base::Status check_linked(Ref other, const std::string& where, Asker& asker) {
  const auto card = asker.records().find(schema::contact, other.id);
  if (!card || asker.edits_contact(*card)) return base::ok();
  return denied(schema::contact, other.id, where);
}

base::Status check_links(const request::Body& body, const Record* before, Asker& asker) {
  if (asker.is_admin()) return base::ok();
  for (const std::string_view key : {"companies", "contacts"}) {
    const request::Change* change = body.find(key);
    if (change == nullptr) continue;
    const auto* sent = std::get_if<schema::RefList>(&change->value);
    const schema::RefList now = sent == nullptr ? schema::RefList{} : *sent;
    const schema::RefList had = before == nullptr ? schema::RefList{} : before->refs(key);
    for (const Ref other : now)
      if (std::ranges::count(had, other) == 0)
        PS_CHECK(check_linked(other, std::string(key), asker));
    for (const Ref other : had)
      if (std::ranges::count(now, other) == 0)
        PS_CHECK(check_linked(other, std::string(key), asker));
  }
  return base::ok();
}

// Sub-projects go into the bin with a project, and are projects as any other.
base::Status check_below(const request::Body& body, const Record& project, Asker& asker) {
  const request::Change* bin = body.find("isDeleted");
  if (asker.is_admin() || bin == nullptr || bin->value != schema::Value{true}) return base::ok();
  std::vector<std::int64_t> open{project.id()};
  while (!open.empty()) {
    const Ref above{RefKind::project, open.back()};
    open.pop_back();
    for (const std::int64_t id : asker.records().rows_with(schema::project, "parent", above)) {
      const auto below = asker.records().find(schema::project, id);
      if (!below || below->flag("isDeleted")) continue;
      if (!asker.edits_project(*below)) return denied(schema::project, id, "isDeleted");
      open.push_back(id);
    }
  }
  return base::ok();
}

// A project template that he may not view is not there.
base::Status check_form(const request::Body& body, const Record* before, Asker& asker) {
  const Ref* wanted = body.sent<Ref>("template");
  if (asker.is_admin() || wanted == nullptr) return base::ok();
  if (before != nullptr && before->ref("template") == *wanted) return base::ok();
  const auto form = asker.records().find(schema::project, wanted->id);
  if (!form || !form->flag("_template") || asker.sees_project(*form)) return base::ok();
  return base::invalid("template.id",
                       "Project template not found by id " + std::to_string(wanted->id));
}

}  // namespace

namespace access {

base::Status new_contact(const request::Body& body, Asker& asker) {
  PS_CHECK(check_new_fields(body, schema::contact, asker));
  PS_CHECK(check_named(body, nullptr, asker));
  return check_links(body, nullptr, asker);
}

base::Status add_contact(const PathIds&, const request::Body& body, Asker& asker) {
  // A create that has the number of a contact is an update (observed 15.2).
  if (const auto* id = body.sent<std::int64_t>("id"); id != nullptr && *id != 0)
    return change_contact({*id}, body, asker);
  return new_contact(body, asker);
}

base::Status change_contact(const PathIds& ids, const request::Body& body, Asker& asker) {
  const auto row = asker.records().find(schema::contact, ids.back());
  if (!row) return base::ok();
  PS_CHECK(check_card(*row, asker.sees_contact(*row), asker.edits_contact(*row), body, asker));
  return check_links(body, &*row, asker);
}

base::Status add_project(const PathIds&, const request::Body& body, Asker& asker) {
  PS_CHECK(check_new_fields(body, schema::project, asker));
  PS_CHECK(check_form(body, nullptr, asker));
  return check_named(body, nullptr, asker);
}

base::Status change_project(const PathIds& ids, const request::Body& body, Asker& asker) {
  const auto row = asker.records().find(schema::project, ids.back());
  if (!row) return base::ok();
  PS_CHECK(check_card(*row, asker.sees_project(*row), asker.edits_project(*row), body, asker));
  PS_CHECK(check_below(body, *row, asker));
  return check_form(body, &*row, asker);
}

}  // namespace access

}  // namespace planstead::domain
