// Who holds a thing, from when to when.
#include "domain/leases.h"

#include <gtest/gtest.h>

#include <vector>

namespace planstead::domain {
namespace {

constexpr base::Ref task{base::RefKind::task, 5}, other{base::RefKind::contact, 5};

struct LeasesTest : testing::Test {
  std::vector<base::Ref> freed;
  Leases leases{[this](base::Ref object, base::Seconds) { freed.push_back(object); }};
};

TEST_F(LeasesTest, a_thing_has_one_holder_at_a_time) {
  const auto mine = leases.take({0, task, "a", 110}, 100);
  ASSERT_TRUE(mine);
  EXPECT_FALSE(leases.take({0, task, "b", 110}, 100));
  EXPECT_TRUE(leases.take({0, other, "b", 110}, 100));
  EXPECT_TRUE(leases.held(task, 109));
  EXPECT_TRUE(leases.holds(mine->id, task, 109));
  EXPECT_FALSE(leases.holds(mine->id, other, 109));
  EXPECT_FALSE(leases.holds(mine->id, task, 110));
}

TEST_F(LeasesTest, a_lease_ends_by_itself) {
  const auto mine = leases.take({0, task, "a", 110}, 100);
  EXPECT_FALSE(leases.held(task, 110));
  EXPECT_FALSE(leases.release(mine->id, 110));
  EXPECT_TRUE(leases.take({0, task, "b", 120}, 110));
  EXPECT_TRUE(freed.empty());
}

TEST_F(LeasesTest, the_holder_prolongs_what_he_has) {
  const auto first = leases.take({0, task, "a", 110}, 100);
  const auto again = leases.take({0, task, "a", 120}, 105);
  ASSERT_TRUE(again);
  EXPECT_EQ(first->id, again->id);
  EXPECT_TRUE(leases.held(task, 115));
}

TEST_F(LeasesTest, no_number_is_given_twice) {
  EXPECT_EQ(leases.take({7, task, "a", 110}, 100)->id, 7);
  EXPECT_EQ(leases.take({7, other, "a", 110}, 100)->id, 8);
  EXPECT_EQ(leases.take({20, task, "a", 120}, 105)->id, 7);
}

TEST_F(LeasesTest, what_is_released_is_told) {
  const auto mine = leases.take({0, task, "a", 110}, 100);
  EXPECT_FALSE(leases.release(mine->id + 1, 101));
  EXPECT_TRUE(leases.release(mine->id, 101));
  EXPECT_FALSE(leases.release(mine->id, 101));
  EXPECT_EQ(freed, std::vector{task});
  EXPECT_FALSE(leases.held(task, 101));
}

TEST_F(LeasesTest, what_a_request_took_is_given_back_where_it_fails) {
  LeaseRequest failing(leases);
  ASSERT_TRUE(failing.take({0, task, "a", 110}, 100));
  EXPECT_TRUE(leases.held(task, 100)) << "others meet it at once";
  failing.settle(false, 100);
  EXPECT_FALSE(leases.held(task, 100));
  EXPECT_EQ(freed, std::vector{task});
}

TEST_F(LeasesTest, a_prolongation_counts_where_its_request_succeeds) {
  const auto mine = leases.take({0, task, "a", 110}, 100);
  for (const bool succeeds : {false, true}) {
    LeaseRequest request(leases);
    EXPECT_EQ(request.take({0, task, "a", 120}, 100)->id, mine->id);
    request.settle(succeeds, 100);
    EXPECT_EQ(leases.held(task, 115), succeeds);
  }
  LeaseRequest stranger(leases);
  EXPECT_FALSE(stranger.take({0, task, "b", 130}, 100));
  stranger.settle(false, 100);
  EXPECT_TRUE(leases.holds(mine->id, task, 115));
}

TEST_F(LeasesTest, of_two_that_took_it_together_the_one_that_succeeds_has_it) {
  LeaseRequest first(leases), second(leases);
  const auto taken = first.take({0, task, "a", 110}, 100);
  EXPECT_EQ(second.take({0, task, "a", 120}, 100)->id, taken->id);
  first.settle(false, 100);
  second.settle(true, 100);
  EXPECT_TRUE(leases.holds(taken->id, task, 119));
}

TEST_F(LeasesTest, what_a_request_lets_go_stays_held_until_it_has_succeeded) {
  const auto mine = leases.take({0, task, "a", 110}, 100);
  LeaseRequest failing(leases), succeeding(leases);
  EXPECT_TRUE(failing.release(mine->id, 101));
  failing.settle(false, 101);
  EXPECT_TRUE(leases.held(task, 101));
  EXPECT_TRUE(succeeding.release(mine->id, 101));
  EXPECT_TRUE(leases.held(task, 101));
  succeeding.settle(true, 101);
  EXPECT_FALSE(leases.held(task, 101));
  EXPECT_EQ(freed, std::vector{task});
}

}  // namespace
}  // namespace planstead::domain
