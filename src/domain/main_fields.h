// Main fields: those of the account itself, each with one value (domain/fields… 1.6).
#pragma once

#include "domain/rules.h"

namespace planstead::domain {

/// The number of the one row that holds their values.
inline constexpr std::int64_t main_values_row = 1;

/// Lists, sets of values, places and computed types are no main fields.
base::Status check_main_type(const schema::CustomType& type);
/// Keeps the value that a body gives a main field; an empty one clears it.
base::Status save_main_value(std::int64_t field, const request::CustomChange& change,
                             Context& context);

}  // namespace planstead::domain
