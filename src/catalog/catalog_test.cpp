// Look-ups of the catalogue: ownership of fields, groups, zones and languages with their fallbacks.
#include "catalog/catalog.h"

#include <gtest/gtest.h>

namespace planstead::catalog {
namespace {

using base::Ref;
using base::RefKind;

Catalog sample() {
  Catalog catalog;
  catalog.account.zone = *base::Zone::find("Europe/Moscow");
  catalog.account.language = "Ru";
  catalog.users = {{.id = 1,
                    .name = "Анна",
                    .zone = base::Zone::find("Asia/Omsk"),
                    .language = "En",
                    .groups = {3, 8}},
                   {.id = 5, .name = "Пётр", .zone = {}, .language = {}, .groups = {}}};
  catalog.statuses = {{.id = 1, .name = "New", .color = {}, .texts = {{"Ru", "Новая"}}},
                      {.id = 9, .name = "Ждём", .color = {}, .texts = {{"En", "Waiting"}}}};
  catalog.fields.resize(3);
  catalog.fields[0].id = 10;
  catalog.fields[0].holders = {2};
  catalog.fields[1].id = 11;
  catalog.fields[1].holders = {2, 4};
  catalog.fields[2].id = 12;
  catalog.templates.resize(2);
  catalog.templates[0].id = 2;
  catalog.templates[0].fields = {11, 10};
  catalog.templates[1].id = 4;
  catalog.templates[1].fields = {11, 99};
  return catalog;
}

TEST(Catalog, finds_things_by_id_and_answers_null_for_the_rest) {
  const Catalog catalog = sample();
  EXPECT_EQ(catalog.user(5)->name, "Пётр");
  EXPECT_EQ(catalog.user(4), nullptr);
  EXPECT_EQ(catalog.field(99), nullptr);
  EXPECT_EQ(catalog.task_template(0), nullptr);
}

TEST(Catalog, owns_a_field_through_template_or_object) {
  const Catalog catalog = sample();
  EXPECT_TRUE(catalog.owns(2, 0, *catalog.field(10)));
  EXPECT_FALSE(catalog.owns(4, 0, *catalog.field(10)));
  EXPECT_TRUE(catalog.owns(0, 4, *catalog.field(11)));
  EXPECT_FALSE(catalog.owns(0, 0, *catalog.field(12)));
}

TEST(Catalog, lists_the_fields_of_the_template_first_and_none_twice) {
  const Catalog catalog = sample();
  const auto fields = catalog.fields_of(2, 4);
  ASSERT_EQ(fields.size(), 2u);
  EXPECT_EQ(fields[0]->id, 11);
  EXPECT_EQ(fields[1]->id, 10);
}

TEST(Catalog, knows_employees_as_members_and_contacts_never) {
  const Catalog catalog = sample();
  EXPECT_TRUE(catalog.in_group({RefKind::user, 1}, 8));
  EXPECT_FALSE(catalog.in_group({RefKind::user, 5}, 8));
  EXPECT_FALSE(catalog.in_group({RefKind::contact, 1}, 8));
}

TEST(Catalog, falls_back_to_the_zone_and_language_of_the_account) {
  const Catalog catalog = sample();
  EXPECT_EQ(catalog.zone_of({RefKind::user, 1}).name(), "Asia/Omsk");
  EXPECT_EQ(catalog.zone_of({RefKind::user, 5}).name(), "Europe/Moscow");
  EXPECT_EQ(catalog.zone_of({RefKind::contact, 1}).name(), "Europe/Moscow");
  EXPECT_EQ(catalog.language_of({RefKind::user, 1}), "En");
  EXPECT_EQ(catalog.language_of({RefKind::user, 5}), "Ru");
}

TEST(Catalog, names_a_status_in_the_language_then_the_accounts_then_plainly) {
  const Catalog catalog = sample();
  EXPECT_EQ(catalog.name_in(*catalog.status(9), "En"), "Waiting");
  EXPECT_EQ(catalog.name_in(*catalog.status(1), "En"), "Новая");
  EXPECT_EQ(catalog.name_in(*catalog.status(9), "De"), "Ждём");
}

TEST(Catalog, has_an_office_week_where_the_account_has_no_schedule) {
  Catalog catalog;
  EXPECT_EQ(catalog.schedule_of(0).week[1].size(), 2u);
  EXPECT_TRUE(catalog.schedule_of(0).week[6].empty());
  catalog.schedules = {{.id = 7, .name = "Night", .week = {}, .exceptions = {}}};
  EXPECT_EQ(catalog.schedule_of(3).id, 7);
}

TEST(Catalog, takes_a_missing_built_in_process_for_a_bug) {
  Catalog catalog;
  EXPECT_THROW(catalog.default_process(), std::logic_error);
  catalog.processes.resize(2);
  catalog.processes[0].id = 1;
  catalog.processes[1].id = 2;
  catalog.processes[1].built_in = true;
  EXPECT_EQ(catalog.default_process().id, 2);
}

}  // namespace
}  // namespace planstead::catalog
