#include "request/test_account.h"

namespace planstead::request {
namespace {

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

TEST(Json, ReadsEveryKindOfValue) {
  const auto parsed = parse_json(R"({"a":[1,-2.5,"Ёж 😀 \u0451",true,null],"б":{}})");
  ASSERT_TRUE(parsed.ok());
  const base::Node* items = parsed.value().find("a");
  ASSERT_TRUE(items && items->as_array());
  const auto& array = *items->as_array();
  EXPECT_EQ(*array[0].as_integer(), 1);
  EXPECT_EQ(*array[1].as_double(), -2.5);
  EXPECT_EQ(*array[2].as_text(), "Ёж 😀 ё");
  EXPECT_TRUE(*array[3].as_bool());
  EXPECT_TRUE(array[4].is_null());
  EXPECT_TRUE(parsed.value().find("б")->as_object()->empty());
}

TEST(Json, TakesNothingForAnEmptyObject) {
  for (const char* text : {"", "  \r\n\t ", "{}"}) {
    const auto parsed = parse_json(text);
    ASSERT_TRUE(parsed.ok());
    EXPECT_TRUE(parsed.value().as_object()->empty());
  }
}

TEST(Json, RefusesWhatItCannotKeepWhole) {
  const std::string_view cases[] = {"{",
                                    "{\"a\":1,}",
                                    "{'a':1}",
                                    "[1] x",
                                    "nul",
                                    "01",
                                    "1.",
                                    "NaN",
                                    "1e999",
                                    "\"\xFF\"",
                                    "\"\xED\xA0\x80\"",
                                    "\"\\ud800\"",
                                    "\"\\udc00 x\"",
                                    "\"a\\u0000b\"",
                                    "{\"a\\u0000\":1}",
                                    "9223372036854775808",
                                    "-9223372036854775809",
                                    "99999999999999999999999",
                                    "\"tab\tinside\"",
                                    "{\"a\":1}{}",
                                    std::string_view("{\"a\":1}\0", 8),
                                    std::string_view("\0", 1),
                                    "{\"ключ\":1,\"б\":2,\"ключ\":3}"};
  for (const std::string_view text : cases)
    EXPECT_EQ(outcome(parse_json(text)).substr(0, 2), "30") << text;
  EXPECT_TRUE(parse_json("9223372036854775807").ok());
}

TEST(Json, NamesThePlaceOfWhatItRefuses) {
  EXPECT_EQ(outcome(parse_json(R"({"a":[{},{"b":"\u0000"}]})")), "30 a[1].b");
  EXPECT_EQ(outcome(parse_json(R"({"a":{"b":18446744073709551615}})")), "30 a.b");
  const auto twice = parse_json(R"({"a":{"имя":1,"имя":2}})");
  EXPECT_EQ(outcome(twice), "30 a");
  EXPECT_NE(twice.error().detail.find("имя"), std::string::npos);
}

TEST(Json, BoundsDepthAndNumberOfValues) {
  EXPECT_TRUE(parse_json(nested(64)).ok());
  EXPECT_FALSE(parse_json(nested(65)).ok());
  EXPECT_FALSE(parse_json(nested(100'000)).ok());
  EXPECT_FALSE(parse_json(std::string(100'000, '[')).ok());
  EXPECT_FALSE(parse_json(std::string(100'000, '{')).ok());
  std::string many = "[0";
  while (many.size() < 10'000'000) many += ",0";
  EXPECT_FALSE(parse_json(many + ']').ok());
  EXPECT_TRUE(parse_json("\"" + std::string(10'000'000, 'x') + "\"").ok());
}

}  // namespace
}  // namespace planstead::request
