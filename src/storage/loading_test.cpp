// The catalogue that readers have, while this process and another one change the structure at the
// same time.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <thread>

#include "storage/hooked_database.h"
#include "storage/live_store.h"
#include "storage/sqlite/sqlite.h"

namespace planstead::storage {
namespace {

namespace fs = std::filesystem;
using schema::Record;

catalog::CatalogPtr of_workspaces(const std::vector<StructureItem>& items,
                                  const std::vector<Record>&, std::int64_t version) {
  auto catalog = std::make_shared<catalog::Catalog>();
  catalog->version = version;
  for (const StructureItem& item : items) catalog->workspaces.push_back({item.id, item.body});
  return catalog;
}

class LoadingTest : public testing::Test {
 protected:
  LoadingTest() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    auto database = open_sqlite((folder_ / "account.sqlite").string(), true, false);
    store_ =
        std::make_unique<LiveStore>(std::make_unique<HookedDatabase>(std::move(database),
                                                                     [this](std::string_view step) {
                                                                       if (told_) told_(step);
                                                                     }),
                                    of_workspaces);
  }
  ~LoadingTest() override {
    told_ = nullptr;
    store_.reset();
    fs::remove_all(folder_);
  }

  std::unique_ptr<Store> another() const {
    return Store::open({.folder = folder_.string(), .create = true, .durable = false},
                       of_workspaces);
  }
  static void name_workspace(Transaction& rows, const std::string& name) {
    rows.put_structure({"workspace", 1, name});
  }
  std::string workspace() const { return store_->catalog()->workspaces.at(0).name; }

  const fs::path folder_ =
      fs::temp_directory_path() / ("planstead-loading-" + std::to_string(getpid()));
  StatementHook told_;
  std::unique_ptr<LiveStore> store_;
};

// Our writer has committed and is loading what it has changed: it has read the structure, and comes
// to the employees. Meanwhile another process changes the structure once more, and the beat of the
// clock notices. Whoever publishes last has read last: the beat waits for the writer. It has as
// long to go ahead of the writer as it takes to open a store, and the end does not depend on how
// far it came.
TEST_F(LoadingTest, what_is_published_never_goes_back) {
  const std::string employees = " FROM " + std::string(schema::user.table);
  std::atomic<bool> begun = false;
  std::thread beat;
  std::promise<void> noticed;
  told_ = [&](std::string_view step) {
    if (step == step_change_mark) noticed.set_value();  // which the beat alone asks for
    if (step.find(employees) == std::string_view::npos || begun.exchange(true)) return;
    another()->transact([](Transaction& rows) { name_workspace(rows, "theirs"); });
    beat = std::thread([&] { store_->refresh(); });
    noticed.get_future().wait();
    another();
  };
  store_->transact([](Transaction& rows) { name_workspace(rows, "ours"); });
  ASSERT_TRUE(begun);
  beat.join();
  EXPECT_EQ(workspace(), "theirs");
  told_ = nullptr;
  store_->refresh();
  EXPECT_EQ(workspace(), "theirs");
}

}  // namespace
}  // namespace planstead::storage
