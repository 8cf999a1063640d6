// The table of who is asked about writes of which entity, and what all of them share.
#include "domain/write_access.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "base/pictures.h"
#include "domain/check_references.h"
#include "domain/entity_access.h"
#include "domain/row_edit.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

using Write = base::Status (*)(const PathIds&, const request::Body&, Asker&);
using Remove = base::Status (*)(const PathIds&, Asker&);

// What Operation::needs asks is enough.
base::Status by_role(const PathIds&, const request::Body&, Asker&) { return base::ok(); }

base::Status removed_by_role(const PathIds&, Asker&) { return base::ok(); }

struct Row {
  const schema::Entity* entity;
  Write create = nullptr;
  Write update = nullptr;
  Remove remove = nullptr;
};

constexpr Row rows[] = {
    {&schema::task, access::add_task, access::change_task},
    {&schema::checklist_item, access::add_checklist_item, access::change_checklist_item},
    {&schema::comment, access::add_comment, access::change_comment, access::remove_comment},
    {&schema::contact, access::add_contact, access::change_contact},
    {&schema::project, access::add_project, access::change_project},
    {&schema::directory_entry, access::add_directory_entry, access::change_directory_entry,
     access::remove_directory_entry},
    {&schema::data_tag_entry, access::add_data_tag_entry, access::change_data_tag_entry,
     access::remove_data_tag_entry},
    {&schema::file, access::add_file, access::change_file, access::remove_file},
    {&schema::user, access::add_user, access::change_user},
    {&schema::custom_field, by_role, by_role},
    {&schema::custom_field_set, by_role},
    {&schema::user_position, by_role, by_role},
    {&schema::telegram_bot, nullptr, by_role},
    {&schema::notification, nullptr, by_role},  // each marks his own
    {&schema::lease, by_role, nullptr, removed_by_role},
};

// An entity that nobody thought of is open to administrators alone.
const Row& row_of(const schema::Entity& entity) {
  for (const Row& row : rows)
    if (row.entity == &entity) return row;
  throw std::logic_error("no rights for " + std::string(entity.name));
}

template <class Rule>
Rule present(Rule rule, const schema::Entity& entity) {
  if (rule == nullptr) throw std::logic_error("no such right of " + std::string(entity.name));
  return rule;
}

// Administrators pay nothing for rights; the owner's own card is the one thing that is not theirs.
bool may_everything(const schema::Entity& entity, const Context& context) {
  return context.viewer.is_admin && &entity != &schema::user;
}

bool held(const schema::Value* before, Ref ref) {
  return before != nullptr && schema::mentions(*before, ref);
}

base::Status check_file(Ref ref, const std::string& where, Asker& asker) {
  const auto file = asker.records().find(schema::file, ref.id);
  if (!file || asker.sees_file(*file)) return base::ok();
  return base::invalid(where, not_found_text(ref));
}

base::Status check_project(Ref ref, const std::string& where, Asker& asker) {
  const auto project = asker.records().find(schema::project, ref.id);
  if (!project || asker.sees_project(*project)) return base::ok();
  return base::invalid(where, not_found_text(ref));
}

// A field shows its entry to whoever sees the field, so that putting it there needs the sight of
// it.
base::Status check_entry(Ref ref, const std::string& where, Asker& asker) {
  const auto entry = asker.records().find(schema::directory_entry, ref.id);
  if (!entry || asker.sees_entry(*entry)) return base::ok();
  return base::invalid(where, not_found_text(ref));
}

// Names of contacts are shown to whoever sees what names them (digest 5.4), so that naming one
// needs the sight of its card.
base::Status check_contact(Ref ref, Asker& asker) {
  const auto contact = asker.records().find(schema::contact, ref.id);
  if (!contact || asker.sees_contact(*contact)) return base::ok();
  return denied(schema::contact, ref.id);
}

// A picture makes whoever reads the text a reader of the file, also of one that comes later.
base::Status check_pictures(const std::string& html, const schema::Value* before,
                            const std::string& where, Asker& asker) {
  const std::string* held = before == nullptr ? nullptr : std::get_if<std::string>(before);
  const auto shown = held == nullptr ? std::vector<std::int64_t>() : base::pictures_in(*held);
  for (const std::int64_t id : base::pictures_in(html)) {
    if (std::ranges::find(shown, id) != shown.end()) continue;
    const auto file = asker.records().find(schema::file, id);
    if (!file || !asker.sees_file(*file))
      return base::invalid(where, not_found_text({RefKind::file, id}));
  }
  return base::ok();
}

base::Status check_ref(Ref ref, const std::string& where, Asker& asker) {
  if (ref.kind == RefKind::contact) return check_contact(ref, asker);
  if (ref.kind == RefKind::file) return check_file(ref, where, asker);
  if (ref.kind == RefKind::project) return check_project(ref, where, asker);
  if (ref.kind == RefKind::entry) return check_entry(ref, where, asker);
  return base::ok();
}

