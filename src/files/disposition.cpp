// The forms in which names come: raw UTF-8 with `%22` for quotes, percent-encoded as a whole,
// `filename*`, and backslashes of older programs.
#include "files/disposition.h"

#include <algorithm>

#include "base/text.h"

namespace planstead::files {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}
bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 128; });
}

/// `+` is no blank in a name.
std::optional<std::string> percent_decode(std::string_view text) {
  std::string escaped;
  for (const char c : text) c == '+' ? escaped += "%2B" : escaped += c;
  return base::percent_decode(escaped);
}

/// HTML forms write quotes and line ends so, and nothing else.
std::string undo_form_escapes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view three = text.substr(at, 3);
    const bool quote = three == "%22", cr = three == "%0D" || three == "%0d",
               lf = three == "%0A" || three == "%0a";
    out += quote ? '"' : cr ? '\r' : lf ? '\n' : text[at];
    if (quote || cr || lf) at += 2;
  }
  return out;
}

std::string decode_plain_name(std::string_view text) {
  if (is_ascii(text)) {
    const auto whole = percent_decode(text);
    if (whole && !is_ascii(*whole) && base::valid_utf8(*whole)) return *whole;
  }
  return undo_form_escapes(text);
}

/// RFC 8187: `UTF-8'ru'%D0%81`.
std::optional<std::string> decode_extended_name(std::string_view text) {
  const std::size_t first = text.find('\'');
  const std::size_t second = first == std::string_view::npos ? first : text.find('\'', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  std::string charset(text.substr(0, first));
  std::ranges::transform(charset, charset.begin(), lower);
  auto name = percent_decode(text.substr(second + 1));
  if (!name) return std::nullopt;
  if (charset == "utf-8") return base::valid_utf8(*name) ? name : std::nullopt;
  if (charset != "iso-8859-1") return std::nullopt;
  std::string out;
  for (const char c : *name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 128) out += static_cast<char>(0xC0 | byte >> 6);
    out += static_cast<char>(byte < 128 ? byte : 0x80 | (byte & 0x3F));
  }
  return out;
}

/// Walks over `; name=value` after the type.
class Parameters {
 public:
  explicit Parameters(std::string_view text) : text_(text) {}

  /// False: there is no further one, or what stands there is none.
  bool next(std::string& name, std::string& value) {
    skip_blanks();
    if (!take(';')) return false;
    skip_blanks();
    const std::size_t equals = std::min(text_.find_first_of("=;"), text_.size());
    name = base::trim(text_.substr(0, equals));
    std::ranges::transform(name, name.begin(), lower);
    text_.remove_prefix(equals);
    value.clear();
    if (!take('=')) return true;
    skip_blanks();
    return take('"') ? quoted(value) : token(value);
  }

 private:
  void skip_blanks() {
    while (!text_.empty() && is_blank(text_.front())) text_.remove_prefix(1);
  }
  bool take(char wanted) {
    if (text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool token(std::string& value) {
    const std::size_t end = std::min(text_.find(';'), text_.size());
    value = base::trim(text_.substr(0, end));
    text_.remove_prefix(end);
    return true;
  }
  // A backslash stands before quotes and itself; before anything else it is one of a Windows path.
  bool quoted(std::string& value) {
    while (!text_.empty()) {
      if (take('"')) return true;
      if (text_.front() == '\\' && text_.size() > 1 && (text_[1] == '"' || text_[1] == '\\'))
        text_.remove_prefix(1);
      value += text_.front();
      text_.remove_prefix(1);
    }
    return false;
  }

  std::string_view text_;
};

}  // namespace

std::optional<Disposition> read_disposition(std::string_view header) {
  Disposition found;
  const std::size_t end = std::min(header.find(';'), header.size());
  found.type = base::trim(header.substr(0, end));
  std::ranges::transform(found.type, found.type.begin(), lower);
  if (found.type.empty()) return std::nullopt;
  Parameters parameters(header.substr(end));
  std::string name, value;
  std::optional<std::string> extended;
  while (parameters.next(name, value)) {
    if (name == "name") found.name = undo_form_escapes(value);
    if (name == "filename" && !found.filename) found.filename = decode_plain_name(value);
    if (name == "filename*" && !extended) extended = decode_extended_name(value);
  }
  if (extended) found.filename = std::move(extended);
  return found;
}

std::string clean_name(std::string_view name) {
  const std::size_t folder = name.find_last_of("/\\");
  if (folder != std::string_view::npos) name.remove_prefix(folder + 1);
  std::string out;
  for (const char c : name)
    if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f') out += c;
  const std::string_view cleaned = base::trim(out);
  // Programs that follow an address take these two for folders.
  return cleaned == "." || cleaned == ".." ? std::string() : std::string(cleaned);
}

std::string percent_encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (plain(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string write_disposition(std::string_view type, std::string_view name) {
  std::string simple;
  for (const char c : name)
    if (static_cast<unsigned char>(c) < 128)  // of a letter in UTF-8, one `_`
      simple += c < ' ' || c == '"' || c == '\\' || c == '%' || c == '\x7f' ? '_' : c;
    else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
      simple += '_';
  std::string out = std::string(type) + "; filename=\"" + simple + "\"";
  if (simple != name) out += "; filename*=UTF-8''" + percent_encode(name);
  return out;
}

}  // namespace planstead::files
