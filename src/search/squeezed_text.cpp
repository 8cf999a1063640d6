// Squeezed texts: the table of letters, hashes, grams.
#include "search/squeezed_text.h"

namespace planstead::search {

namespace {

constexpr int letters = 33;  // а to я, ё
/// 26 capitals, then bytes that are in no UTF-8.
constexpr char letter_byte(int letter) {
  if (letter < 26) return static_cast<char>('A' + letter);
  if (letter < 28) return static_cast<char>(0xc0 + letter - 26);
  return static_cast<char>(0xf5 + letter - 28);
}
static_assert(0xf5 + letters - 1 - 28 <= 0xff);

/// Number of the letter that two bytes of UTF-8 make; -1 for others.
int letter_of(unsigned char lead, unsigned char next) {
  if (lead == 0xd0 && next >= 0xb0) return next - 0xb0;       // а to п
  if (lead == 0xd1 && next <= 0x8f) return next - 0x80 + 16;  // р to я
  if (lead == 0xd1 && next == 0x91) return 32;                // ё
  return -1;
}

std::uint16_t gram(std::uint32_t bytes) {
  return static_cast<std::uint16_t>((bytes * 0x9e3779b1U) >> 24);
}
static_assert(text_slices == 256);

}  // namespace

std::string squeeze(std::string_view folded) {
  std::string out(folded.size(), '\0');
  auto end = out.begin();
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto lead = static_cast<unsigned char>(folded[i]);
    const int letter = lead < 0xd0 || i + 1 == folded.size()
                           ? -1
                           : letter_of(lead, static_cast<unsigned char>(folded[i + 1]));
    *end++ = letter < 0 ? folded[i] : letter_byte(letter);
    i += letter < 0 ? 0 : 1;
  }
  out.erase(end, out.end());
  return out;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash ^ (hash >> 32);
}

void append_grams(std::string_view squeezed, std::vector<std::uint16_t>& out) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(squeezed[i])};
  };
  if (squeezed.size() < 2) return;
  const std::size_t pairs = squeezed.size() - 1, triples = pairs - 1;
  out.resize(out.size() + pairs + triples);
  auto next = out.end() - static_cast<std::ptrdiff_t>(pairs + triples);
  for (std::size_t i = 0; i + 1 < squeezed.size(); ++i) {
    const std::uint32_t pair = (byte(i) << 8) | byte(i + 1);
    *next++ = gram(pair | 0x1000000);
    if (i + 2 < squeezed.size()) *next++ = gram((pair << 8) | byte(i + 2));
  }
}

}  // namespace planstead::search
