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

}  // namespace
}  // namespace planstead::domain
