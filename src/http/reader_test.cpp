// Grammar and limits of requests, without sockets.
#include "http/reader.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace planstead::http {
namespace {

using Step = Reader::Step;

void put(Reader& reader, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto room = reader.room();
    const std::size_t count = std::min(room.size(), bytes.size());
    std::memcpy(room.data(), bytes.data(), count);
    reader.commit(count);
    bytes.remove_prefix(count);
  }
}

/// Bodies are read whole.
Step advance(Reader& reader) {
  const Step step = reader.advance();
  return step == Step::head ? reader.advance() : step;
}

Step read(Reader& reader, std::string_view bytes) {
  put(reader, bytes);
  return advance(reader);
}

/// Byte after byte.
Step trickle(Reader& reader, std::string_view bytes) {
  Step step = Step::more;
  for (const char& c : bytes) {
    step = read(reader, {&c, 1});
    if (step != Step::more) break;
  }
  return step;
}

Request request_of(const Reader& reader) {
  Request request;
  reader.fill(request);
  return request;
}

int status_of(std::string_view bytes, Limits limits = {}) {
  Reader whole(limits), cut(limits);
  const Step step = read(whole, bytes);
  const Step cut_step = trickle(cut, bytes);
  // Every cut must give the same, but of a head in pieces the parser wants to see the end first.
  if (step == Step::refused && cut_step == Step::more && !bytes.ends_with("\r\n"))
    return whole.refusal().status;
  EXPECT_EQ(cut_step, step) << bytes;
  if (step == Step::complete) return 200;
  if (step == Step::more) return 0;
  EXPECT_EQ(cut.refusal().status, whole.refusal().status) << bytes;
  return whole.refusal().status;
}

TEST(Reader, splits_a_target_into_path_and_query_at_the_first_mark) {
  Reader reader{Limits{}};
  ASSERT_EQ(read(reader, "POST /rest//task/5?silent=true?silent=true HTTP/1.1\r\nHost: a\r\n\r\n"),
            Step::complete);
  const Request request = request_of(reader);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/rest//task/5?silent=true?silent=true");
  EXPECT_EQ(request.path, "/rest//task/5");
  EXPECT_EQ(request.query, "silent=true?silent=true");
  EXPECT_EQ(request.body, "");
  EXPECT_TRUE(reader.keep_alive());
}

TEST(Reader, takes_the_path_of_an_absolute_target) {
  Reader reader{Limits{}};
  ASSERT_EQ(read(reader, "GET http://host:80/ping?a=1 HTTP/1.1\r\nHost: host\r\n\r\n"),
            Step::complete);
  EXPECT_EQ(request_of(reader).path, "/ping");
  EXPECT_EQ(request_of(reader).query, "a=1");
}

TEST(Reader, finds_headers_in_any_case_and_keeps_cyrillic_bytes) {
  Reader reader{Limits{}};
  ASSERT_EQ(trickle(reader,
                    "GET / HTTP/1.1\r\nHost: a\r\nAuthorization:\t Bearer  x \r\n"
                    "X-Имя: -\r\n\r\n"),
            Step::refused);
  Reader other{Limits{}};
  ASSERT_EQ(trickle(other,
                    "GET / HTTP/1.1\r\nHost: a\r\nauthORIZation:\t Bearer  x \r\n"
                    "X-Name: Ёлка\r\nEmpty:\r\n\r\n"),
            Step::complete);
  EXPECT_EQ(other.header("Authorization"), "Bearer  x");
  EXPECT_EQ(other.header("x-name"), "Ёлка");
  EXPECT_EQ(other.header("empty"), "");
  EXPECT_EQ(other.header("absent"), "");
}

