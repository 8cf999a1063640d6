// Creating custom fields and sets: what is refused, and the structure item that comes of it.
#include <gtest/gtest.h>

#include "domain/test_account.h"
#include "schema/account.h"

namespace planstead::domain {
namespace {

using Text = std::string;

base::Result<std::int64_t> add(Bench& bench, std::vector<Set> sets,
                               const schema::Entity& entity = schema::custom_field) {
  Context context = bench.context();
  return create(entity, {}, body_of(entity, std::move(sets)), context);
}

TEST(CustomFields, a_new_field_is_a_structure_item_of_the_standard_template) {
  Bench bench;
  bench.catalog.field_sets = {{1, "Финансы", 0}};
  const auto id =
      Bench::value_of(add(bench, {{"name", Text("Строка \"А\"")},
                                  {"names", schema::TextMap{{"en", "Line"}, {"fr", "Ligne"}}},
                                  {"type", std::int64_t{0}},
                                  {"groupId", std::int64_t{1}}}));
  ASSERT_EQ(bench.records.structure.size(), 1u);
  EXPECT_EQ(bench.records.structure[0].kind, "custom_field");
  EXPECT_EQ(bench.records.structure[0].id, id);
  EXPECT_EQ(bench.records.structure[0].body,
            R"({"id":)" + std::to_string(id) +
                R"(,"name":"Строка \"А\"","names":{"en":"Line","fr":"Ligne"},"type":0,"groupId":1,)"
                R"("objectType":0,"templates":[2]})");
}

TEST(CustomFields, refuse_what_they_cannot_be) {
  Bench bench;
  const auto of_type = [&](std::int64_t type) {
    return refusal(add(bench, {{"name", Text("Поле")}, {"type", type}}));
  };
  EXPECT_EQ(refusal(add(bench, {{"type", std::int64_t{0}}})), "40 name");
  EXPECT_EQ(refusal(add(bench, {{"name", Text("Поле")}})), "40 type");
  for (std::int64_t type : {18, 23, 26, 29, 30, -1}) EXPECT_EQ(of_type(type), "41 type");
  for (std::int64_t type : {0, 1, 7, 14, 24, 27, 28}) EXPECT_EQ(of_type(type), "ok");
  EXPECT_EQ(refusal(add(
                bench,
                {{"name", Text("Поле")}, {"type", std::int64_t{0}}, {"groupId", std::int64_t{9}}})),
            "41 groupId");
}

TEST(CustomFields, entries_need_a_directory_that_exists) {
  Bench bench;
  bench.catalog.directories = {{7, "Города"}};
  const auto of = [&](std::int64_t directory) {
    return refusal(add(
        bench, {{"name", Text("Город")}, {"type", std::int64_t{9}}, {"directoryId", directory}}));
  };
  EXPECT_EQ(refusal(add(bench, {{"name", Text("Город")}, {"type", std::int64_t{9}}})),
            "40 directoryId");
  EXPECT_EQ(of(8), "41 directoryId");
  EXPECT_EQ(of(7), "ok");
}

TEST(CustomFields, values_of_a_list_differ) {
  Bench bench;
  const auto with = [&](schema::TextList values) {
    return refusal(add(
        bench,
        {{"name", Text("Цвет")}, {"type", std::int64_t{8}}, {"enumValues", std::move(values)}}));
  };
  EXPECT_EQ(with({"Белый", "Чёрный"}), "ok");
  EXPECT_EQ(with({"Белый", "Белый"}), "41 enumValues");
  EXPECT_EQ(with({" "}), "41 enumValues");
}

TEST(CustomFields, keys_of_other_types_are_noted) {
  Bench bench;
  EXPECT_EQ(
      refusal(add(bench, {{"name", Text("x")}, {"type", std::int64_t{0}}, {"formula", Text("1")}})),
      "ok");
  EXPECT_EQ(bench.notes.size(), 1u);
  EXPECT_EQ(bench.records.structure[0].body.find("formula"), Text::npos);
  EXPECT_EQ(refusal(add(bench,
                        {{"name", Text("x")}, {"type", std::int64_t{24}}, {"formula", Text("1")}})),
            "ok");
  EXPECT_NE(bench.records.structure[1].body.find(R"("formula":"1")"), Text::npos);
}

TEST(CustomFields, a_template_with_another_set_does_not_get_the_field) {
  Bench bench;
  bench.catalog.field_sets = {{1, "Первый", 0}, {2, "Второй", 0}};
  bench.catalog.fields[0].group = 1;
  EXPECT_EQ(
      refusal(add(bench,
                  {{"name", Text("x")}, {"type", std::int64_t{0}}, {"groupId", std::int64_t{2}}})),
      "ok");
  EXPECT_EQ(bench.records.structure[0].body.find("templates"), Text::npos);
  EXPECT_EQ(bench.notes.size(), 1u);
}

TEST(CustomFields, a_set_needs_only_a_name) {
  Bench bench;
  EXPECT_EQ(refusal(add(bench, {}, schema::custom_field_set)), "40 name");
  Bench::value_of(add(bench, {{"name", Text("Логистика")}}, schema::custom_field_set));
  EXPECT_EQ(bench.records.structure[0].kind, "custom_field_set");
  EXPECT_NE(bench.records.structure[0].body.find(R"("name":"Логистика")"), Text::npos);
}

}  // namespace
}  // namespace planstead::domain
