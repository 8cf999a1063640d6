// Limits as tables of requests in time: which are let in, and what each is told.
#include "auth/rate_limits.h"

#include <gtest/gtest.h>

#include <vector>

namespace planstead::auth {
namespace {

using Verdict = Entry::Verdict;
constexpr base::Seconds midnight = 1'699'920'000;  // of a day of UTC
constexpr Quota none{-1, -1};

struct Step {
  base::Seconds now;
  std::int64_t token;
  Verdict verdict;
  std::int64_t limit, remaining, reset, wait;
};

void walk(RateLimits& limits, const std::vector<Step>& steps, Quota own = none) {
  for (const Step& step : steps) {
    const Entry entry = limits.enter(step.token, own, step.now);
    if (entry.verdict == Verdict::admitted) limits.leave(step.token);
    SCOPED_TRACE(testing::Message() << "at " << step.now - midnight << " token " << step.token);
    EXPECT_EQ(entry.verdict, step.verdict);
    EXPECT_EQ(entry.allowance.limit, step.limit);
    EXPECT_EQ(entry.allowance.remaining, step.remaining);
    EXPECT_EQ(entry.allowance.reset, step.reset);
    EXPECT_EQ(entry.wait, step.wait);
  }
}

TEST(RateLimits, say_nothing_where_there_are_none) {
  RateLimits limits({});
  for (int i = 0; i < 1000; ++i) walk(limits, {{midnight, 1, Verdict::admitted, 0, 0, 0, 0}});
}

TEST(RateLimits, count_the_requests_of_a_second) {
  RateLimits limits({.account = {}, .token = {2, 0}});
  walk(limits, {{midnight, 1, Verdict::admitted, 2, 1, 1, 0},
                {midnight, 1, Verdict::admitted, 2, 0, 1, 0},
                {midnight, 1, Verdict::rate, 2, 0, 1, 1},
                {midnight, 2, Verdict::admitted, 2, 1, 1, 0},
                {midnight + 1, 1, Verdict::admitted, 2, 1, 1, 0}});
}

TEST(RateLimits, count_the_requests_of_a_day_and_tell_the_tighter_limit) {
  RateLimits limits({.account = {}, .token = {5, 3}});
  walk(limits, {{midnight + 100, 1, Verdict::admitted, 3, 2, 86300, 0},
                {midnight + 100, 1, Verdict::admitted, 3, 1, 86300, 0},
                {midnight + 86399, 1, Verdict::admitted, 3, 0, 1, 0},
                {midnight + 86399, 1, Verdict::rate, 3, 0, 1, 1},
                {midnight + 86400, 1, Verdict::admitted, 3, 2, 86400, 0}});
}

TEST(RateLimits, of_the_account_hold_for_all_its_tokens_together) {
  RateLimits limits({.account = {1, 2}, .token = {}});
  walk(limits, {{midnight, 1, Verdict::admitted, 1, 0, 1, 0},
                {midnight, 2, Verdict::rate, 1, 0, 1, 1},
                {midnight + 1, 2, Verdict::admitted, 2, 0, 86399, 0},
                {midnight + 1, 1, Verdict::rate, 2, 0, 86399, 86399}});
}

TEST(RateLimits, of_a_token_itself_replace_the_common_ones) {
  RateLimits limits({.account = {}, .token = {1, 0}});
  walk(limits, {{midnight, 1, Verdict::admitted, 3, 2, 1, 0}}, {3, -1});
  walk(limits, {{midnight, 2, Verdict::admitted, 0, 0, 0, 0}}, {0, 0});
}

TEST(RateLimits, do_not_count_what_was_refused) {
  RateLimits limits({.account = {}, .token = {1, 10}});
  for (int i = 0; i < 50; ++i) limits.enter(1, none, midnight);
  walk(limits, {{midnight + 1, 1, Verdict::admitted, 1, 0, 1, 0}});
  walk(limits, {{midnight + 2, 1, Verdict::admitted, 1, 0, 1, 0}});
}

TEST(RateLimits, bound_the_requests_that_are_under_way) {
  RateLimits limits({.account = {}, .token = {}, .parallel = 2});
  EXPECT_EQ(limits.enter(1, none, midnight).verdict, Verdict::admitted);
  EXPECT_EQ(limits.enter(1, none, midnight).verdict, Verdict::admitted);
  const Entry refused = limits.enter(1, none, midnight);
  EXPECT_EQ(refused.verdict, Verdict::parallel);
  EXPECT_EQ(refused.wait, 1);
  EXPECT_EQ(limits.enter(2, none, midnight).verdict, Verdict::admitted);
  limits.leave(1);
  EXPECT_EQ(limits.enter(1, none, midnight).verdict, Verdict::admitted);
}

TEST(RateLimits, of_a_day_go_on_after_a_restart) {
  const RateLimits::Settings settings{.account = {0, 10}, .token = {0, 3}};
  RateLimits before(settings);
  walk(before, {{midnight + 5, 1, Verdict::admitted, 3, 2, 86395, 0},
                {midnight + 5, 1, Verdict::admitted, 3, 1, 86395, 0},
                {midnight + 5, 2, Verdict::admitted, 3, 2, 86395, 0}});
  const std::optional<std::string> days = before.changed_days(midnight + 9);
  ASSERT_TRUE(days);
  EXPECT_EQ(before.changed_days(midnight + 9), std::nullopt) << "nothing was counted since";

  RateLimits after(settings);
  after.restore(*days);
  EXPECT_EQ(after.changed_days(midnight + 9), std::nullopt);
  walk(after, {{midnight + 9, 1, Verdict::admitted, 3, 0, 86391, 0},
               {midnight + 9, 1, Verdict::rate, 3, 0, 86391, 86391},
               {midnight + 9, 2, Verdict::admitted, 3, 1, 86391, 0}});
  const std::optional<std::string> counted = after.changed_days(midnight + 9);
  ASSERT_TRUE(counted);
  EXPECT_NE(counted->find("0:" + std::to_string(midnight) + ":5"), std::string::npos);

  RateLimits again(settings);  // who has asked nothing since the restart is not forgotten
  again.restore(*days);
  walk(again, {{midnight + 9, 2, Verdict::admitted, 3, 1, 86391, 0}});
  RateLimits third(settings);
  third.restore(*again.changed_days(midnight + 9));
  walk(third, {{midnight + 9, 1, Verdict::admitted, 3, 0, 86391, 0}});

  RateLimits next_day(settings);
  next_day.restore(*days);
  walk(next_day, {{midnight + 86400, 1, Verdict::admitted, 3, 2, 86400, 0}});
  EXPECT_EQ(next_day.changed_days(midnight + 86400)->find("2:" + std::to_string(midnight)),
            std::string::npos);
}

TEST(RateLimits, hand_out_no_days_without_a_limit_of_days) {
  RateLimits limits({.account = {5, 0}, .token = {5, 0}});
  walk(limits, {{midnight, 1, Verdict::admitted, 5, 4, 1, 0}});
  EXPECT_EQ(limits.changed_days(midnight), std::nullopt);
}

TEST(RateLimits, take_no_days_from_another_text) {
  RateLimits limits({.account = {}, .token = {0, 3}});
  limits.restore("1:2 x:y:z 1:1699920000: ::: nonsense");
  walk(limits, {{midnight, 1, Verdict::admitted, 3, 2, 86400, 0}});
}

}  // namespace
}  // namespace planstead::auth
