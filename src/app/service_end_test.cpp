// How a service ends while a read still waits in its store.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <future>
#include <semaphore>
#include <thread>

#include "app/fake_store.h"
#include "app/service.h"
#include "files/test_folder.h"

namespace planstead::app {
namespace {

/// What happens to the store below; outlives it.
struct Course {
  std::counting_semaphore<2> begun{0}, told{0};
  std::atomic<bool> reads = false, gone_while_read = false;
};

/// One whose reads wait for the index until they are told that there will be none.
class WaitingStore : public FakeStore {
 public:
  explicit WaitingStore(std::shared_ptr<Course> course) : course_(std::move(course)) {
    ready = false;
    auto catalog = std::make_shared<catalog::Catalog>();
    catalog->users.resize(1);
    catalog->users[0].id = 1;
    catalog->users[0].role = catalog::Role::robot;
    account = catalog;
    auth::Token token;
    token.id = 1;
    token.hash = auth::hash_of("robot");
    token.person = {base::RefKind::user, 1};
    book = std::make_shared<auth::TokenBook>(std::vector{token});
  }
  ~WaitingStore() override {
    course_->gone_while_read = course_->reads.load();
    course_->told.release();
  }
  base::Result<plan::Outcome> read(const request::Call&, const request::Viewer&,
                                   base::Seconds) override {
    const auto course = course_;  // the store may be gone when this goes on
    course->reads = true;
    course->begun.release();
    course->told.acquire();
    course->reads = false;
    return base::unavailable("the store is closing");
  }
  void stop_waiting() override { course_->told.release(); }

 private:
  const std::shared_ptr<Course> course_;
};

/// Sends a request and reads no answer.
class Asker {
 public:
  explicit Asker(const http::Endpoint& endpoint) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const std::string request =
        "POST /rest/task/list HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer robot\r\n"
        "Content-Length: 2\r\n\r\n{}";
    const bool sent =
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(request.size());
    EXPECT_TRUE(sent);
  }
  ~Asker() { ::close(socket_); }
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;

 private:
  const int socket_;
};

class StillClock : public base::Clock {
 public:
  base::Seconds now() const override { return 1'700'000'000; }
};

TEST(Service, ends_its_store_after_the_reads_that_wait_in_it) {
  Signals signals;
  const files::TestFolder folder;
  const StillClock clock;
  const Log log(LogFormat::text, Level::error, clock, [](std::string_view) {});
  ServiceOptions options;
  options.endpoints = {http::Endpoint{}};
  options.grace = std::chrono::seconds(0);
  options.files.folder = folder.path;
  const auto course = std::make_shared<Course>();
  std::promise<http::Endpoint> announced;
  {
    Service service(options, std::make_unique<WaitingStore>(course), clock, log);
    std::thread runner([&] {
      service.run(signals, [&](const std::vector<http::Endpoint>& endpoints) {
        announced.set_value(endpoints.front());
      });
    });
    const Asker asker(announced.get_future().get());
    course->begun.acquire();
    ::kill(::getpid(), SIGTERM);
    runner.join();
    EXPECT_TRUE(course->reads) << "it has outlasted the grace";
  }
  EXPECT_FALSE(course->reads);
  EXPECT_FALSE(course->gone_while_read);
}

}  // namespace
}  // namespace planstead::app
