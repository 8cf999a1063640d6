// Entries of directories and groups of entries (domain/fields… 2.2, observed 20). The first field
// of a directory is the name of its entries: the two are kept in step. Whatever is wrong with an
// entry refuses it whole.
#include <algorithm>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/entity_rules.h"
#include "domain/entry_links.h"
#include "domain/entry_names.h"
#include "domain/row_edit.h"
#include "schema/directory.h"

namespace planstead::domain {

namespace {

using base::ErrorCode;
using base::Ref;
using base::RefKind;
using schema::Record;
using schema::Value;

constexpr std::size_t name_length_max = 255;
constexpr std::string_view ruled_fields[] = {"key", "directory", "customFieldData"};

ErrorCode code_of(const RowEdit& edit) {
  return edit.creating() ? ErrorCode::directory_entry_not_added
                         : ErrorCode::directory_entry_not_updated;
}

base::Result<const catalog::Definition*> directory_of(std::int64_t id, const Context& context) {
  if (const catalog::Definition* found = context.catalog.directory(id)) return found;
  return base::refusal(ErrorCode::directory_not_found, {}, "by id " + std::to_string(id));
}

std::string by_key(std::int64_t key) { return "by id " + std::to_string(key); }

std::optional<Record> live_entry(std::int64_t directory, std::int64_t key, Records& records) {
  if (key < 1 || key > schema::entry_key_max) return std::nullopt;
  auto found = records.find(schema::directory_entry, schema::entry_id(directory, key));
  if (!found || found->flag("_deleted")) return std::nullopt;
  return found;
}

// ---- the group that an entry lies in ----

base::Status check_parent(const RowEdit& edit, std::int64_t directory) {
  std::int64_t key = edit.row.integer("parentKey");
  if (key == 0 || !edit.changed("parentKey")) return base::ok();
  const std::string number = std::to_string(key);
  const auto group = live_entry(directory, key, edit.context.records);
  if (!group)
    return base::refusal(code_of(edit), "parentKey", "there is no entry " + number + " here");
  if (!group->flag("isGroup"))
    return base::refusal(code_of(edit), "parentKey", "the entry " + number + " is no group");
  while (key != 0 && !edit.creating()) {
    if (key == schema::entry_key(edit.row.id()))
      return base::refusal(code_of(edit), "parentKey", "a group cannot lie in itself");
    const auto above = live_entry(directory, key, edit.context.records);
    key = above ? above->integer("parentKey") : 0;
  }
  return base::ok();
}

base::Status check_kind(const RowEdit& edit) {
  if (edit.creating() || !edit.changed("isGroup")) return base::ok();
  return base::refusal(code_of(edit), "isGroup",
                       "an entry does not become a group, nor a group an entry");
}

// ---- the name ----

// What is sent decides: the field before the name. A group has the name alone.
base::Status settle_name(RowEdit& edit, const catalog::CustomField* field) {
  if (field == nullptr) return base::ok();
  const bool field_sent =
      std::ranges::find(edit.body.custom, field->id, &request::CustomChange::field) !=
      edit.body.custom.end();
  const Value* held = edit.row.custom_value(field->id);
  const auto of_field = name_of(held == nullptr ? Value{} : *held);
  if (field_sent && of_field) {
    if (edit.sent("name") && edit.row.text("name") != *of_field)
      edit.note("name: the field " + std::to_string(field->id) + " says another");
    edit.row.set("name", *of_field);
  } else if (edit.sent("name")) {
    auto value = value_of(edit.row.text("name"), *field);
    if (!value && field->type->shape == schema::Shape::number && !edit.row.flag("isGroup"))
      return base::refusal(code_of(edit), "name",
                           "the field " + std::to_string(field->id) + " holds it, a number");
    if (value) {
      edit.row.set("name", *name_of(*value));  // 12.50 is 12.5
      edit.row.set_custom(field->id, *std::move(value));
    }
  }
  if (edit.row.flag("isGroup")) edit.row.custom.clear();
  return base::ok();
}

base::Status check_name(const RowEdit& edit) {
  if (edit.row.flag("isGroup") && base::trim(edit.row.text("name")).empty())
    return base::refusal(code_of(edit), "name", "a group of entries needs a name");
  return check_length(edit, "name", name_length_max);
}

// ---- values ----

base::Status check_values(const RowEdit& edit, const catalog::CustomField* name) {
  if (!edit.row.flag("isGroup")) return base::ok();
  for (const request::CustomChange& change : edit.body.custom)
    if (!schema::is_empty(change.value) && (name == nullptr || change.field != name->id))
      return base::refusal(code_of(edit), change.where,
                           "a group of entries has no values of fields");
  return base::ok();
}

base::Status check_required(const RowEdit& edit, const catalog::Definition& directory) {
  if (edit.row.flag("isGroup")) return base::ok();
  for (std::int64_t id : directory.fields) {
    const catalog::CustomField* field = edit.context.catalog.field(id);
    if (field != nullptr && field->required && lacks_value(edit.row, *field))
      return field_is_required(code_of(edit), "customFieldData", id);
  }
  return base::ok();
}

base::Status build(RowEdit& edit, const catalog::Definition& directory) {
  const catalog::CustomField* name = name_field(directory, edit.context.catalog);
  PS_CHECK(check_body_references(edit.body, edit.creating() ? nullptr : &*edit.before,
                                 edit.context.records));
  apply_plain_changes(edit, ruled_fields);
  if (schema::is_empty(edit.row.get("parentKey"))) edit.row.set("parentKey", std::int64_t{0});
  PS_CHECK(check_kind(edit));
  PS_CHECK(check_parent(edit, directory.id));
  PS_CHECK(check_values(edit, name));
  PS_CHECK(apply_custom(edit));
  PS_CHECK(settle_name(edit, name));
  PS_CHECK(check_name(edit));
  return check_required(edit, directory);
}

// ---- the bin ----

void bin_below(std::int64_t directory, std::int64_t group, Context& context) {
  for (std::int64_t id :
       context.records.rows_with(schema::directory_entry, "parentKey", Value{group}))
    if (schema::entry_directory(id) == directory)
      if (auto entry = context.records.find(schema::directory_entry, id);
          entry && !entry->flag("_deleted"))
        bin_entry(*std::move(entry), context);
}

}  // namespace

void bin_entry(Record entry, Context& context) {
  const std::int64_t id = entry.id();
  const bool is_group = entry.flag("isGroup");
  entry.set("_deleted", true);
  context.records.save(entry);
  if (is_group) bin_below(schema::entry_directory(id), schema::entry_key(id), context);
  drop_entry(Ref{RefKind::entry, id}, context);
}

base::Result<std::int64_t> create_directory_entry(const PathIds& ids, const request::Body& body,
                                                  Context& context) {
  PS_TRY(const catalog::Definition* directory, directory_of(ids.front(), context));
  RowEdit edit{context, body, Record(schema::directory_entry), std::nullopt};
  edit.row.set("directory", Ref{RefKind::directory, directory->id});
  for (std::string_view flag : {"isGroup", "archived", "_deleted"}) edit.row.set(flag, false);
  edit.row.set("parentKey", std::int64_t{0});
  PS_CHECK(build(edit, *directory));
  const std::int64_t key = context.records.next_id(schema::directory_entry);
  edit.row.set_id(schema::entry_id(directory->id, key));
  context.records.save(edit.row);
  return key;
}

base::Status update_directory_entry(const PathIds& ids, const request::Body& body,
                                    Context& context) {
  PS_TRY(const catalog::Definition* directory, directory_of(ids.front(), context));
  auto before = live_entry(directory->id, ids.back(), context.records);
  if (!before) return base::refusal(ErrorCode::directory_entry_not_found, {}, by_key(ids.back()));
  RowEdit edit{context, body, *before, std::move(before)};
  PS_CHECK(build(edit, *directory));
  if (!same_content(edit.row, *edit.before)) context.records.save(edit.row);
  return base::ok();
}

base::Status remove_directory_entry(const PathIds& ids, Context& context) {
  PS_TRY(const catalog::Definition* directory, directory_of(ids.front(), context));
  const std::int64_t key = ids.back();
  if (auto entry = live_entry(directory->id, key, context.records)) {
    bin_entry(*std::move(entry), context);
    return base::ok();
  }
  const bool known =
      key <= schema::entry_key_max &&
      context.records.find(schema::directory_entry, schema::entry_id(directory->id, key))
          .has_value();
  if (known)
    return base::refusal(ErrorCode::directory_entry_not_deleted, {}, "it is in the bin already");
  return base::refusal(ErrorCode::directory_entry_not_found, {}, by_key(key));
}

}  // namespace planstead::domain
