// ClockJob: work that the passing of time makes due, done once a second on a thread of its own.
// Knows no rule: what is due, the store decides.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

namespace planstead::jobs {

class ClockJob {
 public:
  using Beat = std::function<void()>;
  /// Told when a beat threw; the next beat comes all the same.
  using Report = std::function<void(std::string_view what)>;

  /// Starts at once; the first beat comes without waiting.
  ClockJob(Beat beat, Report report, std::chrono::milliseconds interval = std::chrono::seconds(1));
  /// Ends the thread; a beat under way is waited for.
  ~ClockJob();
  ClockJob(const ClockJob&) = delete;
  ClockJob& operator=(const ClockJob&) = delete;

  /// Lets the next beat come now.
  void wake();

 private:
  void run();
  bool wait_for_next();

  const Beat beat_;
  const Report report_;
  const std::chrono::milliseconds interval_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false, woken_ = false;
  std::thread thread_;
};

}  // namespace planstead::jobs
