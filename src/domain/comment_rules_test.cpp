// The feed: what creates, changes and deletes comments, and what tasks write to it.
#include "domain/comment_rules.h"

#include <gtest/gtest.h>

#include "domain/test_account.h"
#include "schema/comment.h"

namespace planstead::domain {
namespace {

using Text = std::string;

const schema::Operation& operation(std::string_view id) {
  for (const schema::Operation& row : schema::operations())
    if (row.id == id) return row;
  throw std::logic_error("no such operation");
}

class Feed : public Bench {
 public:
  Context on_task() {
    Context all = context();
    all.operation = &operation("post-task-add-comment");
    all.silent = silent;
    return all;
  }
  base::Result<std::int64_t> add(std::int64_t task, std::vector<Set> sets) {
    Context all = on_task();
    return domain::create(schema::comment, {task}, body_of(schema::comment, std::move(sets)), all);
  }
  std::int64_t say(std::int64_t task, Text text, std::vector<Set> sets = {}) {
    sets.push_back({"description", std::move(text)});
    return value_of(add(task, std::move(sets)));
  }
  base::Status change(std::int64_t task, std::int64_t comment, std::vector<Set> sets) {
    Context all = on_task();
    return domain::update(schema::comment, {task, comment},
                          body_of(schema::comment, std::move(sets)), all);
  }
  base::Status remove(std::int64_t comment) {
    Context all = context();
    return domain::remove(schema::comment, {comment}, all);
  }
  base::Status move(std::int64_t task, std::vector<Set> sets) {
    Context all = on_task();
    return domain::update(schema::task, {task}, body_of(schema::task, std::move(sets)), all);
  }
  Record comment(std::int64_t id) { return *records.find(schema::comment, id); }
  std::vector<Record> feed(std::int64_t task_id) {
    std::vector<Record> rows;
    for (std::int64_t id : records.comments(task_ref(task_id))) rows.push_back(comment(id));
    return rows;
  }
  std::int64_t first(std::int64_t task_id) { return task(task_id).integer("firstComment"); }

