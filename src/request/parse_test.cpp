#include <random>

#include "base/text.h"
#include "request/test_account.h"

namespace planstead::request {
namespace {

class Requests : public Account {
 protected:
  std::vector<std::string> names(const Selection& selection) const {
    std::vector<std::string> out;
    for (const schema::Field* field : selection.fields) out.emplace_back(field->name);
    return out;
  }
  base::Result<Call> list(std::string_view body) const {
    return call("POST", "/rest/task/list", "", body);
  }
};

using Names = std::vector<std::string>;

TEST_F(Requests, SelectFieldsByNameAndNumber) {
  const auto read =
      call("GET", "/rest/task/5", "fields=name%2C+status,,id,name,%20108,108,&account=x", "");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(names(*read.value().selection), (Names{"id", "name", "status"}));
  EXPECT_EQ(read.value().selection->custom, (std::vector<std::int64_t>{108}));
  EXPECT_TRUE(read.value().selection->asked_custom);
  EXPECT_TRUE(read.value().notes.empty());
}

TEST_F(Requests, WithoutFieldsSelectTheBareOnes) {
  for (const char* query : {"", "fields=", "fields=,%20,"}) {
    const auto read = call("GET", "/rest/task/5", query, "");
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(names(*read.value().selection), (Names{"id", "name"})) << query;
    EXPECT_FALSE(read.value().selection->asked_custom);
  }
  const auto object = call("GET", "/rest/object/50", "", "");
  ASSERT_TRUE(object.ok());
  EXPECT_EQ(object.value().selection->custom, (std::vector<std::int64_t>{100, 108}));
  EXPECT_GT(object.value().selection->fields.size(), 10u);
}

TEST_F(Requests, NoteWhatTheyDoNotUse) {
  const auto read =
      call("GET", "/rest/task/5",
           "fields=id,midName,300,777,customFieldData,_kind&source=1&x=2&x=3", "{\"a\":1}");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().notes, (Names{"fields: midName, 300, 777, customFieldData, _kind", "body",
                                       "query: source", "query: x"}));
  const auto listed = list(R"({"sort":"id","pageSize":5})");
  ASSERT_TRUE(listed.ok());
  EXPECT_EQ(listed.value().notes, (Names{"body: sort"}));
}

TEST_F(Requests, NameNoFieldTwiceAndAMillionOnesNot) {
  const auto read = call("GET", "/rest/task/5", "fields=name,108,nix,100,108,name,nix,100", "");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(names(*read.value().selection), (Names{"id", "name"}));
  EXPECT_EQ(read.value().selection->custom, (std::vector<std::int64_t>{108, 100}));
  EXPECT_EQ(read.value().notes, (Names{"fields: nix"}));
  std::string many = "fields=x0";
  for (int i = 1; i < 1000; ++i) many += ",x" + std::to_string(i);
  const auto noted = call("GET", "/rest/task/5", many, "").value().notes;
  ASSERT_EQ(noted.size(), 1u);
  EXPECT_TRUE(noted.front().starts_with("fields: x0, x1, ")) << noted.front();
  EXPECT_TRUE(noted.front().ends_with(", x49, …")) << noted.front();
}

TEST_F(Requests, SayWhichApplicationAsks) {
  const auto read = call("GET", "/rest/task/5", "sourceId=%20shop%20", "");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().options.source, "shop");
  const auto listed = list(R"({"onlyChanged":true,"sourceId":"1","sourceObjectId":"a"})");
  ASSERT_TRUE(listed.ok());
  EXPECT_TRUE(listed.value().notes.empty());
  EXPECT_TRUE(listed.value().options.only_changed);
  EXPECT_EQ(listed.value().options.source_object, "a");
  const auto changed = call("POST", "/rest/task/5", "", R"({"sourceId":"shop","name":"x"})");
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed.value().options.source, "shop");
  EXPECT_EQ(changed.value().body.changes.size(), 1u);
  EXPECT_EQ(list(R"({"onlyChanged":true})").value().notes, Names{"body: onlyChanged"});
  EXPECT_EQ(list(R"({"sourceObjectId":"a"})").error().code, base::ErrorCode::parameter_missing);
}

TEST_F(Requests, ReadPaging) {
  const auto read = list(R"({"offset":"20","pageSize":"5","fields":"id,name","filterId":":in"})");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().offset, 20);
  EXPECT_EQ(read.value().page_size, 5);
  EXPECT_EQ(read.value().system_filter, SystemFilter::in);
  const auto defaults = list(R"({"offset":null,"pageSize":null,"filters":null,"filterId":""})");
  ASSERT_TRUE(defaults.ok());
  EXPECT_EQ(defaults.value().offset, 0);
  EXPECT_EQ(defaults.value().page_size, 100);
  const auto reference = call("GET", "/rest/task/templates", "offset=2&pageSize=3", "");
  ASSERT_TRUE(reference.ok());
  EXPECT_EQ(reference.value().offset, 2);
  EXPECT_EQ(reference.value().page_size, 3);
  EXPECT_EQ(outcome(call("GET", "/rest/task/templates", "offset=-1", "")), "41 offset");
  EXPECT_EQ(outcome(call("GET", "/rest/task/templates", "pageSize=1000", "")), "41 pageSize");
}

