// Values of own keys: checked and brought into one canonical form, and walked for their references.
// All by the table.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/node.h"
#include "base/result.h"
#include "catalog/catalog.h"
#include "structure/kinds.h"

namespace planstead::structure {

/// The canonical form of a value, or what is wrong with it. `path` is its place
/// (`users[3].groups`).
base::Result<base::Node> check_value(const Key& key, const base::Node& value,
                                     const std::string& path, std::string_view file);
/// An object whose keys are `keys`: canonical members in the table's order, null ones left out.
base::Result<base::Node> check_record(std::span<const Key> keys, const base::Node& value,
                                      const std::string& path, std::string_view file);

/// `09:00-13:00,14:00-18:00`; an empty text is no time at all. nullopt: not readable, or not in
/// ascending order.
std::optional<std::vector<catalog::Interval>> parse_hours(std::string_view text);

/// One reference inside an object of own keys.
struct Reference {
  Section to = Section::none;
  std::int64_t id = 0;
  std::string path;  ///< below the object: `transitions[0].from`
  int line = 0;
};
/// Every reference, but for 0 where that means none.
void visit_references(std::span<const Key> keys, const base::Node& object,
                      const std::function<void(const Reference&)>& visit);

}  // namespace planstead::structure
