// A set of values with free input takes unknown labels as they are: they live in the value, and the
// field's definition stays as the account's structure describes it.
#include "domain/task_custom.h"

#include <algorithm>

#include "base/text.h"

namespace planstead::domain {

namespace {

using catalog::CustomField;
using schema::Record;
using schema::Value;

constexpr std::size_t list_length_max = 250;  // types 14 and 17
constexpr int task_fields_type = 0;           // contract objectType
constexpr int checkbox_type = 7;
constexpr int types_without_duplicates[] = {0, 1, 3, 5, 9, 15, 16, 22};

std::string number_text(std::int64_t number) {
  std::string text;
  base::append_number(text, number);
  return text;
}

bool owns(const Record& task, const CustomField& field, const catalog::Catalog& catalog) {
  return field.object_type == task_fields_type &&
         catalog.owns(task.ref("template").id, task.ref("object").id, field);
}

// `customFieldData[1].value` names the value; what is wrong here is the field beside it.
std::string place_of_field(const std::string& where) {
  const std::size_t dot = where.rfind(".value");
  return dot == std::string::npos ? where : where.substr(0, dot) + ".field.id";
}

base::Status refuse_field(TaskEdit& edit, const request::CustomChange& change, std::string text) {
  if (edit.creating()) return base::invalid(place_of_field(change.where), std::move(text));
  edit.fail(number_text(change.field), std::move(text));
  return base::ok();
}

base::Status refuse_computed(TaskEdit& edit, const request::CustomChange& change) {
  const Value* held = edit.task.custom_value(change.field);
  if (held != nullptr && *held == change.value) return base::ok();  // read and written back
  const std::string text = "the field is computed, it cannot be written";
  if (edit.creating())
    edit.note(change.where + ": " + text);
  else
    edit.fail(number_text(change.field), text);
  return base::ok();
}

base::Status check_value(const TaskEdit& edit, const request::CustomChange& change) {
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
      edit.context.records.custom_value_taken(schema::task, field.id, change.value, edit.task.id()))
    return base::invalid(change.where, "another task has this value, and the field forbids it");
  return base::ok();
}

base::Status apply_one(TaskEdit& edit, const request::CustomChange& change) {
  if (change.definition == nullptr)
    return refuse_field(edit, change, "Custom field not found by id " + number_text(change.field));
  if (!owns(edit.task, *change.definition, edit.context.catalog))
    return refuse_field(edit, change,
                        "the task does not have the field " + number_text(change.field) +
                            "; its template and object decide that");
  if (!change.definition->type->writable) return refuse_computed(edit, change);
  PS_CHECK(check_value(edit, change));
  edit.task.set_custom(change.field, change.value);
  return base::ok();
}

bool is_filled(const CustomField& field, const Value* value) {
  if (value == nullptr || schema::is_empty(*value)) return false;
  // A mandatory checkbox counts as filled when it is ticked (fields digest 1.2.1).
  return field.type->id != checkbox_type || *value == Value{true};
}

}  // namespace

base::Status apply_custom(TaskEdit& edit) {
  for (const request::CustomChange& change : edit.body.custom) PS_CHECK(apply_one(edit, change));
  return base::ok();
}

base::Status check_required(const TaskEdit& edit) {
  const catalog::Catalog& catalog = edit.context.catalog;
  for (std::string_view source : {"template", "object"}) {
    const catalog::Template* form = catalog.task_template(edit.task.ref(source).id);
    if (form == nullptr) continue;
    for (std::int64_t id : form->required) {
      const CustomField* field = catalog.field(id);
      if (field == nullptr || !field->type->writable) continue;
      if (is_filled(*field, edit.task.custom_value(id))) continue;
      base::Error error;
      error.code = base::ErrorCode::task_not_added;
      error.where = "customFieldData";
      error.detail = "custom_field_is_required, id " + number_text(id);  // clients match this text
      return error;
    }
  }
  return base::ok();
}

}  // namespace planstead::domain
