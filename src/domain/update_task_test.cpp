// Changing tasks: partial failures, the bin, parents, favourites, and changes that change nothing.
#include <gtest/gtest.h>

#include "domain/test_account.h"

namespace planstead::domain {
namespace {

using Text = std::string;

TEST(UpdateTask, answers_1000_for_a_missing_task_and_for_a_template) {
  Bench bench;
  const auto missing = bench.try_update(9, bench.body({{"name", Text("x")}}));
  EXPECT_EQ(base::text_of(missing.error()), "Task not found by id 9");
  EXPECT_EQ(missing.error().http_status, 404);
  Record form(schema::task);
  form.set_id(2);
  form.set("_kind", static_cast<std::int64_t>(schema::TaskKind::task_template));
  bench.records.save(form);
  EXPECT_EQ(refusal(bench.try_update(2, bench.body({{"name", Text("x")}}))), "1000 ");
}

TEST(UpdateTask, writes_nothing_when_nothing_changes) {
  Bench bench;
  const auto id =
      bench.create({{"name", Text("Имя")}, {"assignees", RefList{peter}}}, {{10, Text("а")}});
  const int saves = bench.records.saves;
  const Moment updated = *bench.task(id).moment("dateOfLastUpdate");
  bench.wait(60);
  bench.update(id,
               {{"name", Text("Имя")},
                {"status", status_ref(1)},
                {"assignees", RefList{peter}},
                {"description", Value{}},
                {"isSummary", false},
                {"isDeleted", false}},
               {{10, Text("а")}});
  EXPECT_EQ(bench.records.saves, saves);
  EXPECT_EQ(*bench.task(id).moment("dateOfLastUpdate"), updated);
  bench.update(id, {{"name", Text("Другое")}});
  EXPECT_EQ(bench.task(id).moment("dateOfLastUpdate")->utc, bench.now);
}

TEST(UpdateTask, a_favourite_does_not_touch_the_task) {
  Bench bench;
  const auto id = bench.create();
  const int saves = bench.records.saves;
  bench.update(id, {{"inFavorites", true}});
  EXPECT_TRUE(bench.records.is_favorite(robot, task_ref(id)));
  bench.update(id, {{"inFavorites", false}});
  EXPECT_FALSE(bench.records.is_favorite(robot, task_ref(id)));
  EXPECT_EQ(bench.records.saves, saves);
}

TEST(UpdateTask, saves_the_rest_when_process_and_template_cannot_change) {
  Bench bench;
  const auto id = bench.create();
  bench.update(
      id, {{"name", Text("Новое")}, {"processId", std::int64_t{20}}, {"template", task_ref(3)}});
  ASSERT_EQ(bench.failures.size(), 2u);
  EXPECT_EQ(bench.failures[0].field, "template");
  EXPECT_EQ(bench.failures[1].field, "processId");
  EXPECT_EQ(bench.task(id).text("name"), "Новое");
  EXPECT_EQ(bench.task(id).integer("processId"), 1);
  bench.update(id, {{"processId", std::int64_t{1}}, {"template", task_ref(2)}});
  EXPECT_EQ(bench.failures.size(), 2u);
}

TEST(UpdateTask, a_new_object_brings_its_process_and_a_status_that_fits) {
  Bench bench;
  const auto id = bench.create();
  bench.update(id, {{"object", task_ref(4)}});
  EXPECT_EQ(bench.task(id).integer("processId"), 20);
  EXPECT_EQ(bench.status(id), 100);
}

TEST(UpdateTask, replaces_lists_of_people_and_files) {
  Bench bench;
  bench.records.known.insert({RefKind::file, 4});
  const auto id =
      bench.create({{"assignees", RefList{peter, olga}}, {"files", RefList{{RefKind::file, 4}}}});
  bench.update(id, {{"assignees", RefList{ivan}}, {"files", Value{}}});
  EXPECT_EQ(bench.task(id).refs("assignees"), RefList{ivan});
  EXPECT_TRUE(bench.task(id).refs("files").empty());
}

TEST(UpdateTask, does_not_ask_again_for_people_who_were_there_and_left) {
  Bench bench;
  const auto id = bench.create({{"participants", RefList{peter, olga}}});
  bench.records.known.erase(olga);
  bench.update(id, {{"participants", RefList{peter, olga, ivan}}});
  EXPECT_EQ(bench.task(id).refs("participants").size(), 3u);
  EXPECT_EQ(refusal(bench.try_update(id, bench.body({{"auditors", RefList{olga}}}))),
            "41 auditors.users[0].id");
}

TEST(UpdateTask, a_draft_keeps_its_assigner_and_no_task_is_without) {
  Bench bench;
  const auto draft = bench.create({{"status", status_ref(0)}});
  bench.update(draft, {{"assigner", peter}});
  EXPECT_EQ(bench.task(draft).ref("assigner"), robot);
  EXPECT_EQ(bench.failures.at(0).field, "assigner");
  const auto id = bench.create();
  bench.update(id, {{"assigner", peter}});
  EXPECT_EQ(bench.task(id).ref("assigner"), peter);
  EXPECT_EQ(refusal(bench.try_update(id, bench.body({{"assigner", Value{}}}))), "41 assigner.id");
}

TEST(UpdateTask, names_custom_fields_that_it_could_not_write) {
  Bench bench;
  const auto id = bench.create({}, {{11, 1.0}});
  bench.update(id, {},
               {{10, Text("записано")}, {18, Text("x")}, {999, Text("x")}, {17, Text("x")}});
  ASSERT_EQ(bench.failures.size(), 3u);
  EXPECT_EQ(bench.failures[0].field, "18");
  EXPECT_EQ(bench.failures[1].field, "999");
  EXPECT_EQ(bench.failures[2].field, "17");
  EXPECT_EQ(bench.notes.size(), 3u);
  EXPECT_EQ(*bench.task(id).custom_value(10), Value{Text("записано")});
  bench.update(id, {}, {{14, 1.0}});  // a computed value read and written back
  EXPECT_EQ(bench.failures.size(), 3u);
}

TEST(UpdateTask, moves_in_the_tree_but_never_below_itself) {
  Bench bench;
  const auto top = bench.create(), middle = bench.create({{"parent", task_ref(top)}}),
             leaf = bench.create({{"parent", task_ref(middle)}});
  const auto under = [&](std::int64_t id, std::int64_t parent) {
    return refusal(bench.try_update(id, bench.body({{"parent", task_ref(parent)}})));
  };
  EXPECT_EQ(under(top, top), "41 parent.id");
  EXPECT_EQ(under(top, leaf), "41 parent.id");
  EXPECT_EQ(under(top, 9), "41 parent.id");
  EXPECT_EQ(under(leaf, top), "ok");
  EXPECT_EQ(bench.records.subtasks(top), (std::vector{middle, leaf}));
  bench.update(leaf, {{"parent", Value{}}});
  EXPECT_EQ(bench.task(leaf).ref("parent").id, 0);
}

TEST(UpdateTask, a_new_counterparty_reaches_subtasks_that_had_the_old_one) {
  Bench bench;
  const Ref other{RefKind::contact, 6};
  bench.records.known.insert(other);
  const auto top = bench.create({{"counterparty", client}});
  const auto same = bench.create({{"parent", task_ref(top)}, {"counterparty", client}});
  const auto none = bench.create({{"parent", task_ref(top)}});
  bench.update(top, {{"counterparty", other}});
  EXPECT_EQ(bench.task(same).ref("counterparty"), other);
  EXPECT_EQ(bench.task(none).ref("counterparty").id, 0);
}

TEST(UpdateTask, a_status_that_left_the_set_stays_until_somebody_changes_it) {
  Bench bench;
  const auto id = bench.create({{"status", status_ref(7)}});
  std::erase(bench.catalog.processes[0].statuses, 7);
  bench.update(id, {{"name", Text("Новое")}, {"status", status_ref(7)}});
  EXPECT_EQ(bench.status(id), 7);
}

TEST(UpdateTask, the_bin_takes_the_whole_subtree_and_gives_it_back) {
  Bench bench;
  const auto top = bench.create(), middle = bench.create({{"parent", task_ref(top)}}),
             leaf = bench.create({{"parent", task_ref(middle)}}),
             gone = bench.create({{"parent", task_ref(top)}});
  bench.update(gone, {{"isDeleted", true}});
  bench.update(top, {{"isDeleted", true}});
  EXPECT_TRUE(bench.task(leaf).flag("isDeleted"));
  EXPECT_EQ(bench.task(leaf).integer("_deletedWith"), top);
  bench.update(top, {{"isDeleted", false}});
  for (std::int64_t id : {top, middle, leaf}) EXPECT_FALSE(bench.task(id).flag("isDeleted"));
  EXPECT_TRUE(bench.task(gone).flag("isDeleted"));
}

TEST(UpdateTask, one_task_comes_back_from_the_bin_alone) {
  Bench bench;
  const auto top = bench.create(), leaf = bench.create({{"parent", task_ref(top)}});
  bench.update(top, {{"isDeleted", true}});
  bench.update(leaf, {{"isDeleted", false}});
  EXPECT_FALSE(bench.task(leaf).flag("isDeleted"));
  EXPECT_TRUE(bench.task(top).flag("isDeleted"));
}

TEST(UpdateTask, nothing_in_the_bin_changes_but_by_restoring) {
  Bench bench;
  const auto id = bench.create();
  bench.update(id, {{"isDeleted", true}});
  EXPECT_EQ(refusal(bench.try_update(id, bench.body({{"name", Text("x")}}))), "1002 isDeleted");
  EXPECT_EQ(refusal(bench.try_update(id, bench.body({{"name", Text("x")}, {"isDeleted", false}}))),
            "1002 isDeleted");
  EXPECT_EQ(refusal(bench.try_update(id, bench.body({}))), "1002 isDeleted");
}

TEST(UpdateTask, totals_of_subtasks_reach_every_ancestor) {
  Bench bench;
  const auto top = bench.create({}, {{11, 100.0}}),
             middle = bench.create({{"parent", task_ref(top)}}, {{11, 2.0}}),
             leaf = bench.create({{"parent", task_ref(middle)}}, {{11, 3.0}});
  EXPECT_EQ(*bench.task(top).custom_value(13), Value{5.0});
  EXPECT_EQ(*bench.task(middle).custom_value(13), Value{3.0});
  EXPECT_EQ(bench.task(leaf).custom_value(13), nullptr);
  bench.update(leaf, {}, {{11, 10.0}});
  EXPECT_EQ(*bench.task(top).custom_value(13), Value{12.0});
  bench.update(leaf, {{"isDeleted", true}});
  EXPECT_EQ(*bench.task(top).custom_value(13), Value{2.0});
  bench.update(leaf, {{"isDeleted", false}});
  EXPECT_EQ(*bench.task(top).custom_value(13), Value{12.0});
  bench.update(middle, {{"parent", Value{}}});
  EXPECT_EQ(bench.task(top).custom_value(13), nullptr);
}

TEST(UpdateTask, totals_may_count_direct_subtasks_only) {
  Bench bench;
  bench.catalog.fields[3].direct_only = true;
  const auto top = bench.create(), middle = bench.create({{"parent", task_ref(top)}}, {{11, 2.0}});
  bench.create({{"parent", task_ref(middle)}}, {{11, 3.0}});
  EXPECT_EQ(*bench.task(top).custom_value(13), Value{2.0});
}

TEST(UpdateTask, totals_count_periods_in_minutes_and_ticks) {
  Bench bench;
  const auto top = bench.create();
  bench.catalog.fields[1].type = schema::find_custom_type(6);
  const schema::Period night{{23 * 60}, {60}};
  bench.create({{"parent", task_ref(top)}}, {{11, night}});
  EXPECT_EQ(*bench.task(top).custom_value(13), Value{120.0});
}

}  // namespace
}  // namespace planstead::domain
