// The table of checklist items. They share the tasks' numbers (domain/tasks-and-access.md 1.1).
#pragma once

#include <array>

#include "schema/task.h"

namespace planstead::schema {

// clang-format off
inline constexpr auto checklist_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare, .about = "Number of the item."},
  {.name = "name", .shape = Shape::text, .column = "name", .on = both_ways | On::bare, .about = "Text of the item."},
  {.name = "isDone", .shape = Shape::boolean, .column = "is_done", .on = both_ways, .about = "Ticked."},
  {.name = "parent", .shape = Shape::ref, .column = "parent", .on = both_ways, .target = base::RefKind::task, .about = "The task, or the item above."},
  {.name = "dateTime", .shape = Shape::timepoint, .column = "created", .on = read | On::structure, .about = "When the item was added."},
  {.name = "assignees", .shape = Shape::people, .column = "assignees", .on = both_ways, .about = "Who ticks it."},
  {.name = "_task", .shape = Shape::integer, .column = "task", .on = On::structure},
  {.name = "_author", .shape = Shape::person, .column = "author"},
  {.name = "_deleted", .shape = Shape::boolean, .column = "deleted"},
});
inline constexpr std::array<Filter, 0> no_filters{};
// clang-format on
static_assert(well_formed(checklist_fields, no_filters));

}  // namespace planstead::schema
