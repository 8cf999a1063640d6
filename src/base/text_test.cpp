#include "base/text.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/ref.h"

namespace planstead::base {
namespace {

TEST(Folding, MakesLettersOfEveryScriptMeet) {
  EXPECT_EQ(fold("ДОГОВОР Ёлка"), "договор ёлка");
  EXPECT_EQ(fold("ЁЖ"), fold("ёж"));
  EXPECT_EQ(fold("Stra\xC3\x9F"
                 "e"),
            "strasse");
  EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
  EXPECT_EQ(fold("CAFE\xCC\x81"), fold("caf\xC3\xA9"));  // composed and decomposed accents
  EXPECT_EQ(fold("Й"), fold("И\xCC\x86"));
  EXPECT_EQ(fold(""), "");
}

TEST(Folding, AgreesWithTheFullRoadOnEveryBasicCyrillicLetter) {
  for (unsigned code = 0x400; code < 0x460; ++code) {
    const std::string letter{static_cast<char>(0xC0 | code >> 6),
                             static_cast<char>(0x80 | (code & 0x3F))};
    const std::string full = fold(letter + "\xE2\x84\xA2");  // the trade mark sign forces ICU
    EXPECT_EQ(fold(letter) + "tm", full) << std::hex << code;
  }
}

TEST(Utf8, IsCheckedStrictly) {
  EXPECT_TRUE(valid_utf8("текст 😀"));
  for (const char* text : {"\xFF", "\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80"})
    EXPECT_FALSE(valid_utf8(text));
  EXPECT_EQ(count_characters("Ёлка"), 4u);
}

TEST(Numbers, AreReadWholeOrNotAtAll) {
  EXPECT_EQ(parse_integer("-12"), -12);
  for (const char* text : {"", "+1", " 1", "1 ", "1.0", "9223372036854775808", "x"})
    EXPECT_FALSE(parse_integer(text)) << text;
  EXPECT_EQ(parse_number("1.5"), 1.5);
  EXPECT_FALSE(parse_number("nan"));
  EXPECT_FALSE(parse_number("1e999"));
}

TEST(PercentDecoding, ReadsPlusAndHexadecimals) {
  EXPECT_EQ(percent_decode("id%2C+name%20x"), "id, name x");
  EXPECT_FALSE(percent_decode("%4"));
  EXPECT_FALSE(percent_decode("%zz"));
}

TEST(JsonTexts, AreEscapedAndNumbersAreShort) {
  std::string out;
  append_json_string(out, "a\"b\\c\n\x01 ё");
  append_number(out, std::int64_t{-7});
  append_number(out, 99.0);
  append_number(out, 0.1);
  EXPECT_EQ(out, "\"a\\\"b\\\\c\\n\\u0001 ё\"-7990.1");
}

// Texts are looked through in steps of eight bytes: what needs an escape is found at every place.
TEST(JsonTexts, AreEscapedAtEveryPlace) {
  const std::pair<char, std::string_view> escapes[] = {
      {'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\x1f', "\\u001f"}, {'\0', "\\u0000"}};
  for (const std::string_view around : {"a", "\x7f", "\x80", "\xff", " "})
    for (const auto& [letter, escaped] : escapes)
      for (std::size_t size = 0; size < 20; ++size)
        for (std::size_t at = 0; at <= size; ++at) {
          std::string text, wanted = "\"";
          for (std::size_t i = 0; i < size; ++i) text += around;
          wanted += text.substr(0, at);
          wanted += escaped;
          wanted += text.substr(at) + '"';
          text.insert(at, 1, letter);
          std::string out;
          append_json_string(out, text);
          ASSERT_EQ(out, wanted) << size << " " << at;
        }
}

TEST(PrefixedIds, AreReadAndWritten) {
  EXPECT_EQ(parse_prefixed("user:5"), (Ref{RefKind::user, 5}));
  EXPECT_EQ(prefixed({RefKind::group, 3}), "group:3");
  for (const char* text :
       {"5", "user:", "user:-1", "users:5", "user:99999999999999999999", "user: 5"})
    EXPECT_FALSE(parse_prefixed(text)) << text;
  const Ref ref{RefKind::contact, id_max};
  EXPECT_EQ(Ref::unpacked(ref.packed()), ref);
}

TEST(Errors, HaveARowEachAndNameThePlace) {
  for (const ErrorRow& row : error_table()) EXPECT_EQ(&row_of(row.code), &row);
  EXPECT_EQ(text_of(invalid("filters[2].value", "31-02-2026 is no date")),
            "Parameter value is not allowed: filters[2].value: 31-02-2026 is no date");
  EXPECT_EQ(
      text_of({.code = ErrorCode::task_not_found, .where = {}, .detail = "by id 10", .log = {}}),
      "Task not found by id 10");
}

TEST(DigitsOf, LeavesWhatPhonesHaveInCommon) {
  for (const char* phone : {"+7 (999) 123-45-67", "79991234567", " 7 999 1234567 "})
    EXPECT_EQ(digits_of(phone), "79991234567");
  EXPECT_EQ(digits_of("звоните"), "");
}

TEST(MessengerName, IsTheSameForEveryWayToWriteIt) {
  for (const char* text :
       {"ivan_99", "@Ivan_99", " @ivan_99 ", "https://t.me/Ivan_99", "t.me/ivan_99/",
        "http://www.telegram.me/IVAN_99?start=1", "tg://resolve?domain=ivan_99&x=1"})
    EXPECT_EQ(messenger_name(text), "ivan_99") << text;
  EXPECT_EQ(messenger_name("@"), "");
}

TEST(Trim, takes_the_blanks_of_every_script) {
  EXPECT_EQ(trim(" \t\r\n\va b\n "), "a b");
  EXPECT_EQ(trim("\u00A0\u3000 имя\u2003имя \u202F\u2028"), "имя\u2003имя");
  EXPECT_EQ(trim("\u00A0 \u2007\u0085"), "");
  EXPECT_EQ(trim("\u200Bx"), "\u200Bx") << "has no width, but is no blank either";
  EXPECT_EQ(trim("\xC2"), "\xC2");
  EXPECT_EQ(trim("\xA0 x \xE2\x80"), "\xA0 x \xE2\x80");
  EXPECT_EQ(trim(""), "");
}

}  // namespace
}  // namespace planstead::base
