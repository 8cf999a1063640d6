// Files as answers: which part is meant, and that it arrives, plain and encrypted.
#include "http/file_response.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "http/loopback_test.h"

namespace planstead::http {
namespace {

using Range = std::optional<ByteRange>;

TEST(Range, reads_one_range_of_bytes_and_nothing_else) {
  struct Row {
    std::string_view header;
    Range range;
  };
  const Row rows[] = {
      {"bytes=0-0", ByteRange{0, 1}},
      {"bytes=0-99", ByteRange{0, 100}},
      {"bytes=10-19", ByteRange{10, 10}},
      {"Bytes = 1-2", std::nullopt},
      {"BYTES=1-2", ByteRange{1, 2}},
      {"bytes= 1-2 ", ByteRange{1, 2}},
      {"bytes=90-", ByteRange{90, 10}},
      {"bytes=0-", ByteRange{0, 100}},
      {"bytes=50-1000000", ByteRange{50, 50}},
      {"bytes=50-99999999999999999999999", ByteRange{50, 50}},
      {"bytes=-1", ByteRange{99, 1}},
      {"bytes=-100", ByteRange{0, 100}},
      {"bytes=-1000", ByteRange{0, 100}},
      {"bytes=-0", ByteRange{100, 0}},
      {"bytes=100-", ByteRange{}},
      {"bytes=99999999999999999999999-", ByteRange{}},
      {"bytes=5-4", std::nullopt},
      {"bytes=a-b", std::nullopt},
      {"bytes=1-b", std::nullopt},
      {"bytes=+1-2", std::nullopt},
      {"bytes=1-2,4-5", std::nullopt},
      {"bytes=-", std::nullopt},
      {"bytes=", std::nullopt},
      {"bytes", std::nullopt},
      {"lines=1-2", std::nullopt},
      {"", std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(parse_range(row.header, 100), row.range) << row.header;
  EXPECT_EQ(parse_range("bytes=0-", 0), Range(ByteRange{}));
}

/// A file of a test, in a folder of its own.
class FileResponse : public testing::Test {
 protected:
  FileResponse() {
    char name[] = "/tmp/planstead-http-XXXXXX";
    folder_ = ::mkdtemp(name);
    std::mt19937 random(9);
    content_.resize(6'000'000);
    for (char& c : content_) c = static_cast<char>(random());
    std::ofstream(path(), std::ios::binary) << content_;
  }
  ~FileResponse() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/file"; }
  Handler handler() {
    return [this](const Request& request, Responder respond) {
      respond(file_response(request, OpenFile::open(path()),
                            {"\"abc\"", "image/png", "attachment; filename=\"a.png\""}));
    };
  }
  static std::string request(std::string_view more = "", std::string_view method = "GET") {
    return std::string(method) + " /f HTTP/1.1\r\nHost: x\r\n" + std::string(more) + "\r\n";
  }

  std::string folder_, content_;
};

TEST_F(FileResponse, sends_the_file_or_a_part_of_it) {
  Running running(handler());
  Client client(running.port);
  const Answer whole = client.ask(request());
  EXPECT_EQ(whole.status, 200);
  EXPECT_TRUE(whole.body == content_);
  EXPECT_EQ(whole.header("Content-Type"), "image/png");
  EXPECT_EQ(whole.header("Accept-Ranges"), "bytes");
  EXPECT_EQ(whole.header("ETag"), "\"abc\"");
  EXPECT_EQ(whole.header("Content-Disposition"), "attachment; filename=\"a.png\"");
  const Answer part = client.ask(request("Range: bytes=4000000-5999998\r\n"));
  EXPECT_EQ(part.status, 206);
  EXPECT_TRUE(part.body == content_.substr(4'000'000, 1'999'999));
  EXPECT_EQ(part.header("Content-Range"), "bytes 4000000-5999998/6000000");
  EXPECT_EQ(client.ask(request("Range: bytes=-3\r\n")).body, content_.substr(5'999'997));
}

TEST_F(FileResponse, knows_conditions) {
  Running running(handler());
  Client client(running.port);
  const Answer beyond = client.ask(request("Range: bytes=6000000-\r\n"));
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.header("Content-Range"), "bytes */6000000");
  EXPECT_EQ(client.ask(request("Range: bytes=0-1\r\nIf-Range: \"abc\"\r\n")).body.size(), 2u);
  EXPECT_EQ(client.ask(request("Range: bytes=0-1\r\nIf-Range: \"old\"\r\n")).status, 200);
  for (const char* known : {"\"abc\"", "*", "\"x\", W/\"abc\""})
    EXPECT_EQ(client.ask(request("If-None-Match: " + std::string(known) + "\r\n")).status, 304);
  EXPECT_EQ(client.ask(request("If-None-Match: \"x\"\r\n")).status, 200);
}

TEST_F(FileResponse, head_tells_the_size_and_sends_nothing) {
  Running running(handler());
  Client client(running.port);
  client.send(request("Range: bytes=0-1\r\n", "HEAD"));
  const Answer answer = client.read(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Length"), "6000000");
  EXPECT_EQ(client.ask(request("Range: bytes=0-1\r\n")).body.size(), 2u);
}

TEST_F(FileResponse, works_encrypted) {
  const TlsFiles files{folder_ + "/certificate.pem", folder_ + "/key.pem"};
  make_self_signed(files, 1'700'000'000);
  Running running(handler(), {}, 1, files);
  Client client(running.port);
  ASSERT_TRUE(client.start_tls());
  EXPECT_TRUE(client.ask(request()).body == content_);
  EXPECT_TRUE(client.ask(request("Range: bytes=1000000-4999999\r\n")).body ==
              content_.substr(1'000'000, 4'000'000));
}

TEST_F(FileResponse, a_file_that_shrinks_meanwhile_ends_the_connection) {
  Running running([this](const Request& asked, Responder respond) {
    auto response = file_response(asked, OpenFile::open(path()), {"\"a\"", "a/b", "inline"});
    std::filesystem::resize_file(path(), 1000);
    respond(std::move(response));
  });
  Client client(running.port);
  EXPECT_EQ(client.ask(request()).body.size(), 1000u);
  EXPECT_TRUE(client.at_end());
}

TEST_F(FileResponse, opens_regular_files_alone) {
  EXPECT_EQ(OpenFile::open(folder_), nullptr);
  EXPECT_EQ(OpenFile::open(folder_ + "/none"), nullptr);
  std::filesystem::create_symlink(path(), folder_ + "/link");
  EXPECT_EQ(OpenFile::open(folder_ + "/link"), nullptr);
  EXPECT_EQ(OpenFile::open(path())->size(), 6'000'000u);
}

}  // namespace
}  // namespace planstead::http
