// Levels on a task and what each key of a body needs: tables over the places that people hold.
#include "domain/access.h"

#include <gtest/gtest.h>

#include "domain/test_account.h"
#include "schema/contact.h"
#include "schema/project.h"

namespace planstead::domain {
namespace {

constexpr Ref boss{RefKind::user, 8}, sales{RefKind::group, 4};

// Peter (5) belongs to the sales, whose head is 8; Olga and Ivan are the office.
class Account : public Bench {
 public:
  Account() {
    catalog::User head;
    head.id = 8;
    catalog.users.push_back(head);
    catalog.users[1].groups = {4};
    catalog.groups.push_back({.id = 4, .name = {}, .heads = {8}, .members = {5}});
    records.known.insert({boss, sales});
    act_as(robot);
  }
  Level level(Ref person, std::vector<Set> places) {
    act_as(robot);
    const Record task = this->task(create(std::move(places)));
    act_as(person);
    Context all = context();
    const Level level = Asker(all).level(task);
    act_as(robot);
    return level;
  }
  std::string tries(Ref person, std::int64_t id, std::vector<Set> sets) {
    act_as(person);
    const std::string outcome = refusal(try_update(id, body(std::move(sets))));
    act_as(robot);
    return outcome;
  }
};

TEST(Levels, follow_the_places_on_the_task) {
  struct Case {
    Ref person;
    std::string_view place;
    Value holder;
    Level level;
  };
  const Case cases[] = {
      {peter, "assigner", peter, Level::edit},
      {peter, "auditors", RefList{peter}, Level::edit},
      {peter, "auditors", RefList{sales}, Level::edit},
      {peter, "assignees", RefList{peter}, Level::status},
      {olga, "assignees", RefList{office}, Level::status},
      {peter, "participants", RefList{peter}, Level::comment},
      {olga, "participants", RefList{office}, Level::comment},
      {client, "assigner", client, Level::edit},
      {client, "participants", RefList{client}, Level::comment},
      {boss, "assigner", peter, Level::edit},
      {boss, "assignees", RefList{peter}, Level::status},
      {boss, "assignees", RefList{sales}, Level::status},
      {boss, "participants", RefList{peter}, Level::comment},
      {boss, "auditors", RefList{peter}, Level::none},
      {peter, "participants", RefList{boss}, Level::none},
      {ivan, "assigner", peter, Level::none},
      {robot, "assigner", peter, Level::edit},
  };
  for (const Case& one : cases) {
    Account account;
    EXPECT_EQ(account.level(one.person, {{one.place, one.holder}}), one.level)
        << one.person.id << ' ' << one.place;
  }
}

TEST(Levels, an_auditor_of_the_project_edits_its_tasks) {
  Account account;
  Record project(schema::project);
  project.set_id(1);
  project.set("auditors", RefList{office});
  account.records.save(project);
  EXPECT_EQ(account.level(ivan, {{"project", project_ref(1)}}), Level::edit);
  EXPECT_EQ(account.level(peter, {{"project", project_ref(1)}}), Level::none);
}

TEST(Levels, a_draft_is_its_assigners_alone) {
  Account account;
  const std::vector<Set> draft{
      {"status", status_ref(0)}, {"assigner", peter}, {"auditors", RefList{olga}}};
  EXPECT_EQ(account.level(peter, draft), Level::edit);
  EXPECT_EQ(account.level(olga, draft), Level::none);
  EXPECT_EQ(account.level(boss, draft), Level::none);
}

TEST(TaskKeys, need_what_the_table_says) {
  struct Case {
    std::string_view key;
    Value value;
    std::string_view assigner, assignee, participant;
  };
  const Case cases[] = {
      {"name", std::string("Другое"), "ok", "6 name", "6 name"},
      {"description", std::string("x"), "ok", "6 description", "6 description"},
      {"assignees", RefList{peter, olga}, "ok", "ok", "6 assignees"},
      {"participants", RefList{ivan, boss}, "ok", "ok", "ok"},
      {"inFavorites", true, "ok", "ok", "ok"},
      {"auditors", RefList{peter}, "ok", "6 auditors", "6 auditors"},
      {"counterparty", client, "ok", "6 counterparty", "6 counterparty"},
      {"endDateTime", at("2026-12-01 10:00"), "ok", "6 endDateTime", "6 endDateTime"},
      {"isDeleted", true, "ok", "6 isDeleted", "6 isDeleted"},
      {"status", status_ref(2), "ok", "ok", "1002 status.id"},
      {"status", status_ref(7), "ok", "1002 status.id", "1002 status.id"},
      // As it is stored already: nobody is asked.
      {"name", std::string("Задача"), "ok", "ok", "ok"},
      {"hasEndDate", true, "ok", "ok", "ok"},
      {"hasEndDate", false, "ok", "ok", "ok"},
      {"status", status_ref(1), "ok", "ok", "ok"},
      {"isDeleted", false, "ok", "ok", "ok"},
  };
  for (const Case& one : cases) {
    const std::pair<Ref, std::string_view> expected[] = {
        {olga, one.assigner}, {peter, one.assignee}, {ivan, one.participant}};
    for (const auto& [person, outcome] : expected) {
      Account account;
      const auto id = account.create({{"assigner", olga},
                                      {"assignees", RefList{peter}},
                                      {"participants", RefList{ivan}},
                                      {"resultChecking", true}});
      EXPECT_EQ(account.tries(client, id, {{one.key, one.value}}), "6 ");
      EXPECT_EQ(account.tries(person, id, {{one.key, one.value}}), outcome)
          << one.key << " by " << person.id;
    }
  }
}

TEST(TaskKeys, one_forbidden_key_refuses_the_whole_request) {
  Account account;
  const auto id = account.create({{"assignees", RefList{peter}}});
  const int saves = account.records.saves;
  EXPECT_EQ(account.tries(peter, id, {{"name", std::string("x")}, {"status", status_ref(2)}}),
            "6 name");
  EXPECT_EQ(account.records.saves, saves);
}

TEST(TaskKeys, an_assignee_sets_the_dates_where_nobody_checks_the_result) {
  Account account;
  const auto id = account.create({{"assignees", RefList{peter}}, {"resultChecking", false}});
  EXPECT_EQ(account.tries(peter, id, {{"endDateTime", at("2026-12-01 10:00")}}), "ok");
  EXPECT_EQ(account.tries(boss, id, {{"endDateTime", at("2026-12-02 10:00")}}), "6 endDateTime");
}

TEST(TaskKeys, custom_fields_follow_their_own_list) {
  Account account;
  catalog::CustomField& field = account.catalog.fields[0];
  const auto id =
      account.create({{"assignees", RefList{peter}}, {"participants", RefList{ivan, olga}}});
  const auto fills = [&](Ref person, const std::string& text) {
    account.act_as(person);
    return refusal(account.try_update(id, account.body({}, {{10, text}}))).substr(0, 2);
  };
  EXPECT_EQ(fills(peter, "a"), "ok");
  EXPECT_EQ(fills(ivan, "b"), "6 ");
  EXPECT_EQ(fills(ivan, "a"), "ok");  // as it is
  field.access.edit = {.is_given = true, .people = {ivan}, .roles = {}};
  EXPECT_EQ(fills(peter, "c"), "6 ");
  EXPECT_EQ(fills(ivan, "d"), "ok");
  EXPECT_EQ(fills(boss, "e"), "6 ");
  EXPECT_EQ(fills(robot, "f"), "ok");
  field.access.edit = {.is_given = true, .people = {}, .roles = {catalog::TaskRole::participant}};
  EXPECT_EQ(fills(olga, "g"), "ok");
  EXPECT_EQ(fills(peter, "h"), "6 ");
}

TEST(TaskKeys, a_fields_list_decides_over_the_assigner_too) {
  Account account;
  catalog::CustomField& field = account.catalog.fields[0];
  const auto id = account.create({{"assigner", olga}, {"assignees", RefList{peter}}});
  const auto fills = [&](Ref person, const std::string& text) {
    account.act_as(person);
    return refusal(account.try_update(id, account.body({}, {{10, text}}))).substr(0, 2);
  };
  const auto creates = [&](Ref person) {
    account.act_as(person);
    return refusal(account.try_create(
                       account.body({{"name", std::string("x")}, {"assignees", RefList{peter}}},
                                    {{10, std::string("y")}})))
        .substr(0, 2);
  };
  field.access.edit = {.is_given = true, .people = {}, .roles = {catalog::TaskRole::assignee}};
  EXPECT_EQ(fills(olga, "a"), "6 ");
  EXPECT_EQ(fills(peter, "b"), "ok");
  EXPECT_EQ(creates(olga), "6 ");
  EXPECT_EQ(creates(peter), "ok");
  field.access = {.view = {.is_given = true, .people = {ivan}, .roles = {}}};
  EXPECT_EQ(fills(olga, "c"), "6 ");
  EXPECT_EQ(creates(olga), "6 ");
}

TEST(TaskKeys, a_status_that_stays_opens_no_other_key) {
  Account account;
  const auto id = account.create({{"assigner", olga},
                                  {"participants", RefList{peter}},
                                  {"status", status_ref(4)},
                                  {"delayedTillDate", at("2026-12-01 10:00")}});
  const std::vector<Set> same{{"status", status_ref(4)},
                              {"delayedTillDate", at("2027-12-01 10:00")}};
  EXPECT_EQ(account.tries(peter, id, same), "6 delayedTillDate");
  EXPECT_EQ(account.tries(olga, id, same), "ok");
}

TEST(Places, of_ones_own_are_not_those_of_a_head) {
  Account account;
  const Record task = account.task(account.create(
      {{"assigner", olga}, {"assignees", RefList{sales}}, {"auditors", RefList{boss}}}));
  Context all = account.context();
  account.act_as(peter);
  EXPECT_TRUE(Asker(all).own_places(task).assignee);
  account.act_as(boss);
  EXPECT_TRUE(Asker(all).places(task).assignee);
  EXPECT_FALSE(Asker(all).own_places(task).assignee);
  EXPECT_TRUE(Asker(all).own_places(task).auditor);
}

TEST(Moves, heads_have_the_roles_of_those_they_lead_but_accept_nothing) {
  Account account;
  const auto id = account.create({{"assigner", olga}, {"assignees", RefList{peter}}});
  EXPECT_EQ(account.tries(boss, id, {{"status", status_ref(2)}}), "1002 status.id");
  EXPECT_EQ(account.tries(peter, id, {{"status", status_ref(2)}}), "ok");
  EXPECT_EQ(account.tries(boss, id, {{"status", status_ref(6)}}), "ok");
  EXPECT_EQ(account.tries(boss, id, {{"status", status_ref(3)}}), "1002 status.id");
  EXPECT_EQ(account.tries(olga, id, {{"status", status_ref(3)}}), "ok");
}

TEST(Parents, need_a_place_on_the_task_above) {
  Account account;
  const auto above = account.create({{"assigner", olga}});
  account.act_as(peter);
  EXPECT_EQ(refusal(account.try_create(
                account.body({{"name", std::string("x")}, {"parent", task_ref(above)}}))),
            "6 ");
  account.act_as(olga);
  EXPECT_EQ(refusal(account.try_create(
                account.body({{"name", std::string("x")}, {"parent", task_ref(above)}}))),
            "ok");
}

TEST(Parents, do_not_end_later_for_those_who_may_not_edit_them) {
  Account account;
  const auto above = account.create({{"assigner", olga},
                                     {"participants", RefList{peter}},
                                     {"endDateTime", at("2026-11-10 12:00")}});
  const auto below = [&](std::string_view end) {
    return account.body(
        {{"name", std::string("x")}, {"parent", task_ref(above)}, {"endDateTime", at(end)}});
  };
  account.act_as(peter);
  EXPECT_EQ(refusal(account.try_create(below("2026-11-09 12:00"))), "ok");
  EXPECT_EQ(refusal(account.try_create(below("2026-11-11 12:00"))), "6 endDateTime");
  account.act_as(olga);
  EXPECT_EQ(refusal(account.try_create(below("2026-11-11 12:00"))), "ok");
  EXPECT_EQ(account.end(above), "11-11-2026 12:00");
}

TEST(Parents, end_later_only_as_far_up_as_one_may_edit) {
  Account account;
  const auto top = account.create({{"assigner", ivan}, {"endDateTime", at("2026-11-10 12:00")}});
  const auto middle = account.create(
      {{"assigner", olga}, {"parent", task_ref(top)}, {"endDateTime", at("2026-11-09 12:00")}});
  const auto below = [&](std::string_view end) {
    return account.body(
        {{"name", std::string("x")}, {"parent", task_ref(middle)}, {"endDateTime", at(end)}});
  };
  account.act_as(olga);
  EXPECT_EQ(refusal(account.try_create(below("2026-11-10 11:00"))), "ok");
  EXPECT_EQ(refusal(account.try_create(below("2026-11-11 12:00"))), "6 endDateTime");
  EXPECT_EQ(account.end(top), "10-11-2026 12:00");
}

}  // namespace
}  // namespace planstead::domain