  bool silent = false;
};

TEST(Comments, belong_to_their_task_and_are_written_now_by_the_person_of_the_token) {
  Feed feed;
  const auto task = feed.create({{"participants", RefList{olga}}});
  feed.act_as(olga);
  feed.wait(60);
  const Record row = feed.comment(feed.say(task, "Готово"));
  EXPECT_EQ(row.ref("task"), task_ref(task));
  EXPECT_EQ(row.ref("owner"), olga);
  EXPECT_EQ(row.moment("dateTime")->utc, feed.now);
  EXPECT_EQ(row.integer("type"), 0);
  EXPECT_EQ(feed.task(task).moment("dateOfLastComment")->utc, feed.now);
  EXPECT_EQ(feed.task(task).moment("dateOfLastUpdate")->utc, feed.now);
}

TEST(Comments, an_older_one_moves_no_last_comment) {
  Feed feed;
  const auto task = feed.create();
  feed.say(task, "now");
  feed.say(task, "before", {{"dateTime", at("2026-10-01 12:00")}});
  EXPECT_EQ(feed.task(task).moment("dateOfLastComment")->utc, feed.now);
}

TEST(Comments, need_a_text_or_a_file_of_at_most_64_kilobytes) {
  Feed feed;
  const auto task = feed.create();
  feed.records.known.insert({RefKind::file, 8});
  EXPECT_EQ(refusal(feed.add(task, {})), "5001 description");
  EXPECT_EQ(refusal(feed.add(task, {{"files", RefList{{RefKind::file, 8}}}})), "ok");
  EXPECT_EQ(refusal(feed.add(task, {{"files", RefList{{RefKind::file, 9}}}})), "41 files[0].id");
  EXPECT_EQ(refusal(feed.add(task, {{"description", Text(65537, 'a')}})), "41 description");
  EXPECT_EQ(refusal(feed.add(task, {{"description", Text(65536, 'a')}})), "ok");
}

TEST(Comments, are_refused_where_there_is_no_task_or_its_process_is_closed) {
  Feed feed;
  EXPECT_EQ(refusal(feed.add(77, {{"description", Text("x")}})), "1000 ");
  EXPECT_EQ(refusal(feed.add(2, {{"description", Text("on a template")}})), "1000 ");
  const auto task = feed.create();
  feed.catalog.processes[0].comments_closed = true;
  const auto refused = feed.add(task, {{"description", Text("x")}});
  EXPECT_EQ(refusal(refused), "6 ");
  EXPECT_EQ(refused.error().detail, "New comments not allowed in this process");
}

TEST(Comments, turn_roles_into_people_once_each) {
  Feed feed;
  const auto task = feed.create({{"assigner", peter}, {"assignees", RefList{olga, office}}});
  const Ref assignee{RefKind::none, 1}, auditor{RefKind::none, 3}, assigner{RefKind::none, 4};
  const auto id = feed.say(task, "x", {{"recipients", RefList{olga, assignee, assigner, auditor}}});
  EXPECT_EQ(feed.comment(id).refs("recipients"), (RefList{olga, peter, office}));
  EXPECT_EQ(feed.notes, std::vector<Text>{"recipients.roles: nobody is auditor"});
}

TEST(Comments, change_what_was_sent_and_nothing_where_nothing_differs) {
  Feed feed;
  const auto task = feed.create(), other = feed.create();
  const auto id = feed.say(task, "one");
  feed.wait(60);
  const int saves = feed.records.saves;
  EXPECT_TRUE(feed.change(task, id, {{"description", Text("one")}, {"isPinned", false}}).ok());
  EXPECT_EQ(feed.records.saves, saves);
  EXPECT_TRUE(feed.change(task, id, {{"isPinned", true}}).ok());
  EXPECT_TRUE(feed.comment(id).flag("isPinned"));
  EXPECT_EQ(feed.task(task).moment("dateOfLastUpdate")->utc, feed.now);
  EXPECT_EQ(refusal(feed.change(task, id, {{"description", {}}})), "5002 description");
  EXPECT_EQ(refusal(feed.change(other, id, {{"isPinned", false}})), "5000 ");
  EXPECT_EQ(refusal(feed.change(task, 9999, {{"isPinned", false}})), "5000 ");
}

TEST(Comments, go_softly_and_give_back_the_last_comment_before) {
  Feed feed;
  const auto task = feed.create();
  const auto before = feed.say(task, "before");
  const auto then = feed.now;
  feed.wait(60);
  const auto last = feed.say(task, "last");
  EXPECT_TRUE(feed.remove(last).ok());
  EXPECT_TRUE(feed.comment(last).flag("isDeleted"));
  EXPECT_EQ(feed.task(task).moment("dateOfLastComment")->utc, then);
  EXPECT_EQ(refusal(feed.remove(last)), "5000 ");
  EXPECT_EQ(refusal(feed.change(task, last, {{"isPinned", true}})), "5000 ");
  EXPECT_TRUE(feed.remove(before).ok());
  EXPECT_EQ(feed.task(task).moment("dateOfLastComment"), nullptr);
}

TEST(Comments, the_first_shows_the_description_and_is_changed_through_the_task) {
  Feed feed;
  const auto task = feed.create({{"description", Text("What")}});
  const auto first = feed.first(task);
  EXPECT_TRUE(feed.comment(first).flag("_first"));
  EXPECT_EQ(feed.comment(first).integer("type"), 0);
  EXPECT_EQ(feed.task(task).moment("dateOfLastComment"), nullptr);
  EXPECT_TRUE(feed.change(task, first, {{"description", Text("Else")}, {"isPinned", true}}).ok());
  EXPECT_EQ(feed.task(task).text("description"), "Else");
  EXPECT_TRUE(feed.comment(first).flag("isPinned"));
  feed.wait(60);
  EXPECT_TRUE(feed.change(task, first, {{"isPinned", false}}).ok());
  EXPECT_EQ(feed.task(task).moment("dateOfLastUpdate")->utc, feed.now);
  EXPECT_TRUE(feed.change(task, first, {{"description", {}}}).ok());
  EXPECT_EQ(feed.comment(first).integer("type"), 2);
  EXPECT_TRUE(feed.move(task, {{"description", Text("Again")}}).ok());
  EXPECT_EQ(feed.comment(first).integer("type"), 0);
  EXPECT_EQ(refusal(feed.remove(first)), "6 ");
}

TEST(Comments, record_changes_of_status_and_dates_of_a_task) {
  Feed feed;
  const auto task = feed.create({{"endDateTime", at("2026-11-10 18:00")}});
  EXPECT_TRUE(feed.move(task, {{"status", status_ref(2)}}).ok());
  EXPECT_TRUE(feed.move(task, {{"startDateTime", at("2026-11-03")},
                               {"endDateTime", at("2026-11-11 18:00")}})
                  .ok());
  const auto rows = feed.feed(task);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].refs("changeStatus"), (RefList{status_ref(1), status_ref(2)}));
  EXPECT_EQ(rows[2].get("changeTaskStartDate"),
            Value(schema::DateChange{std::nullopt, at("2026-11-03")}));
  EXPECT_EQ(rows[2].get("changeTaskExpectDate"),
            Value(schema::DateChange{at("2026-11-10 18:00"), at("2026-11-11 18:00")}));
  EXPECT_EQ(rows[2].integer("type"), 2);
  EXPECT_EQ(feed.task(task).moment("dateOfLastComment"), nullptr);
  EXPECT_EQ(refusal(feed.remove(rows[1].id())), "6 ");
  EXPECT_EQ(refusal(feed.change(task, rows[2].id(), {{"isPinned", true}})), "5002 ");
}

TEST(Comments, a_silent_change_leaves_no_entry) {
  Feed feed;
  feed.silent = true;
  const auto task = feed.create();
  EXPECT_TRUE(feed.move(task, {{"status", status_ref(2)}}).ok());
  EXPECT_EQ(feed.feed(task).size(), 1u);
}

TEST(Comments, go_to_the_bin_with_the_tree_of_their_task_and_come_back) {
  Feed feed;
  const auto task = feed.create(), below = feed.create({{"parent", task_ref(task)}});
  const auto id = feed.say(below, "x");
  EXPECT_TRUE(feed.move(task, {{"isDeleted", true}}).ok());
  EXPECT_TRUE(feed.comment(id).flag("_withOwner"));
  EXPECT_TRUE(feed.comment(feed.first(task)).flag("_withOwner"));
  EXPECT_EQ(refusal(feed.remove(id)), "5000 ");
  EXPECT_TRUE(feed.move(task, {{"isDeleted", false}}).ok());
  EXPECT_FALSE(feed.comment(id).flag("_withOwner"));
  EXPECT_TRUE(feed.remove(id).ok());
}

TEST(Comments, are_unread_by_those_they_were_sent_to) {
  Feed feed;
  const auto task = feed.create({{"participants", RefList{peter}}});
  feed.act_as(peter);
  const Record row =
      feed.comment(feed.say(task, "x", {{"recipients", RefList{peter, office, robot}}}));
  const auto unread = [&](Ref person) {
    feed.act_as(person);
    return is_unread(row, feed.viewer, feed.catalog);
  };
  EXPECT_FALSE(unread(peter));  // his own
  EXPECT_TRUE(unread(olga));    // of the office
  EXPECT_FALSE(unread(robot));
}

}  // namespace
}  // namespace planstead::domain
