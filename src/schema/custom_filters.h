// THE FILTERS OVER CUSTOM FIELDS, once: tasks, contacts, projects, directory entries and employees
// number them alike from a base of their own (101, 4101, 5101 …; contract/filters.json).
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>

#include "schema/entity.h"

namespace planstead::schema {

inline constexpr unsigned long long custom_bit(int type) { return 1ULL << type; }

// clang-format off
inline constexpr auto custom_filters = std::to_array<Filter>({
  {1, "custom field: text", texts, Operand::text, Rule::custom, "", custom_bit(0) | custom_bit(2) | custom_bit(24) | custom_bit(27)},
  {2, "custom field: number", ordered, Operand::number, Rule::custom, "", custom_bit(1) | custom_bit(23) | custom_bit(26) | custom_bit(29)},
  {3, "custom field: date", dates, Operand::date, Rule::custom, "", custom_bit(3) | custom_bit(5) | custom_bit(28)},
  {4, "custom field: time", dates, Operand::time, Rule::custom, "", custom_bit(4)},
  {5, "custom field: checkbox", equality, Operand::boolean, Rule::custom, "", custom_bit(7)},
  {6, "custom field: list", equality, Operand::label, Rule::custom, "", custom_bit(8)},
  {7, "custom field: directory entry", equality, Operand::ids, Rule::custom, "", custom_bit(9)},
  {8, "custom field: contact", equality, Operand::person, Rule::custom, "", custom_bit(10)},
  {9, "custom field: employee", equality, Operand::person, Rule::custom, "", custom_bit(11)},
  {10, "custom field: counterparty", equality, Operand::counterparty, Rule::custom, "", custom_bit(12)},
  {11, "custom field: set of values", equality, Operand::labels, Rule::custom, "", custom_bit(20)},
  {12, "custom field: group, employee or contact", equality, Operand::person, Rule::custom, "", custom_bit(13)},
  {13, "custom field: list of users", equality, Operand::person, Rule::custom, "", custom_bit(14)},
  {14, "custom field: set of directory values", equality, Operand::keys, Rule::custom, "", custom_bit(15)},
  {15, "custom field: task", equality, Operand::ids, Rule::custom, "", custom_bit(16)},
  {16, "custom field: task set", equality, Operand::ids, Rule::custom, "", custom_bit(17)},
  {17, "custom field: project", equality, Operand::ids, Rule::custom, "", custom_bit(22)},
  {18, "custom field: location", texts, Operand::text, Rule::custom, "", custom_bit(25)},
  {52, "the custom field has a value", only_equal, Operand::field_id, Rule::custom_has_value},
  {53, "the custom field has no value", only_equal, Operand::field_id, Rule::custom_no_value},
});
// clang-format on

/// The entity's own filters and, from `base` on, those of custom fields but for the numbers that
/// its list lacks in the contract. Ascending by type.
template <int base, std::size_t lacking, std::size_t n>
consteval auto with_custom_filters(const std::array<Filter, n>& own,
                                   const std::array<int, lacking>& lacks) {
  std::array<Filter, n + custom_filters.size() - lacking> all{};
  auto end = std::copy(own.begin(), own.end(), all.begin());
  for (Filter filter : custom_filters) {
    if (std::find(lacks.begin(), lacks.end(), filter.type) != lacks.end()) continue;
    filter.type += base;
    *end++ = filter;
  }
  std::sort(all.begin(), all.end(),
            [](const Filter& a, const Filter& b) { return a.type < b.type; });
  return all;
}

/// Calls `visit(name)` for each of the names in Filter::field.
template <class Visit>
constexpr void each_field_name(const Filter& filter, Visit visit) {
  for (std::string_view rest = filter.field; !rest.empty();) {
    const std::size_t end = rest.find(' ');
    visit(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
}

}  // namespace planstead::schema
