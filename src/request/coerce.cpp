// Lenient readings of single JSON values.
#include "request/coerce.h"

#include <cmath>

#include "base/text.h"

namespace planstead::request {

using base::Node;

std::optional<std::int64_t> as_whole(const Node& node) {
  constexpr double exact = 9007199254740992.0;  // past 2^53 a double no longer counts exactly
  if (const auto* number = node.as_integer()) return *number;
  if (const auto* number = node.as_double())
    if (std::trunc(*number) == *number && std::abs(*number) <= exact)
      return static_cast<std::int64_t>(*number);
  if (const auto* text = node.as_text()) return base::parse_integer(base::trim(*text));
  return std::nullopt;
}

std::optional<double> as_number(const Node& node) {
  if (const auto* number = node.as_integer()) return static_cast<double>(*number);
  if (const auto* number = node.as_double()) return *number;
  if (const auto* text = node.as_text()) return base::parse_number(base::trim(*text));
  return std::nullopt;
}

// Programs in Python send `True`.
std::optional<bool> as_flag(std::string_view text) {
  const std::string word = base::fold(text);
  if (word == "true" || word == "1") return true;
  if (word == "false" || word == "0") return false;
  return std::nullopt;
}

std::optional<bool> as_flag(const Node& node) {
  if (const bool* flag = node.as_bool()) return *flag;
  if (const auto* text = node.as_text()) return as_flag(base::trim(*text));
  const auto* number = node.as_integer();
  if (number == nullptr || (*number != 0 && *number != 1)) return std::nullopt;
  return *number == 1;
}

bool is_blank(const Node* node) {
  if (node == nullptr || node->is_null()) return true;
  const std::string* text = node->as_text();
  return text != nullptr && base::trim(*text).empty();
}

std::string_view shortened(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string shown(std::string_view text) {
  const std::string_view start = shortened(text);
  return '"' + std::string(start) + (start.size() < text.size() ? "…\"" : "\"");
}

std::string shown(const Node& node) {
  std::string out;
  if (const auto* flag = node.as_bool()) return *flag ? "true" : "false";
  if (const auto* text = node.as_text()) return shown(std::string_view(*text));
  if (node.as_array()) return "an array";
  if (node.as_object()) return "an object";
  if (const auto* integer = node.as_integer())
    base::append_number(out, *integer);
  else if (const auto* number = node.as_double())
    base::append_number(out, *number);
  else
    out = "null";
  return out;
}

base::Node without_member(const base::Node& node, std::string_view key) {
  if (node.find(key) == nullptr) return node;
  base::Node::Object members = *node.as_object();
  std::erase_if(members, [&](const auto& member) { return member.first == key; });
  return base::Node(std::move(members));
}

}  // namespace planstead::request
