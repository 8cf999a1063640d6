// Node to JSON and YAML.
#include "structure/write_node.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "base/text.h"

namespace planstead::structure {

using base::Node;

namespace {

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalpha(byte) != 0 || byte == 0xD0 ||
         byte == 0xD1;  // ASCII and the lead bytes of Cyrillic
}

// Only what no reader can take for anything else goes without quotes.
bool plain_is_safe(std::string_view text) {
  constexpr std::array<std::string_view, 9> reserved = {"true", "false", "null", "yes", "no",
                                                        "on",   "off",   "y",    "n"};
  if (text.empty() || !is_word_byte(text.front()) || text.back() == ' ') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xD0 || byte == 0xD1) {
      ++i;  // valid UTF-8: one more byte belongs to the letter
    } else if (std::isalnum(byte) == 0 &&
               std::string_view(" _-/").find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(reserved, lower) == reserved.end();
}

struct Json {
  static constexpr std::string_view comma = ",", colon = ":";
  static void text(std::string& out, std::string_view text) { base::append_json_string(out, text); }
};
struct Yaml {
  static constexpr std::string_view comma = ", ", colon = ": ";
  static void text(std::string& out, std::string_view text) {
    if (plain_is_safe(text))
      out += text;
    else
      base::append_json_string(out, text);  // JSON's escapes are YAML's, too
  }
};

template <class Style>
void append(std::string& out, const Node& node) {
  if (const bool* flag = node.as_bool()) {
    out += *flag ? "true" : "false";
  } else if (const std::int64_t* integer = node.as_integer()) {
    base::append_number(out, *integer);
  } else if (const double* number = node.as_double()) {
    base::append_number(out, *number);
  } else if (const std::string* text = node.as_text()) {
    Style::text(out, *text);
  } else if (const Node::Array* array = node.as_array()) {
    out += '[';
    for (const Node& item : *array) {
      if (&item != array->data()) out += Style::comma;
      append<Style>(out, item);
    }
    out += ']';
  } else if (const Node::Object* object = node.as_object()) {
    out += '{';
    for (const auto& member : *object) {
      if (&member != object->data()) out += Style::comma;
      Style::text(out, member.first);
      out += Style::colon;
      append<Style>(out, member.second);
    }
    out += '}';
  } else {
    out += "null";
  }
}

}  // namespace

void append_json(std::string& out, const Node& node) { append<Json>(out, node); }

std::string to_json(const Node& node) {
  std::string out;
  append_json(out, node);
  return out;
}

void append_flow_yaml(std::string& out, const Node& node) { append<Yaml>(out, node); }

}  // namespace planstead::structure
