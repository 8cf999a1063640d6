// Tables of what the catalogue answers: statuses, processes, custom fields and their sets,
// workspaces.
#pragma once

#include <array>

#include "schema/task.h"

namespace planstead::schema {

// Contract clients call the definition reads without `fields` and still show names (observed 5.1,
// 13).
// clang-format off
inline constexpr auto status_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .on = read | On::bare, .about = "Number of the status."},
  {.name = "name", .shape = Shape::text, .on = read | On::bare, .about = "Name in the language of the token's person."},
  {.name = "color", .shape = Shape::text, .on = read | On::bare, .about = "Colour, #rrggbb."},
  {.name = "isActive", .shape = Shape::boolean, .on = read | On::bare, .about = "Counts as active."},
  {.name = "hasDeadline", .shape = Shape::boolean, .on = read | On::bare, .about = "Tracks the deadline."},
  {.name = "isAppliedIndividually", .shape = Shape::boolean, .on = read | On::bare, .about = "Holds for each assignee apart."},
  {.name = "texts", .shape = Shape::language_texts, .on = read | On::bare, .about = "Names by language."},
});
inline constexpr auto process_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .on = read | On::bare, .about = "Number of the process."},
  {.name = "name", .shape = Shape::text, .on = read | On::bare, .about = "Name."},
});
inline constexpr auto custom_field_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .on = read | On::bare | On::ignored, .about = "Number of the field."},
  {.name = "name", .shape = Shape::text, .on = read | write | On::bare, .about = "Name."},
  {.name = "names", .shape = Shape::text_map, .on = read | write, .about = "Names by language."},
  {.name = "type", .shape = Shape::custom_type, .on = read | On::create | On::ignored | On::bare, .about = "Type: decides the shape of values."},
  {.name = "objectType", .shape = Shape::integer, .on = read | On::ignored, .about = "0 task, 1 contact, 2 directory, 3 project, 4 data tag, 5 main, 6 employee."},
  {.name = "groupId", .shape = Shape::integer, .on = read | On::create | On::ignored, .about = "Set of fields; 0 is the general one."},
  {.name = "directoryId", .shape = Shape::integer, .on = read | On::create | On::ignored, .about = "Directory of types 9 and 15."},
  {.name = "directoryFields", .shape = Shape::integer_list, .on = read | On::create | On::ignored, .about = "Entry fields shown beside the entry."},
  {.name = "enumValues", .shape = Shape::text_list, .on = read | On::create | On::ignored, .about = "Values of types 8 and 20."},
  {.name = "listValuesColors", .shape = Shape::value_colors, .on = read | On::create | On::ignored, .about = "Colours of the values."},
  {.name = "mainValue", .shape = Shape::main_value, .on = read | write, .about = "The value of a main field, in the form of its type."},
  {.name = "formula", .shape = Shape::text, .on = read | On::create | On::ignored, .about = "Text of a calculated field."},
  {.name = "viewResult", .shape = Shape::named, .on = read | On::ignored, .about = "Kind of a calculated field's result."},
  {.name = "delimiter", .shape = Shape::text, .on = read | On::create | On::ignored, .about = "Decimal separator."},
  {.name = "numberOfDecimalPlaces", .shape = Shape::integer, .on = read | On::create | On::ignored, .about = "Decimals shown."},
  {.name = "options", .shape = Shape::option_names, .on = read | On::ignored, .about = "Settings that are switched on."},
});
// One row, number 1: the values of main fields are its custom values.
inline constexpr auto main_values_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = On::nowhere},
  {.name = "customFieldData", .shape = Shape::custom_values, .column = "custom", .on = On::structure, .about = "Values of the main fields."},
});
// System filters have names for numbers: `:all`.
inline constexpr auto saved_filter_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::text, .on = read | On::bare, .about = "Number, or a name behind a colon, as filterId takes it."},
  {.name = "name", .shape = Shape::text, .on = read | On::bare, .about = "Name."},
  {.name = "owner", .shape = Shape::person, .on = read | On::bare, .about = "Whose filter it is; absent for those of the server."},
});
inline constexpr auto named_fields = std::to_array<Field>({   // sets, types, workspaces
  {.name = "id", .shape = Shape::integer, .on = read | On::bare, .about = "Number."},
  {.name = "name", .shape = Shape::text, .on = read | On::bare, .about = "Name."},
});
inline constexpr auto custom_field_set_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .on = read | On::bare | On::ignored, .about = "Number of the set."},
  {.name = "name", .shape = Shape::text, .on = read | write | On::bare, .about = "Name."},
});
/// Objects are rows of the tasks' table; GET /object/{id} without `fields` shows everything (observed 21.1).
inline constexpr auto object_fields = [] {
  auto fields = task_fields;
  constexpr std::string_view absent[] = {"additionalDescriptionData", "processId", "type", "object", "template", "delayedTillDate", "actualCompletionDate", "dateOfLastComment", "overdue", "closeToDeadLine", "notAcceptedInTime", "projectAuditors", "recurrence", "dataTags"};
  for (Field& field : fields) {
    field.on = static_cast<On>(static_cast<int>(field.on) & static_cast<int>(read | On::bare));
    for (std::string_view name : absent) if (field.name == name) field.on = On::nowhere;
  }
  return fields;
}();
// clang-format on

}  // namespace planstead::schema
