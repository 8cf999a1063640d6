// Cleaned texts read the way a browser reads them, by a reader of its own: nothing in them may run,
// and what was harmless must still be there. Seeds are fixed.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "base/text.h"

namespace planstead::base {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
std::string small(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

/// The states of the HTML standard's tokenizer that matter: data, tags, attributes, comments.
class Browser {
 public:
  explicit Browser(std::string_view html) : html_(html) {
    while (at_ < html_.size()) read();
  }

  std::set<std::string> tags;
  std::vector<std::pair<std::string, std::string>> attributes;  ///< names small, values as written
  std::string text;

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < html_.size() ? html_[at_ + ahead] : '\0';
  }
  void skip_past(std::string_view end) {
    const std::size_t found = html_.find(end, at_);
    at_ = found == std::string_view::npos ? html_.size() : found + end.size();
  }
  void read() {
    if (peek() != '<') {
      text += html_[at_++];
    } else if (letter(peek(1)) || (peek(1) == '/' && letter(peek(2)))) {
      at_ += peek(1) == '/' ? 2 : 1;
      read_tag();
    } else if (html_.substr(at_).starts_with("<!--")) {
      at_ += 2;  // `<!-->` is a whole comment
      skip_past("-->");
    } else if (peek(1) == '!' || peek(1) == '?' || peek(1) == '/') {
      skip_past(">");
    } else {
      text += html_[at_++];
    }
  }
  void read_tag() {
    std::string name;
    while (at_ < html_.size() && !blank(peek()) && peek() != '/' && peek() != '>')
      name += html_[at_++];
    tags.insert(small(name));
    for (;;) {
      while (at_ < html_.size() && (blank(peek()) || peek() == '/')) ++at_;
      if (at_ == html_.size()) return;
      if (peek() == '>') {
        ++at_;
        return;
      }
      read_attribute();
    }
  }
  void read_attribute() {
    std::string name(1, html_[at_++]), value;
    while (at_ < html_.size() && !blank(peek()) && peek() != '/' && peek() != '>' && peek() != '=')
      name += html_[at_++];
    while (at_ < html_.size() && blank(peek())) ++at_;
    if (peek() == '=') {
      ++at_;
      while (at_ < html_.size() && blank(peek())) ++at_;
      const char quote = peek() == '"' || peek() == '\'' ? html_[at_++] : '\0';
      while (at_ < html_.size() &&
             (quote != '\0' ? peek() != quote : !blank(peek()) && peek() != '>'))
        value += html_[at_++];
      if (quote != '\0') ++at_;
    }
    attributes.emplace_back(small(name), value);
  }

  std::string_view html_;
  std::size_t at_ = 0;
};

/// A value with its character references resolved and everything but visible ASCII left out.
std::string resolved(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    unsigned code = static_cast<unsigned char>(value[i]);
    const std::string_view rest = value.substr(i);
    if (rest.starts_with("&colon;")) code = ':', i += 6;
    if (rest.starts_with("&Tab;")) code = '\t', i += 4;
    if (rest.starts_with("&NewLine;")) code = '\n', i += 8;
    if (rest.starts_with("&#")) {
      const bool hex = rest.size() > 2 && (rest[2] == 'x' || rest[2] == 'X');
      std::size_t at = hex ? 3 : 2, digits = 0;
      code = 0;
      for (; at < rest.size() && (hex ? std::isxdigit(rest[at]) : std::isdigit(rest[at]));
           ++at, ++digits)
        code = code * (hex ? 16 : 10) +
               static_cast<unsigned>(std::stoi(std::string(1, rest[at]), nullptr, 16));
      if (at < rest.size() && rest[at] == ';') ++at;
      if (digits == 0) code = '&';
      i += digits == 0 ? 0 : at - 1;
    }
    if (code > ' ' && code < 127) out += static_cast<char>(code);
  }
  return small(out);
}

/// What runs, or nothing.
std::string danger(std::string_view html) {
  static const std::set<std::string> refused = {
      "script", "style", "iframe", "object", "embed", "svg",   "math",     "form",  "link",
      "meta",   "base",  "frame",  "title",  "xmp",   "input", "textarea", "button"};
  static const std::set<std::string> urls = {"href", "src",    "action", "data",      "background",
                                             "cite", "poster", "ping",   "xlink:href"};
  const Browser browser(html);
  for (const std::string& tag : browser.tags)
    if (refused.contains(tag)) return "<" + tag + ">";
  for (const auto& [name, value] : browser.attributes) {
    if (name.starts_with("on") || name == "srcdoc" || name == "formaction") return name;
    const std::string plain = resolved(value);
    const bool leads = urls.contains(name);
    if (leads && (plain.starts_with("javascript:") || plain.starts_with("vbscript:") ||
                  plain.starts_with("data:text")))
      return name + "=" + value;
    if (name == "style" && plain.find("expression") != std::string::npos) return name;
  }
  return {};
}

