// Texts by which people are reached, in the form in which they are compared.
#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace planstead::base {

namespace {

/// `prefix` is lower-case ASCII; the text may have it in any case.
void skip(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size()) return;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if (std::tolower(static_cast<unsigned char>(text[i])) != prefix[i]) return;
  text.remove_prefix(prefix.size());
}

}  // namespace

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

std::string messenger_handle(std::string_view text) {
  std::string_view name = trim(text);
  for (const std::string_view scheme : {"https://", "http://"}) skip(name, scheme);
  skip(name, "www.");
  for (const std::string_view host : {"t.me/", "telegram.me/", "telegram.dog/"}) skip(name, host);
  skip(name, "tg://resolve?domain=");
  skip(name, "@");
  return std::string(name.substr(0, name.find_first_of("/?#& ")));
}

std::string messenger_name(std::string_view text) { return fold(messenger_handle(text)); }

std::string masked_phone(std::string_view number, std::string_view mask) {
  const std::string digits = digits_of(number);
  if (static_cast<std::size_t>(std::ranges::count(mask, '#')) != digits.size() || digits.empty())
    return std::string(number);
  std::string masked;
  std::size_t next = 0;
  for (const char c : mask) masked += c == '#' ? digits[next++] : c;
  return masked;
}

}  // namespace planstead::base
