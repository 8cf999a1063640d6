// Texts that contacts and employees hold, checked loosely: what another program took must be taken
// here.
#pragma once

#include <string_view>

namespace planstead::domain {

/// One `@` with something on both sides, no blanks (observed 15.5: `a..b@host` is one).
bool is_email(std::string_view text);
/// A code of the contract's communicationLanguageCode, in any case: `En`, `zh_TW`.
bool is_language(std::string_view code);

}  // namespace planstead::domain
