// Rows of one write transaction: what is known of a row that is new, and what is asked of others.
#include "storage/write_session.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "schema/comment.h"
#include "storage/sqlite/sqlite.h"

namespace planstead::storage {
namespace {

namespace fs = std::filesystem;
using base::Ref;
using base::RefKind;
using schema::Record;

catalog::CatalogPtr no_catalog(const std::vector<StructureItem>&, const std::vector<Record>&,
                               std::int64_t) {
  return std::make_shared<catalog::Catalog>();
}

/// One open transaction over an empty account.
class WriteSessionTest : public testing::Test {
 protected:
  WriteSessionTest() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("planstead-" + std::string(info->name()) + "-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    Store::open({.folder = folder_.string(), .create = true, .durable = false}, no_catalog);
    database_ = open_sqlite((folder_ / "account.sqlite").string(), false, false);
    session_ = database_->open_session();
    session_->begin_write();
    rows_.emplace(
        *session_,
        [](const schema::Entity&, std::int64_t, const schema::Value&, std::int64_t) {
          return false;
        },
        [](const schema::Entity&, const search::Condition&) {
          return std::vector<std::int64_t>();
        });
    for (const std::int64_t id : {7, 8}) save_file(id);
  }
  ~WriteSessionTest() override {
    session_->rollback();
    rows_.reset();
    session_.reset();
    fs::remove_all(folder_);
  }

