// Fields are found by their names, and by no others.
#include <gtest/gtest.h>

#include "schema/entity.h"

namespace planstead::schema {
namespace {

TEST(Fields, each_name_leads_to_its_field) {
  for (const Entity* entity : stored_entities())
    for (const Field& field : entity->fields)
      EXPECT_EQ(find_field(*entity, field.name), &field) << entity->name << "." << field.name;
}

TEST(Fields, a_name_that_nobody_has_leads_nowhere) {
  for (const Entity* entity : stored_entities())
    for (const Field& field : entity->fields) {
      std::string other(field.name);
      EXPECT_EQ(find_field(*entity, other + "?"), nullptr);
      other[other.size() / 3] ^= 1;  // its ends and its size stay, as a hash may look at these alone
      const Field* found = find_field(*entity, other);
      EXPECT_TRUE(found == nullptr || found->name == other);
    }
  EXPECT_EQ(find_field(task, ""), nullptr);
  EXPECT_EQ(Fields().find("name"), nullptr);
}

TEST(Fields, the_first_of_two_with_one_name_is_found) {
  static constexpr auto twice = std::to_array<Field>(
      {{.name = "a", .shape = Shape::integer}, {.name = "b", .shape = Shape::integer},
       {.name = "a", .shape = Shape::text}});
  const Fields fields(twice);
  EXPECT_EQ(fields.find("a"), &twice[0]);
  EXPECT_EQ(fields.find("b"), &twice[1]);
}

}  // namespace
}  // namespace planstead::schema
