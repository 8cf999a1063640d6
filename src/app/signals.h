// Signals: what the system tells a server, on one thread of its own. Made before any other thread,
// so that all of them leave signals to it.
#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace planstead::app {

class Signals {
 public:
  /// Takes SIGTERM, SIGINT and SIGHUP away from this thread and those that it starts.
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Starts to call: `stop` for the first SIGTERM or SIGINT, `stop_now` for later ones, `reload`
  /// for SIGHUP.
  void deliver(std::function<void()> stop, std::function<void()> stop_now,
               std::function<void()> reload);
  /// Ends the thread; nothing is called after this.
  void end();

 private:
  sigset_t set_;
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace planstead::app
