// Pages of the log, of one thing and of a project with its tasks.
#include "storage/memory_rows.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "storage/migrations.h"
#include "storage/sqlite/sqlite.h"

namespace planstead::storage {
namespace {

namespace fs = std::filesystem;
using base::Ref;
using base::RefKind;
using Ids = std::vector<std::int64_t>;

constexpr Ref project{RefKind::project, 5};

/// Entries 1 to 200 in turn about the project, its tasks 1 to 3, another task and another project;
/// every other one through token 1.
class LogTest : public testing::Test {
 protected:
  LogTest() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    database_ = open_sqlite((folder_ / "account.sqlite").string(), true, false);
    session_ = database_->open_session();
    migrate(*database_, *session_);
    const Ref about[] = {project,
                         {RefKind::task, 1},
                         {RefKind::task, 2},
                         {RefKind::task, 9},
                         {RefKind::task, 3},
                         {RefKind::project, 6}};
    for (std::int64_t id = 1; id <= 200; ++id)
      session_->prepare("INSERT INTO log_entry (id, object, part, token) VALUES ($1, $2, $3, $4)")
          .bind(1, id)
          .bind(2, about[id % 6].packed())
          .bind(3, Ref{RefKind::comment, id}.packed())
          .bind(4, id % 2)
          .run();
  }
  ~LogTest() override {
    session_.reset();
    database_.reset();
    fs::remove_all(folder_);
  }

  Ids page(Ref object, const Ids& tasks, std::int64_t offset, int size,
           std::optional<std::int64_t> token = {}) {
    request::Call call;
    call.options.object = object;
    call.options.token = token;
    call.offset = offset;
    call.page_size = size;
    return log_ids(call, tasks, *session_);
  }
  /// Those that `wanted` chooses, the newest first.
  static Ids entries(const std::function<bool(std::int64_t id)>& wanted) {
    Ids ids;
    for (std::int64_t id = 200; id > 0; --id)
      if (wanted(id)) ids.push_back(id);
    return ids;
  }

  const fs::path folder_ =
      fs::temp_directory_path() / ("planstead-log-" + std::to_string(getpid()));
  std::unique_ptr<Database> database_;
  std::unique_ptr<Session> session_;
};

TEST_F(LogTest, of_a_project_has_the_entries_of_its_tasks_among_its_own) {
  const auto wanted = [](std::int64_t id) { return id % 6 != 3 && id % 6 != 5; };
  const Ids all = entries(wanted);
  EXPECT_EQ(page(project, {1, 2, 3}, 0, 1000), all);
  EXPECT_EQ(page(project, {1, 2, 3}, 50, 7), Ids(all.begin() + 50, all.begin() + 57));
  EXPECT_EQ(page(project, {1, 2, 3}, static_cast<std::int64_t>(all.size()) - 2, 7),
            Ids(all.end() - 2, all.end()));
  EXPECT_EQ(page(project, {1, 2, 3}, INT64_MAX, 7), Ids{});
  EXPECT_EQ(page(project, {1, 2, 3}, 0, 1000, 1),
            entries([&](std::int64_t id) { return wanted(id) && id % 2 == 1; }));
}

TEST_F(LogTest, of_a_project_is_one_question_for_thousands_of_tasks) {
  Ids tasks;
  for (std::int64_t task = 10; task < 50'000; ++task) tasks.push_back(task);
  tasks.push_back(2);
  EXPECT_EQ(page(project, tasks, 0, 1000),
            entries([](std::int64_t id) { return id % 6 == 0 || id % 6 == 2; }));
}

TEST_F(LogTest, of_one_thing_or_of_all) {
  EXPECT_EQ(page(project, {}, 0, 1000), entries([](std::int64_t id) { return id % 6 == 0; }));
  EXPECT_EQ(page({RefKind::comment, 7}, {}, 0, 10), Ids{7});
  EXPECT_EQ(page({}, {}, 195, 10), (Ids{5, 4, 3, 2, 1}));
  EXPECT_EQ(page({}, {}, 0, 1000, 0), entries([](std::int64_t id) { return id % 2 == 0; }));
}

}  // namespace
}  // namespace planstead::storage
