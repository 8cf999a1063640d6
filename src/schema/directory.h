// THE TABLES OF DIRECTORIES: their definitions, which the catalogue holds, and their entries.
#pragma once

#include <array>
#include <span>

#include "schema/task.h"

namespace planstead::schema {

// clang-format off
inline constexpr auto directory_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .on = read | On::bare, .about = "Number of the directory."},
  {.name = "sourceObjectId", .shape = Shape::text, .on = read, .about = "Id of the object in an external application."},
  {.name = "sourceDataVersion", .shape = Shape::text, .on = read, .about = "Version of the object in an external application."},
  {.name = "name", .shape = Shape::text, .on = read | On::bare, .about = "Name."},
  {.name = "group", .shape = Shape::ref, .on = read, .target = base::RefKind::directory_group, .about = "Group of directories."},
  {.name = "fields", .shape = Shape::definitions, .on = read, .about = "Custom fields of its entries; the first one is the name of an entry."},
});

// The row's id is (directory << 32) | key: keys are numbers within their directory (digest 2.2).
inline constexpr auto directory_entry_fields = std::to_array<Field>({
  {.name = "key", .shape = Shape::integer, .column = "id", .on = read | On::bare, .about = "Number of the entry within its directory."},
  {.name = "directory", .shape = Shape::ref, .column = "directory", .on = read | On::structure, .target = base::RefKind::directory, .indexed = Indexed::number, .about = "Directory of the entry."},
  {.name = "name", .shape = Shape::text, .column = "name", .on = both_ways | On::bare, .indexed = Indexed::text, .about = "Name: what the directory's first field holds."},
  {.name = "parentKey", .shape = Shape::integer, .column = "parent_key", .on = both_ways, .indexed = Indexed::number, .about = "Key of the group that the entry lies in; 0 at the root."},
  {.name = "isGroup", .shape = Shape::boolean, .column = "is_group", .on = both_ways, .indexed = Indexed::number, .about = "A group of entries; it has a name and no values of fields."},
  {.name = "archived", .shape = Shape::boolean, .column = "archived", .on = both_ways, .indexed = Indexed::number, .about = "No longer offered for new values."},
  {.name = "customFieldData", .shape = Shape::custom_values, .column = "custom", .on = write | On::structure, .about = "Values of the directory's fields; asked for by their numbers."},
  {.name = "viewers", .shape = Shape::people, .column = "viewers", .on = On::structure, .indexed = Indexed::list, .about = "Who may see the entry, or what lies in the group, besides editors and those who may edit the directory. Where absent, as the group above has it, at the root the directory."},
  {.name = "editors", .shape = Shape::people, .column = "editors", .on = On::structure, .indexed = Indexed::list, .about = "Who may see and change the entry, or what lies in the group. Where absent, as the group above has it, at the root the directory."},
  {.name = "adders", .shape = Shape::people, .column = "adders", .on = On::structure, .about = "Of a group: who may add entries to it. Where absent, as the group above has it, at the root the directory."},
  {.name = "deleters", .shape = Shape::people, .column = "deleters", .on = On::structure, .about = "Who may delete the entry, or what lies in the group. Where absent, as the group above has it, at the root the directory."},
  {.name = "_deleted", .shape = Shape::boolean, .column = "deleted", .indexed = Indexed::number},
});

inline constexpr auto own_entry_filters = std::to_array<Filter>({
  {6003, "group that the entry lies in", equality, Operand::ids, Rule::equals, "parentKey"},
  {6005, "is archived", equality, Operand::boolean, Rule::flag, "archived"},
  {6006, "key of the entry", equality, Operand::ids, Rule::entry_key},
});
// clang-format on
inline constexpr auto directory_entry_filters =
    with_custom_filters<6100>(own_entry_filters, std::array{11, 16, 18, 52, 53});

static_assert(well_formed(directory_fields, std::array<Filter, 0>{}));
static_assert(well_formed(directory_entry_fields, directory_entry_filters));
static_assert(directory_entry_filters.size() == 18);

/// The row id of a directory entry, and the way back.
constexpr std::int64_t entry_id(std::int64_t directory_id, std::int64_t key) {
  return (directory_id << 32) | key;
}
constexpr std::int64_t entry_key(std::int64_t id) { return id & 0xffffffff; }
constexpr std::int64_t entry_directory(std::int64_t id) { return id >> 32; }
/// The row that a path's numbers name: its last, but for the entries of a directory, whose keys are
/// the directory's own.
inline std::int64_t row_id(const Entity& entity, std::span<const std::int64_t> path_ids) {
  const bool keyed = entity.kind == base::RefKind::entry && path_ids.size() > 1;
  return keyed ? entry_id(path_ids.front(), path_ids.back()) : path_ids.back();
}
inline constexpr std::int64_t directory_id_max = (std::int64_t{1} << 22) - 1;
inline constexpr std::int64_t entry_key_max = 0xffffffff;

}  // namespace planstead::schema
