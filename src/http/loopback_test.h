// A running server and a blocking client for tests over loopback sockets.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "http/server.h"

struct ssl_st;
struct ssl_ctx_st;

namespace planstead::http {

/// The server's time, moved by the test.
class FakeClock {
 public:
  Instant now() const { return {time_zero() + std::chrono::seconds(second_.load()), 784111777}; }
  void forward(std::chrono::seconds by) { second_ += by.count(); }

 private:
  static std::chrono::steady_clock::time_point time_zero() {
    return std::chrono::steady_clock::time_point(std::chrono::hours(1));
  }
  std::atomic<std::int64_t> second_{0};
};

/// Listens on a free port and runs until the end of the scope.
class Running {
 public:
  explicit Running(Handler handler, Limits limits = {}, int threads = 1,
                   std::optional<TlsFiles> tls = {}, Streaming streaming = {});
  ~Running();

  void forward(std::chrono::seconds by);  ///< moves the time and lets the server notice
  void stop(std::chrono::seconds grace = std::chrono::seconds(20)) { server->stop(grace); }
  void join();  ///< until run() has returned

  FakeClock clock;
  std::unique_ptr<Server> server;
  std::uint16_t port = 0;

 private:
  std::jthread thread_;
};

struct Answer {
  int status = 0;
  std::string head, body;
  std::string header(std::string_view name) const;
};

class Client {
 public:
  explicit Client(std::uint16_t port);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  /// Max version 0: the newest. False: the handshake failed.
  bool start_tls(int max_version = 0);
  std::string certificate_serial() const;
  std::string tls_version() const;

  void send(std::string_view bytes);
  void end_sending();
  Answer read(bool head_request = false);
  std::string read_until(std::string_view mark);
  bool at_end();  ///< the server has closed, and nothing more was sent
  Answer ask(std::string_view bytes) {
    send(bytes);
    return read();
  }

 private:
  bool more();

  int socket_ = -1;
  ssl_ctx_st* context_ = nullptr;
  ssl_st* ssl_ = nullptr;
  std::string received_;
};

/// Waits for what another thread is about to do.
template <class Condition>
bool eventually(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace planstead::http
