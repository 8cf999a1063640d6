// Small text parsers and JSON appenders.
#include "base/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace planstead::base {

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

std::optional<double> parse_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

namespace {
/// Nearly all texts begin and end with ASCII, which needs no table.
constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr std::size_t ascii_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r') ? 1 : 0; }

/// How many bytes of UTF-8 at the beginning are one character of Unicode's White_Space; 0: none.
std::size_t blank_at_start(std::string_view text) {
  if (is_ascii(text.front())) return ascii_blank(text.front());
  int at = 0;
  UChar32 character = U_SENTINEL;
  U8_NEXT(text.data(), at, static_cast<int>(std::min<std::size_t>(text.size(), 4)), character);
  return character >= 0 && u_isUWhiteSpace(character) ? static_cast<std::size_t>(at) : 0;
}

std::size_t blank_at_end(std::string_view text) {
  if (is_ascii(text.back())) return ascii_blank(text.back());
  const std::string_view last = text.substr(text.size() - std::min<std::size_t>(text.size(), 4));
  int at = static_cast<int>(last.size());
  UChar32 character = U_SENTINEL;
  U8_PREV(last.data(), 0, at, character);
  return character >= 0 && u_isUWhiteSpace(character) ? last.size() - static_cast<std::size_t>(at)
                                                      : 0;
}
}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const std::size_t blank = blank_at_start(text);
    if (blank == 0) break;
    text.remove_prefix(blank);
  }
  while (!text.empty()) {
    const std::size_t blank = blank_at_end(text);
    if (blank == 0) break;
    text.remove_suffix(blank);
  }
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(separator, at);
    parts.push_back(text.substr(at, end - at));
    if (end == std::string_view::npos) return parts;
    at = end + 1;
  }
}

std::optional<std::string> percent_decode(std::string_view text) {
  if (text.find('%') == std::string_view::npos && text.find('+') == std::string_view::npos)
    return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    unsigned byte = 0;
    const std::string_view digits = text.substr(i + 1, 2);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2) return std::nullopt;
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

namespace {
constexpr bool needs_escape(char c) {
  return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

void append_escaped(std::string& out, char c) {
  constexpr char hex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15];
  }
}
}  // namespace

namespace {
// Where, from `at` on, the first byte stands that needs an escape. Eight bytes at a time: a byte of
// `found` has its highest bit set where the text's byte is a control, a quote or a backslash.
std::size_t next_escape(std::string_view text, std::size_t at) {
  constexpr std::uint64_t each = 0x0101010101010101, highest = each << 7;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, 8);
    const std::uint64_t quote = bytes ^ (each * '"'), slash = bytes ^ (each * '\\');
    const std::uint64_t found =
        ((bytes - each * 0x20) & ~bytes) | ((quote - each) & ~quote) | ((slash - each) & ~slash);
    if ((found & highest) != 0) break;
  }
  while (at < text.size() && !needs_escape(text[at])) ++at;
  return at;
}
}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t from = 0;;) {
    const std::size_t at = next_escape(text, from);
    out.append(text, from, at - from);
    if (at == text.size()) break;
    append_escaped(out, text[at]);
    from = at + 1;
  }
  out += '"';
}

void append_number(std::string& out, std::int64_t number) {
  char buffer[24];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
  out.append(buffer, end);
}

void append_number(std::string& out, double number) {
  char buffer[40];
  // Whole numbers in plain digits as far as a double counts exactly: clients read them as integers.
  if (number == std::trunc(number) && std::abs(number) < 9007199254740992.0)
    return append_number(out, static_cast<std::int64_t>(number));
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
  out.append(buffer, end);
}

}  // namespace planstead::base
