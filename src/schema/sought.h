// Texts by which rules find rows (Field::sought), in the form in which they are compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/entity.h"
#include "schema/value.h"

namespace planstead::schema {

/// Phones by their digits, everything else folded.
std::string sought_form(const Field& field, std::string_view text);
/// Each text or phone of a value in that form, without repeats; blank ones are left out.
std::vector<std::string> sought_forms(const Field& field, const Value& value);

}  // namespace planstead::schema
