// Requests and answers over plain loopback connections.
#include "http/server.h"

#include <gtest/gtest.h>

#include <future>
#include <set>
#include <vector>

#include "http/loopback_test.h"

namespace planstead::http {
namespace {

using namespace std::chrono_literals;

/// Says what it has got.
void echo(const Request& request, Responder respond) {
  Response response;
  response.headers = {{"X-Seen", std::string(request.header("x-sent"))}};
  response.body = std::string(request.method) + " " + std::string(request.target) + " " +
                  std::string(request.body);
  respond(std::move(response));
}

std::string fail(int code, std::string_view text) {
  return R"({"result":"fail","code":)" + std::to_string(code) + R"(,"error":")" +
         std::string(text) + R"("})";
}

constexpr std::string_view simple = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(Server, answers_several_requests_on_one_connection) {
  Running running(echo);
  Client client(running.port);
  const Answer first = client.ask("GET /a?b=1 HTTP/1.1\r\nHost: x\r\nX-Sent: Ёж\r\n\r\n");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, "GET /a?b=1 ");
  EXPECT_EQ(first.header("X-Seen"), "Ёж");
  EXPECT_EQ(first.header("Server"), "planstead");
  EXPECT_EQ(first.header("Date"), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(first.header("Connection"), "");
  const Answer second = client.ask("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nбо");
  EXPECT_EQ(second.body, "POST /b бо");
  EXPECT_NE(first.header("X-Request-Id"), second.header("X-Request-Id"));
  const Counters counters = running.server->counters();
  EXPECT_EQ(counters.connections_total, 1u);
  EXPECT_EQ(counters.requests_total, 2u);
  EXPECT_GT(counters.bytes_in, 90u);
  EXPECT_GT(counters.bytes_out, 100u);
}

TEST(Server, tells_the_handler_who_asks) {
  Running running([](const Request& request, Responder respond) {
    Response response;
    response.body = std::string(request.remote) + (request.tls ? " tls " : " plain ") +
                    std::to_string(request.id);
    respond(std::move(response));
  });
  Client client(running.port);
  const Answer answer = client.ask(simple);
  EXPECT_EQ(answer.body, "127.0.0.1 plain " + answer.header("X-Request-Id"));
}

TEST(Server, answers_pipelined_requests_in_order) {
  Running running(echo);
  Client client(running.port);
  std::string all;
  for (int i = 0; i < 500; ++i)
    all += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi";
  client.send(all);
  for (int i = 0; i < 500; ++i) ASSERT_EQ(client.read().body, "POST /" + std::to_string(i) + " hi");
}

TEST(Server, answers_what_was_sent_before_the_client_closed_its_side) {
  Running running(echo);
  Client client(running.port);
  client.send(std::string(simple) + std::string(simple) + "GET /unfinished");
  client.end_sending();
  EXPECT_EQ(client.read().body, "GET /a ");
  EXPECT_EQ(client.read().body, "GET /a ");
  EXPECT_TRUE(client.at_end());
}

TEST(Server, sends_large_answers_whole) {
  const std::string large(5'000'000, 'z');
  Running running([&](const Request&, Responder respond) {
    Response response;
    response.body = large;
    respond(std::move(response));
  });
  Client client(running.port);
  client.send(std::string(simple) + std::string(simple));
  EXPECT_TRUE(client.read().body == large);
  EXPECT_TRUE(client.read().body == large);
}