TEST_F(Requests, RefuseBrokenLists) {
  const std::pair<const char*, const char*> cases[] = {
      {"[]", "30 body"},
      {"5", "30 body"},
      {R"({"offset":-1})", "41 offset"},
      {R"({"offset":"x"})", "41 offset"},
      {R"({"offset":1.5})", "41 offset"},
      {R"({"offset":{}})", "30 offset"},
      {R"({"pageSize":0})", "41 pageSize"},
      {R"({"pageSize":1000})", "41 pageSize"},
      {R"({"pageSize":101})", "41 pageSize"},
      {R"({"filterId":220612})", "41 filterId"},
      {R"({"filterId":"220612"})", "41 filterId"},
      {R"({"filterId":":none"})", "41 filterId"},
      {R"({"filterId":[]})", "30 filterId"},
      {R"({"fields":["id"]})", "30 fields"},
      {R"({"filters":5})", "30 filters"},
      {R"({"filters":[{"type":8,"operator":"equal","value":"a"},{"type":14,"operator":"equal",)"
       R"("value":{"dateType":"otherDate","dateValue":"31-02-2026"}}]})",
       "41 filters[1].value.dateValue"},
      {R"({"runAsUserId":5})", "41 runAsUserId"},
      {R"({"runAsUserId":"user:4"})", "41 runAsUserId"},
      {R"({"runAsUserId":"group:3"})", "41 runAsUserId"},
  };
  for (const auto& [body, expected] : cases) EXPECT_EQ(outcome(list(body)), expected) << body;
}

TEST_F(Requests, ReadDatesInTheZoneOfWhomTheyRunAs) {
  const auto read =
      list(R"({"filters":[{"type":12,"operator":"equal","value":{"dateType":"today"}}],)"
           R"("runAsUserId":"user:5"})");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().run_as, (base::Ref{base::RefKind::user, 5}));
  // In New York it is still the 13th.
  EXPECT_EQ(std::get<DateRange>(read.value().filters[0].operand).first_day,
            base::to_day({2026, 1, 13}));
  EXPECT_TRUE(list(R"({"runAsUserId":"contact:77"})").ok());
}

TEST_F(Requests, ReadBodiesInTheOrderOfTheTable) {
  const auto read = call("POST", "/rest/task/", "",
                         R"({"assignees":{"users":[{"id":"user:5"}]},"name":"Задача","overdue":true,
                             "customFieldData":[{"field":{"id":100,"name":"x"},
                               "value":"a","stringValue":"a"},
                                                {"field":{"id":"555"},"value":{}}]})");
  ASSERT_TRUE(read.ok()) << base::text_of(read.error());
  const Body& body = read.value().body;
  ASSERT_EQ(body.changes.size(), 2u);
  EXPECT_EQ(body.changes[0].field->name, "name");
  EXPECT_EQ(body.find("assignees"), &body.changes[1]);
  EXPECT_EQ(body.find("status"), nullptr);
  ASSERT_EQ(body.custom.size(), 2u);
  EXPECT_EQ(body.custom[0].where, "customFieldData[0].value");
  EXPECT_EQ(body.custom[1].field, 555);
  EXPECT_EQ(body.custom[1].definition, nullptr);
  EXPECT_EQ(read.value().notes, (Names{"body: overdue"}));
}

TEST_F(Requests, RefuseBrokenBodies) {
  const std::pair<const char*, const char*> cases[] = {
      {"[]", "30 body"},
      {"{", "30 "},
      {R"({"links":[]})", "30 links"},
      {R"({"_kind":1})", "30 _kind"},
      {R"({"recurrence":null})", "30 recurrence"},
      {R"({"name":{}})", "30 name"},
      {R"({"customFieldData":{}})", "30 customFieldData"},
      {R"({"customFieldData":[5]})", "30 customFieldData[0]"},
      {R"({"customFieldData":[{"value":5}]})", "40 customFieldData[0].field.id"},
      {R"({"customFieldData":[{"field":5,"value":5}]})", "30 customFieldData[0].field"},
      {R"({"customFieldData":[{"field":{"id":"x"},"value":5}]})", "41 customFieldData[0].field.id"},
      {R"({"customFieldData":[{"field":{"id":100}}]})", "40 customFieldData[0].value"},
      {R"({"customFieldData":[{"field":{"id":100},"value":"a"},{"field":{"id":100},"value":"b"}]})",
       "41 customFieldData[1].field.id"},
      {R"({"customFieldData":[{"field":{"id":108},"value":"Иное"}]})",
       "41 customFieldData[0].value"},
  };
  for (const auto& [body, expected] : cases)
    EXPECT_EQ(outcome(call("POST", "/rest/task", "", body)), expected) << body;
  EXPECT_TRUE(call("POST", "/rest/task", "", "").ok());
}

