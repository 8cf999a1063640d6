// Texts and numbers have a name; fields of other types hold something else than a word.
#include "domain/entry_names.h"

#include "base/text.h"

namespace planstead::domain {

using schema::Shape;
using schema::Value;

const catalog::CustomField* name_field(const catalog::Definition& directory,
                                       const catalog::Catalog& catalog) {
  return directory.fields.empty() ? nullptr : catalog.field(directory.fields.front());
}

std::optional<std::string> name_of(const Value& value) {
  std::string text;
  if (schema::is_empty(value)) return text;
  if (const auto* words = std::get_if<std::string>(&value)) return *words;
  if (const auto* number = std::get_if<double>(&value)) {
    base::append_number(text, *number);
    return text;
  }
  return std::nullopt;
}

std::optional<Value> value_of(const std::string& name, const catalog::CustomField& field) {
  if (name.empty()) return Value{};
  if (field.type->shape == Shape::line || field.type->shape == Shape::multiline) return Value{name};
  if (field.type->shape == Shape::number)
    if (const auto number = base::parse_number(base::trim(name))) return Value{*number};
  return std::nullopt;
}

}  // namespace planstead::domain
