// What is told of changes that a disk could not keep, how they are brought home, and that nobody is
// told of a change before it is safe.
#include <atomic>
#include <semaphore>

#include "storage/hooked_database.h"
#include "storage/live_store.h"
#include "storage/sqlite/sqlite.h"

// Behind the others, which have short names of their own.
#include "storage/changes_fixture.h"

namespace planstead::storage {
namespace {

class WornDiskTest : public ChangesTest {
 protected:
  WornDiskTest() {
    store_.reset();
    store_ = std::make_unique<LiveStore>(
        std::make_unique<HookedDatabase>(open_sqlite(file(), false, true),
                                         [this](std::string_view step) { wear(step); }),
        with_robot);
  }
  ~WornDiskTest() override { store_.reset(); }

  std::string file() const { return (folder_ / "account.sqlite").string(); }
  void wear(std::string_view step) {
    if (step == step_flush && cannot_flush_) throw StorageError("worn out");
    if (step == step_rewrite && cannot_rewrite_) throw StorageError("still worn out");
    if (step == step_rewrite) ++rewritten_;
  }
  void is_worn(bool worn) { cannot_flush_ = cannot_rewrite_ = worn; }

  std::int64_t seen_tasks() {
    std::int64_t count = 0;
    const auto database = open_sqlite(file(), false, true);
    const auto session = database->open_session();
    Statement& read = session->prepare("SELECT COUNT(*) FROM task");
    if (read.step()) count = read.integer(0);
    read.reset();
    return count;
  }
  /// Without what others wait for: the store may be able to do no more.
  base::Result<plan::Outcome> just_write(request::Call call, Sender sender = {}) {
    std::promise<base::Result<plan::Outcome>> told;
    store_->write(std::move(call), viewer_, now, std::move(sender),
                  [&](base::Result<plan::Outcome> result) { told.set_value(std::move(result)); });
    return told.get_future().get();
  }
  std::string create() {
    const auto outcome = just_write(named("post-task", "any"));
    return outcome.ok() ? "made" : outcome.error().detail;
  }
  /// As a client repeats it: asked by its key first, carried out where nobody knows the key.
  std::string create_with_key() {
    Sender sender;
    sender.token = 1;
    sender.key = sender.fingerprint = "once";
    sender.render = [](const plan::Outcome&) { return plan::Answered{201, "the answer", {}}; };
    const auto known = store_->answered(sender, now);
    if (!known.ok()) return std::to_string(known.error().http_status);
    if (known.value()) return known.value()->body;
    const auto outcome = just_write(named("post-task", "keyed"), sender);
    return outcome.ok() ? "made" : std::to_string(outcome.error().http_status);
  }

  std::atomic<bool> cannot_flush_ = false, cannot_rewrite_ = false;
  std::atomic<int> rewritten_ = 0;
};

constexpr const char* uncertain =
    "storage has failed: see whether the change is there before sending it again";

TEST_F(WornDiskTest, a_flush_that_fails_is_told_and_made_up_for) {
  EXPECT_EQ(create(), "made");
  EXPECT_EQ(rewritten_, 0);
  is_worn(true);
  const std::int64_t before = seen_tasks();
  EXPECT_EQ(create(), uncertain);
  EXPECT_EQ(seen_tasks(), before + 1) << "it is there, if the machine goes on";
  EXPECT_EQ(create(), "storage is unavailable, nothing was changed");
  EXPECT_EQ(seen_tasks(), before + 1);
  is_worn(false);
  EXPECT_EQ(create(), "made");
  EXPECT_EQ(rewritten_, 1);
  EXPECT_EQ(create(), "made");
  EXPECT_EQ(rewritten_, 1);
}

TEST_F(WornDiskTest, the_clock_brings_home_what_nobody_asks_for) {
  store_->tick(now);  // the next one of the minute has nothing else to do
  is_worn(true);
  EXPECT_EQ(create(), uncertain);
  EXPECT_THROW(store_->tick(now), StorageError);
  is_worn(false);
  store_->tick(now);
  EXPECT_EQ(rewritten_, 1);
}

// Its answer is stored in the same commit, and would say that all is well.
TEST_F(WornDiskTest, a_repeated_request_is_told_nothing_that_is_not_safe) {
  is_worn(true);
  EXPECT_EQ(create_with_key(), "503");
  EXPECT_EQ(create_with_key(), "503");
  is_worn(false);
  EXPECT_EQ(create_with_key(), "503") << "nobody has brought it home yet";
  EXPECT_EQ(create(), "made");
  EXPECT_EQ(create_with_key(), "the answer");
}

// Sessions that read when the log is to begin anew, and others that begin in the middle of it.
TEST_F(WornDiskTest, readers_do_not_keep_the_log_from_beginning_anew) {
  store_.reset();
  const auto database = open_sqlite(file(), false, true);
  const auto writer = database->open_unflushed_session();
  const auto reader = database->open_session();
  const auto write = [&](const char* name) {
    writer->begin_write();
    writer->prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('test', $1)")
        .bind(1, std::string_view(name))
        .run();
    writer->commit();
  };
  const auto begin_reading = [&] {
    reader->begin_read();
    Statement& read = reader->prepare("SELECT value FROM meta WHERE name = 'test'");
    EXPECT_TRUE(read.step());
    const std::string value(read.bytes(0));
    read.reset();
    return value;
  };
  for (int i = 0; i < 50; ++i) write("before");
  EXPECT_EQ(begin_reading(), "before");
  write("while somebody reads");
  const auto log_size = [&] { return fs::file_size(file() + "-wal"); };
  const auto before = log_size();
  int asked = 0;
  writer->rewrite([&] {
    reader->end_read();
    if (++asked == 1) {
      EXPECT_EQ(begin_reading(), "while somebody reads");
    }
  });
  EXPECT_EQ(asked, 2);
  write("after");
  database->flush();
  EXPECT_EQ(log_size(), before) << "the commit lies at the beginning of the log";
  EXPECT_EQ(begin_reading(), "after");
  reader->end_read();
}

// Whoever is told of a change may send another one, at the very end, too.
TEST_F(WornDiskTest, the_writer_finishes_what_its_answers_bring) {
  store_.reset();
  std::binary_semaphore both_wait{0}, flushing{0};
  int told = 0, commits = 0;
  {
    HookedDatabase database(open_sqlite(file(), false, true), [&](std::string_view step) {
      if (step == step_flush && told == 0) flushing.acquire();
    });
    // The first flush lasts until the second commit is there, which the end brings about.
    const auto after_commit = [&](const Changes&) {
      if (++commits == 2) flushing.release();
    };
    Writer writer(database, {}, {},
                  {[](WriteSession&, bool) {}, after_commit, [] {}, [](const auto&) {}});
    const auto tell = [&told](const base::Status& status, const std::exception_ptr&) {
      EXPECT_TRUE(status.ok());
      ++told;
    };
    const auto first = [&](WriteSession&) {
      both_wait.acquire();
      return base::ok();
    };
    const auto other = [](WriteSession&) { return base::ok(); };
    writer.add({first, tell, true});
    writer.add({other,
                [&](const base::Status& status, const std::exception_ptr& failure) {
                  tell(status, failure);
                  writer.add({other, tell, true});
                },
                true});
    both_wait.release();
  }
  EXPECT_EQ(told, 3);
}

}  // namespace
}  // namespace planstead::storage
