// A file that stays mapped is read as it is, whatever became of its size.
#include "storage/sqlite/steady_map.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace planstead::storage {
namespace {

namespace fs = std::filesystem;

class SteadyMapTest : public testing::Test {
 protected:
  SteadyMapTest() {
    folder_ = fs::temp_directory_path() / ("planstead-steady-map-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    writer_ = open();
    run("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)");
    reader_ = open();
  }
  ~SteadyMapTest() override {
    sqlite3_close_v2(reader_);
    sqlite3_close_v2(writer_);
    fs::remove_all(folder_);
  }

  sqlite3* open() const {
    sqlite3* handle = nullptr;
    sqlite3_open_v2((folder_ / "a.sqlite").c_str(), &handle,
                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, steady_map());
    sqlite3_exec(handle, "PRAGMA journal_mode=WAL; PRAGMA mmap_size=1073741824", nullptr, nullptr,
                 nullptr);
    return handle;
  }
  void run(const std::string& sql) {
    ASSERT_EQ(sqlite3_exec(writer_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sql;
  }
  /// Rows `first` to `last`, and everything moved from the log into the file.
  void fill(int first, int last, const std::string& text) {
    run("WITH RECURSIVE n(i) AS (SELECT " + std::to_string(first) +
        " UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(last) +
        ") INSERT OR REPLACE INTO row SELECT i, '" + text + "' || i FROM n");
    settle();
  }
  void settle() { run("PRAGMA wal_checkpoint(TRUNCATE)"); }
  std::string read(int id) {
    sqlite3_stmt* row = nullptr;
    sqlite3_prepare_v2(reader_, "SELECT text FROM row WHERE id = ?", -1, &row, nullptr);
    sqlite3_bind_int(row, 1, id);
    std::string text = "none";
    if (sqlite3_step(row) == SQLITE_ROW)
      text = reinterpret_cast<const char*>(sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    return text;
  }
  auto size() const { return fs::file_size(folder_ / "a.sqlite"); }

  fs::path folder_;
  sqlite3 *writer_ = nullptr, *reader_ = nullptr;
};

TEST_F(SteadyMapTest, rows_are_read_while_the_file_keeps_its_size_grows_and_shrinks) {
  fill(1, 5'000, "a");
  EXPECT_EQ(read(5'000), "a5000");
  const auto before = size();
  fill(1, 5'000, "b");
  EXPECT_EQ(size(), before);
  EXPECT_EQ(read(5'000), "b5000");
  fill(5'001, 50'000, "c");
  EXPECT_GT(size(), before);
  EXPECT_EQ(read(50'000), "c50000");
  run("DELETE FROM row WHERE id > 100");
  run("VACUUM");
  settle();
  EXPECT_LT(size(), before);
  EXPECT_EQ(read(100), "b100");
  EXPECT_EQ(read(50'000), "none");
}

}  // namespace
}  // namespace planstead::storage
