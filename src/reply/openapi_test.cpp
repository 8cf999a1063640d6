// The OpenAPI file: parses, every $ref leads somewhere, every operation and field of the tables is
// in it.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <set>
#include <string>

#include "reply/reply.h"
#include "schema/task.h"

namespace planstead::reply {
namespace {

using simdjson::dom::element;

void check_refs(const element& root, const element& node, int& seen) {
  if (node.is_array())
    for (const element child : simdjson::dom::array(node)) check_refs(root, child, seen);
  if (!node.is_object()) return;
  for (const auto [key, value] : simdjson::dom::object(node)) {
    if (key == "$ref") {
      const std::string pointer(std::string_view(value).substr(1));
      EXPECT_EQ(root.at_pointer(pointer).error(), simdjson::SUCCESS) << pointer;
      ++seen;
    }
    check_refs(root, value, seen);
  }
}

void check_keys(const element& node, const std::string& where) {
  if (node.is_array())
    for (const element child : simdjson::dom::array(node)) check_keys(child, where + "[]");
  if (!node.is_object()) return;
  std::set<std::string_view> seen;
  for (const auto [key, value] : simdjson::dom::object(node)) {
    EXPECT_TRUE(seen.insert(key).second) << where << " has " << key << " twice";
    check_keys(value, where + "/" + std::string(key));
  }
}

class OpenApi : public testing::Test {
 protected:
  std::string text_ = openapi();
  simdjson::dom::parser parser_;
  element root_ = parser_.parse(text_);
};

TEST_F(OpenApi, resolves_every_reference) {
  int seen = 0;
  check_refs(root_, root_, seen);
  EXPECT_GT(seen, 300);
}

TEST_F(OpenApi, has_no_key_twice) { check_keys(root_, {}); }

TEST_F(OpenApi, holds_every_operation) {
  for (const schema::Operation& operation : schema::operations()) {
    if (operation.alias) continue;  // an older path
    std::string pointer = "/paths/";
    for (const char c : operation.path) pointer += c == '/' ? std::string("~1") : std::string(1, c);
    pointer += operation.method == schema::Method::get    ? "/get"
               : operation.method == schema::Method::post ? "/post"
                                                          : "/delete";
    const auto found = root_.at_pointer(pointer + "/operationId");
    ASSERT_EQ(found.error(), simdjson::SUCCESS) << pointer;
    EXPECT_EQ(std::string_view(found), operation.id);
  }
}

TEST_F(OpenApi, shows_what_is_read_and_no_internal_field) {
  const element properties = root_["components"]["schemas"]["TaskResponse"]["properties"];
  for (const schema::Field& field : schema::task_fields) {
    const bool shown =
        schema::has(field.on, schema::read) || field.shape == schema::Shape::custom_values;
    EXPECT_EQ(properties[field.name].error() == simdjson::SUCCESS, shown) << field.name;
  }
}

TEST_F(OpenApi, keeps_numeric_enumerations_numeric) {
  const element schemas = root_["components"]["schemas"];
  for (const element code :
       simdjson::dom::array(schemas["ApiResponseError"]["properties"]["code"]["enum"]))
    EXPECT_TRUE(code.is_int64());
  const simdjson::dom::array types = schemas["ComplexTaskFilter"]["properties"]["type"]["enum"];
  EXPECT_EQ(types.size(), schema::task_filters.size());
  for (const element type : types) EXPECT_TRUE(type.is_int64());
  EXPECT_EQ(simdjson::dom::array(schemas["CustomFieldType"]["enum"]).size(), 28U);
}

}  // namespace
}  // namespace planstead::reply
