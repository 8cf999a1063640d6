// What is remembered of changes: log, feed and notifications of the same change, and none of them
// where it is silent.
#include "domain/remember.h"

#include <gtest/gtest.h>

#include "domain/notify.h"
#include "domain/test_account.h"
#include "schema/comment.h"
#include "schema/memory.h"

namespace planstead::domain {
namespace {

class Memory : public Bench {
 public:
  std::vector<Record> rows(const schema::Entity& entity) {
    std::vector<Record> found;
    records.scan(entity, [&](const Record& row) { found.push_back(row); });
    return found;
  }
  /// Who was notified, and of what: `NewTask 5`.
  std::vector<std::string> told() {
    std::vector<std::string> found;
    for (const Record& row : rows(schema::notification))
      found.push_back(
          std::string(schema::notification_labels[static_cast<std::size_t>(row.integer("type"))]) +
          " " + std::to_string(row.ref("_person").id));
    return found;
  }
  base::Status silently(std::int64_t task, std::vector<Set> sets) {
    Context all = context();
    all.silent = true;
    return domain::update(schema::task, {task}, body(std::move(sets)), all);
  }
};
using Told = std::vector<std::string>;

TEST(Log, has_one_entry_for_each_change_with_old_and_new_values) {
  Memory memory;
  memory.viewer.token = 9;
  const auto task = memory.create({{"name", std::string("one")}});
  memory.update(task, {{"name", std::string("two")}});
  memory.update(task, {{"name", std::string("two")}});  // changes nothing
  const auto log = memory.rows(schema::log_entry);
  ASSERT_EQ(log.size(), 2u);
  EXPECT_EQ(log[0].integer("action"), 0);
  EXPECT_EQ(log[1].ref("object"), task_ref(task));
  EXPECT_EQ(log[1].ref("person"), robot);
  EXPECT_EQ(log[1].integer("token"), 9);
  const auto& changes = std::get<schema::FieldChangeList>(log[1].get("changes"));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].field, "name");
  EXPECT_EQ(changes[0].before, Value{std::string("one")});
  EXPECT_EQ(changes[0].after, Value{std::string("two")});
}

TEST(Log, has_nothing_of_what_was_refused) {
  Memory memory;
  const auto task = memory.create();
  EXPECT_FALSE(memory.try_update(task, memory.body({{"parent", task_ref(task)}})).ok());
  EXPECT_EQ(memory.rows(schema::log_entry).size(), 1u);
}

TEST(Notifications, go_to_assignees_of_a_new_task_but_not_to_who_made_it_nor_to_robots) {
  Memory memory;
  memory.act_as(peter);
  memory.create({{"assignees", RefList{peter, office, robot}}});
  EXPECT_EQ(memory.told(), (Told{"NewTask 6", "NewTask 7"}));
}

TEST(Notifications, wait_until_a_draft_becomes_a_task) {
  Memory memory;
  const auto task =
      memory.create({{"assignees", RefList{peter}}, {"status", status_ref(system_status::draft)}});
  EXPECT_EQ(memory.told(), Told{});
  memory.update(task, {{"status", status_ref(system_status::fresh)}});
  EXPECT_EQ(memory.told(), Told{"NewTask 5"});
}

TEST(Notifications, tell_added_assignees_and_those_concerned_by_status_and_dates) {
  Memory memory;
  const auto task = memory.create({{"assigner", olga}, {"auditors", RefList{ivan}}});
  memory.update(task, {{"assignees", RefList{peter}}});
  EXPECT_EQ(memory.told(), Told{"Assigned 5"});
  memory.update(task, {{"endDateTime", at("2026-11-05")}});
  EXPECT_EQ(memory.told(), (Told{"Assigned 5", "Dates 6", "Dates 5", "Dates 7"}));
}

TEST(Notifications, never_reach_people_who_left_or_have_no_access) {
  Memory memory;
  memory.catalog.users[1].status = catalog::PersonStatus::inactive;
  memory.catalog.users[2].role = catalog::Role::user_without_access;
  memory.create({{"assignees", RefList{peter, olga, ivan}}});
  EXPECT_EQ(memory.told(), Told{"NewTask 7"});
}

TEST(Memory, of_a_silent_change_is_none) {
  Memory memory;
  const auto task = memory.create({{"assigner", olga}});
  const auto log = memory.rows(schema::log_entry).size();
  const auto feed = memory.records.comments(task_ref(task)).size();
  EXPECT_TRUE(memory
                  .silently(task, {{"name", std::string("quiet")},
                                   {"assignees", RefList{peter}},
                                   {"status", status_ref(system_status::in_progress)}})
                  .ok());
  EXPECT_EQ(memory.task(task).text("name"), "quiet");
  EXPECT_EQ(memory.rows(schema::log_entry).size(), log);
  EXPECT_EQ(memory.records.comments(task_ref(task)).size(), feed);
  EXPECT_EQ(memory.told(), Told{});
}

TEST(Mentions, mean_the_longest_name) {
  catalog::Catalog all = test_catalog();
  all.users[1].name = "Ann";
  all.users[2].name = all.users[3].name = "Ann Lee";
  EXPECT_EQ(mentioned_in("@Ann Lee", all), (RefList{olga, ivan}));
  EXPECT_EQ(mentioned_in("@Ann Leeds, @Ann Lee", all), (RefList{peter, olga, ivan}));
}

TEST(Deadlines, are_near_when_a_quarter_of_the_time_is_left) {
  for (const base::Seconds start : {-7, 0, 1, 2, 3, 4, 5})
    for (const base::Seconds deadline : {0, 1, 8, 9, 10, 11}) {
      const base::Seconds from = close_from(start, deadline);
      EXPECT_LE((deadline - from) * 4, deadline - start);
      EXPECT_GT((deadline - from + 1) * 4, deadline - start);
    }
}

TEST(Deadlines, are_told_once_whether_the_clock_or_a_change_brings_them) {
  Memory memory;
  const auto task = memory.create(
      {{"assigner", olga}, {"assignees", RefList{peter}}, {"endDateTime", at("2026-11-02 13:00")}});
  memory.now += 3600;
  Context context = memory.context();
  EXPECT_EQ(run_deadlines(task, context), 1);
  EXPECT_EQ(run_deadlines(task, context), 0);
  EXPECT_EQ(memory.told(), (Told{"NewTask 5", "Overdue 6", "Overdue 5"}));
  memory.update(task, {{"status", status_ref(system_status::completed)}});
  memory.update(task, {{"status", status_ref(system_status::in_progress)}});
  EXPECT_EQ(std::ranges::count(memory.told(), "Overdue 6"), 1);
  memory.update(task, {{"endDateTime", at("2026-11-03 13:00")}});
  memory.update(task, {{"endDateTime", at("2026-11-02 12:30")}});
  EXPECT_EQ(std::ranges::count(memory.told(), "Overdue 6"), 2);
}

TEST(Mentions, are_whole_names_behind_a_sign) {
  catalog::Catalog all = test_catalog();
  all.users[1].name = "Пётр Ёлкин";
  const auto found = [&](std::string_view text) { return mentioned_in(text, all).size(); };
  EXPECT_EQ(found("<p>Смотри, @пётр ёлкин!</p>"), 1u);
  EXPECT_EQ(found("+Пётр&nbsp;Ёлкин"), 1u);
  EXPECT_EQ(found("Пётр Ёлкин"), 0u);
  EXPECT_EQ(found("@Пётр Ёлкина"), 0u);
  EXPECT_EQ(found("mail@Пётр Ёлкин"), 0u);
}

}  // namespace
}  // namespace planstead::domain
