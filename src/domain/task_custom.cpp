// Which custom fields of a task must have a value.
#include "domain/task_custom.h"

#include <algorithm>

#include "base/text.h"

namespace planstead::domain {

namespace {

using catalog::CustomField;
using schema::Record;
using schema::Value;

constexpr int checkbox_type = 7;

bool is_filled(const CustomField& field, const Value* value) {
  if (value == nullptr || schema::is_empty(*value)) return false;
  // A mandatory checkbox counts as filled when it is ticked (fields digest 1.2.1).
  return field.type->id != checkbox_type || *value == Value{true};
}

}  // namespace

base::Status check_required(const TaskEdit& edit) {
  const catalog::Catalog& catalog = edit.context.catalog;
  for (std::string_view source : {"template", "object"}) {
    const catalog::Template* form = catalog.task_template(edit.row.ref(source).id);
    if (form == nullptr) continue;
    for (std::int64_t id : form->required) {
      const CustomField* field = catalog.field(id);
      if (field == nullptr || !field->type->writable) continue;
      if (is_filled(*field, edit.row.custom_value(id))) continue;
      return base::refusal(base::ErrorCode::task_not_added, "customFieldData",
                           // clients match this text
                           "custom_field_is_required, id " + std::to_string(id));
    }
  }
  return base::ok();
}

}  // namespace planstead::domain
