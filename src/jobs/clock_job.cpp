// The thread of a ClockJob.
#include "jobs/clock_job.h"

#include <exception>
#include <utility>

namespace planstead::jobs {

ClockJob::ClockJob(Beat beat, Report report, std::chrono::milliseconds interval)
    : beat_(std::move(beat)),
      report_(std::move(report)),
      interval_(interval),
      thread_([this] { run(); }) {}

ClockJob::~ClockJob() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void ClockJob::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void ClockJob::run() {
  do {
    // A full disk or a locked database now may be well again in a second.
    try {
      beat_();
    } catch (const std::exception& problem) {
      report_(problem.what());
    }
  } while (wait_for_next());
}

bool ClockJob::wait_for_next() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, interval_, [this] { return stopping_ || woken_; });
  woken_ = false;
  return !stopping_;
}

}  // namespace planstead::jobs