TEST(Reader, reads_a_body_that_arrives_in_pieces_with_padding_behind) {
  Reader reader{Limits{}};
  const std::string body(300'000, 'x');
  ASSERT_EQ(read(reader, "POST /t HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n"),
            Step::more);
  ASSERT_EQ(read(reader, std::string_view(body).substr(1)), Step::more);
  ASSERT_EQ(read(reader, "x"), Step::complete);
  const Request request = request_of(reader);
  EXPECT_EQ(request.body, body);
  EXPECT_EQ(request.target, "/t");
  unsigned sum = 0;
  for (int i = 0; i < 64; ++i) sum += static_cast<unsigned char>(request.body.end()[i]);
  EXPECT_LE(sum, 64u * 255);  // readable: a sanitizer would say if not
}

TEST(Reader, keeps_pipelined_requests_apart) {
  Reader reader{Limits{}};
  put(reader,
      "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc\r\n"
      "POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ndef\r\n0\r\n\r\n"
      "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_EQ(advance(reader), Step::complete);
  EXPECT_EQ(request_of(reader).body, "abc");
  EXPECT_TRUE(reader.leftover());
  reader.begin();
  ASSERT_EQ(advance(reader), Step::complete);
  EXPECT_EQ(request_of(reader).target, "/2");
  EXPECT_EQ(request_of(reader).body, "def");
  EXPECT_TRUE(reader.leftover());
  reader.begin();
  ASSERT_EQ(advance(reader), Step::complete);
  EXPECT_EQ(request_of(reader).target, "/3");
  EXPECT_FALSE(reader.leftover());
  reader.begin();
  EXPECT_EQ(advance(reader), Step::more);
  EXPECT_FALSE(reader.started());
}

TEST(Reader, joins_chunks_and_ignores_extensions_and_trailers) {
  const std::string_view bytes =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "5;name=\"v\"\r\nhello\r\n1\r\n \r\n00A\r\n0123456789\r\n"
      "0\r\nAuthorization: Bearer forged\r\n\r\n";
  for (const bool slow : {false, true}) {
    Reader reader{Limits{}};
    ASSERT_EQ(slow ? trickle(reader, bytes) : read(reader, bytes), Step::complete);
    EXPECT_EQ(request_of(reader).body, "hello 0123456789");
    EXPECT_EQ(reader.header("Authorization"), "");
    EXPECT_EQ(request_of(reader).body.end()[63], '\0');
  }
}

TEST(Reader, takes_an_empty_chunked_body_byte_by_byte) {
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            200);
}

TEST(Reader, knows_when_a_connection_lives_on) {
  const auto lives = [](std::string_view bytes) {
    Reader reader{Limits{}};
    EXPECT_EQ(read(reader, bytes), Step::complete);
    return reader.keep_alive();
  };
  EXPECT_TRUE(lives("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_FALSE(lives("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n"));
  EXPECT_FALSE(lives("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(lives("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(Reader, takes_every_form_of_a_host) {
  for (const std::string_view host :
       {"", "a", "a.example:8080", "[::1]:80", "xn--80a.example", "%D1"})
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"), 200) << host;
}

TEST(Reader, refuses_malformed_heads) {
  for (const std::string_view head : {
           "GARBAGE\r\n\r\n",
           "GET /\r\n\r\n",
           " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET / HTTP/x.1\r\nHost: a\r\n\r\n",
           "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
           "GET / HTTP/1.1\nHost: a\n\n",
           "G{T / HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
           "GET / HTTP/1.1\r\n: a\r\nHost: a\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nX: a\nb: c\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n folded\r\n\r\n",
           "GET / HTTP/1.1\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a/b?c#\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n",
           "\x16\x03\x01\x02\x01\x03\x03",
       })
    EXPECT_EQ(status_of(head), 400) << head;
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"sv), 400);
  EXPECT_EQ(status_of("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"sv), 400);
}

TEST(Reader, refuses_what_two_servers_could_read_differently) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";
  const std::string chunk = "\r\n3\r\nabc\r\n0\r\n\r\n";
  EXPECT_EQ(status_of(head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n" + chunk), 400);
  EXPECT_EQ(status_of(head + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n" + chunk), 400);
  EXPECT_EQ(status_of(head + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc"), 400);
  EXPECT_EQ(status_of(head + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"), 400);
  EXPECT_EQ(status_of(head + "Content-Length: 3, 4\r\n\r\nabcd"), 400);
  EXPECT_EQ(status_of(head + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"), 200);
  for (const std::string_view length :
       {"+3", "-3", "0x3", "3a", "", "99999999999999999999", "3, 3"})
    EXPECT_EQ(status_of(head + "Content-Length: " + std::string(length) + "\r\n\r\nabc"), 400)
        << length;
  EXPECT_EQ(status_of(head + "Transfer-Encoding: gzip\r\n" + chunk), 400);
  EXPECT_EQ(status_of(head + "Transfer-Encoding: chunked, gzip\r\n" + chunk), 400);
  EXPECT_EQ(status_of(head + "Transfer-Encoding: xchunked\r\n" + chunk), 400);
  EXPECT_EQ(status_of(head + "Transfer-Encoding: gzip, chunked\r\n" + chunk), 501);
  EXPECT_EQ(status_of(head + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n" + chunk),
            501);
  EXPECT_EQ(
      status_of(head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + chunk),
      400);
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n" + chunk), 400);
}

TEST(Reader, refuses_bad_chunks) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string_view chunks :
       {"x\r\nabc\r\n0\r\n\r\n", "-1\r\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n",
        "3\nabc\r\n0\r\n\r\n", "3 \r\nabc\r\n0\r\n\r\n", "3 4\r\nabc\r\n0\r\n\r\n",
        "3\r\nabc\n0\r\n\r\n", "0\r\nbad trailer\r\n\r\n", "+3\r\nabc\r\n0\r\n\r\n",
        "\r\nabc\r\n0\r\n\r\n", "0\r\nA b: c\r\n\r\n", "0\r\n: c\r\n\r\n"})
    EXPECT_EQ(status_of(head + std::string(chunks)), 400) << chunks;
}

TEST(Reader, names_versions_it_does_not_speak) {
  EXPECT_EQ(status_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(status_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
  EXPECT_EQ(status_of("GET / HTTP/0.9\r\n\r\n"), 505);
  EXPECT_EQ(status_of("GET / HTTP/1.2\r\nHost: a\r\n\r\n"), 505);
}

TEST(Reader, limits_the_head_however_it_is_cut) {
  Limits limits;
  limits.header_bytes = 200;
  const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(status_of(start + "X: " + std::string(100, 'x') + "\r\n\r\n", limits), 200);
  EXPECT_EQ(status_of(start + "X: " + std::string(200, 'x') + "\r\n\r\n", limits), 431);
  EXPECT_EQ(status_of(start + "X: " + std::string(400, 'x'), limits), 431);
  EXPECT_EQ(status_of("GET /" + std::string(400, 'x'), limits), 431);
  std::string many = start;
  for (int i = 0; i < 40; ++i) many += "X: y\r\n";
  EXPECT_EQ(status_of(many + "\r\n", limits), 431);
  const std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(status_of(chunked + "0\r\nX: " + std::string(400, 'x'), limits), 431);
  EXPECT_EQ(status_of(chunked + "1;" + std::string(400, 'x'), limits), 431);
}

TEST(Reader, limits_the_body_before_it_has_arrived) {
  Limits limits;
  limits.body_bytes = 10;
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(status_of(head + "Content-Length: 10\r\n\r\n0123456789", limits), 200);
  EXPECT_EQ(status_of(head + "Content-Length: 11\r\n\r\n", limits), 413);
  const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(status_of(chunked + "6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n", limits), 200);
  EXPECT_EQ(status_of(chunked + "6\r\n012345\r\n5\r\n", limits), 413);
  EXPECT_EQ(status_of(chunked + "ffffffffffffffff\r\n", limits), 413);
  EXPECT_EQ(status_of(chunked + "10000000000000003\r\n", limits), 413);
}

TEST(Reader, asks_for_the_body_only_while_nothing_of_it_is_there) {
  const std::string head =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\n";
  Reader waiting{Limits{}};
  ASSERT_EQ(read(waiting, head), Step::more);
  EXPECT_TRUE(waiting.take_expectation());
  EXPECT_FALSE(waiting.take_expectation());
  Reader sending{Limits{}};
  ASSERT_EQ(read(sending, head + "a"), Step::more);
  EXPECT_FALSE(sending.take_expectation());
}

}  // namespace
}  // namespace planstead::http
