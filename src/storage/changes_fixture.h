// A store and the acts of those who change held tasks, each complete when it returns. For tests
// alone.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <thread>

#include "domain/standard_process.h"
#include "schema/change.h"
#include "storage/store.h"

namespace planstead::storage {

namespace fs = std::filesystem;
using schema::Record;

inline constexpr base::Seconds now = 1'700'000'000;
inline constexpr base::Ref robot{base::RefKind::user, 1};

inline catalog::CatalogPtr with_robot(const std::vector<StructureItem>&, const std::vector<Record>&,
                                      std::int64_t) {
  auto account = std::make_shared<catalog::Catalog>();
  account->statuses = domain::standard_statuses();
  catalog::Process process;
  process.id = 1;
  process.built_in = true;
  for (const catalog::Status& status : account->statuses) process.statuses.push_back(status.id);
  process.transitions = domain::standard_transitions();
  account->processes.push_back(process);
  account->schedules.emplace_back();
  catalog::User user;
  user.id = robot.id;
  user.role = catalog::Role::robot;
  account->users.push_back(user);
  return account;
}

inline const schema::Operation* operation(std::string_view id) {
  const auto row = std::ranges::find(schema::operations(), id, &schema::Operation::id);
  return &*row;
}

/// A store, and the acts of those who use it, each complete when it returns.
class ChangesTest : public testing::Test {
 protected:
  ChangesTest() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("planstead-" + std::string(info->name()) + "-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    open();
    store_->transact([](Transaction& rows) {
      Record user(schema::user);
      user.set_id(robot.id);
      user.set("name", std::string("Robot"));
      rows.save(user);
    });
  }
  ~ChangesTest() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  void open() {
    store_.reset();
    store_ =
        Store::open({.folder = folder_.string(), .create = true, .durable = false}, with_robot);
  }

  base::Result<plan::Outcome> write(request::Call call, Sender sender = {}) {
    std::promise<base::Result<plan::Outcome>> promise;
    store_->write(
        std::move(call), viewer_, now, std::move(sender),
        [&](base::Result<plan::Outcome> result) { promise.set_value(std::move(result)); });
    auto result = promise.get_future().get();
    settle();
    return result;
  }

  /// What the writer has set itself to do is done: a change and the next one take turns.
  void settle() {
    for (int i = 0; i < 12; ++i) store_->transact([](Transaction&) {});
  }

  static request::Call named(std::string_view operation_id, const std::string& name) {
    request::Call call;
    call.operation = operation(operation_id);
    call.body.changes.push_back({schema::find_field(schema::task, "name"), name});
    return call;
  }

  static request::Call renaming(std::int64_t task, const std::string& name) {
    request::Call call = named("post-task-by-id", name);
    call.path_ids = {task};
    return call;
  }
  static Sender sender_of(const std::string& name, std::int64_t lease) {
    Sender sender;
    sender.body = R"({"name":")" + name + R"("})";
    sender.lease = lease;
    return sender;
  }

  std::int64_t new_task() { return write(named("post-task", "before")).value().id; }

  base::Result<plan::Outcome> rename(std::int64_t task, const std::string& name,
                                     std::int64_t lease = 0) {
    return write(renaming(task, name), sender_of(name, lease));
  }

  /// Has the writer wait inside a transaction while `acts` send it what comes at the same time.
  void while_the_writer_works(const std::function<void()>& acts) {
    std::promise<void> begun, end;
    std::thread worker([&] {
      store_->transact([&](Transaction&) {
        begun.set_value();
        end.get_future().wait();
      });
    });
    begun.get_future().wait();
    acts();
    end.set_value();
    worker.join();
    settle();
  }

  /// Sends an update without waiting for its answer: its number in the queue, or 0.
  std::shared_ptr<std::int64_t> send(std::int64_t task, const std::string& name, bool grace_over,
                                     std::int64_t lease = 0) {
    Sender sender = sender_of(name, lease);
    sender.grace_over = [grace_over] { return grace_over; };
    auto queued = std::make_shared<std::int64_t>(-1);
    store_->write(renaming(task, name), viewer_, now, std::move(sender),
                  [queued](base::Result<plan::Outcome> result) {
                    *queued = result.ok() ? result.value().queued : -2;
                  });
    return queued;
  }

  std::int64_t take(std::int64_t task, base::Seconds seconds = 60) {
    return store_->leases()
        .take({0, {base::RefKind::task, task}, "scenario", now + seconds}, now)
        ->id;
  }
  void release(std::int64_t lease) {
    store_->leases().release(lease, now);
    settle();
  }

  std::string name_of(std::int64_t task) {
    std::string name;
    store_->transact(
        [&](Transaction& rows) { name = rows.find(schema::task, task)->text("name"); });
    return name;
  }
  std::int64_t state_of(std::int64_t change) {
    std::int64_t state = -1;
    store_->transact([&](Transaction& rows) {
      state = rows.find(schema::queued_change, change)->integer("state");
    });
    return state;
  }

  fs::path folder_;
  std::unique_ptr<Store> store_;
  request::Viewer viewer_{robot, base::Zone::utc(), "En", true};
};

}  // namespace planstead::storage