base::Status check_value(const schema::Value& value, const schema::Value* before,
                         const std::string& where, Asker& asker) {
  if (const Ref* one = std::get_if<Ref>(&value))
    return held(before, *one) ? base::ok() : check_ref(*one, where + ".id", asker);
  const auto* many = std::get_if<schema::RefList>(&value);
  if (many == nullptr) return base::ok();
  for (std::size_t i = 0; i < many->size(); ++i)
    if (!held(before, (*many)[i]))
      PS_CHECK(check_ref((*many)[i], where + "[" + std::to_string(i) + "].id", asker));
  return base::ok();
}

// One who comes from the project is nobody's choice (digest 1.10).
bool comes_from_project(const request::Change& change, const request::Body& body,
                        const Record* before, Asker& asker) {
  const Ref* client =
      change.field->name == "counterparty" ? std::get_if<Ref>(&change.value) : nullptr;
  const schema::Field* field =
      before == nullptr ? nullptr : schema::find_field(before->entity(), "project");
  const Ref* project = body.sent<Ref>("project");
  const Ref of = project != nullptr ? *project : field != nullptr ? before->ref("project") : Ref{};
  if (client == nullptr || of.id == 0) return false;
  const auto row = asker.records().find(schema::project, of.id);
  return row && row->ref("counterparty") == *client;
}

// What an application calls a row cannot be read from the row; a version is never the same.
bool is_renamed(const request::Change& change, const Record& row, Asker& asker) {
  const auto* text = std::get_if<std::string>(&change.value);
  if (change.field->name != "sourceObjectId" || text == nullptr) return true;
  const auto called =
      asker.records().called_by_source(asker.context().source, row.entity().kind, *text);
  return std::ranges::find(called, row.id()) == called.end();
}

}  // namespace

bool is_changed(const request::Change& change, const Record& row, Asker& asker) {
  const std::string_view key = change.field->name;
  if (key == "id") return change.value != schema::Value{row.id()};  // it is no column of the row
  if (!asker.context().source.empty() && (key == "sourceObjectId" || key == "sourceDataVersion"))
    return is_renamed(change, row, asker);
  if (!change.field->column.empty()) return !same_value(change.value, row.get(change.field->name));
  // `"hasEndDate": false` and the like take away; true alone does nothing.
  const bool* wanted = std::get_if<bool>(&change.value);
  return wanted == nullptr ? !schema::is_empty(change.value) : !*wanted;
}

bool is_changed(const request::CustomChange& change, const Record& row) {
  const schema::Value* held = row.custom_value(change.field);
  return !same_value(change.value, held == nullptr ? schema::Value{} : *held);
}

base::Status check_named(const request::Body& body, const Record* before, Asker& asker) {
  if (asker.is_admin()) return base::ok();
  for (const request::Change& change : body.changes) {
    // Templates have access lists of their own.
    if (change.field->column.empty() || change.field->name == "template") continue;
    const schema::Value* held = before == nullptr ? nullptr : &before->get(change.field->name);
    const std::string where(change.field->name);
    if (const auto* text = std::get_if<std::string>(&change.value);
        text != nullptr && change.field->shape == schema::Shape::html)
      PS_CHECK(check_pictures(*text, held, where, asker));
    if (!comes_from_project(change, body, before, asker))
      PS_CHECK(check_value(change.value, held, where, asker));
  }
  for (const request::CustomChange& change : body.custom)
    PS_CHECK(check_value(change.value,
                         before == nullptr ? nullptr : before->custom_value(change.field),
                         change.where, asker));
  return base::ok();
}

base::Status check_new_fields(const request::Body& body, const schema::Entity& entity, Asker& asker,
                              const Places& places) {
  for (const request::CustomChange& change : body.custom)
    if (change.definition != nullptr && !schema::is_empty(change.value) &&
        !asker.fills(*change.definition, true, places))
      return denied(entity, 0, change.where);
  return base::ok();
}

base::Status check_keys(const request::Body& body, const Record& row, bool may_edit, Asker& asker) {
  for (const request::Change& change : body.changes)
    if (!may_edit && is_changed(change, row, asker))
      return denied(row.entity(), row.id(), change.field->name);
  for (const request::CustomChange& change : body.custom)
    if (change.definition != nullptr && !asker.fills(*change.definition, may_edit) &&
        is_changed(change, row))
      return denied(row.entity(), row.id(), change.where);
  return base::ok();
}

base::Status may_create(const schema::Entity& entity, const PathIds& ids, const request::Body& body,
                        Context& context) {
  if (may_everything(entity, context)) return base::ok();
  Asker asker(context);
  return present(row_of(entity).create, entity)(ids, body, asker);
}

base::Status may_update(const schema::Entity& entity, const PathIds& ids, const request::Body& body,
                        Context& context) {
  if (may_everything(entity, context)) return base::ok();
  Asker asker(context);
  return present(row_of(entity).update, entity)(ids, body, asker);
}

base::Status may_remove(const schema::Entity& entity, const PathIds& ids, Context& context) {
  if (may_everything(entity, context)) return base::ok();
  Asker asker(context);
  return present(row_of(entity).remove, entity)(ids, asker);
}

}  // namespace planstead::domain
