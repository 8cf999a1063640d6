// Small questions about items, asked by several stages.
#pragma once

#include <string>

#include "structure/structure.h"

namespace planstead::structure {

/// The member of an item by its key in the file, own or of the row; nullptr if absent.
inline const base::Node* find_member(const Item& item, std::string_view key) {
  const base::Node* own = item.own.find(key);
  return own != nullptr ? own : item.fields.find(key);
}
/// What people call it: name, middle and last name joined. Empty for kinds without names.
/// A template that stands among the rows which it makes: of contacts, not of tasks.
inline bool is_row_template(const schema::Record& row) {
  return schema::find_field(row.entity(), "_template") != nullptr && row.flag("_template");
}
std::string label_of(const base::Node& own, const base::Node& fields);
inline std::string label_of(const Item& item) { return label_of(item.own, item.fields); }
/// A refusal of an item: `detail` names the place below it.
base::Error refuse(const Document& document, const Item& item, int line, std::string_view path,
                   std::string_view detail);

}  // namespace planstead::structure
