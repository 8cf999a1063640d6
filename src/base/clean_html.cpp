// HTML on its way in (observed 8.2): one pass that copies what is harmless byte for byte and leaves
// out what could run. Knows HTML's tokens only as far as browsers agree on them; what it cannot
// read as markup stays as visible text.
#include <algorithm>
#include <array>

#include "base/html_attributes.h"
#include "base/text.h"

namespace planstead::base {

namespace {

// clang-format off
// Tags that are copied. Sorted, lower case.
constexpr auto kept_tags = std::to_array<std::string_view>({
    "a",       "abbr",   "address", "area",   "article", "aside",  "audio",   "b",          "bdi",     "bdo",
    "big",     "blockquote", "br",  "caption", "center", "cite",   "code",    "col",        "colgroup", "dd",
    "del",     "details", "dfn",    "dir",    "div",     "dl",     "dt",      "em",         "figcaption", "figure",
    "font",    "footer", "h1",      "h2",     "h3",      "h4",     "h5",      "h6",         "header",  "hr",
    "i",       "img",    "ins",     "kbd",    "label",   "li",     "main",    "map",        "mark",    "menu",
    "nav",     "nobr",   "ol",      "p",      "picture", "pre",    "q",       "rp",         "rt",      "ruby",
    "s",       "samp",   "section", "small",  "source",  "span",   "strike",  "strong",     "sub",     "summary",
    "sup",     "table",  "tbody",   "td",     "tfoot",   "th",     "thead",   "time",       "tr",      "track",
    "tt",      "u",      "ul",      "var",    "video",   "wbr",
});
static_assert(std::ranges::is_sorted(kept_tags));

// Tags that are left out while what they hold stays. Every other name is no markup: `std::vector<int>` is text.
constexpr auto dropped_tags = std::to_array<std::string_view>({
    "applet",   "base",     "basefont", "body",     "button",  "canvas", "data",     "datalist", "dialog",
    "embed",    "fieldset", "form",     "frame",    "frameset", "head",  "html",     "iframe",   "input",
    "isindex",  "keygen",   "legend",   "link",     "marquee", "math",   "meta",     "meter",    "noembed",
    "noframes", "noscript", "object",   "optgroup", "option",  "output", "param",    "plaintext", "portal",
    "progress", "select",   "slot",     "svg",      "template", "textarea", "title", "xmp",
});
static_assert(std::ranges::is_sorted(dropped_tags));
// clang-format on

constexpr std::size_t longest_name = 64;

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

class Cleaner {
 public:
  explicit Cleaner(std::string_view html) : html_(html) { out_.reserve(html.size()); }

  std::string run() {
    while (at_ < html_.size()) {
      const std::size_t next = std::min(html_.find('<', at_), html_.size());
      out_ += html_.substr(at_, next - at_);
      at_ = next;
      if (at_ < html_.size()) markup();
    }
    return std::move(out_);
  }

 private:
  char ahead(std::size_t offset) const {
    return at_ + offset < html_.size() ? html_[at_ + offset] : '\0';
  }

  void markup() {
    const char next = ahead(1);
    if (is_letter(next)) return tag(1);
    if (next == '/' && is_letter(ahead(2))) return tag(2);
    if (html_.substr(at_).starts_with("<!--")) return comment();
    if ((next == '!' && (is_letter(ahead(2)) || ahead(2) == '[')) ||
        (next == '?' && is_letter(ahead(2))))
      return declaration();
    visible();
  }

  // A `<` that stays as text. It stands as it is only before something that is copied and starts no
  // markup: what is left out behind it could otherwise let it meet a letter.
  void visible() {
    const char next = ahead(1);
    const bool alone =
        std::string_view("\0</!?", 5).find(next) == std::string_view::npos && !is_letter(next);
    out_ += alone ? "<" : "&lt;";
    ++at_;
  }

  void comment() {
    const std::size_t end = comments_end_ ? html_.find("-->", at_ + 4) : std::string_view::npos;
    if (end != std::string_view::npos) {
      at_ = end + 3;
      return;
    }
    comments_end_ = false;  // asked once: a text of many openings would cost its square
    visible();
  }

  // `<!doctype …>`, `<![if …]>`, `<?xml …>`.
  void declaration() {
    const std::size_t end = html_.find('>', at_);
    if (end == std::string_view::npos) return rest_is_text();
    at_ = end + 1;
  }

  void tag(std::size_t name_offset) {
    const std::size_t start = at_ + name_offset;
    // Longer names are none of ours; the bound keeps a text of openings linear.
    const std::string_view window = html_.substr(start, longest_name);
    const std::size_t end = start + std::min(window.find_first_of(" \t\n\f\r/>"), window.size());
    std::string name(html_.substr(start, end - start));
    std::ranges::transform(name, name.begin(), lower);
    const bool kept = std::ranges::binary_search(kept_tags, std::string_view(name));
    if (!kept && !is_dropped(name)) return visible();

    const auto attributes = read_attributes(html_, end);
    if (!attributes) return rest_is_text();
    if (kept) copy_tag(end, *attributes);
    at_ = attributes->end;
    if (name_offset == 1 && (name == "script" || name == "style")) skip_raw_text(name);
  }

  static bool is_dropped(std::string_view name) {
    if (name == "script" || name == "style") return true;
    // `o:p` of mail programs and elements of web components.
    const bool plain = std::ranges::all_of(name, [](char c) {
      return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_';
    });
    if (plain && name.find_first_of(":-") != std::string_view::npos) return true;
    return std::ranges::binary_search(dropped_tags, name);
  }

  void copy_tag(std::size_t name_end, const HtmlAttributes& attributes) {
    if (std::ranges::all_of(attributes.items, harmless)) {
      out_ += html_.substr(at_, attributes.end - at_);
      return;
    }
    out_ += html_.substr(at_, name_end - at_);
    for (const HtmlAttribute& attribute : attributes.items)
      if (harmless(attribute)) (out_ += ' ') += attribute.source;
    out_ += '>';
  }

  // Past `</script` and its `>`. Without one the rest is script, as browsers see it.
  void skip_raw_text(std::string_view name) {
    for (at_ = html_.find("</", at_); at_ != std::string_view::npos;
         at_ = html_.find("</", at_ + 2)) {
      const std::string_view found = html_.substr(at_ + 2, name.size());
      const char behind = ahead(2 + name.size());
      const bool ends = behind == '\0' || behind == '>' || behind == '/' || is_blank(behind);
      if (ends && std::ranges::equal(found, name, {}, lower)) break;
    }
    const std::size_t end = at_ == std::string_view::npos ? at_ : html_.find('>', at_);
    at_ = end == std::string_view::npos ? html_.size() : end + 1;
  }

  // A tag that never ends: nothing behind it is markup.
  void rest_is_text() {
    for (; at_ < html_.size(); ++at_)
      if (html_[at_] == '<')
        out_ += "&lt;";
      else
        out_ += html_[at_];
  }

  std::string_view html_;
  std::size_t at_ = 0;
  bool comments_end_ = true;
  std::string out_;
};

}  // namespace

std::string clean_html(std::string_view html) {
  if (html.find('<') == std::string_view::npos) return std::string(html);
  return Cleaner(html).run();
}

}  // namespace planstead::base
