// The conformance suite of a store: what every database behind it must keep.
#include "storage/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <set>
#include <thread>

#include "domain/contact_edit.h"
#include "domain/standard_process.h"
#include "schema/references.h"
#include "schema/user.h"
#include "storage/sqlite/sqlite.h"

namespace planstead::storage {
namespace {

namespace fs = std::filesystem;
using schema::Record;

constexpr base::Seconds now = 1782896400;  // 2026-07-01T09:00Z

catalog::CatalogPtr small_catalog(const std::vector<StructureItem>& items,
                                  const std::vector<Record>& users, std::int64_t version) {
  auto catalog = std::make_shared<catalog::Catalog>();
  catalog->version = version;
  catalog->statuses = domain::standard_statuses();
  catalog::Process process;
  process.id = 1;
  process.built_in = true;
  for (const catalog::Status& status : catalog->statuses) process.statuses.push_back(status.id);
  process.transitions = domain::standard_transitions();
  catalog->processes.push_back(process);
  catalog->schedules.emplace_back();
  catalog::User robot;
  robot.id = 1;
  robot.name = "Робот";
  robot.role = catalog::Role::robot;
  catalog->users.push_back(robot);
  for (const Record& row : users) {
    catalog::User user;
    user.id = row.id();
    user.name = row.text("name");
    catalog->users.push_back(user);
  }
  for (const StructureItem& item : items) catalog->workspaces.push_back({item.id, item.body});
  return catalog;
}

const schema::Operation* operation(std::string_view id) {
  for (const schema::Operation& row : schema::operations())
    if (row.id == id) return &row;
  return nullptr;
}

// A folder of its own for each test, gone afterwards.
request::SelectionPtr selection_of(const schema::Entity& entity,
                                   const std::vector<std::string_view>& names) {
  request::Selection selection;
  for (std::string_view name : names) selection.fields.push_back(schema::find_field(entity, name));
  return std::make_shared<const request::Selection>(std::move(selection));
}

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("planstead-" + std::string(info->name()) + "-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    open();
  }
  ~StoreTest() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  Options options() const { return {.folder = folder_.string(), .create = true, .durable = false}; }
  void open() {
    store_.reset();
    store_ = Store::open(options(), small_catalog);
  }

  base::Result<plan::Outcome> write(request::Call call) {
    std::promise<base::Result<plan::Outcome>> promise;
    store_->write(std::move(call), robot_, now, {}, [&](base::Result<plan::Outcome> result) {
      promise.set_value(std::move(result));
    });
    return promise.get_future().get();
  }

  static request::Call create_call(const std::string& name, std::int64_t project = 0) {
    request::Call call;
    call.operation = operation("post-task");
    call.body.changes.push_back({schema::find_field(schema::task, "name"), name});
    if (project != 0)
      call.body.changes.push_back({schema::find_field(schema::task, "project"),
                                   base::Ref{base::RefKind::project, project}});
    return call;
  }

  base::Result<plan::Outcome> get(std::int64_t id, std::vector<std::string_view> fields,
                                  const base::Deadline& deadline = {}) {
    request::Call call;
    call.deadline = deadline;
    call.operation = operation("get-task-by-id");
    call.path_ids = {id};
    call.selection = selection_of(schema::task, fields);
    return store_->read(call, robot_, now);
  }

  std::vector<std::int64_t> list(std::string_view needle = {}) {
    request::Call call;
    call.operation = operation("get-task-list");
    call.selection = selection_of(schema::task, {});
    if (!needle.empty()) {
      request::FilterCall filter;
      filter.filter = schema::find_filter(schema::task, 8);
      filter.operand = std::string(needle);
      call.filters.push_back(filter);
    }
    const auto outcome = store_->read(call, robot_, now);
    std::vector<std::int64_t> ids;
    for (const Record& record : outcome.value().records) ids.push_back(record.id());
    return ids;
  }

  void save_project(std::int64_t id, const std::string& name) {
    store_->transact([&](Transaction& rows) {
      Record project(schema::project);
      project.set_id(id);
      project.set("name", name);
      rows.save(project);
    });
  }

