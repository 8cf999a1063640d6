// Texts by which rules find rows.
#include "schema/sought.h"

#include <algorithm>

#include "base/text.h"

namespace planstead::schema {

std::string sought_form(const Field& field, std::string_view text) {
  return field.shape == Shape::phones ? base::digits_of(text) : base::fold(base::trim(text));
}

std::vector<std::string> sought_forms(const Field& field, const Value& value) {
  std::vector<std::string> forms;
  const auto add = [&](std::string_view text) {
    std::string form = sought_form(field, text);
    if (!form.empty() && std::ranges::find(forms, form) == forms.end())
      forms.push_back(std::move(form));
  };
  if (const auto* text = std::get_if<std::string>(&value)) add(*text);
  if (const auto* list = std::get_if<TextList>(&value))
    for (const std::string& text : *list) add(text);
  if (const auto* phones = std::get_if<PhoneList>(&value))
    for (const Phone& phone : *phones) add(phone.number);
  return forms;
}

}  // namespace planstead::schema
