// Log lines say what happened and never a token.
#include "app/log.h"

#include <gtest/gtest.h>

namespace planstead::app {
namespace {

class LogTest : public testing::Test {
 protected:
  std::string line(LogFormat format, Level level, std::initializer_list<LogField> fields) {
    std::string out;
    const Log log(format, Level::info, clock_, [&](std::string_view text) { out += text; });
    log.write(level, "request", fields);
    return out;
  }
  base::FixedClock clock_{0};
};

TEST_F(LogTest, text_lines_quote_only_what_needs_it) {
  EXPECT_EQ(
      line(LogFormat::text, Level::info,
           {{"path", "/rest/ping"}, {"status", 200}, {"error", "a \"b\""}}),
      "1970-01-01T00:00:00+0000 info request path=/rest/ping status=200 error=\"a \\\"b\\\"\"\n");
}

TEST_F(LogTest, json_lines_are_json_whatever_the_request_held) {
  EXPECT_EQ(line(LogFormat::json, Level::error, {{"error", "Ошибка\n"}, {"ms", 1.5}}),
            "{\"time\":\"1970-01-01T00:00:00+0000\",\"level\":\"error\",\"message\":\"request\","
            "\"error\":\"Ошибка\\n\",\"ms\":1.5}\n");
  EXPECT_NE(line(LogFormat::json, Level::error, {{"path", "/\xff"}}).find("\"/?\""),
            std::string::npos);
}

TEST_F(LogTest, a_line_cannot_be_forged_by_a_line_end) {
  const std::string text = line(LogFormat::text, Level::info, {{"path", "/a\nerror forged"}});
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

TEST_F(LogTest, fields_without_a_text_are_left_out) {
  EXPECT_EQ(line(LogFormat::text, Level::info, {{"query", ""}, {"status", 200}}),
            "1970-01-01T00:00:00+0000 info request status=200\n");
}

TEST_F(LogTest, lines_below_the_level_are_left_out) {
  EXPECT_EQ(line(LogFormat::text, Level::debug, {}), "");
}

TEST(MaskQuery, hides_tokens_in_every_spelling) {
  EXPECT_EQ(mask_query("access_token=ps_1"), "access_token=***");
  EXPECT_EQ(mask_query("fields=id&access_token=ps_1&a=b"), "fields=id&access_token=***&a=b");
  EXPECT_EQ(mask_query("access%5Ftoken=ps_1"), "access%5Ftoken=***");
  EXPECT_EQ(mask_query("silent=true?access_token=ps_1"), "silent=true?access_token=***");
  EXPECT_EQ(mask_query("access_token=a=b&access_token=c"), "access_token=***&access_token=***");
  EXPECT_EQ(mask_query("fields=%zz&access_token"), "fields=%zz&access_token");
  EXPECT_EQ(mask_query(""), "");
}

}  // namespace
}  // namespace planstead::app
