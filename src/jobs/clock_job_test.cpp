// The clock's thread: beats at once, when woken, after failures, and ends at once.
#include "jobs/clock_job.h"

#include <gtest/gtest.h>

#include <semaphore>
#include <stdexcept>
#include <string>

namespace planstead::jobs {
namespace {

constexpr std::chrono::hours never{24};

TEST(ClockJob, beats_at_once_and_whenever_woken) {
  std::counting_semaphore<100> beats(0);
  ClockJob job([&] { beats.release(); }, [](std::string_view) {}, never);
  beats.acquire();
  job.wake();
  beats.acquire();
}

TEST(ClockJob, goes_on_after_a_beat_that_failed) {
  std::counting_semaphore<100> beats(0);
  std::string reported;
  {
    ClockJob job(
        [&] {
          beats.release();
          throw std::runtime_error("диск полон");
        },
        [&](std::string_view what) { reported = what; }, never);
    beats.acquire();
    job.wake();
    beats.acquire();
  }
  EXPECT_EQ(reported, "диск полон");
}

TEST(ClockJob, ends_without_waiting_for_its_interval) {
  const ClockJob job([] {}, [](std::string_view) {}, never);
}

}  // namespace
}  // namespace planstead::jobs
