// Comparing and copying rows of any entity.
#include "domain/row_edit.h"

#include <algorithm>

#include "base/text.h"

namespace planstead::domain {

namespace {

using schema::Record;
using schema::Value;

bool says_nothing(const Value& value) {
  if (schema::is_empty(value)) return true;
  if (const bool* flag = std::get_if<bool>(&value)) return !*flag;
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty();
  if (const auto* refs = std::get_if<schema::RefList>(&value)) return refs->empty();
  if (const auto* texts = std::get_if<schema::TextList>(&value)) return texts->empty();
  if (const auto* phones = std::get_if<schema::PhoneList>(&value)) return phones->empty();
  return false;
}

}  // namespace

bool same_value(const Value& a, const Value& b) {
  return a == b || (says_nothing(a) && says_nothing(b));
}

bool same_content(const Record& a, const Record& b) {
  for (std::size_t i = 0; i < a.entity().fields.size(); ++i)
    if (!same_value(a.at(i), b.at(i))) return false;
  return a.custom == b.custom;
}

bool RowEdit::changed(std::string_view field) const {
  const request::Change* change = body.find(field);
  if (change == nullptr) return false;
  return creating() || !same_value(change->value, before->get(field));
}

bool RowEdit::denied(std::string_view flag) const {
  const request::Change* change = body.find(flag);
  if (change == nullptr) return false;
  const bool* value = std::get_if<bool>(&change->value);
  return value != nullptr && !*value;
}

void RowEdit::fail(std::string field, std::string error) const {
  context.notes.push_back(field + ": " + error);
  context.failures.push_back({std::move(field), std::move(error)});
}

void apply_plain_changes(RowEdit& edit, std::span<const std::string_view> ruled) {
  for (const request::Change& change : edit.body.changes) {
    const schema::Field& field = *change.field;
    const bool is_ruled = std::ranges::find(ruled, field.name) != ruled.end();
    if (!field.column.empty() && !is_ruled) edit.row.set(field.name, change.value);
  }
}

base::Status check_length(const RowEdit& edit, std::string_view field, std::size_t most) {
  if (!edit.changed(field) || base::count_characters(edit.row.text(field)) <= most)
    return base::ok();
  return base::invalid(std::string(field), "longer than " + std::to_string(most) + " characters");
}

bool only_restores(const request::Body& body) {
  return body.custom.empty() && body.changes.size() == 1 &&
         body.changes.front().field->name == "isDeleted" &&
         body.changes.front().value == Value{false};
}

base::Error in_the_bin(const schema::Entity& entity, std::int64_t id) {
  return base::refusal(entity.not_updated, "isDeleted",
                       std::string(entity.one) + ' ' + std::to_string(id) +
                           " is in the bin; send only isDeleted: false to take it out first");
}

base::Error is_template(const schema::Entity& entity, std::int64_t id) {
  return base::refusal(entity.not_updated, {},
                       std::string(entity.one) + ' ' + std::to_string(id) +
                           " is a template; the structure file changes it");
}

base::Error no_such_row(const schema::Entity& entity, std::int64_t id) {
  base::Error error;
  error.code = entity.not_found;
  error.http_status = base::row_of(error.code).http_status_on_write;
  error.detail = "by id " + std::to_string(id);
  return error;
}

base::Result<Record> find_row(const schema::Entity& entity, std::int64_t id, Context& context) {
  std::optional<Record> row = context.records.find(entity, id);
  if (!row || (!entity.deleted.empty() && row->flag(entity.deleted)))
    return no_such_row(entity, id);
  return *std::move(row);
}

}  // namespace planstead::domain
