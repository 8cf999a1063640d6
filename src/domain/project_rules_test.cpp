// Projects: defaults, templates, days, trees, the bin and what follows in tasks.
#include <gtest/gtest.h>

#include "domain/test_account.h"
#include "schema/project.h"

namespace planstead::domain {
namespace {

class Projects : public testing::Test {
 protected:
  std::int64_t create(std::vector<Set> sets) {
    return Bench::value_of(try_create(std::move(sets)));
  }
  base::Result<std::int64_t> try_create(std::vector<Set> sets) {
    Context context = bench.context();
    return domain::create(schema::project, {}, body_of(schema::project, std::move(sets)), context);
  }
  base::Status update(std::int64_t id, std::vector<Set> sets) {
    Context context = bench.context();
    return domain::update(schema::project, {id}, body_of(schema::project, std::move(sets)),
                          context);
  }
  Record project(std::int64_t id) { return *bench.records.find(schema::project, id); }
  std::int64_t task_in(std::int64_t id) {
    bench.records.known.insert(project_ref(id));
    return bench.create({{"project", project_ref(id)}});
  }
  static Value name(std::string_view text) { return Value{std::string(text)}; }
  // Midnight in UTC: `at` reads the clock of Moscow.
  static base::Moment day(std::string_view date) {
    return {at(std::string(date) + " 03:00").utc, false};
  }