TEST_F(Requests, ReadSilentLeniently) {
  const std::pair<const char*, bool> cases[] = {{"", false},
                                                {"silent=true", true},
                                                {"silent=0", false},
                                                {"silent=1", true},
                                                {"silent", true},
                                                {"silent=false", false},
                                                {"silent=true?silent=true", true},
                                                {"silent=maybe", false}};
  for (const auto& [query, silent] : cases) {
    const auto read = call("POST", "/rest/task/5", query, "{}");
    ASSERT_TRUE(read.ok()) << query;
    EXPECT_EQ(read.value().silent, silent) << query;
  }
  EXPECT_EQ(call("POST", "/rest/task/5", "silent=maybe", "{}").value().notes,
            (Names{"query: silent"}));
}

TEST_F(Requests, RefuseBrokenQueries) {
  for (const char* query : {"fields=%", "fields=%zz", "fields=%FF", "fields=a%00b", "%FF=1"})
    EXPECT_EQ(outcome(call("GET", "/rest/task/5", query, "")), "41 query") << query;
  EXPECT_EQ(call("GET", "/rest/task/5", "fields=%d0%b8", "").value().notes, (Names{"fields: и"}));
}

// Where a value of a JSON text starts and ends, good enough for texts without brackets in strings.
std::pair<std::size_t, std::size_t> some_value(const std::string& body, std::mt19937& random) {
  std::size_t start = body.find_first_of(":[,{", random() % body.size());
  if (start == std::string::npos) start = 0;
  ++start;
  int depth = 0;
  for (std::size_t end = start; end < body.size(); ++end) {
    const char c = body[end];
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) return {start, end - start};
    depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
  }
  return {start, 0};
}

// Random damage to good bodies, of values and of bytes: whatever comes, an answer and no crash.
TEST_F(Requests, SurviveRandomDamage) {
  const std::string good[] = {
      R"({"name":"Ёлка","priority":"Urgent","assignees":{"users":[{"id":"user:5"}],)"
      R"("groups":[{"id":3}]},)"
      R"("startDateTime":{"date":"31-01-2026","time":"12:15"},)"
      R"("files":[{"id":1},2],"status":{"id":2},)"
      R"("customFieldData":[{"field":{"id":106},)"
      R"("value":{"from":{"time":"01:15"},"to":{"time":"04:40"}}},)"
      R"({"field":{"id":128},"value":{"from":"01-01-2026","to":"02-01-2026"}},)"
      R"({"field":{"id":120},"value":["Да"]}]})",
      R"({"offset":0,"pageSize":100,"fields":"id,name,108","filterId":":all","filters":[)"
      R"({"type":14,"operator":"lt","value":{"dateType":"otherRange","dateFrom":"01-01-2026",)"
      R"("dateTo":"02-01-2026"}},)"
      R"({"type":93,"operator":"equal","value":"x",)"
      R"("subfilter":{"dataTagId":6,"filter":{"type":3108,"field":400}}},)"
      R"({"type":111,"operator":"equal","value":"Да;Нет","field":120},)"
      R"({"type":10,"operator":"equal","value":"1;2"}]})"};
  const std::string_view values[] = {"null",
                                     "\"\"",
                                     "0",
                                     "-1",
                                     "1e308",
                                     "true",
                                     "{}",
                                     "[]",
                                     "[null]",
                                     "{\"id\":\"\"}",
                                     "[{\"id\":1}]",
                                     "\"user:1\"",
                                     "\"ё\"",
                                     "9223372036854775807",
                                     "\"31-02-2026\"",
                                     "\"0001-01-01 00:00\"",
                                     "1.5",
                                     "108",
                                     "\"9999-12-31 23:59\"",
                                     "\"1;;2\"",
                                     "{\"dateType\":\"last\",\"dateValue\":36500}"};
  const std::string_view bytes[] = {"{", "}", "\"", "\\u0000", "\xD0", ",", ":", "\\"};
  std::mt19937 random(20260114);
  int understood = 0;
  for (int i = 0; i < 40000; ++i) {
    const bool is_list = random() % 2 == 1;
    std::string body = good[is_list];
    for (std::size_t n = random() % 3 + 1; n > 0; --n) {
      const auto [start, length] = some_value(body, random);
      body.replace(start, length, values[random() % std::size(values)]);
    }
    if (random() % 8 == 0)
      body.replace(random() % body.size(), random() % 8, bytes[random() % std::size(bytes)]);
    const auto read = is_list ? list(body) : call("POST", "/rest/task", "", body);
    understood += read.ok();
    if (read.ok()) continue;
    const int code = static_cast<int>(read.error().code);
    ASSERT_TRUE(code == 30 || code == 40 || code == 41) << code << ' ' << body;
    ASSERT_TRUE(base::valid_utf8(base::text_of(read.error())));
    ASSERT_LE(base::text_of(read.error()).size(), 1000u) << body;
  }
  EXPECT_GT(understood, 500);  // the damage reaches past JSON
}

}  // namespace
}  // namespace planstead::request
