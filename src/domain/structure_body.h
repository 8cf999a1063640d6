// A structure item's body as text: the keys of the account's structure file, one after the other.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "schema/value.h"

namespace planstead::domain {

/// A JSON object written key by key.
class StructureBody {
 public:
  void key(std::string_view name) {
    text_ += text_.size() == 1 ? "" : ",";
    base::append_json_string(text_, name);
    text_ += ':';
  }
  void number(std::string_view name, std::int64_t value) {
    key(name);
    base::append_number(text_, value);
  }
  void flag(std::string_view name, bool value) {
    key(name);
    text_ += value ? "true" : "false";
  }
  void text(std::string_view name, std::string_view value) {
    key(name);
    base::append_json_string(text_, value);
  }
  void texts(std::string_view name, const schema::TextList& values) {
    key(name);
    char separator = '[';
    for (const std::string& value : values) {
      text_ += std::exchange(separator, ',');
      base::append_json_string(text_, value);
    }
    text_ += separator == '[' ? "[]" : "]";
  }
  void numbers(std::string_view name, const schema::RefList& values) {
    key(name);
    char separator = '[';
    for (const base::Ref& value : values) {
      text_ += std::exchange(separator, ',');
      base::append_number(text_, value.id);
    }
    text_ += separator == '[' ? "[]" : "]";
  }
  void colors(std::string_view name, const schema::ColorList& values) {
    key(name);
    char separator = '{';
    for (const schema::ValueColor& color : values) {
      text_ += std::exchange(separator, ',');
      base::append_json_string(text_, color.value);
      text_ += ":{";
      const bool both = !color.color.empty() && !color.background.empty();
      append_color("color", color.color);
      text_ += both ? "," : "";
      append_color("background", color.background);
      text_ += '}';
    }
    text_ += separator == '{' ? "{}" : "}";
  }
  void view(std::string_view name, std::int64_t id, std::string_view label) {
    key(name);
    text_ += R"({"id":)";
    base::append_number(text_, id);
    text_ += R"(,"name":)";
    base::append_json_string(text_, label);
    text_ += '}';
  }
  void map(std::string_view name, const schema::TextMap& values) {
    key(name);
    char separator = '{';
    for (const auto& [language, value] : values) {
      text_ += std::exchange(separator, ',');
      base::append_json_string(text_, language);
      text_ += ':';
      base::append_json_string(text_, value);
    }
    text_ += separator == '{' ? "{}" : "}";
  }
  /// By what the value is; cleared ones, and shapes that no definition has, write nothing.
  void value(std::string_view name, const schema::Value& value) {
    std::visit([&](const auto& held) { write(name, held); }, value);
  }
  std::string finish() { return std::move(text_) + "}"; }

 private:
  void write(std::string_view name, std::int64_t value) { number(name, value); }
  void write(std::string_view name, const std::string& value) { text(name, value); }
  void write(std::string_view name, const schema::TextList& value) { texts(name, value); }
  void write(std::string_view name, const schema::RefList& value) { numbers(name, value); }
  void write(std::string_view name, const schema::TextMap& value) { map(name, value); }
  void write(std::string_view name, const schema::ColorList& value) { colors(name, value); }
  void append_color(std::string_view name, const std::string& color) {
    if (color.empty()) return;
    base::append_json_string(text_, name);
    text_ += ':';
    base::append_json_string(text_, color);
  }
  template <class Other>
  void write(std::string_view, const Other&) {}

  std::string text_ = "{";
};

}  // namespace planstead::domain
