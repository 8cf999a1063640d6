// Access lists: one row for each way in which a thing of the structure is open to somebody.
#include "catalog/access.h"

#include <gtest/gtest.h>

namespace planstead::catalog {
namespace {

using base::Ref;
using base::RefKind;

const Ref boris{RefKind::user, 3}, clara{RefKind::user, 4}, client{RefKind::contact, 3};

Catalog sample() {
  Catalog catalog;
  catalog.users.resize(2);
  catalog.users[0].id = 3;
  catalog.users[0].groups = {8};
  catalog.users[1].id = 4;
  return catalog;
}

AccessList of(schema::RefList people) { return {.is_given = true, .people = std::move(people)}; }

TEST(Access, is_all_employees_where_no_list_is_given) {
  EXPECT_TRUE(may_view(Access{}, boris, sample()));
  EXPECT_FALSE(may_view(Access{}, client, sample()));
}

TEST(Access, is_of_people_and_of_members_of_groups) {
  const Access access{.view = of({{RefKind::group, 8}, client})};
  EXPECT_TRUE(may_view(access, boris, sample()));
  EXPECT_FALSE(may_view(access, clara, sample()));
  EXPECT_TRUE(may_view(access, client, sample()));
  EXPECT_FALSE(may_view(Access{.view = of({})}, boris, sample()));
}

TEST(Access, to_change_a_thing_is_to_view_it) {
  const Access access{.view = of({}), .edit = of({clara})};
  EXPECT_TRUE(may_view(access, clara, sample()));
  EXPECT_FALSE(may_view(access, boris, sample()));
}

TEST(Access, of_a_field_without_list_is_everybodys) {
  CustomField field;
  EXPECT_TRUE(may_view_field(field, client, sample()));
  field.access.view = of({boris});
  EXPECT_FALSE(may_view_field(field, client, sample()));
  EXPECT_TRUE(may_view_field(field, boris, sample()));
}

TEST(Access, of_rows_is_a_technical_administrators_by_name_alone) {
  Catalog catalog = sample();
  catalog.users[0].role = Role::tech_admin;
  EXPECT_TRUE(may_view(Access{}, boris, catalog));
  EXPECT_FALSE(may_view_rows(Access{}, boris, catalog));
  EXPECT_TRUE(may_view_rows(Access{}, clara, catalog));
  EXPECT_FALSE(may_view_rows(Access{}, client, catalog));
  EXPECT_TRUE(may_view_rows(Access{.view = of({boris})}, boris, catalog));
  EXPECT_TRUE(may_view_rows(Access{.edit = of({boris})}, boris, catalog));
}

TEST(Access, by_a_role_on_a_task_makes_a_field_known) {
  CustomField field;
  field.access.view = of({});
  EXPECT_FALSE(knows_field(field, boris, sample()));
  field.access.edit.roles = {TaskRole::assignee};
  EXPECT_TRUE(knows_field(field, boris, sample()));
  EXPECT_FALSE(may_view_field(field, boris, sample()));
  field.object_type = static_cast<int>(schema::ObjectType::contact);
  EXPECT_FALSE(knows_field(field, boris, sample()));
}

TEST(Access, of_administrators_is_to_everything) {
  Catalog catalog = sample();
  EXPECT_FALSE(is_admin(boris, catalog));
  catalog.account.owner = 3;
  EXPECT_TRUE(is_admin(boris, catalog));
  EXPECT_FALSE(is_admin(client, catalog));
  catalog.users[1].role = Role::robot;
  EXPECT_TRUE(is_admin(clara, catalog));
}

TEST(Access, of_a_saved_filter_is_its_owners_and_of_those_whom_he_shares_it_with) {
  SavedFilter filter;
  EXPECT_TRUE(may_view(filter, client, sample()));
  filter.owner = boris;
  EXPECT_TRUE(may_view(filter, boris, sample()));
  EXPECT_FALSE(may_view(filter, clara, sample()));
  filter.access.view = of({clara});
  EXPECT_TRUE(may_view(filter, clara, sample()));
}

}  // namespace
}  // namespace planstead::catalog