  fs::path folder_;
  std::unique_ptr<Store> store_;
  request::Viewer robot_{{base::RefKind::user, 1}, base::Zone::utc(), "Ru", true};
};

TEST_F(StoreTest, KeepsACreatedTaskOverARestart) {
  const std::int64_t id = write(create_call("Договор")).value().id;
  open();
  EXPECT_EQ(get(id, {"name"}).value().records.at(0).text("name"), "Договор");
  EXPECT_GT(write(create_call("другой")).value().id, id);
}

TEST_F(StoreTest, StoresNothingOfARefusedChange) {
  const auto refused = write(create_call("сирота", 404));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, base::ErrorCode::parameter_invalid);
  EXPECT_TRUE(list().empty());
}

TEST_F(StoreTest, FindsATaskInListsAsSoonAsItsCreationIsAnswered) {
  EXPECT_TRUE(list("ёлк").empty());
  const std::int64_t id = write(create_call("Новогодняя ЁЛКА")).value().id;
  EXPECT_EQ(list("ёлк"), std::vector{id});
  EXPECT_EQ(get(404, {"name"}).error().code, base::ErrorCode::task_not_found);
}

TEST_F(StoreTest, LetsManyWritersShareCommitsWithoutLosingAny) {
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::set<std::int64_t> ids;
  std::atomic<int> refused = 0;
  for (int thread = 0; thread < 8; ++thread)
    threads.emplace_back([&] {
      for (int i = 0; i < 40; ++i) {
        const auto result = write(create_call("задача", i % 10 == 9 ? 404 : 0));
        const std::lock_guard lock(mutex);
        result.ok() ? void(ids.insert(result.value().id)) : void(++refused);
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ids.size(), 288u);
  EXPECT_EQ(refused, 32);
  request::Call call;
  call.operation = operation("get-task-list");
  call.selection = selection_of(schema::task, {});
  call.page_size = 1000;
  EXPECT_EQ(store_->read(call, robot_, now).value().records.size(), 288u);
}

TEST_F(StoreTest, RollsBackWorkThatThrows) {
  const auto work = [](Transaction& rows) {
    Record project(schema::project);
    project.set_id(7);
    rows.save(project);
    throw std::runtime_error("stop");
  };
  EXPECT_THROW(store_->transact(work), std::runtime_error);
  store_->transact([](Transaction& rows) {
    EXPECT_FALSE(rows.exists({base::RefKind::project, 7}));
  });
}

TEST_F(StoreTest, AnswersNewNamesAfterARename) {
  save_project(3, "старый");
  const std::int64_t id = write(create_call("задача", 3)).value().id;
  const base::Ref project{base::RefKind::project, 3};
  EXPECT_EQ(get(id, {"project"}).value().names.find(project)->name, "старый");
  save_project(3, "новый");
  EXPECT_EQ(get(id, {"project"}).value().names.find(project)->name, "новый");
}

TEST_F(StoreTest, TakesOverWhatAnotherProcessCommitted) {
  EXPECT_TRUE(list().empty());
  const auto other = Store::open(options(), small_catalog);
  other->transact([](Transaction& rows) {
    rows.put_structure({"workspace", 5, "Офис"});
    auth::Token token;
    token.hash = auth::hash_of("secret");
    token.person = {base::RefKind::user, 1};
    rows.add_token(token);
    Record task(schema::task);
    task.set_id(rows.next_id(schema::task));
    task.set("_kind", std::int64_t{0});
    rows.save(task);
  });
  EXPECT_EQ(store_->tokens()->find(auth::hash_of("secret")), nullptr);
  store_->refresh();
  EXPECT_NE(store_->tokens()->find(auth::hash_of("secret")), nullptr);
  EXPECT_EQ(store_->catalog()->workspaces.at(0).name, "Офис");
  EXPECT_EQ(list().size(), 1u);
}

TEST_F(StoreTest, BuildsTheIndexAnewAfterABulkLoad) {
  EXPECT_TRUE(list().empty());
  store_->transact([](Transaction& rows) {
    for (int i = 0; i < 6000; ++i) {
      Record task(schema::task);
      task.set_id(rows.next_id(schema::task));
      task.set("_kind", std::int64_t{0});
      task.set("name", i == 5999 ? std::string("последняя") : std::string("задача"));
      rows.save(task);
    }
  });
  EXPECT_EQ(list("последн").size(), 1u);
}

TEST_F(StoreTest, JumpsOverChosenNumbers) {
  store_->transact([](Transaction& rows) {
    rows.jump_over("task", 500);
    rows.jump_over("task", 20);
    EXPECT_EQ(rows.next_id(schema::task), 501);
    EXPECT_EQ(rows.next_id(schema::checklist_item), 502);
  });
}

TEST_F(StoreTest, RefusesADatabaseOfANewerProgram) {
  store_->transact([](Transaction& rows) { rows.put_meta("version", "999"); });
  store_.reset();
  EXPECT_THROW(Store::open(options(), small_catalog), StorageError);
}

TEST_F(StoreTest, AddsColumnsThatTheTablesHaveGained) {
  const std::int64_t id = write(create_call("задача")).value().id;
  store_.reset();
  const auto database = open_sqlite((folder_ / "account.sqlite").string(), false, false);
  database->open_session()->run_script("ALTER TABLE task DROP COLUMN source_version");
  open();
  EXPECT_EQ(get(id, {"name", "sourceDataVersion"}).value().records.at(0).text("name"), "задача");
}

// What accounts from before comments gain: the comment of each description.
TEST_F(StoreTest, GivesTasksOfAnOlderAccountTheirFirstComments) {
  request::Call described = create_call("described");
  described.body.changes.push_back(
      {schema::find_field(schema::task, "description"), std::string("Что сделать")});
  const std::int64_t plain = write(create_call("plain")).value().id;
  const std::int64_t id = write(std::move(described)).value().id;
  store_->transact([](Transaction& rows) { rows.put_meta("version", "1"); });
  store_.reset();
  open_sqlite((folder_ / "account.sqlite").string(), false, false)
      ->open_session()
      ->run_script("DROP TABLE comment; ALTER TABLE task DROP COLUMN first_comment");
  open();
  const auto feed = [&](std::int64_t task) {
    request::Call call;
    call.operation = operation("get-task-comments");
    call.path_ids = {task};
    call.selection = selection_of(schema::comment, {"description"});
    return store_->read(call, robot_, now).value().records;
  };
  ASSERT_EQ(feed(id).size(), 1u);
  EXPECT_EQ(feed(id)[0].text("description"), "Что сделать");
  EXPECT_TRUE(feed(plain).empty());
  store_->transact([&](Transaction& rows) {
    EXPECT_EQ(rows.find(schema::task, id)->integer("firstComment"), id);
    EXPECT_EQ(rows.next_id(schema::comment), id + 1);
  });
}

// Groups and task templates of projects were bare numbers.
TEST_F(StoreTest, MakesReferencesOfTheNumbersInProjectsOfAnOlderAccount) {
  store_->transact([](Transaction& rows) {
    Record project(schema::project);
    project.set_id(5);
    project.set("name", std::string("Стройка"));
    rows.save(project);
    rows.put_meta("version", "2");
  });
  store_.reset();
  open_sqlite((folder_ / "account.sqlite").string(), false, false)
      ->open_session()
      ->run_script("UPDATE project SET project_group = 3, task_template = 0");
  open();
  store_->transact([&](Transaction& rows) {
    const Record project = *rows.find(schema::project, 5);
    EXPECT_EQ(project.ref("group"), (base::Ref{base::RefKind::project_group, 3}));
    EXPECT_TRUE(schema::is_empty(project.get("taskTemplate")));
  });
}

// Nobody had counted who refers to which file.
TEST_F(StoreTest, CountsTheFilesThatRowsOfAnOlderAccountHold) {
  const auto of = [](const schema::Entity& entity, std::int64_t id) {
    Record row(entity);
    row.set_id(id);
    return row;
  };
  const schema::RefList seven{{base::RefKind::file, 7}}, eight{{base::RefKind::file, 8}};
  store_->transact([&](Transaction& rows) {
    for (const std::int64_t id : {7, 8, 9}) {
      Record file = of(schema::file, id);
      file.set("_uploaded", base::Moment{now, true});
      file.set("_fresh", base::Moment{now, true});
      rows.save(file);
    }
    Record task = of(schema::task, 70), values = of(schema::main_values, 1);
    task.set("files", seven);
    task.set("description", std::string("<img src=\"?action=getfile&uniqueid=8\">"));
    rows.save(task);
    values.set_custom(41, eight);
    rows.save(values);
    rows.put_meta("version", "5");
  });
  store_.reset();
  open_sqlite((folder_ / "account.sqlite").string(), false, false)
      ->open_session()
      ->run_script("DROP TABLE file_use; UPDATE file SET fresh = uploaded");
  open();
  store_->transact([&](Transaction& rows) {
    const base::Ref task{base::RefKind::task, 70}, values{base::RefKind::main_values, 1};
    EXPECT_EQ(rows.users_of_file(7), std::vector{task});
    EXPECT_EQ(rows.users_of_file(8), (std::vector{task, values}));
    EXPECT_TRUE(rows.users_of_file(9).empty());
  });
  store_->tick(now + 25 * 3600);  // what was counted is no stale upload
  store_->transact([&](Transaction& rows) {
    EXPECT_TRUE(rows.find(schema::file, 7) && rows.find(schema::file, 8));
    EXPECT_FALSE(rows.find(schema::file, 9));
  });
}

// The index knows what was committed; the open transaction changes it.
TEST_F(StoreTest, FindsRowsByWhatTheyReferTo) {
  const base::Ref project{base::RefKind::project, 5}, entry{base::RefKind::entry, 77};
  const auto task = [&](std::int64_t id, bool holds) {
    Record row(schema::task);
    row.set_id(id);
    row.set("project", project);
    if (holds) row.set_custom(40, schema::RefList{entry, {base::RefKind::entry, 78}});
    return row;
  };
  store_->transact([&](Transaction& rows) {
    rows.save(task(1, true));
    rows.save(task(2, false));
    rows.save(task(3, true));
  });
  using Ids = std::vector<std::int64_t>;
  store_->transact([&](Transaction& rows) {
    EXPECT_EQ(rows.rows_with(schema::task, "project", project), (Ids{1, 2, 3}));
    EXPECT_EQ(rows.rows_holding(schema::task, 40, entry), (Ids{1, 3}));
    rows.save(task(3, false));
    rows.save(task(4, true));
    EXPECT_EQ(rows.rows_holding(schema::task, 40, entry), (Ids{1, 4}));
    EXPECT_EQ(rows.rows_with(schema::task, "project", project), (Ids{1, 2, 3, 4}));
    Record values(schema::main_values);
    values.set_id(1);
    values.set_custom(41, entry);
    rows.save(values);
    EXPECT_EQ(rows.rows_holding(schema::main_values, 41, entry), Ids{1});
  });
}

TEST_F(StoreTest, PublishesANewCatalogueWithASavedEmployee) {
  store_->transact([](Transaction& rows) {
    Record row(schema::user);
    row.set_id(7);
    row.set("name", std::string("Анна"));
    rows.save(row);
  });
  ASSERT_NE(store_->catalog()->user(7), nullptr);
  EXPECT_EQ(store_->catalog()->user(7)->name, "Анна");
}

TEST_F(StoreTest, TurnsEmployeesOfAnOlderAccountIntoRows) {
  store_->transact([](Transaction& rows) {
    rows.put_structure({"account", 1, R"({"name":"A","language":"Ru"})"});
    rows.put_structure(
        {"user", 5,
         R"({"name":"Ёж","lastname":"Л","role":"Admin","status":"Inactive",)"
         R"("timeZone":"Asia/Tokyo","email":"yozh@example.com",)"
                        R"("groups":[3,1],"position":2,"schedule":4})"});
    rows.put_meta("version", "3");
  });
  open();
  ASSERT_NE(store_->catalog()->user(5), nullptr);
  store_->transact([](Transaction& rows) {
    const auto row = rows.find(schema::user, 5);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->text("name"), "Ёж");
    EXPECT_EQ(row->integer("role"), static_cast<std::int64_t>(schema::UserRole::admin));
    EXPECT_EQ(row->integer("status"), static_cast<std::int64_t>(schema::UserStatus::inactive));
    EXPECT_EQ(row->integer("languageCode"), 1);  // the account's
    EXPECT_EQ(row->text("timezone"), "Asia/Tokyo");
    EXPECT_EQ(row->refs("groups"),
              (schema::RefList{{base::RefKind::group, 3}, {base::RefKind::group, 1}}));
    EXPECT_EQ(row->ref("position"), (base::Ref{base::RefKind::position, 2}));
    EXPECT_EQ(row->integer("schedule"), 4);
    EXPECT_EQ(rows.find_by(schema::user, "email", "YOZH@example.com"),
              std::vector<std::int64_t>{5});
    for (const StructureItem& item : rows.structure()) EXPECT_NE(item.kind, "user");
  });
}

TEST_F(StoreTest, SaysWhereThereIsNoAccount) {
  EXPECT_THROW(
      Store::open({.folder = (folder_ / "none").string(), .create = false, .durable = true},
                  small_catalog),
      StorageError);
}

TEST_F(StoreTest, KeepsFavoritesForEachPersonApart) {
  const std::int64_t id = write(create_call("задача")).value().id;
  const base::Ref thing{base::RefKind::task, id};
  store_->transact([&](Transaction& rows) {
    rows.set_favorite({base::RefKind::user, 1}, thing, true);
  });
  const std::size_t at = schema::task_at("inFavorites");
  EXPECT_EQ(get(id, {"inFavorites"}).value().records[0].at(at), schema::Value(true));
  robot_.person.id = 2;
  EXPECT_EQ(get(id, {"inFavorites"}).value().records[0].at(at), schema::Value(false));
}

/// A deadline that is over once it has been asked so often.
base::Deadline after(int questions) {
  return base::Deadline([left = questions]() mutable { return left-- <= 0; });
}

TEST_F(StoreTest, ChangesNothingWhereTheTimeOfAChangeIsOver) {
  int refused = 0;
  for (;; ++refused) {
    request::Call call = create_call("Не успела");
    call.deadline = after(refused);
    const auto made = write(std::move(call));
    if (made.ok()) break;
    EXPECT_EQ(made.error().http_status, 503);
    EXPECT_TRUE(list().empty());
  }
  EXPECT_GT(refused, 1) << "it is asked between the rows";
  EXPECT_EQ(list().size(), 1u);
}

TEST_F(StoreTest, EndsStatementsWhenTheTimeIsOver) {
  const auto database = open_sqlite(folder_.string() + "/other.sqlite", true, false);
  const auto session = database->open_session();
  const std::string endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
  const base::Deadline deadline = after(3);
  session->work_until(deadline);
  EXPECT_THROW(session->prepare(endless).step(), base::TimeUp);
  session->work_until(base::no_deadline);
  EXPECT_TRUE(session->prepare("SELECT 1").step());
}

TEST_F(StoreTest, GivesUpReadsWhoseTimeIsOverAndAnswersTheNext) {
  const std::int64_t id = write(create_call("Долго читается")).value().id;
  for (int asked = 0; asked < 2; ++asked) {
    EXPECT_THROW(get(id, {"id", "name"}, after(asked)), base::TimeUp);
    EXPECT_EQ(get(id, {"id", "name"}).value().records.size(), 1u);
  }
}

}  // namespace
}  // namespace planstead::storage
