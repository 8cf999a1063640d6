// When changes are answered: once the disk has them, and never of a disk that has failed.
#include "storage/flusher.h"

#include <gtest/gtest.h>

#include <future>
#include <semaphore>
#include <stdexcept>

namespace planstead::storage {
namespace {

/// A disk whose every flush waits to be let through.
class FlusherTest : public testing::Test {
 protected:
  Flusher::Hooks hooks() {
    return {[this] {
              begun_.release();
              through_.acquire();
              ++flushes_;
              if (fails_) throw std::runtime_error("worn out");
            },
            [this](const std::vector<std::string>& hashes) {
              removed_.insert(removed_.end(), hashes.begin(), hashes.end());
            },
            [this] { settled_.release(); }};
  }

  Ended commit(const std::string& name, base::Status result = base::ok()) {
    Ended ended;
    ended.unnamed_contents = {"content of " + name};
    ended.answers.push_back({teller(name), std::move(result), nullptr});
    return ended;
  }
  Ended refused(const std::string& name) {
    Ended ended;
    ended.is_committed = false;
    ended.answers.push_back(
        {teller(name), base::unavailable("never began"), std::make_exception_ptr(1)});
    return ended;
  }
  Teller teller(const std::string& name) {
    return [this, name](const base::Status& status, const std::exception_ptr&) {
      told_.push_back(name + (status.ok() ? "" : ": " + status.error().detail));
    };
  }
  void add(Ended ended) {
    flusher_.announce();
    flusher_.add(std::move(ended));
  }
  using Names = std::vector<std::string>;

  std::counting_semaphore<> begun_{0}, through_{0}, settled_{0};
  bool fails_ = false;
  int flushes_ = 0;
  Names told_, removed_;
  Flusher flusher_{hooks()};
};

constexpr const char* uncertain =
    ": storage has failed: see whether the change is there before sending it again";

TEST_F(FlusherTest, nobody_is_answered_and_nothing_removed_before_the_disk_has_it) {
  add(commit("a"));
  begun_.acquire();
  EXPECT_EQ(told_, Names());
  EXPECT_EQ(removed_, Names());
  EXPECT_EQ(flusher_.underway(), 1);
  through_.release();
  settled_.acquire();
  EXPECT_EQ(told_, Names{"a"});
  EXPECT_EQ(removed_, Names{"content of a"});
  EXPECT_EQ(flusher_.underway(), 0);
}

TEST_F(FlusherTest, all_that_come_during_a_flush_share_the_next_one) {
  add(commit("a"));
  begun_.acquire();
  for (const char* name : {"b", "c", "d"}) add(commit(name));
  through_.release(2);
  settled_.acquire();
  settled_.acquire();
  EXPECT_EQ(told_, (Names{"a", "b", "c", "d"}));
  EXPECT_EQ(flushes_, 2);
}

TEST_F(FlusherTest, what_was_never_committed_waits_for_no_disk) {
  add(refused("a"));
  settled_.acquire();
  EXPECT_EQ(told_, Names{"a: never began"});
  EXPECT_EQ(flushes_, 0);
}

TEST_F(FlusherTest, a_failure_is_told_of_all_commits_until_the_data_are_brought_home) {
  fails_ = true;
  through_.release(2);
  add(commit("a", base::invalid("name", "it is refused")));
  settled_.acquire();
  EXPECT_TRUE(flusher_.has_failed());
  add(commit("b"));
  settled_.acquire();
  EXPECT_EQ(told_, (Names{"a: it is refused", std::string("b") + uncertain}));
  EXPECT_EQ(flushes_, 1) << "the system may say of a second one that all is well";
  EXPECT_EQ(removed_, Names()) << "the rows may come back";

  flusher_.recovered();
  fails_ = false;
  add(commit("c"));
  settled_.acquire();
  EXPECT_EQ(told_.back(), "c");
  EXPECT_FALSE(flusher_.has_failed());
}

TEST_F(FlusherTest, who_has_nothing_else_to_do_flushes_himself) {
  through_.release();
  flusher_.announce();
  flusher_.settle_at_once(commit("a"));
  EXPECT_EQ(told_, Names{"a"});
  EXPECT_EQ(flusher_.underway(), 0);
}

TEST_F(FlusherTest, who_has_seen_something_can_wait_until_it_is_safe) {
  EXPECT_TRUE(flusher_.wait_until_safe());
  flusher_.announce();  // and committed: others see it from now on
  auto safe = std::async(std::launch::async, [this] { return flusher_.wait_until_safe(); });
  flusher_.add(commit("a"));
  begun_.acquire();
  EXPECT_NE(safe.wait_for(std::chrono::seconds(0)), std::future_status::ready);
  through_.release();
  EXPECT_TRUE(safe.get());
  fails_ = true;
  through_.release();
  add(commit("b"));
  EXPECT_FALSE(flusher_.wait_until_safe());
  settled_.acquire();
  settled_.acquire();
}

TEST(FlusherEnd, what_waits_is_answered_before_it_ends) {
  int told = 0;
  {
    Flusher flusher({[] {}, [](const auto&) {}, [] {}});
    for (int i = 0; i < 100; ++i) {
      Ended ended;
      ended.answers.push_back({[&told](const auto&, const auto&) { ++told; }, base::ok(), nullptr});
      flusher.announce();
      flusher.add(std::move(ended));
    }
  }
  EXPECT_EQ(told, 100);
}

}  // namespace
}  // namespace planstead::storage
