// Tables of what tasks refer to: data tag entries, files.
// Here they are rows with a name and what filters need; their own operations come later and only
// add rows to these tables.
#pragma once

#include <array>

#include "schema/directory.h"
#include "schema/project.h"
#include "schema/task.h"

namespace planstead::schema {

// clang-format off
inline constexpr auto data_tag_entry_fields = std::to_array<Field>({
  {.name = "key", .shape = Shape::integer, .column = "id", .on = read | On::bare},
  {.name = "dataTag", .shape = Shape::ref, .column = "data_tag", .on = read | On::structure, .target = base::RefKind::data_tag, .indexed = Indexed::number},
  {.name = "task", .shape = Shape::ref, .column = "task", .on = read | On::structure, .target = base::RefKind::task, .indexed = Indexed::number},
  {.name = "contact", .shape = Shape::counterparty, .column = "contact", .on = read | On::structure, .indexed = Indexed::number},
  {.name = "customFieldData", .shape = Shape::custom_values, .column = "custom", .on = write | On::structure},
});

inline constexpr auto data_tag_entry_filters = std::to_array<Filter>({
  {3101, "field: date", dates, Operand::date, Rule::custom, "", custom_bit(3) | custom_bit(5) | custom_bit(28)},
  {3103, "field: list of users", equality, Operand::person, Rule::custom, "", custom_bit(14)},
  {3104, "field: employee", equality, Operand::person, Rule::custom, "", custom_bit(11)},
  {3105, "field: directory entry", equality, Operand::ids, Rule::custom, "", custom_bit(9)},
  {3106, "field: counterparty", equality, Operand::counterparty, Rule::custom, "", custom_bit(12)},
  {3108, "field: text", texts, Operand::text, Rule::custom, "", custom_bit(0) | custom_bit(2)},
  {3109, "field: number", ordered, Operand::number, Rule::custom, "", custom_bit(1) | custom_bit(24)},
  {3111, "field: group, employee or contact", equality, Operand::person, Rule::custom, "", custom_bit(13)},
  {3115, "field: checkbox", equality, Operand::boolean, Rule::custom, "", custom_bit(7)},
  {3116, "field: contact", equality, Operand::person, Rule::custom, "", custom_bit(10)},
  {3117, "field: task", equality, Operand::ids, Rule::custom, "", custom_bit(16)},
  {3123, "field: task set", equality, Operand::ids, Rule::custom, "", custom_bit(17)},
});

inline constexpr auto file_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare},
  {.name = "name", .shape = Shape::text, .column = "name", .on = read | On::bare | On::structure},
  {.name = "size", .shape = Shape::integer, .column = "size_kb", .on = read | On::structure},          // kilobytes, rounded up
  {.name = "_deleted", .shape = Shape::boolean, .column = "deleted"},
});
// clang-format on

static_assert(well_formed(data_tag_entry_fields, data_tag_entry_filters));

}  // namespace planstead::schema
