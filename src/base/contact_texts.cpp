// Texts by which people are reached, in the form in which they are compared.
#include "base/text.h"

namespace planstead::base {

namespace {

void skip(std::string_view& text, std::string_view prefix) {
  if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
}

}  // namespace

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

std::string messenger_name(std::string_view text) {
  const std::string folded = fold(trim(text));
  std::string_view name = folded;
  for (const std::string_view scheme : {"https://", "http://"}) skip(name, scheme);
  skip(name, "www.");
  for (const std::string_view host : {"t.me/", "telegram.me/", "telegram.dog/"}) skip(name, host);
  skip(name, "tg://resolve?domain=");
  skip(name, "@");
  return std::string(name.substr(0, name.find_first_of("/?#& ")));
}

}  // namespace planstead::base
