// UTF-8 checks and folding. ICU folds in full; ASCII and basic Cyrillic, nearly all of our texts,
// take a short road.
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

#include <cstring>

#include "base/text.h"

namespace planstead::base {

namespace {

// Folds ASCII and the Cyrillic block U+0400..U+044F (Ё and the other letters of the first row
// included). False where the text holds anything else: its folding may need composition, and is
// left to ICU.
bool fold_short(std::string_view text, std::string& out) {
  out.resize(text.size());
  char* end = out.data();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      *end++ = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : text[i];
      continue;
    }
    if ((byte != 0xD0 && byte != 0xD1) || i + 1 == text.size()) return false;
    const unsigned code = (byte & 0x1Fu) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu);
    if (code < 0x400 || code > 0x45F) return false;
    const unsigned folded = code < 0x410 ? code + 0x50 : code < 0x430 ? code + 0x20 : code;
    *end++ = static_cast<char>(0xC0 | folded >> 6);
    *end++ = static_cast<char>(0x80 | (folded & 0x3F));
  }
  return true;
}

bool is_ascii(const std::uint8_t* eight) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, eight, 8);
  return (bytes & 0x8080808080808080) == 0;
}

}  // namespace

bool valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    if (i + 8 <= length && is_ascii(bytes + i)) {
      i += 8;
      continue;
    }
    UChar32 code = 0;
    U8_NEXT(bytes, i, length, code);
    if (code < 0) return false;
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string fold(std::string_view text) {
  std::string out;
  if (fold_short(text, out)) return out;
  out.clear();
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  icu::StringByteSink<std::string> sink(&out);
  normalizer->normalizeUTF8(0,
                            icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())),
                            sink, nullptr, status);
  return out;
}

}  // namespace planstead::base
