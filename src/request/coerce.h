// Single JSON values read leniently where the meaning is clear (observed 1.8, 6.10): numbers and
// flags as texts. Knows no field and gives no errors: the caller knows what to say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/node.h"

namespace planstead::request {

/// 5, 5.0, "5". Fractions and everything else: nullopt.
std::optional<std::int64_t> as_whole(const base::Node& node);
/// 1.5, 1, "1.5".
std::optional<double> as_number(const base::Node& node);
/// true, 1, "true", "1" and their opposites.
std::optional<bool> as_flag(const base::Node& node);
std::optional<bool> as_flag(std::string_view text);
/// null or a text of blanks: the forms that clear a field (observed 7.7).
bool is_blank(const base::Node* node);
/// The start of a text, never cut within a character.
std::string_view shortened(std::string_view text);
/// The value for an error text: `"abc"`, `5`, `an array`. Short, whatever was sent.
std::string shown(const base::Node& node);
std::string shown(std::string_view text);

/// An object without one of its members; anything else as it is.
base::Node without_member(const base::Node& node, std::string_view key);

}  // namespace planstead::request
