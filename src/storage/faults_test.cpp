// What the store believes after a disk that failed in the middle, and beside other processes:
// exactly what is committed.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "storage/hooked_database.h"
#include "storage/live_store.h"
#include "storage/small_files.h"
#include "storage/sqlite/sqlite.h"

namespace planstead::storage {
namespace {

namespace fs = std::filesystem;

catalog::CatalogPtr named_after_structure(const std::vector<StructureItem>& items,
                                          const std::vector<schema::Record>&,
                                          std::int64_t version) {
  auto catalog = std::make_shared<catalog::Catalog>();
  catalog->version = version;
  for (const StructureItem& item : items) catalog->workspaces.push_back({item.id, item.body});
  return catalog;
}

class FaultsTest : public testing::Test {
 protected:
  FaultsTest() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("planstead-" + std::string(info->name()) + "-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    store_ = open();
  }
  ~FaultsTest() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  std::unique_ptr<Store> open() const {
    return Store::open({.folder = folder_.string(), .create = true, .durable = false},
                       named_after_structure);
  }
  static void name_workspace(Store& store, const std::string& name) {
    store.transact([&](Transaction& rows) { rows.put_structure({"workspace", 1, name}); });
  }
  static void add_token(Store& store, const std::string& text,
                        base::Ref person = {base::RefKind::user, 1}) {
    store.transact([&](Transaction& rows) {
      auth::Token token;
      token.hash = auth::hash_of(text);
      token.person = person;
      rows.add_token(token);
    });
  }
  bool knows_token(const std::string& text) const {
    return store_->tokens()->find(auth::hash_of(text)) != nullptr;
  }
  std::string workspace() const {
    const auto catalog = store_->catalog();
    return catalog->workspaces.empty() ? "" : catalog->workspaces.front().name;
  }

  fs::path folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(FaultsTest, what_could_not_be_committed_is_not_believed) {
  name_workspace(*store_, "before");
  {
    const SmallFiles fault;
    EXPECT_THROW(name_workspace(*store_, "never"), StorageError);
    EXPECT_THROW(add_token(*store_, "never"), StorageError);
  }
  EXPECT_EQ(workspace(), "before");
  EXPECT_FALSE(knows_token("never"));
}

// The number of the version that failed is the one that another process gives to its own.
TEST_F(FaultsTest, what_others_commit_right_behind_a_failure_is_taken_over) {
  name_workspace(*store_, "before");
  const auto other = open();
  {
    const SmallFiles fault;
    EXPECT_THROW(name_workspace(*store_, "never"), StorageError);
    EXPECT_THROW(add_token(*store_, "never"), StorageError);
  }
  name_workspace(*other, "other");
  add_token(*other, "other");
  store_->refresh();
  EXPECT_EQ(workspace(), "other");
  EXPECT_TRUE(knows_token("other"));
  name_workspace(*store_, "own");
  EXPECT_EQ(workspace(), "own");
}

/// Takes all descriptors that the process may still have.
class NoDescriptors {
 public:
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &former_);
    const int next = ::dup(0);
    ::close(next);
    const rlimit none{static_cast<rlim_t>(next), former_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &former_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit former_{};
};

// A structure change reads through a session of its own once it is committed. That none can be
// opened takes the change back from nobody, and is made up for at the next beat.
TEST_F(FaultsTest, what_is_committed_and_could_not_be_read_is_read_later) {
  name_workspace(*store_, "before");
  store_.reset();
  store_ = open();  // without an idle session
  {
    const NoDescriptors fault;
    EXPECT_NO_THROW(name_workspace(*store_, "after"));
  }
  store_->refresh();
  EXPECT_EQ(workspace(), "after");
}

TEST_F(FaultsTest, a_flush_that_fails_is_told_and_made_up_for) {
  store_.reset();
  std::atomic<bool> cannot_flush = false, cannot_rewrite = false;
  std::atomic<int> rewritten = 0;
  const auto wear = [&](std::string_view step) {
    if (step == step_flush && cannot_flush) throw StorageError("worn out");
    if (step == step_rewrite && cannot_rewrite) throw StorageError("still worn out");
    if (step == step_rewrite) ++rewritten;
  };
  const std::string file = (folder_ / "account.sqlite").string();
  LiveStore store(std::make_unique<HookedDatabase>(open_sqlite(file, false, true), wear),
                  named_after_structure);
  const auto name = [&] {
    const auto catalog = store.catalog();
    return catalog->workspaces.empty() ? "" : catalog->workspaces.front().name;
  };
  name_workspace(store, "first");
  EXPECT_EQ(rewritten, 0);

  cannot_flush = cannot_rewrite = true;
  EXPECT_THROW(name_workspace(store, "second"), StorageError);
  EXPECT_EQ(name(), "second") << "it is there, if the machine goes on";
  EXPECT_THROW(name_workspace(store, "never"), StorageError);
  EXPECT_EQ(name(), "second") << "nothing is changed while what was changed is not safe";

  cannot_flush = cannot_rewrite = false;
  name_workspace(store, "third");
  EXPECT_EQ(name(), "third");
  EXPECT_EQ(rewritten, 1);
  name_workspace(store, "fourth");
  EXPECT_EQ(rewritten, 1);
}

// A hole in what was written before cannot swallow what comes later.
TEST_F(FaultsTest, a_rewritten_log_begins_anew) {
  store_.reset();
  const std::string file = (folder_ / "account.sqlite").string();
  const auto database = open_sqlite(file, false, true);
  const auto writer = database->open_unflushed_session();
  const auto reader = database->open_session();
  const auto write = [&](const char* name) {
    writer->begin_write();
    writer->prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('test', $1)")
        .bind(1, std::string_view(name))
        .run();
    writer->commit();
  };
  for (int i = 0; i < 50; ++i) write("before");
  const auto log_size = [&] { return fs::file_size(file + "-wal"); };
  const auto before = log_size();
  writer->rewrite();
  write("after");
  database->flush();
  EXPECT_EQ(log_size(), before) << "the commit lies at the beginning of the log";
  Statement& read = reader->prepare("SELECT value FROM meta WHERE name = 'test'");
  ASSERT_TRUE(read.step());
  EXPECT_EQ(read.bytes(0), "after");
  read.reset();
}

TEST_F(FaultsTest, a_contact_is_shut_out_whoever_issued_his_token) {
  schema::Record contact(schema::contact);
  contact.set_id(7);
  const auto save = [&](bool has_access) {
    contact.set("hasAccess", has_access);
    store_->transact([&](Transaction& rows) { rows.save(contact); });
  };
  const auto is_shut_out = [&] {
    return store_->tokens()->find(auth::hash_of("his"))->holder_gone;
  };
  save(true);
  add_token(*open(), "his", {base::RefKind::contact, 7});
  store_->refresh();
  EXPECT_FALSE(is_shut_out());
  save(false);
  EXPECT_TRUE(is_shut_out());
}

}  // namespace
}  // namespace planstead::storage
