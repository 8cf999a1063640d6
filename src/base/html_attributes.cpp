// Attributes of HTML tags: reading them as browsers do, and telling the harmless ones.
#include "base/html_attributes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace planstead::base {

namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

constexpr auto url_attributes = std::to_array<std::string_view>({
    "background",
    "cite",
    "data",
    "dynsrc",
    "href",
    "longdesc",
    "lowsrc",
    "poster",
    "src",
    "srcset",
    "usemap",
});
// They submit, call or embed; no text or layout needs them.
constexpr auto refused_attributes = std::to_array<std::string_view>({
    "action",
    "formaction",
    "ping",
    "srcdoc",
    "xlink:href",
    "xml:base",
});
constexpr auto refused_in_styles = std::to_array<std::string_view>({
    "expression",
    "javascript:",
    "vbscript:",
    "-moz-binding",
    "behavior",
    "@import",
    "\\",
    "/*",
});

bool same_word(std::string_view text, std::string_view word) {
  return std::ranges::equal(text, word, {}, lower);
}

template <class Words>
bool among(const Words& words, std::string_view text) {
  return std::ranges::any_of(words, [&](std::string_view word) { return same_word(text, word); });
}

// `&#106;`, `&#x6a`, `&Tab;`, `&NewLine;`, `&colon;` at the start of the text: the character, and
// how long it is.
struct Entity {
  unsigned code = 0;
  std::size_t length = 0;
};

Entity named_entity(std::string_view text) {
  constexpr std::pair<std::string_view, unsigned> names[] = {
      {"&Tab;", '\t'}, {"&NewLine;", '\n'}, {"&colon;", ':'},  {"&bsol;", '\\'}, {"&sol;", '/'},
      {"&ast;", '*'},  {"&lpar;", '('},     {"&commat;", '@'}, {"&amp;", '&'}};
  for (const auto& [name, code] : names)
    if (text.starts_with(name)) return {code, name.size()};
  return {};
}

Entity entity_at(std::string_view text) {
  if (!text.starts_with("&#")) return named_entity(text);
  const bool hexadecimal = text.size() > 2 && lower(text[2]) == 'x';
  const char* digits = text.data() + (hexadecimal ? 3 : 2);
  unsigned code = 0;
  const auto [end, error] =
      std::from_chars(digits, text.data() + text.size(), code, hexadecimal ? 16 : 10);
  if (end == digits || error != std::errc{}) return {};
  const bool closed = end < text.data() + text.size() && *end == ';';
  return {code, static_cast<std::size_t>(end - text.data()) + closed};
}

// The value as a browser would read its scheme or style: entities decoded, blanks and controls
// gone, lower case. Other characters than ASCII become `?`: no scheme holds one.
std::string plain_form(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size();) {
    Entity entity{static_cast<unsigned char>(value[i]), 1};
    if (value[i] == '&')
      if (const Entity found = entity_at(value.substr(i)); found.length > 0) entity = found;
    i += entity.length;
    if (entity.code <= 0x20 || entity.code == 0x7f) continue;
    out += entity.code < 0x80 ? lower(static_cast<char>(entity.code)) : '?';
  }
  return out;
}

bool harmless_url(std::string_view value) {
  const std::string plain = plain_form(value);
  if (plain.starts_with("javascript:") || plain.starts_with("vbscript:")) return false;
  if (!plain.starts_with("data:")) return true;
  return plain.starts_with("data:image/") && !plain.starts_with("data:image/svg");
}

bool harmless_style(std::string_view value) {
  const std::string plain = plain_form(value);
  return std::ranges::none_of(refused_in_styles, [&](std::string_view word) {
    return plain.find(word) != std::string::npos;
  });
}

// No browser reads a tag inside a value, but a reader that looks for tags alone would.
bool looks_like_tag(std::string_view value) {
  for (std::size_t at = value.find('<'); at != std::string_view::npos;
       at = value.find('<', at + 1)) {
    const char next = at + 1 < value.size() ? lower(value[at + 1]) : ' ';
    if ((next >= 'a' && next <= 'z') || next == '/' || next == '!') return true;
  }
  return false;
}

// Where the value that starts at `at` ends; moves `at` behind it. nullopt: a quote that never
// closes.
std::optional<std::string_view> take_value(std::string_view html, std::size_t& at) {
  if (at < html.size() && (html[at] == '"' || html[at] == '\'')) {
    const std::size_t end = html.find(html[at], at + 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view value = html.substr(at + 1, end - at - 1);
    at = end + 1;
    return value;
  }
  const std::size_t start = at;
  while (at < html.size() && !is_blank(html[at]) && html[at] != '>') ++at;
  return html.substr(start, at - start);
}

}  // namespace

std::optional<HtmlAttributes> read_attributes(std::string_view html, std::size_t from) {
  HtmlAttributes found;
  for (std::size_t at = from; at < html.size();) {
    if (is_blank(html[at]) || html[at] == '/') {
      ++at;
      continue;
    }
    if (html[at] == '>') {
      found.end = at + 1;
      return found;
    }
    const std::size_t start =
        at++;  // the first character belongs to the name, even where it is `=`
    while (at < html.size() && !is_blank(html[at]) && html[at] != '/' && html[at] != '>' &&
           html[at] != '=')
      ++at;
    HtmlAttribute attribute{.source = {}, .name = html.substr(start, at - start), .value = {}};
    std::size_t behind = at;
    while (behind < html.size() && is_blank(html[behind])) ++behind;
    if (behind < html.size() && html[behind] == '=') {
      at = behind + 1;
      while (at < html.size() && is_blank(html[at])) ++at;
      const auto value = take_value(html, at);
      if (!value) return std::nullopt;
      attribute.value = *value;
    }
    attribute.source = html.substr(start, at - start);
    found.items.push_back(attribute);
  }
  return std::nullopt;
}

bool harmless(const HtmlAttribute& attribute) {
  const std::string_view name = attribute.name;
  if (name.find_first_of("\"'<=`") != std::string_view::npos) return false;
  if (looks_like_tag(attribute.value)) return false;
  if (name.size() > 2 && lower(name[0]) == 'o' && lower(name[1]) == 'n') return false;
  if (among(refused_attributes, name)) return false;
  if (same_word(name, "style")) return harmless_style(attribute.value);
  return !among(url_attributes, name) || harmless_url(attribute.value);
}

}  // namespace planstead::base
