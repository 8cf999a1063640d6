// Writing custom values of a row of any entity. A set of values with free input takes unknown
// labels as they are: they live in the value, and the field's definition stays as the account's
// structure describes it.
#include <algorithm>

#include "base/text.h"
#include "domain/row_edit.h"

namespace planstead::domain {

namespace {

using catalog::CustomField;
using schema::Value;

constexpr std::size_t list_length_max = 250;  // types 14 and 17
constexpr int types_without_duplicates[] = {0, 1, 3, 5, 9, 15, 16, 22};

// What decides which fields a row has, for the refusal of one that it lacks.
std::string_view decided_by(const schema::Entity& entity) {
  const bool has_object = schema::find_field(entity, "object") != nullptr;
  if (has_object) return "; its template and object decide that";
  if (schema::find_field(entity, "dataTag") != nullptr) return "; its data tag decides that";
  return schema::find_field(entity, "template") != nullptr ? "; its template decides that" : "";
}

std::string number_text(std::int64_t number) {
  std::string text;
  base::append_number(text, number);
  return text;
}

// `customFieldData[1].value` names the value; what is wrong here is the field beside it.
std::string place_of_field(const std::string& where) {
  const std::size_t dot = where.rfind(".value");
  return dot == std::string::npos ? where : where.substr(0, dot) + ".field.id";
}

// The contract's answers to changes of entries have no `failures`.
bool refused_whole(const schema::Entity& entity) {
  return entity.custom_object_type == static_cast<int>(schema::ObjectType::directory) ||
         entity.custom_object_type == static_cast<int>(schema::ObjectType::data_tag);
}

base::Status refuse_field(RowEdit& edit, const request::CustomChange& change, std::string text) {
  if (edit.creating() || refused_whole(edit.row.entity()))
    return base::invalid(place_of_field(change.where), std::move(text));
  edit.fail(number_text(change.field), std::move(text));
  return base::ok();
}

base::Status refuse_computed(RowEdit& edit, const request::CustomChange& change) {
  const Value* held = edit.row.custom_value(change.field);
  if (held != nullptr && *held == change.value) return base::ok();  // read and written back
  const std::string text = "the field is computed, it cannot be written";
  if (edit.creating() || refused_whole(edit.row.entity()))
    edit.note(change.where + ": " + text);
  else
    edit.fail(number_text(change.field), text);
  return base::ok();
}

base::Status check_value(const RowEdit& edit, const request::CustomChange& change) {
  const CustomField& field = *change.definition;
  const auto* refs = std::get_if<schema::RefList>(&change.value);
  const bool limited =
      field.type->shape == schema::Shape::members || field.type->shape == schema::Shape::tasks;
  if (limited && refs != nullptr && refs->size() > list_length_max)
    return base::invalid(change.where, "more than 250 values");
  const bool watched =
      field.unique && std::ranges::find(types_without_duplicates, field.type->id) !=
                          std::end(types_without_duplicates);
  if (watched && !schema::is_empty(change.value) &&
      edit.context.records.custom_value_taken(edit.row.entity(), field.id, change.value,
                                              edit.row.id()))
    return base::invalid(change.where, "another row has this value, and the field forbids it");
  return base::ok();
}

base::Status apply_one(RowEdit& edit, const request::CustomChange& change) {
  if (change.definition == nullptr)
    return refuse_field(edit, change, "Custom field not found by id " + number_text(change.field));
  if (!edit.context.catalog.owns(edit.row, *change.definition))
    return refuse_field(edit, change,
                        "there is no field " + number_text(change.field) + " in this row" +
                            std::string(decided_by(edit.row.entity())));
  if (!change.definition->type->writable) return refuse_computed(edit, change);
  PS_CHECK(check_value(edit, change));
  edit.row.set_custom(change.field, change.value);
  return base::ok();
}

}  // namespace

base::Status apply_custom(RowEdit& edit) {
  constexpr std::size_t computed = 6;  // totals come behind what was sent
  edit.row.custom.reserve(edit.row.custom.size() + edit.body.custom.size() + computed);
  for (const request::CustomChange& change : edit.body.custom) PS_CHECK(apply_one(edit, change));
  return base::ok();
}

bool lacks_value(const schema::Record& row, const CustomField& field) {
  if (!field.type->writable) return false;
  const Value* value = row.custom_value(field.id);
  return value == nullptr || schema::is_empty(*value) || *value == Value{false} ||
         *value == Value{std::string()};
}

base::Error field_is_required(base::ErrorCode code, std::string where, std::int64_t field) {
  return base::refusal(code, std::move(where),
                       "custom_field_is_required, id " + number_text(field));
}

}  // namespace planstead::domain
