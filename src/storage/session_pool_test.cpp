// A snapshot that outlives its lease must never hide what has been committed since.
#include "storage/session_pool.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "storage/sqlite/sqlite.h"
#include "storage/store.h"

namespace planstead::storage {
namespace {

class SessionPoolTest : public testing::Test {
 protected:
  SessionPoolTest() { writer_->run_script("CREATE TABLE number (id INTEGER)"); }
  ~SessionPoolTest() override { std::filesystem::remove_all(folder_); }

  /// A commit as the writer makes it.
  void add(int number) {
    writer_->begin_write();
    writer_->prepare("INSERT INTO number VALUES ($1)").bind(1, std::int64_t{number}).run();
    pool_.let_go();
    writer_->commit();
    pool_.renew();
  }
  static std::int64_t count(Session& session) {
    Statement& read = session.prepare("SELECT COUNT(*) FROM number");
    read.step();
    const std::int64_t rows = read.integer(0);
    read.reset();
    return rows;
  }
  /// Frames of the log that are not in the database yet; -1: a snapshot is in the way.
  std::int64_t left_in_log() {
    Statement& cut = writer_->prepare("PRAGMA wal_checkpoint(PASSIVE)");
    cut.step();
    const std::int64_t left = cut.integer(0) != 0 ? -1 : cut.integer(1) - cut.integer(2);
    cut.reset();
    return left;
  }

  std::filesystem::path folder_ = [] {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    auto folder =
        std::filesystem::temp_directory_path() / ("planstead-pool-" + std::string(test->name()));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
  }();
  std::unique_ptr<Database> database_ = open_sqlite((folder_ / "a.sqlite").string(), true, false);
  std::unique_ptr<Session> writer_ = database_->open_session();
  SessionPool pool_{*database_};
};

TEST_F(SessionPoolTest, a_lease_sees_every_commit_before_it_and_none_after) {
  EXPECT_EQ(count(*pool_.lease()), 0);
  add(1);
  {
    const SessionPool::Lease lease = pool_.lease();
    EXPECT_EQ(count(*lease), 1);
    add(2);
    EXPECT_EQ(count(*lease), 1);
  }
  EXPECT_EQ(count(*pool_.lease()), 2);
}

TEST_F(SessionPoolTest, a_session_keeps_its_snapshot_while_nothing_is_committed) {
  EXPECT_EQ(count(*pool_.lease()), 0);
  writer_->run_script("INSERT INTO number VALUES (1)");  // nobody tells the pool
  EXPECT_EQ(count(*pool_.lease()), 0);
  pool_.renew();
  EXPECT_EQ(count(*pool_.lease()), 1);
}

TEST_F(SessionPoolTest, idle_sessions_do_not_keep_the_log_from_being_cut) {
  add(1);
  EXPECT_EQ(count(*pool_.lease()), 1);
  writer_->run_script("INSERT INTO number VALUES (2)");
  EXPECT_GT(left_in_log(), 0) << "the idle session holds the snapshot of the first commit";
  pool_.let_go();
  EXPECT_EQ(left_in_log(), 0);
}

TEST_F(SessionPoolTest, what_failed_gives_its_snapshot_back) {
  try {
    const SessionPool::Lease lease = pool_.lease();
    count(*lease);
    lease->prepare("SELECT * FROM nothing");
    FAIL();
  } catch (const StorageError&) {
  }
  writer_->run_script("INSERT INTO number VALUES (1)");
  EXPECT_EQ(count(*pool_.lease()), 1);
}

}  // namespace
}  // namespace planstead::storage
