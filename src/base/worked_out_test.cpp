#include "base/worked_out.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace planstead::base {
namespace {

struct Length {
  int value;
};
struct Width {
  int value;
};

struct WorkedOutTest : testing::Test {
  int length(const WorkedOut& from, std::string_view variant) {
    return from.get<Length>(variant, [&] { return Length{++made}; })->value;
  }
  WorkedOut kept;
  int made = 0;
};

TEST_F(WorkedOutTest, makes_each_thing_once_for_each_variant) {
  EXPECT_EQ(length(kept, "En"), 1);
  EXPECT_EQ(length(kept, "Ru"), 2);
  EXPECT_EQ(length(kept, "En"), 1);
  EXPECT_EQ(length(kept, "Ru"), 2);
}

TEST_F(WorkedOutTest, tells_the_things_of_several_stages_apart) {
  EXPECT_EQ(length(kept, ""), 1);
  EXPECT_EQ(kept.get<Width>("", [] { return Width{70}; })->value, 70);
  EXPECT_EQ(length(kept, ""), 1);
}

TEST_F(WorkedOutTest, keeps_so_many_things_and_makes_the_others_anew) {
  for (int i = 0; i < WorkedOut::most; ++i) length(kept, std::to_string(i));
  EXPECT_EQ(length(kept, "one more"), WorkedOut::most + 1);
  EXPECT_EQ(length(kept, "one more"), WorkedOut::most + 2);
  EXPECT_EQ(length(kept, "0"), 1);
}

TEST_F(WorkedOutTest, threads_that_ask_at_once_get_the_same_value) {
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) {
        const int variant = i % (2 * WorkedOut::most);
        const auto made_of = [&] { return Length{variant}; };
        if (kept.get<Length>(std::to_string(variant), made_of)->value != variant) ++wrong;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(WorkedOutTest, a_copy_begins_with_nothing) {
  length(kept, "");
  const WorkedOut copy = kept;
  EXPECT_EQ(length(copy, ""), 2);
  EXPECT_EQ(length(kept, ""), 1);
}

}  // namespace
}  // namespace planstead::base
