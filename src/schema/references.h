// Tables of what tasks refer to: contacts, files.
// Here they are rows with a name and what filters need; their own operations come later and only
// add rows to these tables.
#pragma once

#include <array>

#include "schema/directory.h"
#include "schema/project.h"
#include "schema/task.h"

namespace planstead::schema {

// clang-format off
inline constexpr auto contact_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare},
  {.name = "name", .shape = Shape::text, .column = "name", .on = both_ways | On::bare},
  {.name = "midname", .shape = Shape::text, .column = "midname", .on = both_ways},
  {.name = "lastname", .shape = Shape::text, .column = "lastname", .on = both_ways},
  {.name = "isCompany", .shape = Shape::boolean, .column = "is_company", .on = both_ways},
  {.name = "_deleted", .shape = Shape::boolean, .column = "deleted"},
});

inline constexpr auto file_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare},
  {.name = "name", .shape = Shape::text, .column = "name", .on = read | On::bare | On::structure},
  {.name = "size", .shape = Shape::integer, .column = "size_kb", .on = read | On::structure},          // kilobytes, rounded up
  {.name = "_deleted", .shape = Shape::boolean, .column = "deleted"},
});
// clang-format on


}  // namespace planstead::schema
