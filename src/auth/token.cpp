// Texts of tokens: made, taken out of a request, hashed. Knows nobody who holds one.
#include "auth/token.h"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

#include "base/secret.h"
#include "base/text.h"

namespace planstead::auth {

namespace {
constexpr std::size_t text_length = 40;
// Letters and digits alone: a double click takes the whole text, and no shell minds any of it.
constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view scheme = "bearer";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool begins_with_scheme(std::string_view text) {
  if (text.size() < scheme.size()) return false;
  for (std::size_t i = 0; i < scheme.size(); ++i)
    if ((text[i] | 0x20) != scheme[i]) return false;
  return text.size() == scheme.size() || is_blank(text[scheme.size()]);
}

std::optional<std::string> bearer_text(std::string_view header) {
  std::string_view rest = without_blanks(header);
  bool found = false;
  // Observed 2.1: a script keeps the word Bearer inside its token setting, so that it arrives
  // twice.
  while (begins_with_scheme(rest)) {
    rest = without_blanks(rest.substr(scheme.size()));
    found = true;
  }
  if (!found || rest.empty()) return std::nullopt;
  return std::string(rest);
}

std::optional<std::string> query_text(std::string_view query) {
  for (const std::string_view pair : base::split(query, '&')) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    if (base::percent_decode(pair.substr(0, equals)) != "access_token") continue;
    // Observed 1.9: a second question mark inside the query is met in use; the value ends there.
    const std::string_view value = pair.substr(equals + 1);
    auto text = base::percent_decode(value.substr(0, value.find('?')));
    if (text && !text->empty()) return text;
  }
  return std::nullopt;
}
}  // namespace

std::string hash_of(std::string_view token_text) { return base::sha256(token_text); }

std::string new_token_text() {
  // Bytes past the last whole round of the alphabet are thrown away, so that all letters are alike.
  constexpr std::size_t fair = 256 / alphabet.size() * alphabet.size();
  std::string text = "ps_";
  std::array<unsigned char, 64> bytes{};
  while (text.size() < 3 + text_length) {
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
      throw std::runtime_error("the system's random generator failed");
    for (const unsigned char byte : bytes)
      if (byte < fair && text.size() < 3 + text_length) text += alphabet[byte % alphabet.size()];
  }
  return text;
}

std::optional<std::string> token_text(std::string_view authorization, std::string_view method,
                                      std::string_view query) {
  if (!without_blanks(authorization).empty()) return bearer_text(authorization);
  if (method != "GET" && method != "HEAD") return std::nullopt;
  return query_text(query);
}

}  // namespace planstead::auth
