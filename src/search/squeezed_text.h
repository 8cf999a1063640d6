// Squeezed texts: folded UTF-8 with a byte for each basic Cyrillic letter. Half the memory for
// Russian names; whether one text contains another is unchanged.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace planstead::search {

/// `folded` is what base::fold gave. Letters take bytes that folded UTF-8 never has: A to Z and
/// those that no UTF-8 has, so that a byte never begins or ends in the middle of another character.
std::string squeeze(std::string_view folded);

/// Hash of a text as it was written: tells texts apart that differ only in case.
std::uint64_t hash_of(std::string_view text);

inline constexpr std::size_t text_slices = 256;
/// The signature bit of two or three neighbouring bytes.
constexpr std::uint16_t gram(std::uint32_t bytes) {
  return static_cast<std::uint16_t>((bytes * 0x9e3779b1U) >> 24);
}
static_assert(text_slices == 256);
/// Hands the signature bits of a text to `visit`: one for each pair and each triple of neighbouring
/// bytes. Repeats are possible.
template <class Visit>
void each_gram(std::string_view squeezed, Visit visit) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(squeezed[i])};
  };
  for (std::size_t i = 0; i + 1 < squeezed.size(); ++i) {
    const std::uint32_t pair = (byte(i) << 8) | byte(i + 1);
    visit(gram(pair | 0x1000000));
    if (i + 2 < squeezed.size()) visit(gram((pair << 8) | byte(i + 2)));
  }
}

}  // namespace planstead::search
