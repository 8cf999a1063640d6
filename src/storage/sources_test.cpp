// Passes of external applications over a database of their own: what each lists, and how many there
// are. What clients see of them is in tests/contract/sources.case.
#include "storage/sources.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <numeric>

#include "storage/codec.h"
#include "storage/migrations.h"
#include "storage/sqlite/sqlite.h"
#include "storage/store.h"

namespace planstead::storage {
namespace {

namespace fs = std::filesystem;
using base::RefKind;
using Ids = std::vector<std::int64_t>;

class SourcesTest : public testing::Test {
 protected:
  SourcesTest() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    database_ = open_sqlite((folder_ / "account.sqlite").string(), true, false);
    session_ = database_->open_session();
    migrate(*database_, *session_);
  }
  ~SourcesTest() override {
    session_.reset();
    database_.reset();
    fs::remove_all(folder_);
  }

  void change(std::int64_t task) {
    Sources(*session_).note_change({RefKind::task, task}, ++newest_);
  }

  Pass pass(const std::string& list) { return {*session_, "shop", list, RefKind::task}; }

  /// Begins a pass over all tasks that there are, and walks through it in pages of one.
  Ids walk(const std::string& list, bool again = false) {
    pass(list).begin(newest_, again,
                     [&](const std::optional<Ids>& changed) { return changed.value_or(all_); });
    Ids ids;
    for (std::int64_t offset = 0;; ++offset) {
      const Ids page = take(list, offset);
      if (page.empty()) return ids;
      ids.push_back(page.front());
    }
  }

  /// A page of one row, answered.
  Ids take(const std::string& list, std::int64_t offset) {
    const PassPage page = pass(list).page(offset, 1).value();
    pass(list).answered(page);
    return page.ids;
  }

