// Squeezed texts: folded UTF-8 with a byte for each basic Cyrillic letter. Half the memory for
// Russian names; whether one text contains another is unchanged.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace planstead::search {

/// `folded` is what base::fold gave. Letters take bytes that folded UTF-8 never has: A to Z and
/// those that no UTF-8 has, so that a byte never begins or ends in the middle of another character.
std::string squeeze(std::string_view folded);

/// Hash of a text as it was written: tells texts apart that differ only in case.
std::uint64_t hash_of(std::string_view text);

inline constexpr std::size_t text_slices = 256;
/// Signature bits of a text: one for each pair and each triple of neighbouring bytes. Repeats are
/// possible.
void append_grams(std::string_view squeezed, std::vector<std::uint16_t>& out);

}  // namespace planstead::search
