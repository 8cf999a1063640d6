// What the store believes after a disk that failed in the middle, and beside other processes:
// exactly what is committed.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>

#include "storage/small_files.h"
#include "storage/store.h"

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
