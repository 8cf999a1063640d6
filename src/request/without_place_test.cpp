// Bodies without what an error has named.
#include "request/without_place.h"

#include <gtest/gtest.h>

#include "request/parse.h"

namespace planstead::request {
namespace {

base::Node node_of(std::string text) {
  const std::size_t size = text.size();
  text.resize(size + 64);
  return parse_json(std::string_view(text).substr(0, size)).value();
}

std::size_t items_left(const base::Result<base::Node>& body) {
  return body.value().find("customFieldData")->as_array()->size();
}

TEST(WithoutPlace, leaves_out_the_member_that_is_named) {
  const base::Node body = node_of(R"({"name":"x","assignees":{"users":[{"id":"user:1"}]}})");
  const auto rest = without_place(body, "assignees.users[0]");
  ASSERT_TRUE(rest.ok());
  EXPECT_EQ(rest.value().find("assignees"), nullptr);
  EXPECT_NE(rest.value().find("name"), nullptr);
}

TEST(WithoutPlace, leaves_out_one_custom_value) {
  const base::Node body = node_of(R"({"customFieldData":[{"value":1},{"value":2},{"value":3}]})");
  const auto rest = without_place(body, "customFieldData[1].value");
  ASSERT_TRUE(rest.ok());
  ASSERT_EQ(items_left(rest), 2u);
  const auto& items = *rest.value().find("customFieldData")->as_array();
  EXPECT_EQ(*items[0].find("value")->as_integer(), 1);
  EXPECT_EQ(*items[1].find("value")->as_integer(), 3);
}

TEST(WithoutPlace, refuses_what_is_not_there_and_what_is_the_last) {
  const base::Node body = node_of(R"({"name":"x"})");
  EXPECT_FALSE(without_place(body, "parent").ok());
  EXPECT_FALSE(without_place(body, "").ok());
  EXPECT_FALSE(without_place(body, "name").ok());
  EXPECT_FALSE(without_place(node_of("[1]"), "name").ok());
  EXPECT_FALSE(
      without_place(node_of(R"({"customFieldData":[{"value":1}]})"), "customFieldData[0].value")
          .ok());
}

TEST(WithoutPlace, takes_the_whole_list_where_the_place_names_no_item_of_it) {
  const base::Node body = node_of(R"({"name":"x","customFieldData":[{"value":1},{"value":2}]})");
  for (const char* place : {"customFieldData", "customFieldData[7]", "customFieldData[x]",
                            "customFieldData[-1]", "customFieldData[1"}) {
    const auto rest = without_place(body, place);
    ASSERT_TRUE(rest.ok()) << place;
    EXPECT_EQ(rest.value().find("customFieldData"), nullptr) << place;
  }
}

}  // namespace
}  // namespace planstead::request
