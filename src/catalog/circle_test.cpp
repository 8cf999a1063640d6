// The circle of a person: one row for each way in which another one's places come to count.
#include "catalog/circle.h"

#include <gtest/gtest.h>

namespace planstead::catalog {
namespace {

using base::Ref;
using base::RefKind;
using schema::RefList;

Ref user(std::int64_t id) { return {RefKind::user, id}; }
Ref group(std::int64_t id) { return {RefKind::group, id}; }

// Group 10 over 11 over 12; 1 and 2 lead 10, 3 leads 11 and is in 10, 4 is in 11, 5 in 12. 6 is led
// by 4 in person. Group 13: 7 and 8 lead it and do not see each other; 9 is in it.
Catalog company() {
  Catalog catalog;
  catalog.groups = {
      {.id = 10, .name = {}, .heads = {1, 2}, .members = {3}},
      {.id = 11, .name = {}, .heads = {3}, .members = {4}, .parents = {10}},
      {.id = 12, .name = {}, .heads = {}, .members = {5}, .parents = {11}},
      {.id = 13, .name = {}, .heads = {7, 8}, .members = {9}, .heads_see_each_other = false}};
  catalog.users.resize(9);
  for (std::size_t i = 0; i < 9; ++i) catalog.users[i].id = static_cast<std::int64_t>(i) + 1;
  catalog.users[2].groups = {10};
  catalog.users[3].groups = {11};
  catalog.users[4].groups = {12};
  catalog.users[5].personal_heads = {4};
  catalog.users[8].groups = {13};
  return catalog;
}

TEST(Circle, of_somebody_without_groups_is_himself) {
  const Circle circle = circle_of(user(5), company());
  EXPECT_EQ(circle.people, RefList{user(5)});
  EXPECT_EQ(circle.names, (RefList{user(5), group(12)}));
  EXPECT_EQ(circle.own_names, (RefList{user(5), group(12)}));
  EXPECT_TRUE(circle.subordinates.empty());
}

TEST(Circle, of_a_head_holds_the_members_of_groups_below) {
  const Circle circle = circle_of(user(3), company());
  EXPECT_EQ(circle.subordinates, (RefList{user(4), user(5)}));
  EXPECT_EQ(circle.people, (RefList{user(3), user(4), user(5)}));
  EXPECT_EQ(circle.names, (RefList{user(3), user(4), user(5), group(10), group(11), group(12)}));
  EXPECT_EQ(circle.auditor_names, (RefList{user(3), group(10)}));
}

TEST(Circle, holds_the_other_heads_where_they_see_each_other) {
  const Circle first = circle_of(user(1), company());
  EXPECT_EQ(first.people, (RefList{user(1), user(2), user(3), user(4), user(5)}));
  EXPECT_EQ(first.auditor_names, (RefList{user(1), user(2)}));
  EXPECT_FALSE(first.leads(user(2)));
  EXPECT_EQ(circle_of(user(7), company()).people, (RefList{user(7), user(9)}));
}

TEST(Circle, holds_those_whom_one_leads_in_person_and_not_those_of_these) {
  EXPECT_TRUE(circle_of(user(4), company()).leads(user(6)));
  EXPECT_FALSE(circle_of(user(3), company()).leads(user(6)));
}

TEST(Circle, of_a_partner_passes_on_his_subordinates_but_not_his_partners) {
  Catalog catalog = company();
  catalog.groups[3].heads = {2, 8};
  catalog.groups[3].heads_see_each_other = true;
  const Circle circle = circle_of(user(1), catalog);
  EXPECT_TRUE(is_among(circle.people, user(9)));
  EXPECT_FALSE(is_among(circle.people, user(8)));
  EXPECT_FALSE(circle.leads(user(9)));
}

TEST(Circle, of_a_contact_is_himself) {
  const Ref client{RefKind::contact, 1};
  EXPECT_EQ(circle_of(client, company()).names, RefList{client});
}

TEST(Circle, walks_a_ring_of_groups_once) {
  Catalog catalog = company();
  catalog.groups[0].parents = {12};
  EXPECT_EQ(circle_of(user(3), catalog).subordinates, (RefList{user(3), user(4), user(5)}));
  EXPECT_FALSE(circle_of(user(3), catalog).leads(user(3)));
}

}  // namespace
}  // namespace planstead::catalog
