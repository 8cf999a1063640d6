// Numbers of the demonstration account's structure, shared by its text and its tasks.
#pragma once

#include <array>
#include <cstdint>

#include "schema/value.h"

namespace planstead::demo {

inline constexpr std::int64_t users = 26, groups = 6, companies = 120, people = 180,
                              contacts = companies + people;
/// Numbers of contacts: companies first; the lower ones are templates.
inline constexpr std::int64_t first_contact = 11, last_company = first_contact + companies - 1,
                              last_contact = first_contact + contacts - 1;
inline constexpr std::int64_t contact_groups = 4, contact_field = 901;
inline constexpr std::int64_t projects = 60, files = 100, directories = 3, entries_each = 20;
inline constexpr std::int64_t first_field = 101, sets = 5, fields_in_set = 60, set_stride = 100;
/// Working time: date, people, hours, text, period; then one of each type that filters know
/// besides, filled in now and then.
inline constexpr std::int64_t tag_id = 1, tag_field = 701, first_rare_field = tag_field + 5;
inline constexpr std::array rare_types = {11, 9, 12, 13, 7, 10, 16, 17};

/// Templates 1 to 4; each carries the general set and one more. Objects 5, 6. Recurring templates 7
/// to 9.
inline constexpr std::array<std::int64_t, 4> templates = {1, 2, 3, 4};
inline constexpr std::int64_t own_process_first = 11, own_processes = 2;

/// Types of the fields of a set, round and round: the commonest come first, every type is there.
inline constexpr std::array field_types = {0, 8, 1,  3,  7,  11, 9,  12, 2,  5,  20, 10, 14, 22,
                                           4, 6, 13, 15, 16, 17, 21, 25, 28, 27, 26, 29, 24, 23};

constexpr std::int64_t field_number(std::int64_t set, std::int64_t index) {
  return first_field + set * set_stride + index;
}
constexpr int type_of_field(std::int64_t index) {
  return field_types[static_cast<std::size_t>(index) % field_types.size()];
}
/// Every subtask total sums the first number of its own set, every total adds the first two.
constexpr std::int64_t first_of_type(int type) {
  for (std::int64_t i = 0; i < fields_in_set; ++i)
    if (type_of_field(i) == type) return i;
  return 0;
}

/// The first summary of a set adds up the periods of working time, the second its hours.
constexpr std::int64_t summed_field(std::int64_t index) {
  return tag_field + (index < static_cast<std::int64_t>(field_types.size()) ? 4 : 2);
}

}  // namespace planstead::demo