  Bench bench;
};

TEST_F(Projects, starts_active_today_and_belongs_to_its_creator) {
  const Record made = project(create({{"name", name("Стройка")}}));
  EXPECT_EQ(made.integer("status"), 2);
  EXPECT_EQ(made.ref("owner"), robot);
  ASSERT_NE(made.moment("startDate"), nullptr);
  EXPECT_FALSE(made.moment("startDate")->has_time);
  EXPECT_EQ(made.moment("endDate"), nullptr);
}

TEST_F(Projects, refuses_what_no_project_can_be) {
  const std::int64_t id = create({{"name", name("Стройка")}});
  EXPECT_EQ(refusal(try_create({})), "3001 name");
  EXPECT_EQ(refusal(try_create({{"name", name("x")}, {"status", std::int64_t{3}}})),
            "41 status.id");
  EXPECT_EQ(refusal(try_create({{"name", name("x")}, {"parent", project_ref(77)}})),
            "41 parent.id");
  EXPECT_EQ(refusal(try_create({{"name", name("x")}, {"template", project_ref(id)}})),
            "41 template.id");
  EXPECT_EQ(refusal(update(id, {{"name", {}}})), "3002 name");
  EXPECT_EQ(refusal(update(id, {{"owner", {}}})), "41 owner.id");
  EXPECT_EQ(refusal(update(78, {{"name", name("x")}})), "3000 ");
}

TEST_F(Projects, keeps_the_end_behind_the_start) {
  EXPECT_EQ(
      refusal(try_create(
          {{"name", name("x")}, {"startDate", day("2026-11-02")}, {"endDate", day("2026-11-01")}})),
      "41 endDate");
  const std::int64_t past = create({{"name", name("x")}, {"endDate", day("2026-01-01")}});
  EXPECT_EQ(project(past).get("startDate"), Value{day("2026-01-01")});
  EXPECT_TRUE(update(past, {{"hasEndDate", false}}).ok());
  EXPECT_EQ(project(past).moment("endDate"), nullptr);
}

TEST_F(Projects, takes_a_moment_for_its_day) {
  const std::int64_t id = create({{"name", name("x")},
                                  {"startDate", at("2026-11-02 00:00")},
                                  {"endDate", at("2026-11-02 22:00")}});
  EXPECT_EQ(project(id).get("startDate"), Value{day("2026-11-02")});
  EXPECT_EQ(project(id).get("endDate"), Value{day("2026-11-02")});
}

TEST_F(Projects, copies_the_presets_of_its_template) {
  Record form(schema::project);
  form.set_id(500);
  form.set("_template", true);
  form.set("name", name("Типовой"));
  form.set("description", name("план"));
  form.set("hiddenForClients", true);
  form.set("assignees", RefList{olga});
  bench.records.save(form);
  bench.records.known.insert(project_ref(500));
  bench.act_as(peter);
  const Record made = project(create(
      {{"name", name("По шаблону")}, {"template", project_ref(500)}, {"hiddenForClients", false}}));
  EXPECT_EQ(made.text("name"), "По шаблону");
  EXPECT_EQ(made.text("description"), "план");
  EXPECT_FALSE(made.flag("hiddenForClients"));
  EXPECT_FALSE(made.flag("_template"));
  EXPECT_EQ(made.refs("assignees"), RefList{olga});
  EXPECT_EQ(made.refs("clientManagers"), RefList{peter});
}

TEST_F(Projects, has_no_cycles) {
  const std::int64_t top = create({{"name", name("a")}});
  bench.records.known.insert(project_ref(top));
  const std::int64_t below = create({{"name", name("b")}, {"parent", project_ref(top)}});
  EXPECT_EQ(refusal(update(top, {{"parent", project_ref(below)}})), "3002 parent.id");
  EXPECT_EQ(refusal(update(top, {{"parent", project_ref(top)}})), "3002 parent.id");
}

TEST_F(Projects, goes_to_the_bin_and_comes_back_with_its_tasks) {
  const std::int64_t top = create({{"name", name("a")}});
  const std::int64_t below = create({{"name", name("b")}, {"parent", project_ref(top)}});
  const std::int64_t task = task_in(below), before = task_in(top);
  bench.update(before, {{"isDeleted", true}});
  ASSERT_TRUE(update(top, {{"isDeleted", true}}).ok());
  EXPECT_TRUE(project(below).flag("isDeleted"));
  EXPECT_TRUE(bench.task(task).flag("isDeleted"));
  EXPECT_EQ(refusal(update(top, {{"name", name("x")}})), "3002 isDeleted");
  ASSERT_TRUE(update(top, {{"isDeleted", false}}).ok());
  EXPECT_FALSE(project(below).flag("isDeleted"));
  EXPECT_FALSE(bench.task(task).flag("isDeleted"));
  EXPECT_TRUE(bench.task(before).flag("isDeleted"));  // it was there before
}

TEST_F(Projects, hands_a_new_counterparty_to_the_tasks_that_had_the_old_one) {
  const std::int64_t id = create({{"name", name("a")}, {"counterparty", client}});
  const std::int64_t same = task_in(id), other = task_in(id);
  bench.update(same, {{"counterparty", client}});
  bench.update(other, {{"counterparty", office}});
  ASSERT_TRUE(update(id, {{"counterparty", office}}).ok());
  EXPECT_EQ(bench.task(same).ref("counterparty"), office);
  ASSERT_TRUE(update(id, {{"counterparty", client}}).ok());
  EXPECT_EQ(bench.task(other).ref("counterparty"), client);
}

TEST_F(Projects, is_late_only_while_it_is_active) {
  Record late(schema::project);
  late.set("startDate", day("2026-10-01"));
  late.set("endDate", day("2026-11-01"));
  const auto derived = [&](schema::Derive what) {
    return derive(what, late, bench.catalog, bench.viewer, bench.now);
  };
  EXPECT_EQ(derived(schema::Derive::overdue), Value{true});
  EXPECT_EQ(derived(schema::Derive::close_to_deadline), Value{false});
  EXPECT_EQ(derived(schema::Derive::has_end_date), Value{true});
  late.set("status", std::int64_t{1});
  EXPECT_EQ(derived(schema::Derive::overdue), Value{false});
  late.set("status", std::int64_t{2});
  late.set("endDate", day("2026-11-05"));
  EXPECT_EQ(derived(schema::Derive::close_to_deadline), Value{true});
}

}  // namespace
}  // namespace planstead::domain