TEST(CleanHtmlFuzz, the_reader_of_this_test_sees_what_runs) {
  for (const char* html :
       {"<script>1</script>", "<img src=x onerror=1>", "<a href=\" java&#x73;cript&colon;1\">",
        "<IMG/OnLoad='1'>", "<a href=javascript:1>", "<p style='a:expr&#101;ssion(1)'>"})
    EXPECT_NE(danger(html), "") << html;
  EXPECT_EQ(danger("<a href=\"https://a/?javascript:1\">onclick=1</a> < script>"), "");
}

TEST(CleanHtmlFuzz, nothing_that_is_left_of_rubbish_runs) {
  const std::string_view parts[] = {"<",
                                    ">",
                                    "\"",
                                    "'",
                                    "=",
                                    "/",
                                    " ",
                                    "\n",
                                    "\t",
                                    "`",
                                    "<!--",
                                    "-->",
                                    "<!",
                                    "<?",
                                    "<script",
                                    "<script>",
                                    "</script>",
                                    "<sCrIpT/",
                                    "<svg ",
                                    "<iframe ",
                                    "<a ",
                                    "<img ",
                                    "<p/",
                                    "</p",
                                    "<style>",
                                    "</style>",
                                    "<math>",
                                    "<x-y ",
                                    "href=",
                                    "src=",
                                    "style=",
                                    "onerror=",
                                    "onclick",
                                    "OnLoad=",
                                    "srcdoc=",
                                    "javascript:",
                                    "jav\tascript:",
                                    "&#106;avascript:",
                                    "&#x6A;&#97;",
                                    "vascript&colon;",
                                    "data:text/html,",
                                    "expression(",
                                    "alert(1)",
                                    "\\",
                                    "/*",
                                    "*/",
                                    "&",
                                    "&lt;",
                                    "ё",
                                    "x",
                                    "https://a.example/",
                                    "\x01",
                                    "]]>",
                                    "<![CDATA[",
                                    "<o:p ",
                                    "<title>",
                                    "</title>"};
  std::mt19937 random(1'031'337);
  for (int round = 0; round < 50'000; ++round) {
    std::string html;
    for (std::size_t n = 1 + random() % 16; n > 0; --n) html += parts[random() % std::size(parts)];
    const std::string clean = clean_html(html);
    ASSERT_EQ(danger(clean), "") << html << "\n -> " << clean;
  }
}

TEST(CleanHtmlFuzz, nothing_runs_out_of_random_bytes) {
  std::mt19937 random(5);
  const std::string_view alphabet = "<>/=\"'! -&;:#xonscriptjavahrefl\n\t\x80\xff";
  for (int round = 0; round < 50'000; ++round) {
    std::string html;
    for (std::size_t n = random() % 60; n > 0; --n) html += alphabet[random() % alphabet.size()];
    ASSERT_EQ(danger(clean_html(html)), "") << html;
  }
}

// Harmless blocks between dangerous ones, each complete in itself: the harmless ones stay whole and
// in their order.
TEST(CleanHtmlFuzz, texts_and_links_survive_among_what_goes) {
  const std::string_view evil[] = {"<script>alert(1)</script>",
                                   "<style>p{}</style>",
                                   "<!-- hidden -->",
                                   "<iframe src=x></iframe>",
                                   "<img src=x onerror=alert(1)>",
                                   "<a href=\"javascript:alert(1)\">",
                                   "</a>",
                                   "<svg onload=1>",
                                   "<object data=x></object>",
                                   "<form action=x>",
                                   "<input onfocus=1 autofocus>",
                                   "<base href=//x>",
                                   "<SCRIPT src=//x></SCRIPT>",
                                   "<p style=\"x:expression(1)\">",
                                   "<meta http-equiv=refresh>"};
  std::mt19937 random(8);
  for (int round = 0; round < 20'000; ++round) {
    std::string html;
    std::vector<std::string> harmless;
    for (std::size_t n = 1 + random() % 8; n > 0; --n) {
      const std::string number = std::to_string(random());
      const std::string blocks[] = {
          "Текст " + number + " & знаки; ",
          "<a href=\"https://e.example/" + number + "?a=1&amp;b=2\">ссылка</a>",
          "<b>" + number + "</b><br>",
          "<img src=\"https://h/?action=getfile&uniqueid=" + number + "\">",
          "<ul><li title='" + number + "'>раз</li></ul>"};
      harmless.push_back(blocks[random() % std::size(blocks)]);
      if (random() % 2) html += evil[random() % std::size(evil)];
      html += harmless.back();
      if (random() % 2) html += evil[random() % std::size(evil)];
    }
    const std::string clean = clean_html(html);
    ASSERT_EQ(danger(clean), "") << html;
    std::size_t at = 0;
    for (const std::string& block : harmless) {
      at = clean.find(block, at);
      ASSERT_NE(at, std::string::npos) << block << "\n in " << html << "\n -> " << clean;
      at += block.size();
    }
  }
}

}  // namespace
}  // namespace planstead::base