  const fs::path folder_ =
      fs::temp_directory_path() / ("planstead-sources-" + std::to_string(getpid()));
  std::unique_ptr<Database> database_;
  std::unique_ptr<Session> session_;
  std::int64_t newest_ = 0;
  Ids all_{1, 2, 3};
};

TEST_F(SourcesTest, a_hundred_passes_are_kept_and_the_oldest_gives_way) {
  for (int i = 0; i < 100; ++i) {
    change(1);
    EXPECT_EQ(walk("list " + std::to_string(i)), all_);
  }
  EXPECT_EQ(walk("list 0"), Ids{1}) << "it is now the one that began last";
  change(2);
  EXPECT_EQ(walk("list 100"), all_);
  EXPECT_EQ(walk("list 0"), Ids{2});
  EXPECT_EQ(walk("list 2"), (Ids{1, 2}));
  EXPECT_EQ(walk("list 1"), all_) << "forgotten";
}

TEST_F(SourcesTest, a_change_that_a_page_has_shown_is_shown_once) {
  EXPECT_EQ(walk("list"), all_);
  for (const std::int64_t task : all_) change(task);
  pass("list").begin(newest_, false, [](const std::optional<Ids>& changed) { return *changed; });
  EXPECT_EQ(take("list", 0), Ids{1});
  for (const std::int64_t task : all_) change(task);
  EXPECT_EQ(take("list", 1), Ids{2});
  change(2);
  EXPECT_EQ(take("list", 2), Ids{3});
  EXPECT_EQ(walk("list"), (Ids{1, 2})) << "3 was shown as it is";
  EXPECT_EQ(walk("list", true), (Ids{1, 2})) << "and is not in that pass when it is repeated";
  EXPECT_EQ(walk("list"), Ids{});
}

TEST_F(SourcesTest, what_comes_between_a_page_and_its_answer_is_in_the_next_pass) {
  EXPECT_EQ(walk("list"), all_);
  change(1);
  pass("list").begin(newest_, false, [](const std::optional<Ids>& changed) { return *changed; });
  change(1);
  const PassPage page = pass("list").page(0, 1).value();
  change(1);
  pass("list").answered(page);
  EXPECT_EQ(walk("list"), Ids{1});
  EXPECT_EQ(walk("list"), Ids{});
  change(2);
  const auto all_changed = [](const std::optional<Ids>& changed) { return *changed; };
  pass("list").begin(newest_, false, all_changed);
  const PassPage late = pass("list").page(0, 1).value();
  change(3);
  pass("list").begin(newest_, false, all_changed);
  pass("list").answered(late);
  EXPECT_EQ(walk("list"), (Ids{2, 3})) << "an answer of a pass that was given up completes none";
}

TEST_F(SourcesTest, a_pass_that_an_older_program_began_goes_on) {
  session_->run_script(
      "DROP TABLE source_pass_block; ALTER TABLE source_pass DROP COLUMN row_count; "
      "ALTER TABLE source_pass ADD COLUMN rows; UPDATE meta SET value = '11' WHERE name = "
      "'version'");
  change(1);
  std::string rows, none;
  schema::RefList refs;
  for (std::int64_t id = 1; id <= 2500; ++id) refs.push_back({RefKind::none, id});
  encode(rows, refs);
  encode(none, schema::RefList());
  for (const auto& [list, bytes] : {std::pair("list", rows), std::pair("empty", none)})
    session_
        ->prepare(
            "INSERT INTO source_pass (source, list, since, until, complete, rows) VALUES "
            "('shop', $1, NULL, 1, 0, $2)")
        .bind(1, std::string_view(list))
        .bind_bytes(2, bytes)
        .run();
  migrate(*database_, *session_);
  for (std::int64_t offset = 100; offset < 2500; ++offset)
    EXPECT_EQ(take("list", offset), Ids{offset + 1});
  EXPECT_EQ(take("empty", 0), Ids{});
  change(3);
  EXPECT_EQ(walk("list"), Ids{3});
  EXPECT_EQ(walk("empty"), Ids{3});
}

TEST_F(SourcesTest, a_page_reads_no_more_of_its_pass_than_where_it_stands) {
  all_.resize(3500);
  std::iota(all_.begin(), all_.end(), std::int64_t{7});
  change(7);
  pass("list").begin(newest_, false, [&](const std::optional<Ids>&) { return all_; });
  const auto page = [&](std::int64_t offset, std::size_t size) {
    return pass("list").page(offset, size).value().ids;
  };
  EXPECT_EQ(page(999, 1002), Ids(all_.begin() + 999, all_.begin() + 2001));
  EXPECT_EQ(page(3400, 500), Ids(all_.begin() + 3400, all_.end()));
  EXPECT_EQ(page(3500, 100), Ids{});
  EXPECT_EQ(page(INT64_MAX, 100), Ids{});
  // Whatever reads another block meets what it cannot read.
  session_->run_script("UPDATE source_pass_block SET rows = x'ff' WHERE block <> 2");
  EXPECT_EQ(page(2000, 1000), Ids(all_.begin() + 2000, all_.begin() + 3000));
  EXPECT_THROW(page(1999, 2), StorageError);
  EXPECT_THROW(page(2999, 2), StorageError);
}

TEST_F(SourcesTest, a_pass_that_begins_anew_keeps_nothing_of_the_one_before) {
  all_.resize(2500);
  std::iota(all_.begin(), all_.end(), std::int64_t{1});
  change(1);
  const auto begin = [&] {
    pass("list").begin(newest_, false, [&](const std::optional<Ids>&) { return all_; });
  };
  begin();
  all_ = {5};
  begin();
  EXPECT_EQ(pass("list").page(0, 100).value().ids, Ids{5});
  Statement& blocks = session_->prepare("SELECT COUNT(*) FROM source_pass_block");
  ASSERT_TRUE(blocks.step());
  EXPECT_EQ(blocks.integer(0), 1);
  blocks.reset();
}

}  // namespace
}  // namespace planstead::storage
