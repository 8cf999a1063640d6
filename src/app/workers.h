// Workers: a few threads for work that would make a request thread wait.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace planstead::app {

class Workers {
 public:
  explicit Workers(int threads);
  /// Does what has been handed over, then ends.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void hand_over(std::function<void()> work);
  /// What no thread has begun yet.
  std::size_t waiting() const;

 private:
  void run();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace planstead::app