  void save_file(std::int64_t id) {
    Record file(schema::file);
    file.set_id(id);
    file.set("name", std::string("a.txt"));
    file.set("_uploaded", schema::Moment{1'700'000'000, true});
    rows_->save(file);
  }

  void save_task(std::int64_t id, const schema::RefList& files) {
    Record task(schema::task);
    task.set_id(id);
    task.set("name", std::string("task"));
    if (!files.empty()) task.set("files", files);
    rows_->save(task);
  }

  bool uses(std::int64_t task, std::int64_t file) {
    return rows_->users_of_file(file) == std::vector<Ref>{{RefKind::task, task}};
  }
  bool is_unused(std::int64_t file) { return rows_->users_of_file(file).empty(); }

  fs::path folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Session> session_;
  std::optional<WriteSession> rows_;
  const Ref a_{RefKind::file, 7}, b_{RefKind::file, 8};
};

TEST_F(WriteSessionTest, a_row_saved_twice_in_one_transaction_lets_its_first_files_go) {
  const std::int64_t id = rows_->next_id(schema::task);
  save_task(id, {a_});
  EXPECT_TRUE(uses(id, 7));
  save_task(id, {b_});
  EXPECT_TRUE(is_unused(7));
  EXPECT_TRUE(uses(id, 8));
  rows_->remove_unused_files();
  EXPECT_FALSE(rows_->find(schema::file, 7));
  EXPECT_TRUE(rows_->find(schema::file, 8));
}

TEST_F(WriteSessionTest, a_row_saved_by_a_chosen_number_lets_the_files_of_the_former_one_go) {
  save_task(500, {a_});
  save_task(500, {});
  EXPECT_TRUE(is_unused(7));
  save_task(500, {a_, b_});
  EXPECT_TRUE(uses(500, 7));
  EXPECT_TRUE(uses(500, 8));
}

TEST_F(WriteSessionTest, a_number_of_an_undone_change_is_as_free_as_any) {
  rows_->savepoint();
  const std::int64_t saved = rows_->next_id(schema::task), drawn = rows_->next_id(schema::task);
  save_task(saved, {a_});
  rows_->undo();
  EXPECT_TRUE(is_unused(7));
  for (const std::int64_t id : {saved, drawn}) {
    EXPECT_FALSE(rows_->find(schema::task, id));
    save_task(id, {b_});
    save_task(id, {});
  }
  EXPECT_TRUE(is_unused(8));
  EXPECT_GT(rows_->next_id(schema::task), drawn);
}

TEST_F(WriteSessionTest, a_row_that_came_and_went_can_come_again) {
  const std::int64_t id = rows_->next_id(schema::task);
  save_task(id, {a_});
  rows_->erase(schema::task, id);
  EXPECT_TRUE(is_unused(7));
  save_task(id, {b_});
  EXPECT_TRUE(uses(id, 8));
}

TEST_F(WriteSessionTest, many_numbers_may_wait_for_their_rows) {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 100; ++i) ids.push_back(rows_->next_id(schema::task));
  rows_->watch();
  for (const std::int64_t id : ids) save_task(id, {a_});
  EXPECT_EQ(rows_->users_of_file(7).size(), ids.size());
  const domain::Watched seen = rows_->watched();
  ASSERT_EQ(seen.rows.size(), ids.size());
  for (const domain::RowChange& change : seen.rows) EXPECT_FALSE(change.before);
}

TEST_F(WriteSessionTest, texts_by_which_rows_are_found_follow_each_save) {
  const auto save = [&](std::int64_t id, const std::string& email) {
    Record contact(schema::contact);
    contact.set_id(id);
    contact.set("email", email);
    rows_->save(contact);
  };
  const std::int64_t id = rows_->next_id(schema::contact);
  const std::vector<std::int64_t> none, found = {id};
  save(id, "a@example.org");
  EXPECT_EQ(rows_->find_by(schema::contact, "email", "A@example.org"), found);
  save(id, "b@example.org");
  EXPECT_EQ(rows_->find_by(schema::contact, "email", "a@example.org"), none);
  EXPECT_EQ(rows_->find_by(schema::contact, "email", "b@example.org"), found);
}

TEST_F(WriteSessionTest, a_row_takes_nothing_over_from_the_one_before_it) {
  Record full(schema::comment), bare(schema::comment);
  full.set_id(1);
  for (std::size_t i = 1; i < schema::comment.fields.size(); ++i)
    if (storing_of(schema::comment.fields[i].shape) == Storing::text &&
        !schema::comment.fields[i].column.empty())
      full.at(i) = std::string(2000, 'x');
  full.set("isHidden", true);
  full.set("recipients", schema::RefList{{RefKind::user, 3}});
  bare.set_id(2);
  rows_->save(full);
  rows_->save(bare);
  EXPECT_EQ(rows_->find(schema::comment, 1)->text("description"), std::string(2000, 'x'));
  const Record found = *rows_->find(schema::comment, 2);
  for (std::size_t i = 1; i < found.entity().fields.size(); ++i)
    EXPECT_TRUE(schema::is_empty(found.at(i))) << found.entity().fields[i].name;
}

TEST_F(WriteSessionTest, things_exist_as_rows_or_in_the_structure) {
  rows_->put_structure({"group", 4, "{}"});
  save_task(500, {});
  EXPECT_TRUE(rows_->exists({RefKind::group, 4}));
  EXPECT_FALSE(rows_->exists({RefKind::group, 5}));
  EXPECT_FALSE(rows_->exists({RefKind::status, 4}));
  EXPECT_TRUE(rows_->exists({RefKind::task, 500}));
  EXPECT_FALSE(rows_->exists({RefKind::task, 501}));
  EXPECT_FALSE(rows_->exists({RefKind::none, 4}));
  Record gone(schema::task);
  gone.set_id(500);
  gone.set("isDeleted", true);
  rows_->save(gone);
  EXPECT_FALSE(rows_->exists({RefKind::task, 500}));
}

TEST_F(WriteSessionTest, the_index_is_told_of_each_state_and_of_nothing_undone) {
  rows_->savepoint();
  save_task(500, {});
  rows_->release();
  rows_->savepoint();
  save_task(501, {});
  rows_->undo();
  rows_->erase(schema::task, 500);
  const Changes changes = rows_->take_changes();
  std::vector<std::pair<std::int64_t, bool>> told;
  for (const ChangedRow& row : changes.rows) told.emplace_back(row.record->id(), row.removed);
  const std::vector<std::pair<std::int64_t, bool>> expected = {{500, false}, {500, true}};
  EXPECT_EQ(told, expected);
}

}  // namespace
}  // namespace planstead::storage
