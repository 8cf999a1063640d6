// Attributes of one HTML tag, and whether one may stay. Part of clean_html; knows no tag names.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace planstead::base {

struct HtmlAttribute {
  std::string_view source;  ///< as written: `href="x"`
  std::string_view name;
  std::string_view value;  ///< without its quotes, entities not decoded
};

struct HtmlAttributes {
  std::vector<HtmlAttribute> items;
  std::size_t end = 0;  ///< position behind the tag's `>`
};

/// Reads from behind the tag's name to its `>`, as browsers do. nullopt: the tag never ends.
std::optional<HtmlAttributes> read_attributes(std::string_view html, std::size_t from);

/// False for event handlers, URLs that run or embed code, styles that do, and names that are none.
bool harmless(const HtmlAttribute& attribute);

}  // namespace planstead::base