TEST(Server, reads_chunked_bodies) {
  Running running(echo);
  Client client(running.port);
  client.send("POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.send("0\r\n\r\n");
  EXPECT_EQ(client.read().body, "POST /c abc");
  EXPECT_EQ(client.ask(simple).status, 200);
}

TEST(Server, gives_head_the_length_but_no_body) {
  Running running(echo);
  Client client(running.port);
  client.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
  const Answer answer = client.read(true);
  EXPECT_EQ(answer.header("Content-Length"), "8");
  EXPECT_EQ(client.ask(simple).body, "GET /a ");
}

TEST(Server, speaks_to_old_clients) {
  Running running(echo);
  Client once(running.port);
  EXPECT_EQ(once.ask("GET /a HTTP/1.0\r\n\r\n").header("Connection"), "close");
  EXPECT_TRUE(once.at_end());
  Client kept(running.port);
  const std::string head = "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  EXPECT_EQ(kept.ask(head).header("Connection"), "keep-alive");
  EXPECT_EQ(kept.ask(head).status, 200);
}

TEST(Server, closes_when_client_or_handler_wish) {
  Running running([](const Request& request, Responder respond) {
    Response response;
    response.close = request.path == "/bye";
    respond(std::move(response));
  });
  Client polite(running.port);
  EXPECT_EQ(
      polite.ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").header("Connection"),
      "close");
  EXPECT_TRUE(polite.at_end());
  Client told(running.port);
  EXPECT_EQ(told.ask("GET /bye HTTP/1.1\r\nHost: x\r\n\r\n").header("Connection"), "close");
  EXPECT_TRUE(told.at_end());
}

TEST(Server, asks_for_an_expected_body_only_if_it_would_take_it) {
  Limits limits;
  limits.body_bytes = 10;
  Running running(echo, limits);
  const std::string head =
      "POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
  Client small(running.port);
  small.send(head + "3\r\n\r\n");
  EXPECT_EQ(small.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(small.ask("abc").body, "POST /e abc");
  Client large(running.port);
  EXPECT_EQ(large.ask(head + "11\r\n\r\n").status, 413);
  EXPECT_TRUE(large.at_end());
  Client strange(running.port);
  EXPECT_EQ(strange.ask("POST /e HTTP/1.1\r\nHost: x\r\nExpect: gold\r\nContent-Length: 1\r\n\r\na")
                .status,
            200);
}

TEST(Server, refuses_in_the_error_envelope_and_closes) {
  Limits limits;
  limits.body_bytes = 10;
  limits.header_bytes = 1000;
  Running running(echo, limits);
  struct Row {
    std::string bytes;
    int status;
    std::string body;
  };
  const Row rows[] = {
      {"GET nonsense\r\n\r\n", 400, fail(30, "Malformed HTTP request: bad target")},
      {"GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505, fail(0, "HTTP version is not supported")},
      {"GET /" + std::string(2000, 'a'), 431, fail(0, "Request header is too large")},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n01234567890", 413,
       fail(41, "Request body is too large")},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890", 413,
       fail(41, "Request body is too large")},
  };
  for (const Row& row : rows) {
    Client client(running.port);
    const Answer answer = client.ask(row.bytes);
    EXPECT_EQ(answer.status, row.status) << row.bytes;
    EXPECT_EQ(answer.body, row.body);
    EXPECT_EQ(answer.header("Content-Type"), "application/json; charset=utf-8");
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_NE(answer.header("X-Request-Id"), "");
    EXPECT_TRUE(client.at_end());
  }
  EXPECT_EQ(running.server->counters().requests_malformed, std::size(rows));
  EXPECT_EQ(running.server->counters().requests_total, 0u);
}

TEST(Server, refuses_a_huge_body_so_that_the_sender_can_read_why) {
  Running running(echo);
  Client client(running.port);
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 30000000\r\n\r\n");
  client.send(std::string(4'000'000, 'x'));
  EXPECT_EQ(client.read().status, 413);
}

TEST(Server, ends_slow_requests_with_408_and_idle_connections_in_silence) {
  Limits limits;
  limits.request = 30s;
  limits.idle = 75s;
  Running running(echo, limits);
  Client head(running.port), body(running.port), idle(running.port), lively(running.port);
  EXPECT_EQ(idle.ask(simple).status, 200);
  EXPECT_EQ(lively.ask(simple).status, 200);
  const std::uint64_t before = running.server->counters().bytes_in;
  const std::string_view half_head = "GET / HT";
  const std::string_view half_body = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc";
  head.send(half_head);
  body.send(half_body);
  ASSERT_TRUE(eventually([&] {
    return running.server->counters().bytes_in == before + half_head.size() + half_body.size();
  }));
  running.forward(29s);
  EXPECT_EQ(running.server->counters().connections_open, 4u);
  running.forward(2s);
  EXPECT_EQ(head.read().status, 408);
  EXPECT_TRUE(head.at_end());
  EXPECT_EQ(body.read().body, fail(0, "The request took too long to arrive"));
  EXPECT_EQ(lively.ask(simple).status, 200);
  running.forward(45s);
  EXPECT_TRUE(idle.at_end());
  EXPECT_EQ(lively.ask(simple).status, 200);
}

TEST(Server, refuses_connections_past_the_limit_with_503) {
  Limits limits;
  limits.connections = 2;
  Running running(echo, limits, 2);
  auto first = std::make_unique<Client>(running.port);
  Client second(running.port);
  EXPECT_EQ(first->ask(simple).status, 200);
  EXPECT_EQ(second.ask(simple).status, 200);
  Client third(running.port);
  const Answer answer = third.ask(simple);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, fail(0, "Too many connections"));
  EXPECT_TRUE(third.at_end());
  EXPECT_EQ(running.server->counters().connections_refused, 1u);
  first.reset();
  ASSERT_TRUE(eventually([&] { return running.server->counters().connections_open == 1; }));
  Client fourth(running.port);
  EXPECT_EQ(fourth.ask(simple).status, 200);
}

TEST(Server, spreads_few_connections_over_its_threads) {
  std::mutex mutex;
  std::set<std::thread::id> threads;
  Running running(
      [&](const Request&, Responder respond) {
        const std::lock_guard lock(mutex);
        threads.insert(std::this_thread::get_id());
        respond({});
      },
      {}, 3);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<Client>(running.port));
    EXPECT_EQ(clients.back()->ask(simple).status, 200);
  }
  EXPECT_EQ(threads.size(), 3u);
}

TEST(Server, says_in_one_line_why_it_cannot_listen) {
  Running running(echo);
  Server other(echo, {}, 1);
  try {
    other.listen({.port = running.port});
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(error.what(), "cannot listen on 127.0.0.1 port " + std::to_string(running.port) +
                                ": Address already in use");
  }
  EXPECT_THROW(other.listen({.address = "nowhere"}), std::runtime_error);
  EXPECT_THROW(other.listen({.tls = true}), std::runtime_error);
}

}  // namespace
}  // namespace planstead::http
