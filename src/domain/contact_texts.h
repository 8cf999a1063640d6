// Texts that contacts and employees hold, checked loosely: what another program took must be taken
// here.
#pragma once

#include <string_view>

#include "schema/record.h"

namespace planstead::domain {

/// One `@` with something on both sides, no blanks (observed 15.5: `a..b@host` is one).
bool is_email(std::string_view text);
/// A contact or employee has at most so many addresses besides the main one.
inline constexpr std::size_t addresses_max = 100;

/// Each address once: blank ones, repeated ones and `email` go out of the list in `more`.
void tidy_addresses(schema::Record& row, std::string_view more);
/// A code of the contract's communicationLanguageCode, in any case: `En`, `zh_TW`.
bool is_language(std::string_view code);

}  // namespace planstead::domain
