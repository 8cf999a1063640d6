#include <gtest/gtest.h>

#include <random>

#include "base/text.h"

namespace planstead::base {
namespace {

TEST(CleanHtml, KeepsTextLinksAndLayoutByteForByte) {
  for (const char* html : {
           "",
           "Просто текст",
           "строка<br>вторая<br/>третья<BR />",
           "<p>Ёлка</p><div class='a b'><ul><li>раз</li></ul></div><hr>",
           "<code>if (a &lt; b)</code> <strong>да</strong> &amp; &nbsp;",
           "<a href=\"https://example.org/?a=1&amp;b=2\" target=_blank>ссылка</a>",
           "<a href=mailto:a@b.ru>почта</a> <a href='tel:+7999'>т</a> <a href=\"/task/5\">5</a>",
           "<img alt=\"1 > 0\" src=\"https://h/?action=getfile&uniqueid=5\">",
           "<img src=\"data:image/png;base64,iVBORw0KGgo=\">",
           "**не Markdown** # и не заголовок",
           "<table border=1><tr><td colspan=\"2\" style=\"color: red; width: "
           "50%\">ячейка</td></tr></table>",
       })
    EXPECT_EQ(clean_html(html), html);
}

TEST(CleanHtml, KeepsALonelySmallerThanAsText) {
  EXPECT_EQ(clean_html("a < b, 1 <2, <3, <="), "a < b, 1 <2, <3, <=");
  EXPECT_EQ(clean_html("x<"), "x&lt;");
  EXPECT_EQ(clean_html("std::vector<int> и <user@mail.ru>"),
            "std::vector&lt;int> и &lt;user@mail.ru>");
  EXPECT_EQ(clean_html("</3 <Имя> <!-"), "&lt;/3 <Имя> &lt;!-");
}

TEST(CleanHtml, RemovesScriptsStylesAndComments) {
  const std::pair<const char*, const char*> cases[] = {
      {"до<script>alert(1)</script>после", "допосле"},
      {"до<SCRIPT src=x>a<b</ScRiPt >после", "допосле"},
      {"<style>p{}</style>x<style", "x&lt;style"},
      {"a<script>никогда не кончается", "a"},
      {"a<!-- тайна --><b>b</b><!---->c", "a<b>b</b>c"},
      {"a<!-- не кончается <b>b</b>", "a&lt;!-- не кончается <b>b</b>"},
      {"<!DOCTYPE html><?xml version='1'?><![if mso]>x", "x"},
      {"<html><head><title>Т</title></head><body>т</body></html>", "Тт"},
      {"<form action=/x><input name=a>поле</form><iframe src=//e>", "поле"},
      {"<o:p>Word</o:p><my-tag onclick=1>x</my-tag>", "Wordx"},
      {"<svg><script>1</script><a xlink:href='javascript:1'>x</a></svg>", "<a>x</a>"},
      {"<script>\"</scripture>\"</script>ok", "ok"},
  };
  for (const auto& [from, to] : cases) EXPECT_EQ(clean_html(from), to) << from;
}

TEST(CleanHtml, RemovesWhatRunsFromAttributes) {
  const std::pair<const char*, const char*> cases[] = {
      {"<img src=x.png onerror=\"alert(1)\" alt='ё'>", "<img src=x.png alt='ё'>"},
      {"<p OnClick = go() class=\"c\">x</p>", "<p class=\"c\">x</p>"},
      {"<img/onload=1/src=x>", "<img>"},
      {"<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>"},
      {"<a href=' \tJaVa\nScript:1' title=t>x</a>", "<a title=t>x</a>"},
      {"<a href=\"&#106;avascript&colon;1\">x</a>", "<a>x</a>"},
      {"<a href=\"java&#x0a;script:1\">x</a>", "<a>x</a>"},
      {"<a href='data:text/html,<script>1</script>'>x</a>", "<a>x</a>"},
      {"<img src=data:image/svg+xml,x>", "<img>"},
      {"<img src=\"a\"onerror=1>", "<img src=\"a\">"},
      {"<b style='background:url(javascript:1)'>x</b>", "<b>x</b>"},
      {"<b style=\"width:exp/**/ression(1)\" id=i>x</b>", "<b id=i>x</b>"},
      {"<a formaction=x srcdoc=y href=z>x</a>", "<a href=z>x</a>"},
      {"<p \"onclick=1 '=2 a=1>x", "<p a=1>x"},
  };
  for (const auto& [from, to] : cases) EXPECT_EQ(clean_html(from), to) << from;
}

TEST(CleanHtml, IsNotFooledByWhatItRemoves) {
  EXPECT_EQ(clean_html("<<script>x</script>script>alert(1)</script>"), "&lt;script>alert(1)");
  EXPECT_EQ(clean_html("<<!-- -->img src=x onerror=1>"), "&lt;img src=x onerror=1>");
  EXPECT_EQ(clean_html("<scr<script>ipt>1"), "&lt;scr");
  EXPECT_EQ(clean_html("<a title=\"<b>незакрытая"), "&lt;a title=\"&lt;b>незакрытая");
}

// A second cleaning finds nothing to do, so read-then-write clients do not grow a text.
TEST(CleanHtml, HasNothingToDoTheSecondTime) {
  const char* parts[] = {
      "<",   ">",        "\"",       "'",   "=",    "/",      "!",           "--",   "<!--",
      "-->", "<script>", "</script", "<p ", "onx=", "href=",  "javascript:", "&lt;", "ё",
      " ",   "a",        "<img",     "?",   "<b>",  "&#106;", "style=",      "\\"};
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string html;
    for (std::size_t n = random() % 14; n > 0; --n) html += parts[random() % std::size(parts)];
    const std::string once = clean_html(html);
    ASSERT_EQ(clean_html(once), once) << html;
    ASSERT_EQ(once.find("<script"), std::string::npos) << html;
    ASSERT_LE(once.size(), html.size() * 4);
  }
}

// Megabytes of openings must not cost their square: this finishes in a blink or not at all.
TEST(CleanHtml, TakesLinearTimeOnHostileTexts) {
  for (const char* part : {"<", "<!--", "<a ", "<a href='", "<script>", "</", "<!x",
                           "<p x=", "<style>a</", "<?x", "<x"}) {
    std::string html;
    while (html.size() < 2'000'000) html += part;
    EXPECT_LE(clean_html(html).size(), html.size() * 4) << part;
  }
}

}  // namespace
}  // namespace planstead::base
