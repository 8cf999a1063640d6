// Tables of data tags and their entries (observed 19; domain/fields-datatags-directories-reports.md
// 3). A data tag is a thing of the account's structure, an entry a row of a task or a contact.
#pragma once

#include <array>

#include "schema/task.h"

namespace planstead::schema {

// clang-format off
inline constexpr auto data_tag_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .on = read | On::bare, .about = "Number of the data tag."},
  {.name = "name", .shape = Shape::text, .on = read | On::bare, .about = "Name."},
  {.name = "group", .shape = Shape::ref, .on = read, .target = base::RefKind::data_tag_group, .about = "Group of data tags."},
  {.name = "fields", .shape = Shape::definitions, .on = read, .about = "Custom fields of its entries, in order."},
});

inline constexpr auto data_tag_entry_fields = std::to_array<Field>({
  {.name = "key", .shape = Shape::integer, .column = "id", .on = read | On::bare, .about = "Key of the entry, unique in the account."},
  {.name = "dataTag", .shape = Shape::ref, .column = "data_tag", .on = read | On::create | On::structure, .target = base::RefKind::data_tag, .indexed = Indexed::number, .about = "Data tag whose entry it is."},
  {.name = "commentId", .shape = Shape::integer, .column = "comment", .on = read | On::structure, .indexed = Indexed::number, .about = "Comment that holds the entry; 0 where it hangs on the description."},
  {.name = "task", .shape = Shape::ref, .column = "task", .on = read | On::structure, .target = base::RefKind::task, .indexed = Indexed::grouped, .about = "Task that the entry belongs to."},
  {.name = "contact", .shape = Shape::ref, .column = "contact", .on = read | On::structure, .target = base::RefKind::contact, .indexed = Indexed::grouped, .about = "Contact or company that the entry belongs to."},
  {.name = "items", .shape = Shape::items, .on = On::create, .about = "Entries to add, each with its customFieldData."},
  {.name = "customFieldData", .shape = Shape::custom_values, .column = "custom", .on = On::update | On::structure, .about = "Values of the data tag's fields; asked for by their numbers."},
  // Stored, never on the wire.
  {.name = "_author", .shape = Shape::person, .column = "author"},  // person of the creating token
});

// The filters below 3101 are those of the task list, asked of the task that the entry hangs on: the
// contract's own examples use them, although its enumeration lacks them (observed 11).
inline constexpr auto data_tag_entry_filters = std::to_array<Filter>({
  {1, "task: assigner", equality, Operand::person, Rule::of_task, "task"},
  {5, "task: project", equality, Operand::ids, Rule::of_task, "task"},
  {7, "task: counterparty", equality, Operand::counterparty, Rule::of_task, "task"},
  {10, "task: status", equality, Operand::ids, Rule::of_task, "task"},
  {12, "task: created", dates, Operand::date, Rule::of_task, "task"},
  {24, "task: process", equality, Operand::ids, Rule::of_task, "task"},
  {51, "task: template or object", equality, Operand::ids, Rule::of_task, "task"},
  {325, "task: object", equality, Operand::ids, Rule::of_task, "task"},
  {3101, "field: date", dates, Operand::date, Rule::custom, "", custom_bit(3) | custom_bit(5) | custom_bit(28)},
  {3103, "field: list of users", equality, Operand::person, Rule::custom, "", custom_bit(14)},
  {3104, "field: employee", equality, Operand::person, Rule::custom, "", custom_bit(11)},
  {3105, "field: directory entry", equality, Operand::ids, Rule::custom, "", custom_bit(9)},
  {3106, "field: counterparty", equality, Operand::counterparty, Rule::custom, "", custom_bit(12)},
  {3108, "field: text", texts, Operand::text, Rule::custom, "", custom_bit(0) | custom_bit(2) | custom_bit(24)},
  {3109, "field: number", ordered, Operand::number, Rule::custom, "", custom_bit(1)},
  {3111, "field: group, employee or contact", equality, Operand::person, Rule::custom, "", custom_bit(13)},
  {3115, "field: checkbox", equality, Operand::boolean, Rule::custom, "", custom_bit(7)},
  {3116, "field: contact", equality, Operand::person, Rule::custom, "", custom_bit(10)},
  {3117, "field: task", equality, Operand::ids, Rule::custom, "", custom_bit(16)},
  {3123, "field: task set", equality, Operand::ids, Rule::custom, "", custom_bit(17)},
});
// clang-format on

static_assert(well_formed(data_tag_fields, std::array<Filter, 0>{}));
static_assert(well_formed(data_tag_entry_fields, data_tag_entry_filters));

}  // namespace planstead::schema
