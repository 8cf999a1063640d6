// The catalogue that readers have, while this process and another one change the structure at the
// same time.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
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

constexpr base::Seconds now = 1'700'000'000;

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
  /// A read that leaves a session behind, with its snapshot.
  void read_something() {
    request::Call call;
    call.operation =
        &*std::ranges::find(schema::operations(), "get-task-by-id", &schema::Operation::id);
    call.path_ids = {1};
    EXPECT_FALSE(store_->read(call, viewer_, now).ok()) << "there is no such task";
  }
  std::string workspace() const { return store_->catalog()->workspaces.at(0).name; }

  const fs::path folder_ =
      fs::temp_directory_path() / ("planstead-loading-" + std::to_string(getpid()));
  StatementHook told_;
  std::unique_ptr<LiveStore> store_;
  const request::Viewer viewer_{{base::RefKind::user, 1}, base::Zone::utc(), "En", true};
};

// Our writer has committed and is about to load what it has changed, by a session whose snapshot is
// of then. Before it reads, another process changes the structure once more, and the beat of the
// clock notices. Whoever publishes last has read last: either the beat waits for the writer, or the
// writer would have to read anew. The beat has as long to go ahead of the writer as it takes to
// open a store, and the end does not depend on how far it came.
TEST_F(LoadingTest, what_is_published_never_goes_back) {
  store_->transact([](Transaction& rows) {
    Record file(schema::file);
    file.set_id(1);
    file.set("name", std::string("a.txt"));
    file.set("_hash", std::string("content"));
    rows.save(file);
    name_workspace(rows, "first");
  });
  std::thread beat;
  std::promise<void> noticed;
  const auto loading = [&](std::thread::id writer) {
    return [&, writer](std::string_view step) {
      const bool is_writer = std::this_thread::get_id() == writer;
      if (step == step_change_mark && !is_writer) noticed.set_value();
      if (step != step_work_until || !is_writer || beat.joinable()) return;
      another()->transact([](Transaction& rows) { name_workspace(rows, "theirs"); });
      beat = std::thread([&] { store_->refresh(); });
      noticed.get_future().wait();
      another();
    };
  };
  // Told between the commit and the loading, on the writer's thread.
  store_->on_unnamed_content([&](const std::string&) {
    read_something();
    told_ = loading(std::this_thread::get_id());
  });
  store_->transact([](Transaction& rows) {
    name_workspace(rows, "ours");
    rows.erase(schema::file, 1);
  });
  ASSERT_TRUE(beat.joinable());
  beat.join();
  EXPECT_EQ(workspace(), "theirs");
  told_ = nullptr;
  store_->refresh();
  EXPECT_EQ(workspace(), "theirs");
}

}  // namespace
}  // namespace planstead::storage
