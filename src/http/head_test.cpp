// Heads and the error envelope.
#include "http/head.h"

#include <gtest/gtest.h>

#include "http/refusal.h"

namespace planstead::http {
namespace {

TEST(Head, has_the_lines_in_order) {
  Response response;
  response.status = 404;
  response.headers = {{"Planstead-Notes", "unused: name"}};
  response.body = "{}";
  std::string out;
  const std::string lines = server_lines(784111777);
  append_head(out, response, {.id = 7, .server_lines = lines, .close = true});
  EXPECT_EQ(out,
            "HTTP/1.1 404 Not Found\r\n"
            "Server: planstead\r\n"
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Content-Type: application/json; charset=utf-8\r\n"
            "Content-Length: 2\r\n"
            "X-Request-Id: 7\r\n"
            "Planstead-Notes: unused: name\r\n"
            "Connection: close\r\n\r\n");
}

TEST(Head, lets_no_value_split_the_answer) {
  Response response;
  response.headers = {{"X", std::string("a\r\nEvil: 1\0b", 12)}};
  std::string out;
  append_head(out, response, {.say_keep_alive = true});
  EXPECT_NE(out.find("X: a  Evil: 1 b\r\nConnection: keep-alive\r\n\r\n"), std::string::npos)
      << out;
}

TEST(Head, of_an_answer_without_body_names_no_length) {
  Response response;
  response.status = 204;
  std::string out;
  append_head(out, response, {});
  EXPECT_EQ(out.find("Content-"), std::string::npos);
}

TEST(Head, knows_reasons) {
  EXPECT_EQ(reason_of(200), "OK");
  EXPECT_EQ(reason_of(404), "Not Found");
  EXPECT_EQ(reason_of(505), "HTTP Version Not Supported");
  EXPECT_EQ(reason_of(299), "Unknown");
  EXPECT_EQ(reason_of(999), "Unknown");
}

TEST(Refusal, is_the_error_envelope_of_the_contract) {
  EXPECT_EQ(answer_of(body_too_large()).body,
            R"({"result":"fail","code":41,"error":"Request body is too large"})");
  EXPECT_EQ(answer_of(malformed("bad field")).body,
            R"({"result":"fail","code":30,"error":"Malformed HTTP request: bad field"})");
  EXPECT_EQ(answer_of(too_slow()).status, 408);
  EXPECT_TRUE(answer_of(too_slow()).close);
}

}  // namespace
}  // namespace planstead::http
