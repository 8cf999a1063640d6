// Answers from other threads, answers that never come, and the graceful stop.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "http/loopback_test.h"

namespace planstead::http {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view simple = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

/// Keeps requests until the test answers them, from the test's thread.
class Desk {
 public:
  struct Case {
    const Request* request;
    Responder respond;
  };

  Handler handler() {
    return [this](const Request& request, Responder respond) {
      const std::lock_guard lock(mutex_);
      cases_.push_back({&request, std::move(respond)});
      arrived_.notify_one();
    };
  }
  Case take() {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, 10s, [this] { return !cases_.empty(); });
    Case taken = std::move(cases_.front());
    cases_.pop_front();
    return taken;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Case> cases_;
};

Response saying(std::string_view body) {
  Response response;
  response.body = body;
  return response;
}

TEST(Responder, answers_from_another_thread) {
  Desk desk;
  Running running(desk.handler());
  Client client(running.port);
  client.send(std::string(simple) + "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
  Desk::Case first = desk.take();
  EXPECT_EQ(first.request->target, "/a");
  first.respond(saying("one"));
  first.respond(saying("again"));
  EXPECT_EQ(client.read().body, "one");
  Desk::Case second = desk.take();
  EXPECT_EQ(second.request->body, "hi");
  EXPECT_EQ(second.request->header("host"), "x");
  second.respond(saying("two"));
  EXPECT_EQ(client.read().body, "two");
}

TEST(Responder, dropped_uncalled_answers_500) {
  Running running([](const Request&, Responder) {});
  Client client(running.port);
  const Answer answer = client.ask(simple);
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body, R"({"result":"fail","code":0,"error":"Internal error"})");
}

TEST(Responder, dropped_by_another_thread_answers_500) {
  Desk desk;
  Running running(desk.handler());
  Client client(running.port);
  client.send(simple);
  desk.take();
  EXPECT_EQ(client.read().status, 500);
}

TEST(Responder, of_a_handler_that_throws_answers_500) {
  Running running([](const Request&, Responder) { throw std::logic_error("bug"); });
  Client client(running.port);
  EXPECT_EQ(client.ask(simple).status, 500);
}

TEST(Responder, does_nothing_after_the_client_has_gone) {
  Desk desk;
  Running running(desk.handler());
  auto client = std::make_unique<Client>(running.port);
  client->send(simple);
  Desk::Case late = desk.take();
  client.reset();
  late.respond(saying("late"));
  ASSERT_TRUE(eventually([&] { return running.server->counters().connections_open == 0; }));
  Client other(running.port);
  other.send(simple);
  desk.take().respond(saying("fine"));
  EXPECT_EQ(other.read().body, "fine");
}

TEST(Responder, does_nothing_after_the_server_has_gone) {
  Desk desk;
  Desk::Case late;
  {
    Running running(desk.handler());
    Client client(running.port);
    client.send("POST /late HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
    late = desk.take();
  }
  EXPECT_EQ(late.request->target, "/late");
  EXPECT_EQ(late.request->body, "hi");
  EXPECT_EQ(late.request->remote, "127.0.0.1");
  late.respond(saying("late"));
}

TEST(Stop, finishes_accepted_requests_and_closes_idle_connections) {
  Desk desk;
  Running running(desk.handler(), {}, 2);
  Client idle(running.port), asking(running.port), begun(running.port);
  idle.send(simple);
  desk.take().respond(saying("warm"));
  EXPECT_EQ(idle.read().status, 200);
  asking.send(std::string(simple) + std::string(simple));
  Desk::Case first = desk.take();
  const std::uint64_t before = running.server->counters().bytes_in;
  const std::string_view half = "POST /b HTTP/1.1\r\nHost: x\r\n";
  begun.send(half);
  ASSERT_TRUE(
      eventually([&] { return running.server->counters().bytes_in == before + half.size(); }));

  running.stop();
  EXPECT_TRUE(idle.at_end());
  first.respond(saying("one"));
  const Answer one = asking.read();
  EXPECT_EQ(one.body, "one");
  EXPECT_EQ(one.header("Connection"), "");  // the pipelined request is accepted as well
  desk.take().respond(saying("two"));
  const Answer two = asking.read();
  EXPECT_EQ(two.body, "two");
  EXPECT_EQ(two.header("Connection"), "close");
  EXPECT_TRUE(asking.at_end());

  begun.send("Content-Length: 3\r\n\r\nabc");
  Desk::Case rest = desk.take();
  EXPECT_EQ(rest.request->body, "abc");
  rest.respond(saying("rest"));
  EXPECT_EQ(begun.read().header("Connection"), "close");
  EXPECT_TRUE(begun.at_end());
  begun.end_sending();
  asking.end_sending();
  running.join();
}

TEST(Stop, under_load_leaves_no_request_unanswered_that_the_handler_has_seen) {
  for (int round = 0; round < 10; ++round) {
    std::atomic<int> handled{0}, answered{0};
    Running running(
        [&](const Request& request, Responder respond) {
          ++handled;
          if (request.id % 3 == 0)
            std::thread([respond = std::move(respond)] { respond(saying("late")); }).detach();
          else
            respond(saying("at once"));
        },
        {}, 2);
    std::vector<std::jthread> clients;
    for (int i = 0; i < 8; ++i)
      clients.emplace_back([&] {
        Client client(running.port);
        while (client.ask(simple).body.size() > 3) ++answered;
      });
    ASSERT_TRUE(eventually([&] { return answered > 100; }));
    running.stop();
    running.join();
    clients.clear();
    EXPECT_EQ(handled, answered);
  }
}

TEST(Stop, ends_at_once_when_nothing_is_open) {
  Running running([](const Request&, Responder) {}, {}, 2);
  running.stop();
  running.join();
}

TEST(Stop, before_run_makes_run_return) {
  Server server([](const Request&, Responder) {}, {}, 2);
  server.listen({});
  server.stop();
  server.run();
}

TEST(Stop, gives_up_after_the_grace) {
  Desk desk;
  Running running(desk.handler());
  Client client(running.port);
  client.send(simple);
  Desk::Case never = desk.take();
  running.stop(20s);
  running.forward(19s);
  EXPECT_EQ(running.server->counters().connections_open, 1u);
  running.clock.forward(2s);
  running.stop(0s);
  running.join();
  running.server.reset();
  EXPECT_TRUE(client.at_end());
  never.respond(saying("too late"));
}

}  // namespace
}  // namespace planstead::http
