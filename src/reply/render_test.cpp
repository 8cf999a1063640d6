// Envelopes, rows by selection, errors, notes, files of the documentation page.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>

#include "reply/docs_files.h"
#include "reply/sample_account.h"
#include "schema/task.h"

namespace planstead::reply {
namespace {

using namespace sample;

const schema::Operation& operation(std::string_view id) {
  return *std::ranges::find(schema::operations(), id, &schema::Operation::id);
}

request::Call call_of(std::string_view id, std::vector<std::string_view> fields = {"id"},
                      std::vector<std::int64_t> custom = {}) {
  request::Call call;
  call.operation = &operation(id);
  if (call.operation->entity == nullptr) return call;
  request::Selection selection;
  for (std::string_view name : fields)
    selection.fields.push_back(schema::find_field(*call.operation->entity, name));
  if (!custom.empty()) selection.asked_custom = true;
  selection.custom = std::move(custom);
  call.selection = std::make_shared<const request::Selection>(std::move(selection));
  return call;
}

schema::Record task_record(std::int64_t id) {
  schema::Record record(schema::task);
  record.set_id(id);
  record.set("name", std::string("Задача «Ё»"));
  return record;
}

base::Error error_of(base::ErrorCode code, std::string detail) {
  base::Error error;
  error.code = code;
  error.detail = std::move(detail);
  return error;
}

std::string body(const request::Call& call, const plan::Outcome& outcome) {
  static const Account account;  // what is kept with a selection belongs to one catalogue
  return render(call, outcome, account.catalog, account.viewer, 0).body;
}

TEST(render, answers_ping_create_and_update) {
  const Account account;
  plan::Outcome outcome;
  EXPECT_EQ(body(call_of("ping"), outcome), R"({"result":"success"})");
  outcome.id = 17;
  const Reply created = render(call_of("post-task"), outcome, account.catalog, account.viewer, 0);
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(created.body, R"({"result":"success","id":17})");
  const Reply updated =
      render(call_of("post-task-by-id"), outcome, account.catalog, account.viewer, 0);
  EXPECT_EQ(updated.status, 200);
  EXPECT_EQ(updated.body, R"({"result":"success"})");
  outcome.failures = {{"1023", "вычисляется"}};
  EXPECT_EQ(body(call_of("post-task-by-id"), outcome),
            R"({"result":"success","failures":[{"field":"1023","error":"вычисляется"}]})");
}

TEST(render, shows_the_asked_fields_and_leaves_out_empty_references) {
  plan::Outcome outcome;
  outcome.records = {task_record(5)};
  EXPECT_EQ(body(call_of("get-task-by-id",
                         {"id", "name", "description", "project", "startDateTime", "assignees"}),
                 outcome),
            R"({"result":"success","task":{"id":5,"name":"Задача «Ё»","description":"",)"
            R"("assignees":{"users":[],"groups":[]}}})");
}

TEST(render, lists_rows_under_the_key_of_the_operation) {
  plan::Outcome outcome;
  EXPECT_EQ(body(call_of("get-task-list"), outcome), R"({"result":"success","tasks":[]})");
  outcome.records = {task_record(5), task_record(6)};
  EXPECT_EQ(body(call_of("get-task-list"), outcome),
            R"({"result":"success","tasks":[{"id":5},{"id":6}]})");
  EXPECT_EQ(body(call_of("get-task-list-templates"), outcome),
            R"({"result":"success","templates":[{"id":5},{"id":6}]})");
}

TEST(render, omits_custom_fields_without_a_value_on_tasks) {
  const request::Call call =
      call_of("get-task-by-id", {"id"}, {field_id(20), field_id(0), field_id(1), 99999});
  plan::Outcome outcome;
  outcome.records = {task_record(5)};
  EXPECT_EQ(body(call, outcome), R"({"result":"success","task":{"id":5,"customFieldData":[]}})");
  outcome.records[0].set_custom(field_id(0), std::string("б"));
  outcome.records[0].set_custom(field_id(20), schema::TextList{"а"});
  EXPECT_EQ(
      body(call, outcome),
      R"({"result":"success","task":{"id":5,"customFieldData":[)"
      R"({"field":{"id":1020,"name":"Поле 20","type":20,"typeName":"Set of values",)"
      R"("objectType":0},"value":["а"],"stringValue":"а"},)"
      R"({"field":{"id":1000,"name":"Поле 0","type":0,"typeName":"Line","objectType":0},)"
      R"("value":"б","stringValue":"б"}]}})");
}

TEST(render, shows_the_fields_of_an_object_also_without_values) {
  const request::Call call =
      call_of("get-object-by-id", {"id"}, {field_id(0), field_id(1), field_id(20)});
  schema::Record object(schema::object);
  object.set_id(40);
  plan::Outcome outcome;
  outcome.records = {object};
  const std::string text = body(call, outcome);
  simdjson::dom::parser parser;
  simdjson::dom::element document = parser.parse(text);
  const simdjson::dom::array items = document["object"]["customFieldData"];
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(std::int64_t(items.at(1)["field"]["id"]), field_id(1));
  EXPECT_EQ(std::string_view(items.at(1)["value"]), "");
  EXPECT_EQ(std::string_view(items.at(1)["stringValue"]), "");
}

TEST(render, names_custom_fields_in_the_language_of_each_reader) {
  Account account;
  account.catalog.fields.front().names = {{"ru", "Поле"}, {"de", "Feld"}};
  const std::int64_t id = account.catalog.fields.front().id;
  const request::Call call = call_of("get-task-by-id", {"id"}, {id});
  plan::Outcome outcome;
  outcome.records = {task_record(5)};
  outcome.records[0].set_custom(id, std::string("б"));
  for (const auto& [language, name] :
       {std::pair("Ru", "\"Поле\""), std::pair("De", "\"Feld\""), std::pair("Ru", "\"Поле\"")}) {
    account.viewer.language = language;
    const std::string text = render(call, outcome, account.catalog, account.viewer, 0).body;
    EXPECT_NE(text.find(name), text.npos) << text;
  }
}

TEST(render, names_what_was_not_used_in_a_header) {
  const Account account;
  request::Call call = call_of("ping");
  call.notes = {"fields: midName"};
  plan::Outcome outcome;
  outcome.notes = {"dateTime"};
  const Reply reply = render(call, outcome, account.catalog, account.viewer, 0);
  ASSERT_EQ(reply.headers.size(), 1U);
  EXPECT_EQ(reply.headers[0],
            (std::pair<std::string, std::string>("Planstead-Notes", "fields: midName; dateTime")));
}

TEST(render_error, follows_every_row_of_the_table) {
  for (const base::ErrorRow& row : base::error_table()) {
    const base::Error error{
        .code = row.code, .where = "body.имя", .detail = "нет \"так\"", .log = "секрет"};
    for (const bool is_write : {false, true}) {
      const Reply reply = render(error, is_write);
      EXPECT_EQ(reply.status, is_write ? row.http_status_on_write : row.http_status);
      simdjson::dom::parser parser;
      simdjson::dom::element document = parser.parse(reply.body);
      EXPECT_EQ(std::string_view(document["result"]), "fail");
      EXPECT_EQ(std::int64_t(document["code"]), static_cast<int>(row.code));
      const std::string_view text = document["error"];
      EXPECT_TRUE(text.starts_with(row.text));
      EXPECT_NE(text.find("body.имя"), text.npos);
      EXPECT_EQ(text.find("секрет"), text.npos);
    }
  }
}

TEST(render_error, says_which_methods_are_allowed) {
  const Reply reply = render(error_of(base::ErrorCode::method_not_allowed, "GET, HEAD"), false);
  EXPECT_EQ(reply.status, 405);
  ASSERT_EQ(reply.headers.size(), 1U);
  EXPECT_EQ(reply.headers[0], (std::pair<std::string, std::string>("Allow", "GET, HEAD")));
}

TEST(render_error, prefers_the_status_of_the_error_and_survives_bytes_that_are_no_text) {
  base::Error error = error_of(base::ErrorCode::parameter_invalid, "\xff\x01");
  error.http_status = 413;
  const Reply reply = render(error, true);
  EXPECT_EQ(reply.status, 413);
  simdjson::dom::parser parser;
  EXPECT_EQ(parser.parse(reply.body).error(), simdjson::SUCCESS);
}

TEST(notes_header, joins_and_encodes) {
  EXPECT_EQ(notes_header({}), "");
  EXPECT_EQ(notes_header({"a", "б%\r\n"}), "a; %D0%B1%25%0D%0A");
}

TEST(notes_header, is_cut_at_two_thousand_bytes_between_characters) {
  for (const int shift : {0, 1, 2, 3}) {
    const std::string line =
        notes_header({std::string(static_cast<std::size_t>(shift), 'x'), std::string(900, '\x01')});
    EXPECT_LE(line.size(), 2000U);
    EXPECT_GT(line.size(), 1990U);
    EXPECT_TRUE(line.ends_with("01..."));
  }
  EXPECT_EQ(notes_header({std::string(2000, 'x')}).size(), 2000U);
}

TEST(docs_files, finds_only_what_is_listed) {
  EXPECT_EQ(find_docs_file("/restapidocs/")->path, "index.html");
  EXPECT_EQ(find_docs_file("/restapidocs/swagger-ui.css")->content_type, "text/css; charset=utf-8");
  EXPECT_FALSE(find_docs_file("/restapidocs/../package.json"));
  EXPECT_FALSE(find_docs_file("/restapidocs/swagger.json"));
}

}  // namespace
}  // namespace planstead::reply
