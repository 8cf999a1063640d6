// Streamed bodies without sockets: every cut of the bytes must give the same body and the same next
// request.
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>

#include "http/reader.h"

namespace planstead::http {
namespace {

using Step = Reader::Step;

constexpr std::string_view next_request = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";

/// Puts what fits into the reader and answers what is left.
std::string_view put(Reader& reader, std::string_view bytes) {
  const auto room = reader.room();
  const std::size_t count = std::min(room.size(), bytes.size());
  std::memcpy(room.data(), bytes.data(), count);
  reader.commit(count);
  return bytes.substr(count);
}

struct Seen {
  std::string body;
  std::string path, next_path;
  int refused = 0;
};

/// Feeds `bytes` in pieces of at most `step` and streams the first request.
Seen stream(std::string_view bytes, std::size_t step) {
  Seen seen;
  Reader reader{Limits{.body_bytes = 4}};  // does not count for streamed bodies
  Request request;
  bool streaming = false;
  for (;;) {
    switch (reader.advance()) {
      case Step::head:
        reader.fill(request);
        reader.stream();
        streaming = true;
        break;
      case Step::piece:
        seen.body += reader.piece();
        break;
      case Step::refused:
        seen.refused = reader.refusal().status;
        return seen;
      case Step::complete:
        if (!streaming) {
          reader.fill(request);
          seen.next_path = request.path;
          return seen;
        }
        EXPECT_TRUE(reader.body_taken());
        seen.path = request.path;  // the views of the head hold to the end
        streaming = false;
        reader.begin();
        break;
      case Step::more: {
        if (bytes.empty()) return seen;
        const std::string_view part = bytes.substr(0, step);
        bytes.remove_prefix(part.size() - put(reader, part).size());
      }
    }
  }
}

std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

std::string chunked(std::mt19937& random, std::string_view body) {
  std::string out = "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  while (!body.empty()) {
    const std::size_t size = std::min<std::size_t>(body.size(), 1 + random() % 70'000);
    char line[32];
    std::snprintf(line, sizeof line, "%zx;x=y\r\n", size);
    out += line;
    (out += body.substr(0, size)) += "\r\n";
    body.remove_prefix(size);
  }
  return out + "0\r\nX: y\r\n\r\n";
}

TEST(StreamReader, gives_the_same_body_however_the_bytes_are_cut) {
  std::mt19937 random(3);
  for (const std::size_t size : {1ul, 3ul, 300ul, 8'000ul, 900'000ul}) {
    const std::string body = random_text(random, size);
    const std::string by_length =
        "POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
        body;
    for (const std::string& request : {by_length, chunked(random, body)})
      for (const std::size_t step : {1ul, 7ul, 4'096ul, 5'000'000ul}) {
        if (size > 10'000 && step < 4'096) continue;
        const Seen seen = stream(request + std::string(next_request), step);
        EXPECT_TRUE(seen.body == body) << size << " by " << step;
        EXPECT_EQ(seen.path, "/up");
        EXPECT_EQ(seen.next_path, "/next") << size << " by " << step;
      }
  }
}

TEST(StreamReader, refuses_bad_chunks_and_endless_lines) {
  const std::string head = "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::size_t step : {1ul, 100'000ul}) {
    EXPECT_EQ(stream(head + "3\r\nabcd\r\n", step).refused, 400);
    EXPECT_EQ(stream(head + "3\r\nabc\r\nx\r\n", step).refused, 400);
    EXPECT_EQ(stream(head + "ffffffffffffffff\r\n", step).refused, 400);
    EXPECT_EQ(stream(head + "1;" + std::string(20'000, 'x'), step).refused, 431);
  }
}

TEST(StreamReader, a_body_without_end_is_not_complete) {
  EXPECT_EQ(stream("POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcd", 3).path, "");
}

TEST(StreamReader, requests_without_a_body_have_no_head_step) {
  Reader reader{Limits{}};
  put(reader, next_request);
  EXPECT_EQ(reader.advance(), Step::complete);
}

}  // namespace
}  // namespace planstead::http
