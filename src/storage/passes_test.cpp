// Passes of external applications beside changes that are committed at the worst moment of a page:
// nothing is lost, nothing is told twice, and no name of then is kept.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <thread>

#include "domain/standard_process.h"
#include "schema/contact.h"
#include "storage/hooked_database.h"
#include "storage/live_store.h"
#include "storage/sqlite/sqlite.h"

namespace planstead::storage {
namespace {

namespace fs = std::filesystem;
using base::Ref;
using base::RefKind;
using schema::Record;

constexpr base::Seconds now = 1'700'000'000;
constexpr std::int64_t client = 1;

catalog::CatalogPtr with_process(const std::vector<StructureItem>&, const std::vector<Record>&,
                                 std::int64_t) {
  auto account = std::make_shared<catalog::Catalog>();
  account->statuses = domain::standard_statuses();
  account->schedules.emplace_back();
  return account;
}

const schema::Operation* operation(std::string_view id) {
  return &*std::ranges::find(schema::operations(), id, &schema::Operation::id);
}

class PassesTest : public testing::Test {
 protected:
  PassesTest() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    store_ = std::make_unique<LiveStore>(
        std::make_unique<HookedDatabase>(
            open_sqlite((folder_ / "account.sqlite").string(), true, false),
            [this](std::string_view sql) { prepared(sql); }),
        with_process);
    store_->transact([](Transaction& rows) { name_client(rows, "Old"); });
    for (std::int64_t task = 1; task <= 3; ++task) rename(task, "old");
  }
  ~PassesTest() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  static void name_client(Transaction& rows, const std::string& name) {
    Record row(schema::contact);
    row.set_id(client);
    row.set("name", name);
    rows.save(row);
  }
  static void save_task(Transaction& rows, std::int64_t id, const std::string& name) {
    Record row(schema::task);
    row.set_id(id);
    row.set("name", name);
    row.set("_kind", std::int64_t{0});
    row.set("counterparty", Ref{RefKind::contact, client});
    rows.save(row);
  }
  void rename(std::int64_t task, const std::string& name) {
    store_->transact([&](Transaction& rows) { save_task(rows, task, name); });
  }

  request::Call list_of(std::int64_t offset, int size) const {
    request::Call call;
    call.operation = operation("get-task-list");
    call.options.only_changed = true;
    call.options.source = source_;
    call.offset = offset;
    call.page_size = size;
    request::Selection shown;
    for (const std::string_view name : {"name", "counterparty"})
      shown.fields.push_back(schema::find_field(schema::task, name));
    call.selection = std::make_shared<const request::Selection>(std::move(shown));
    return call;
  }
  plan::Outcome page(std::int64_t offset, int size = 100) {
    return store_->read(list_of(offset, size), viewer_, now).value();
  }
  static std::vector<std::string> names(const plan::Outcome& outcome) {
    std::vector<std::string> names;
    for (const Record& row : outcome.records) names.push_back(row.text("name"));
    return names;
  }
  static std::string client_in(const plan::Outcome& outcome) {
    const auto* entry = outcome.names.find({RefKind::contact, client});
    return entry == nullptr ? "" : entry->name;
  }

  /// Does something once, before the next statement of this thread with these words.
  void before(std::string words, std::function<void()> act) {
    words_ = std::move(words);
    act_ = std::move(act);
  }

  const fs::path folder_ =
      fs::temp_directory_path() / ("planstead-passes-" + std::to_string(getpid()));
  std::unique_ptr<LiveStore> store_;
  std::string source_ = "shop";
  const request::Viewer viewer_{{RefKind::user, 1}, base::Zone::utc(), "En", true};

 private:
  void prepared(std::string_view sql) {
    if (std::this_thread::get_id() != thread_ || sql.find(words_) == std::string_view::npos) return;
    if (const auto act = std::exchange(act_, nullptr)) act();
  }

  const std::thread::id thread_ = std::this_thread::get_id();
  std::string words_;
  std::function<void()> act_;
};

// What a page notes of changes belongs to the rows that it shows: one that comes between the two is
// neither shown and told again, nor noted and never shown.
TEST_F(PassesTest, a_change_in_the_middle_of_a_page_is_shown_in_the_next_pass_alone) {
  EXPECT_EQ(names(page(0)).size(), 3u);
  rename(2, "second");
  before("FROM row_change WHERE thing", [&] { rename(2, "third"); });
  EXPECT_EQ(names(page(0)), (std::vector<std::string>{"second"}));
  EXPECT_EQ(names(page(0)), (std::vector<std::string>{"third"}));
  EXPECT_EQ(names(page(0)), (std::vector<std::string>{}));
}

TEST_F(PassesTest, a_name_that_changes_in_the_middle_of_a_page_is_not_kept) {
  before("FROM row_change WHERE thing",
         [&] { store_->transact([](Transaction& rows) { name_client(rows, "New"); }); });
  EXPECT_EQ(client_in(page(0)), "Old");
  source_ = "another";
  EXPECT_EQ(client_in(page(0)), "New");
}

// So many rows in one commit that the index is given up: a pass that waited for the writer behind
// it must not choose from the index that it had at hand.
TEST_F(PassesTest, rows_of_a_very_large_commit_before_it_are_in_a_pass) {
  constexpr std::int64_t many = 31'000;
  EXPECT_EQ(names(page(0)).size(), 3u);
  std::promise<void> begun;
  std::thread worker([&] {
    store_->transact([&](Transaction& rows) {
      begun.set_value();
      // The commit of this one, and the pass behind it.
      while (store_->writer_figures().waiting < 2) std::this_thread::yield();
      for (std::int64_t task = 1; task <= many; ++task) save_task(rows, task, "new");
    });
  });
  begun.get_future().wait();
  const auto first = names(page(0));
  worker.join();
  EXPECT_EQ(first, std::vector<std::string>(100, "new"));
  EXPECT_EQ(names(page(many - 50)), std::vector<std::string>(50, "new"));
}

}  // namespace
}  // namespace planstead::storage
