// The thread that waits for signals.
#include "app/signals.h"

namespace planstead::app {

namespace {
constexpr int wake_up = SIGUSR2;  // sent by `end` alone
}

Signals::Signals() {
  sigemptyset(&set_);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, wake_up}) sigaddset(&set_, signal);
  pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  // A peer that goes away while it is written to is an error of that connection, not of the
  // process.
  std::signal(SIGPIPE, SIG_IGN);
  // A file that may not grow is an error of that write.
  std::signal(SIGXFSZ, SIG_IGN);
}

Signals::~Signals() { end(); }

void Signals::deliver(std::function<void()> stop, std::function<void()> stop_now,
                      std::function<void()> reload) {
  thread_ = std::thread(
      [this, stop = std::move(stop), stop_now = std::move(stop_now), reload = std::move(reload)] {
        bool stopping = false;
        for (int signal = 0; sigwait(&set_, &signal) == 0 && !ending_;) {
          if (signal == wake_up) continue;
          if (signal == SIGHUP) {
            reload();
            continue;
          }
          (stopping ? stop_now : stop)();
          stopping = true;
        }
      });
}

void Signals::end() {
  if (!thread_.joinable()) return;
  ending_ = true;
  pthread_kill(thread_.native_handle(), wake_up);
  thread_.join();
}

}  // namespace planstead::app
