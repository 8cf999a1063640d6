// Streamed bodies over loopback connections: where they go, when they end early.
#include <gtest/gtest.h>

#include <mutex>
#include <random>
#include <thread>

#include "http/loopback_test.h"

namespace planstead::http {
namespace {

using namespace std::chrono_literals;

Response text(int status, std::string body) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

/// What the sinks of one test did.
struct Tally {
  std::atomic<int> open{0}, finished{0};
  std::atomic<std::size_t> bytes{0};
};

/// Collects, and asks for the next piece from a thread of its own.
class Collector : public BodySink {
 public:
  Collector(Tally& tally, Responder respond, std::size_t most)
      : tally_(tally), respond_(std::move(respond)), most_(most) {
    ++tally_.open;
  }
  ~Collector() override { --tally_.open; }
  void take(std::string_view bytes, Next next) override {
    std::thread([this, bytes, next = std::move(next)] {
      body_ += bytes;
      tally_.bytes += bytes.size();
      if (body_.size() > most_) respond_(text(400, "enough"));
      next();
    }).detach();
  }
  void finish() override {
    ++tally_.finished;
    respond_(text(200, std::move(body_)));
  }

 private:
  Tally& tally_;
  Responder respond_;
  std::size_t most_;
  std::string body_;
};

class Stream : public testing::Test {
 protected:
  static void plain(const Request& request, Responder respond) {
    respond(text(200, "whole " + std::string(request.body)));
  }
  Streaming streaming() {
    return {.wants = [](const Request& head) { return head.path.starts_with("/up"); },
            .open = [this](const Request& head, Responder respond) -> std::shared_ptr<BodySink> {
              EXPECT_TRUE(head.body.empty());
              if (head.path == "/up/denied") {
                respond(text(401, "no"));
                return nullptr;
              }
              if (head.path == "/up/bug") throw std::runtime_error("bug");
              return std::make_shared<Collector>(tally_, std::move(respond),
                                                 head.path == "/up/little" ? 1000 : SIZE_MAX);
            }};
  }

  static std::string head(std::string_view path, std::size_t length, std::string_view more = "") {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(length) + "\r\n" +
           std::string(more) + "\r\n";
  }

  Tally tally_;
  Running running_{plain, Limits{.body_bytes = 100}, 2, std::nullopt, streaming()};
};

TEST_F(Stream, takes_bodies_far_past_the_limit_of_others) {
  std::string body(3'000'000, '\0');
  std::mt19937 random(5);
  for (char& c : body) c = static_cast<char>(random());
  Client client(running_.port);
  client.send(head("/up", body.size()));
  const Answer answer = client.ask(body);
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.body == body);
  EXPECT_EQ(client.ask(head("/other", 2) + "ab").body, "whole ab");
  EXPECT_EQ(client.ask(head("/other", 101)).status, 413);
  EXPECT_TRUE(eventually([&] { return tally_.open == 0; }));
}

TEST_F(Stream, keeps_pipelined_requests_in_order) {
  Client client(running_.port);
  const std::string chunked =
      "POST /up HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  client.send(head("/up", 2) + "12" + chunked + head("/other", 2) + "34" + head("/up", 0));
  EXPECT_EQ(client.read().body, "12");
  EXPECT_EQ(client.read().body, "abc");
  EXPECT_EQ(client.read().body, "whole 34");
  EXPECT_EQ(client.read().body, "whole ");  // nothing to stream
}

TEST_F(Stream, refuses_on_the_head_before_the_body_is_sent) {
  Client client(running_.port);
  client.send(head("/up/denied", 5'000'000'000, "Expect: 100-continue\r\n"));
  const Answer answer = client.read();
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_TRUE(client.at_end());
  Client wanted(running_.port);
  wanted.send(head("/up", 3, "Expect: 100-continue\r\n"));
  EXPECT_EQ(wanted.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(wanted.ask("abc").body, "abc");
}

TEST_F(Stream, an_early_answer_can_be_read_by_a_client_that_sends_on) {
  for (const char* path : {"/up/denied", "/up/little"}) {
    Client client(running_.port);
    client.send(head(path, 4'000'000) + std::string(4'000'000, 'x'));
    const Answer answer = client.read();
    EXPECT_EQ(answer.status, path == std::string("/up/denied") ? 401 : 400);
    EXPECT_EQ(answer.header("Connection"), "close");
  }
  EXPECT_EQ(tally_.finished, 0);
  EXPECT_TRUE(eventually([&] { return tally_.open == 0; }));
}

TEST_F(Stream, a_bug_on_the_way_answers_500) {
  Client client(running_.port);
  EXPECT_EQ(client.ask(head("/up/bug", 1) + "x").status, 500);
}

TEST_F(Stream, a_body_that_breaks_off_reaches_no_end) {
  {
    Client client(running_.port);
    client.send(head("/up", 100'000) + std::string(60'000, 'x'));
    ASSERT_TRUE(eventually([&] { return tally_.bytes == 60'000; }));
  }
  EXPECT_TRUE(eventually([&] { return tally_.open == 0; }));
  EXPECT_EQ(tally_.finished, 0);
}

TEST_F(Stream, time_runs_out_only_for_a_body_that_does_not_get_on) {
  Client client(running_.port);
  client.send(head("/up", 200'000));
  for (int i = 1; i <= 4; ++i) {
    client.send(std::string(20'000, 'x'));
    ASSERT_TRUE(eventually([&] { return tally_.bytes == i * 20'000u; }));
    running_.forward(25s);
  }
  client.send("y");
  ASSERT_TRUE(eventually([&] { return tally_.bytes == 80'001u; }));
  running_.forward(25s);
  EXPECT_EQ(client.read().status, 408);
  EXPECT_TRUE(client.at_end());
  EXPECT_TRUE(eventually([&] { return tally_.open == 0; }));
}

TEST_F(Stream, a_stop_lets_a_running_body_end) {
  {
    Client client(running_.port);
    client.send(head("/up", 6) + "abc");
    ASSERT_TRUE(eventually([&] { return tally_.bytes == 3; }));
    running_.stop(100s);
    client.send("def");
    EXPECT_EQ(client.read().body, "abcdef");
  }
  running_.join();
}

}  // namespace
}  // namespace planstead::http
