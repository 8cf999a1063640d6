// Creating tasks: what is required, what comes by itself, what templates give, what is refused.
#include <gtest/gtest.h>

#include "domain/test_account.h"
#include "schema/references.h"

namespace planstead::domain {
namespace {

using Text = std::string;

TEST(CreateTask, needs_nothing_but_a_name) {
  Bench bench;
  const std::int64_t id = bench.create({{"name", Text("Подготовить отчёт")}});
  const Record task = bench.task(id);
  EXPECT_EQ(task.text("name"), "Подготовить отчёт");
  EXPECT_EQ(task.ref("assigner"), robot);
  EXPECT_EQ(task.ref("status").id, 1);
  EXPECT_EQ(task.ref("template").id, 2);
  EXPECT_EQ(task.integer("processId"), 1);
  EXPECT_EQ(task.integer("priority"), 0);
  EXPECT_TRUE(task.flag("resultChecking"));
  EXPECT_EQ(task.moment("dateTime")->utc, bench.now);
  EXPECT_EQ(task.moment("dateOfLastUpdate")->utc, bench.now);
}

TEST(CreateTask, refuses_a_missing_or_blank_name) {
  Bench bench;
  EXPECT_EQ(refusal(bench.try_create(bench.body({}))), "40 name");
  EXPECT_EQ(refusal(bench.try_create(bench.body({{"name", Text("  ")}}))), "40 name");
  EXPECT_EQ(bench.records.saves, 0);
}

TEST(CreateTask, counts_the_250_characters_of_a_name_and_not_its_bytes) {
  Bench bench;
  Text name;
  for (int i = 0; i < 250; ++i) name += "ё";
  EXPECT_EQ(refusal(bench.try_create(bench.body({{"name", name}}))), "ok");
  EXPECT_EQ(refusal(bench.try_create(bench.body({{"name", name + "ё"}}))), "41 name");
}

TEST(CreateTask, refuses_things_that_do_not_exist_and_names_the_place) {
  Bench bench;
  const auto with = [&](std::string_view field, Value value) {
    return refusal(bench.try_create(bench.body({{"name", Text("x")}, {field, std::move(value)}})));
  };
  const Ref stranger{RefKind::user, 99};
  EXPECT_EQ(with("project", project_ref(9)), "41 project.id");
  EXPECT_EQ(with("counterparty", Ref{RefKind::contact, 9}), "41 counterparty.id");
  EXPECT_EQ(with("assigner", stranger), "41 assigner.id");
  EXPECT_EQ(with("parent", task_ref(9)), "41 parent.id");
  EXPECT_EQ(with("template", task_ref(9)), "41 template.id");
  EXPECT_EQ(with("object", task_ref(9)), "41 object.id");
  EXPECT_EQ(with("assignees", RefList{peter, stranger}), "41 assignees.users[1].id");
  EXPECT_EQ(with("auditors", RefList{peter, Ref{RefKind::group, 9}}), "41 auditors.groups[0].id");
  EXPECT_EQ(with("files", RefList{{RefKind::file, 9}}), "41 files[0].id");
  EXPECT_EQ(bench.records.saves, 0);
  const auto refused =
      bench.try_create(bench.body({{"name", Text("x")}, {"project", project_ref(9)}}));
  EXPECT_EQ(refused.error().detail, "Project not found by id 9");
}

TEST(CreateTask, copies_presets_of_the_template_for_absent_keys_only) {
  Bench bench;
  catalog::Template& form = bench.catalog.templates[0];
  form.preset_keys = {"name", "description", "assignees", "priority", "parent"};
  form.preset.set("name", Text("Заявка"));
  form.preset.set("description", Text("<p>Текст</p>"));
  form.preset.set("assignees", RefList{peter});
  form.preset.set("priority", std::int64_t{1});
  form.preset.set("parent", task_ref(77));
  form.preset.set_custom(10, Text("из шаблона"));
  form.preset.set_custom(11, 5.0);
  const auto id = Bench::value_of(bench.try_create(
      bench.body({{"assignees", RefList{}}, {"template", task_ref(form.id)}}, {{11, Value{}}})));
  const Record task = bench.task(id);
  EXPECT_EQ(task.text("name"), "Заявка");
  EXPECT_EQ(task.text("description"), "<p>Текст</p>");
  EXPECT_TRUE(task.refs("assignees").empty());
  EXPECT_EQ(task.integer("priority"), 1);
  EXPECT_EQ(task.ref("parent").id, 0);
  EXPECT_EQ(*task.custom_value(10), Value{Text("из шаблона")});
  EXPECT_EQ(task.custom_value(11), nullptr);
}

TEST(CreateTask, does_not_call_a_task_by_the_standard_template_that_nobody_named) {
  Bench bench;
  catalog::Template& form = bench.catalog.templates[0];
  form.preset_keys = {"name"};
  form.preset.set("name", Text("Задача"));
  const auto refused = bench.try_create(bench.body({}));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, base::ErrorCode::parameter_missing);
}

TEST(CreateTask, takes_the_default_template_of_the_project_then_of_the_creator) {
  Bench bench;
  bench.catalog.fields.back().holders.clear();
  bench.catalog.templates[1].required.clear();
  bench.catalog.users[1].default_template = 3;
  bench.act_as(peter);
  EXPECT_EQ(bench.task(bench.create()).ref("template").id, 3);
  bench.act_as(olga);
  EXPECT_EQ(bench.task(bench.create()).ref("template").id, 2);
  Record project(schema::project);
  project.set_id(1);
  project.set("taskTemplate", task_ref(3));
  bench.records.save(project);
  const auto parent = bench.create({{"project", project_ref(1)}});
  EXPECT_EQ(bench.task(parent).ref("template").id, 3);
  EXPECT_EQ(bench.task(bench.create({{"parent", task_ref(parent)}})).ref("template").id, 3);
}

TEST(CreateTask, an_object_alone_decides_process_and_status) {
  Bench bench;
  const Record task = bench.task(bench.create({{"object", task_ref(4)}}));
  EXPECT_EQ(task.ref("template").id, 0);
  EXPECT_EQ(task.integer("processId"), 20);
  EXPECT_EQ(task.ref("status").id, 100);  // the first active one; there is no New
}

TEST(CreateTask, an_object_named_as_template_is_the_object_too) {
  Bench bench;
  const Record task = bench.task(bench.create({{"template", task_ref(4)}}));
  EXPECT_EQ(task.ref("object").id, 4);
  EXPECT_EQ(task.integer("processId"), 20);
}

TEST(CreateTask, takes_a_process_that_agrees_and_notes_another) {
  Bench bench;
  bench.create({{"processId", std::int64_t{1}}});
  EXPECT_TRUE(bench.notes.empty());
  const auto id = bench.create({{"processId", std::int64_t{20}}});
  EXPECT_EQ(bench.task(id).integer("processId"), 1);
  EXPECT_EQ(bench.notes.size(), 1u);
}

TEST(CreateTask, inherits_the_project_of_its_parent_and_adds_the_projects_people) {
  Bench bench;
  Record project(schema::project);
  project.set_id(1);
  project.set("assignees", RefList{olga});
  bench.records.save(project);
  const auto parent = bench.create({{"project", project_ref(1)}, {"assignees", RefList{peter}}});
  EXPECT_EQ(bench.task(parent).refs("assignees"), RefList{peter});
  const Record child = bench.task(bench.create({{"parent", task_ref(parent)}}));
  EXPECT_EQ(child.ref("project"), project_ref(1));
  EXPECT_EQ(child.refs("assignees"), RefList{olga});
  const Record apart =
      bench.task(bench.create({{"parent", task_ref(parent)}, {"project", Value{}}}));
  EXPECT_EQ(apart.ref("project").id, 0);
}

TEST(CreateTask, takes_any_status_of_the_set_but_rejected) {
  Bench bench;
  const auto with = [&](std::int64_t status) {
    return refusal(
        bench.try_create(bench.body({{"name", Text("x")}, {"status", status_ref(status)}})));
  };
  for (std::int64_t status : {0, 1, 2, 3, 4, 6, 7}) EXPECT_EQ(with(status), "ok");
  EXPECT_EQ(with(5), "41 status.id");
  EXPECT_EQ(with(100), "41 status.id");
}

TEST(CreateTask, accepts_by_itself_what_somebody_gives_to_himself) {
  Bench bench;
  bench.act_as(peter);
  EXPECT_EQ(bench.status(bench.create({{"assignees", RefList{peter}}})), 2);
  EXPECT_EQ(bench.status(bench.create({{"assignees", RefList{olga}}})), 1);
  EXPECT_EQ(bench.status(bench.create({{"assignees", RefList{peter}}, {"status", status_ref(1)}})),
            1);
  const Record shared = bench.task(bench.create({{"assignees", RefList{peter, olga}}}));
  EXPECT_EQ(shared.ref("status").id, 1);
  EXPECT_EQ(status_for(shared, bench.viewer), 2);
  bench.catalog.processes[0].auto_accept = false;
  EXPECT_EQ(bench.status(bench.create({{"assignees", RefList{peter}}})), 1);
}

TEST(CreateTask, only_administrators_set_the_time_of_creation) {
  Bench bench;
  const Moment past = at("2020-01-01 10:00");
  EXPECT_EQ(bench.task(bench.create({{"dateTime", past}})).moment("dateTime")->utc, past.utc);
  bench.act_as(peter);
  EXPECT_EQ(bench.task(bench.create({{"dateTime", past}})).moment("dateTime")->utc, bench.now);
  EXPECT_EQ(bench.notes.size(), 1u);
}

TEST(CreateTask, refuses_custom_fields_that_are_unknown_or_foreign) {
  Bench bench;
  const auto with = [&](std::int64_t field, Value value) {
    return refusal(
        bench.try_create(bench.body({{"name", Text("x")}}, {{field, std::move(value)}})));
  };
  EXPECT_EQ(with(10, Text("Текст")), "ok");
  EXPECT_EQ(with(18, Text("Текст")), "41 customFieldData[0].field.id");
  EXPECT_EQ(with(999, Text("Текст")), "41 customFieldData[0].field.id");
}

TEST(CreateTask, notes_computed_fields_and_ignores_them) {
  Bench bench;
  const auto id = bench.create({}, {{17, Text("42")}});
  EXPECT_EQ(bench.task(id).custom_value(17), nullptr);
  EXPECT_EQ(bench.notes.size(), 1u);
}

TEST(CreateTask, refuses_a_second_value_where_duplicates_are_forbidden) {
  Bench bench;
  const auto first = bench.create({}, {{12, Text("ИНН 77")}});
  EXPECT_EQ(refusal(bench.try_create(bench.body({{"name", Text("x")}}, {{12, Text("ИНН 77")}}))),
            "41 customFieldData[0].value");
  bench.update(first, {}, {{12, Text("ИНН 77")}});
}

TEST(CreateTask, names_a_required_field_in_the_words_that_clients_look_for) {
  Bench bench;
  const auto refused =
      bench.try_create(bench.body({{"name", Text("x")}, {"template", task_ref(3)}}));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, base::ErrorCode::task_not_added);
  EXPECT_NE(base::text_of(refused.error()).find("custom_field_is_required, id 19"), Text::npos);
  bench.create({{"template", task_ref(3)}}, {{19, Text("есть")}});
}

TEST(CreateTask, adds_up_its_own_numbers) {
  Bench bench;
  EXPECT_EQ(*bench.task(bench.create({}, {{11, 2.5}, {15, 4.0}})).custom_value(14), Value{6.5});
  EXPECT_EQ(bench.task(bench.create()).custom_value(14), nullptr);
}

TEST(CreateTask, keeps_favourites_per_person) {
  Bench bench;
  const auto id = bench.create({{"inFavorites", true}});
  EXPECT_TRUE(bench.records.is_favorite(robot, task_ref(id)));
  EXPECT_FALSE(bench.records.is_favorite(peter, task_ref(id)));
}

TEST(CreateTask, limits_the_version_of_external_data) {
  Bench bench;
  const auto with = [&](std::size_t length) {
    return refusal(bench.try_create(
        bench.body({{"name", Text("x")}, {"sourceDataVersion", Text(length, 'v')}})));
  };
  EXPECT_EQ(with(100), "ok");
  EXPECT_EQ(with(101), "41 sourceDataVersion");
}

}  // namespace
}  // namespace planstead::domain
