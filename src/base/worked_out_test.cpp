#include "base/worked_out.h"

#include <gtest/gtest.h>

namespace planstead::base {
namespace {

struct Length {
  std::size_t value;
};
struct Width {
  std::size_t value;
};

struct WorkedOutTest : testing::Test {
  std::size_t length(const WorkedOut& from, std::string_view variant) {
    return from.get<Length>(variant, [&] { return Length{++made}; })->value;
  }
  WorkedOut kept;
  std::size_t made = 0;
};

TEST_F(WorkedOutTest, makes_each_thing_once_for_each_variant) {
  EXPECT_EQ(length(kept, "En"), 1u);
  EXPECT_EQ(length(kept, "Ru"), 2u);
  EXPECT_EQ(length(kept, "En"), 1u);
  EXPECT_EQ(length(kept, "Ru"), 2u);
}

TEST_F(WorkedOutTest, tells_the_things_of_several_stages_apart) {
  EXPECT_EQ(length(kept, ""), 1u);
  EXPECT_EQ(kept.get<Width>("", [] { return Width{70}; })->value, 70u);
  EXPECT_EQ(length(kept, ""), 1u);
}

TEST_F(WorkedOutTest, keeps_so_many_things_and_makes_the_others_anew) {
  for (std::size_t i = 0; i < WorkedOut::most; ++i) length(kept, std::to_string(i));
  EXPECT_EQ(length(kept, "one more"), WorkedOut::most + 1);
  EXPECT_EQ(length(kept, "one more"), WorkedOut::most + 2);
  EXPECT_EQ(length(kept, "0"), 1u);
}

TEST_F(WorkedOutTest, a_copy_begins_with_nothing) {
  length(kept, "");
  const WorkedOut copy = kept;
  EXPECT_EQ(length(copy, ""), 2u);
  EXPECT_EQ(length(kept, ""), 1u);
}

}  // namespace
}  // namespace planstead::base
