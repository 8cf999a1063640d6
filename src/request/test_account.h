// A small account for the tests of this folder: people, statuses, one custom field of each type.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "request/parse.h"
#include "schema/task.h"

namespace planstead::request {

/// Number of the task field of a custom type: 100 + type. 200: free input; 201: text editor; 300:
/// of contacts; 400, 401: text and number of data tag 6.
constexpr std::int64_t field_of(int type) { return 100 + type; }

inline catalog::CustomField test_field(std::int64_t id, int type, int object_type = 0) {
  catalog::CustomField field;
  field.id = id;
  field.name = "Поле " + std::to_string(id);
  field.type = schema::find_custom_type(type);
  field.object_type = object_type;
  if (type == 8 || type == 20) field.values = {"Да", "Нет", "Может быть; если"};
  if (type == 9 || type == 15) field.directory = 7;
  return field;
}

inline catalog::Catalog test_catalog() {
  catalog::Catalog catalog;
  catalog.account.zone = *base::Zone::find("Europe/Moscow");
  for (const std::int64_t id : {1, 3, 5}) {
    catalog.users.push_back({});
    catalog.users.back().id = id;
  }
  catalog.users.back().zone = *base::Zone::find("America/New_York");
  catalog.groups = {{.id = 3, .name = "Отдел", .heads = {}, .members = {}}};
  for (const std::int64_t id : {0, 1, 2, 6}) {
    catalog.statuses.push_back({});
    catalog.statuses.back().id = id;
  }
  for (const schema::CustomType& type : schema::custom_types())
    catalog.fields.push_back(test_field(field_of(type.id), type.id));
  catalog.fields.push_back(test_field(200, 20));
  catalog.fields.back().free_input = true;
  catalog.fields.push_back(test_field(201, 2));
  catalog.fields.back().html = true;
  catalog.fields.push_back(test_field(300, 0, 1));
  catalog.fields.push_back(test_field(400, 0, 4));
  catalog.fields.back().data_tag = 6;
  catalog.fields.push_back(test_field(401, 1, 4));
  catalog.fields.back().data_tag = 6;
  catalog.data_tags = {{.id = 6, .name = "Время"}, {.id = 8, .name = "Другая"}};
  catalog.templates.push_back({});
  catalog.templates.back().id = 50;
  catalog.templates.back().fields = {field_of(0), field_of(8)};
  return catalog;
}

/// A viewer in Moscow on Wednesday, 14 January 2026, 01:30 (22:30 UTC of the day before).
class Account : public testing::Test {
 protected:
  catalog::Catalog catalog = test_catalog();
  Viewer viewer{.person = {base::RefKind::user, 1},
                .zone = *base::Zone::find("Europe/Moscow"),
                .language = "Ru",
                .is_admin = true};
  ParseContext context{catalog, viewer, 1768343400};

  base::Node json(std::string_view text) const {
    auto parsed = parse_json(text);
    EXPECT_TRUE(parsed.ok()) << text;
    return parsed.ok() ? std::move(parsed).value() : base::Node();
  }
  base::Result<Call> call(std::string_view method, std::string_view path, std::string_view query,
                          std::string_view body) const {
    PS_TRY(const Route found, route(method, path));
    return parse(found, query, body, context);
  }
};

/// `41 filters[0].value` of a refusal; `ok` of a success.
template <class T>
std::string outcome(const base::Result<T>& result) {
  if (result.ok()) return "ok";
  return std::to_string(static_cast<int>(result.error().code)) + ' ' + result.error().where;
}

}  // namespace planstead::request
