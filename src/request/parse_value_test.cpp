#include "request/test_account.h"
#include "schema/references.h"

namespace planstead::request {
namespace {

using base::Day;
using base::Moment;
using base::Ref;
using base::RefKind;
using schema::RefList;
using schema::TextList;
using schema::Value;

class Values : public Account {
 protected:
  base::Result<Value> system(std::string_view name, std::string_view text) const {
    const schema::Field* field = schema::find_field(schema::task, name);
    return parse_value(field->shape, json(text), std::string(name), context, field, nullptr);
  }
  base::Result<Value> custom(std::int64_t id, std::string_view text) const {
    const catalog::CustomField* field = catalog.field(id);
    return parse_value(field->type->shape, json(text), "v", context, nullptr, field);
  }
  void expect_system(std::string_view name, std::string_view text, const Value& expected) const {
    const auto read = system(name, text);
    ASSERT_TRUE(read.ok()) << name << ' ' << text << ": " << base::text_of(read.error());
    EXPECT_TRUE(read.value() == expected) << name << ' ' << text;
  }
  void expect_custom(std::int64_t id, std::string_view text, const Value& expected) const {
    const auto read = custom(id, text);
    ASSERT_TRUE(read.ok()) << id << ' ' << text << ": " << base::text_of(read.error());
    EXPECT_TRUE(read.value() == expected) << id << ' ' << text;
  }
  static base::Seconds utc(int year, int month, int day, int hour, int minute, int second = 0) {
    return base::midnight_utc(base::to_day({year, month, day})) + hour * 3600 + minute * 60 +
           second;
  }
  static Day day(int year, int month, int number) { return base::to_day({year, month, number}); }
};

TEST_F(Values, OfScalarsAreCoercedWhereTheMeaningIsClear) {
  expect_system("duration", "5", std::int64_t{5});
  expect_system("duration", "\"5\"", std::int64_t{5});
  expect_system("duration", "5.0", std::int64_t{5});
  expect_system("duration", "null", Value{});
  for (const char* yes : {"true", "1", "\"true\"", "\"1\""}) expect_system("isSummary", yes, true);
  for (const char* no : {"false", "0", "\"false\"", "\"0\""}) expect_system("isSummary", no, false);
  expect_system("name", "\"Ёлка 😀\"", std::string("Ёлка 😀"));
  expect_system("name", "\"\"", Value{});
  expect_system("priority", "\"Urgent\"", std::int64_t{1});
  expect_system("description", R"("<p onclick='x'>1 < 2</p><script>y</script>")",
                std::string("<p>1 < 2</p>"));
  EXPECT_EQ(outcome(system("name", "5")), "30 name");
  EXPECT_EQ(outcome(system("description", "[]")), "30 description");
  EXPECT_EQ(outcome(system("isSummary", "2")), "30 isSummary");
  EXPECT_EQ(outcome(system("isSummary", "\"да\"")), "30 isSummary");
  EXPECT_EQ(outcome(system("duration", "1.5")), "41 duration");
  EXPECT_EQ(outcome(system("duration", "36028797018963968")), "41 duration");
  EXPECT_EQ(outcome(system("duration", "true")), "30 duration");
  EXPECT_EQ(outcome(system("priority", "\"urgent\"")), "41 priority");
  EXPECT_NE(system("priority", "\"x\"").error().detail.find("NotUrgent, Urgent"),
            std::string::npos);
}

TEST_F(Values, OfReferencesTakeTheFormsOfTheirShape) {
  expect_system("project", "{\"id\":5,\"name\":\"лишнее\"}", Ref{RefKind::project, 5});
  expect_system("project", "{\"id\":\"5\"}", Ref{RefKind::project, 5});
  for (const char* cleared : {"null", "\"\"", "{\"id\":0}", "{\"id\":\"\"}", "{\"id\":null}"})
    expect_system("project", cleared, Value{});
  expect_system("counterparty", "{\"id\":5}", Ref{RefKind::contact, 5});
  expect_system("counterparty", "{\"id\":\"5\"}", Ref{RefKind::contact, 5});
  expect_system("counterparty", "{\"id\":\"contact:5\"}", Ref{RefKind::contact, 5});
  expect_system("assigner", "{\"id\":\"user:1\"}", Ref{RefKind::user, 1});
  expect_system("assigner", "{\"id\":\"contact:9\"}", Ref{RefKind::contact, 9});
  expect_system("status", "{\"id\":0}", Ref{RefKind::status, 0});
  expect_system("status", "{\"id\":\"6\"}", Ref{RefKind::status, 6});
  const std::pair<const char*, std::pair<const char*, const char*>> refused[] = {
      {"project", {"5", "30 project"}},
      {"project", {"{\"id\":-5}", "41 project.id"}},
      {"project", {"{\"id\":1.5}", "41 project.id"}},
      {"project", {"{\"id\":\"abc\"}", "41 project.id"}},
      {"project", {"{\"id\":[5]}", "30 project.id"}},
      {"project", {"{\"name\":\"x\"}", "40 project.id"}},
      {"counterparty", {"{\"id\":\"user:1\"}", "41 counterparty.id"}},
      {"assigner", {"{\"id\":1}", "41 assigner.id"}},
      {"assigner", {"{\"id\":\"1\"}", "41 assigner.id"}},
      {"assigner", {"{\"id\":\"group:3\"}", "41 assigner.id"}},
      {"assigner", {"{\"id\":\"user:2\"}", "41 assigner.id"}},
      {"status", {"{\"id\":7}", "41 status.id"}},
      {"status", {"1", "30 status"}},
  };
  for (const auto& [name, form] : refused)
    EXPECT_EQ(outcome(system(name, form.first)), form.second) << form.first;
  EXPECT_EQ(system("status", "{\"id\":7}").error().detail, "Status not find by id 7");
}

TEST_F(Values, OfPeopleNeedPrefixesAndKnownUsers) {
  expect_system("assignees",
                R"({"users":[{"id":"user:5","name":"x"},{"id":"contact:1"},{"id":"user:5"}],)"
                R"("groups":[{"id":3}],"z":1})",
                RefList{{RefKind::user, 5}, {RefKind::contact, 1}, {RefKind::group, 3}});
  expect_system("auditors", R"({"groups":[{"id":"group:3"},{"id":"3"}]})",
                RefList{{RefKind::group, 3}});
  expect_system("participants", R"({"users":[],"groups":[]})", Value{});
  expect_system("participants", "{}", Value{});
  EXPECT_EQ(outcome(system("assignees", R"({"users":[{"id":"user:1"},{"id":5}]})")),
            "41 assignees.users[1].id");
  EXPECT_NE(system("assignees", R"({"users":[{"id":5}]})").error().detail.find('5'),
            std::string::npos);
  EXPECT_EQ(outcome(system("assignees", R"({"users":[{"id":"user:4"}]})")),
            "41 assignees.users[0].id");
  EXPECT_EQ(outcome(system("assignees", R"({"users":[{"id":"group:3"}]})")),
            "41 assignees.users[0].id");
  EXPECT_EQ(outcome(system("assignees", R"({"groups":[{"id":4}]})")), "41 assignees.groups[0].id");
  EXPECT_EQ(outcome(system("assignees", R"({"groups":[{"id":"user:1"}]})")),
            "41 assignees.groups[0].id");
  EXPECT_EQ(outcome(system("assignees", R"({"users":[5]})")), "30 assignees.users[0]");
  EXPECT_EQ(outcome(system("assignees", R"({"users":{}})")), "30 assignees.users");
  EXPECT_EQ(outcome(system("assignees", "[]")), "30 assignees");
}

TEST_F(Values, OfFilesAreNumbersOrReferences) {
  const RefList files{{RefKind::file, 10}, {RefKind::file, 15}};
  expect_system("files", R"([{"id":10,"size":3},{"id":"15"},{"id":10}])", files);
  expect_system("files", "[10,15]", files);
  expect_custom(field_of(21), R"([10,{"id":15}])", files);
  expect_system("files", "[]", Value{});
  EXPECT_EQ(outcome(system("files", "[true]")), "30 files[0]");
  EXPECT_EQ(outcome(system("files", "5")), "30 files");
  EXPECT_EQ(outcome(custom(field_of(21), "5")), "41 v");
}

TEST_F(Values, OfTimePointsTakeEveryForm) {
  const Moment noon{utc(2026, 1, 31, 9, 15), true};  // 12:15 in Moscow
  const Moment whole_day{utc(2026, 1, 31, 0, 0), false};
  for (const char* text :
       {R"({"date":"31-01-2026","time":"12:15"})", R"({"datetime":"2026-01-31T09:15Z"})",
        R"({"dateTimeUtcSeconds":"2026-01-31T09:15:00+0000"})",
        R"({"datetime":"31-01-2026 12:15"})", R"({"datetime":"2026-01-31T12:15+03:00"})",
        R"("31-01-2026 12:15:00")", R"("2026-01-31 12:15")", R"("2026-01-31T09:15:00Z")",
        R"("31.01.2026 12:15")",
        R"({"date":"01-01-2000","time":"01:01","datetime":"2026-01-31T09:15Z"})",
        R"({"date":"31-01-2026","time":"12:15:00","datetime":"","extra":5})"})
    expect_system("startDateTime", text, noon);
  for (const char* text : {R"({"date":"31-01-2026"})", R"({"date":"31.01.2026","time":""})",
                           R"("31/01/2026")", R"({"date":"2026-01-31","time":null})"})
    expect_system("startDateTime", text, whole_day);
  for (const char* text :
       {"null", "\"\"", R"({"date":""})", R"({"date":null,"time":"","datetime":""})"})
    expect_system("startDateTime", text, Value{});
}

// Clients write back what they have read (observed 6.9).
TEST_F(Values, OfTimePointsComeBackAsTheyWereShown) {
  expect_system("endDateTime",
                R"({"date":"31-01-2026","time":"00:00","datetime":"2026-01-31T00:00Z",)"
                R"("dateTimeUtcSeconds":"2026-01-31T00:00:00+0000"})",
                Moment{utc(2026, 1, 31, 0, 0), false});
  expect_system("endDateTime",
                R"({"date":"31-01-2026","time":"00:00","datetime":"2026-01-30T21:00Z",)"
                R"("dateTimeUtcSeconds":"2026-01-30T21:00:42+0000"})",
                Moment{utc(2026, 1, 30, 21, 0, 42), true});
}

TEST_F(Values, OfTimePointsRefuseEverythingElse) {
  for (const char* text :
       {R"("31-02-2026")", R"({"date":"31-02-2026"})", R"({"date":"31-01-2026","time":"25:00"})",
        R"({"date":"31-01-2026","time":"24:00"})", R"({"time":"12:00"})", "{}", R"("вчера")",
        R"({"datetime":"x"})", R"({"date":"31-13-2026"})", R"({"foo":1})", R"("9999-12-31 23:59")",
        R"({"date":"01-01-0001","time":"00:00"})"})
    EXPECT_EQ(outcome(system("endDateTime", text)), "41 endDateTime") << text;
  EXPECT_EQ(outcome(system("endDateTime", "5")), "30 endDateTime");
  EXPECT_EQ(outcome(system("endDateTime", R"({"date":5})")), "30 endDateTime.date");
  EXPECT_EQ(outcome(custom(field_of(5), R"({"date":5})")), "41 v.date");
}

TEST_F(Values, OfCustomFieldsFollowTheirTypes) {
  expect_custom(field_of(0), "\"Строка\"", std::string("Строка"));
  expect_custom(field_of(0), "[\"x\"]", std::string("x"));
  expect_custom(field_of(1), "99", 99.0);
  expect_custom(field_of(1), "\"1.15\"", 1.15);
  expect_custom(field_of(2), "\"<script>\"", std::string("<script>"));
  expect_custom(201, "\"<p>ё</p><script>x</script>\"", std::string("<p>ё</p>"));
  for (const char* text :
       {R"({"date":"11-11-2021"})", "\"11.11.2021\"", "\"11/11/2021\"", "\"11-11-2021 12:00:00\"",
        R"({"date":"11-11-2021","time":"00:00","datetime":"2021-11-11T00:00Z"})"})
    expect_custom(field_of(3), text, day(2021, 11, 11));
  expect_custom(field_of(4), R"({"time":"17:55"})", base::TimeOfDay{17 * 60 + 55});
  expect_custom(field_of(4), "\"9:05\"", base::TimeOfDay{9 * 60 + 5});
  expect_custom(field_of(5), "\"21-12-2021 12:15:00\"", Moment{utc(2021, 12, 21, 9, 15), true});
  expect_custom(field_of(6), R"({"from":{"time":"01:15"},"to":{"time":"04:40"},"durationSec":1})",
                schema::Period{{75}, {280}});
  expect_custom(field_of(6), R"({"from":"00:00","to":"24:00"})", schema::Period{{0}, {1440}});
  expect_custom(field_of(6), R"({"from":{"time":"00:00"},"to":{"time":"00:00"}})",
                schema::Period{{0}, {0}});
  expect_custom(field_of(7), "1", true);
  expect_custom(field_of(7), "\"false\"", false);
  expect_custom(field_of(8), "\"Да\"", std::string("Да"));
  expect_custom(field_of(20), R"(["Нет","Да","Нет"])", TextList{"Нет", "Да"});
  expect_custom(200, R"(["Новое"])", TextList{"Новое"});
  expect_custom(field_of(27), "\"вывод\"", std::string("вывод"));
  for (const int computed : {23, 24, 26, 29}) expect_custom(field_of(computed), "[[{}]]", Value{});
}

TEST_F(Values, OfCustomReferencesFollowTheirTypes) {
  expect_custom(field_of(9), "{\"id\":\"5\"}", Ref{RefKind::entry, schema::entry_id(7, 5)});
  expect_custom(
      field_of(15), "[{\"id\":1},{\"id\":2}]",
      RefList{{RefKind::entry, schema::entry_id(7, 1)}, {RefKind::entry, schema::entry_id(7, 2)}});
  for (const int contact : {10, 12}) {
    expect_custom(field_of(contact), "{\"id\":\"contact:5\"}", Ref{RefKind::contact, 5});
    expect_custom(field_of(contact), "{\"id\":5}", Ref{RefKind::contact, 5});
  }
  expect_custom(field_of(11), "{\"id\":3}", Ref{RefKind::user, 3});
  expect_custom(field_of(11), "[{\"id\":\"user:3\"}]", Ref{RefKind::user, 3});
  expect_custom(field_of(13), "{\"id\":\"group:3\"}", Ref{RefKind::group, 3});
  expect_custom(field_of(14),
                R"([{"id":"user:1"},{"id":"contact:7"},{"id":"group:3"},{"id":"user:1"}])",
                RefList{{RefKind::user, 1}, {RefKind::contact, 7}, {RefKind::group, 3}});
  expect_custom(field_of(16), "{\"id\":111}", Ref{RefKind::task, 111});
  expect_custom(field_of(17), "[{\"id\":111}]", RefList{{RefKind::task, 111}});
  expect_custom(field_of(22), "{\"id\":5}", Ref{RefKind::project, 5});
  for (const int type : {9, 10, 11, 12, 16, 22})
    expect_custom(field_of(type), "{\"id\":0}", Value{});
}

TEST_F(Values, OfLocationsAndFramesAreRead) {
  expect_custom(field_of(25), R"({"address":"New York","longitude":40.71,"latitude":"-74.0"})",
                schema::Location{"New York", 40.71, -74.0, true});
  expect_custom(field_of(25), "\"55.75, 37.61\"",
                schema::Location{"55.75, 37.61", 37.61, 55.75, true});
  expect_custom(field_of(25), "\"Москва, Арбат\"", schema::Location{"Москва, Арбат", 0, 0, false});
  expect_custom(
      field_of(28),
      R"({"from":{"date":"21-12-2021","time":"21:15"},"to":{"date":"22-12-2021","time":"00:40"},)"
      R"("considerTimeZone":true})",
      schema::Frame{{utc(2021, 12, 21, 18, 15), true}, {utc(2021, 12, 21, 21, 40), true}, true});
}

TEST_F(Values, OfEveryCustomTypeAreClearedByNullAndBlank) {
  for (const schema::CustomType& type : schema::custom_types())
    for (const char* text : {"null", "\"\""}) expect_custom(field_of(type.id), text, Value{});
  for (const int list : {14, 15, 17, 20, 21}) expect_custom(field_of(list), "[]", Value{});
}

TEST_F(Values, OfCustomFieldsThatDoNotFitAreRefusedWithCode41) {
  const std::pair<int, const char*> cases[] = {
      {0, "5"},
      {0, "{}"},
      {0, "[\"a\",\"b\"]"},
      {1, "\"много\""},
      {1, "true"},
      {1, "{}"},
      {2, "1"},
      {3, "\"x\""},
      {3, "\"31-02-2026\""},
      {3, "5"},
      {3, "{\"time\":\"10:00\"}"},
      {4, "\"25:00\""},
      {4, "\"24:00\""},
      {4, "{}"},
      {5, "\"31-02-2026 10:00\""},
      {6, "{\"durationSec\":60}"},
      {6, "{\"from\":{\"time\":\"10:00\"}}"},
      {6, "\"10:00\""},
      {6, "{\"from\":\"10:00\",\"to\":\"\"}"},
      {6, "{\"from\":\"24:00\",\"to\":\"10:00\"}"},
      {7, "\"да\""},
      {7, "2"},
      {8, "\"да\""},
      {8, "1"},
      {9, "5"},
      {9, "{\"id\":4294967296}"},
      {9, "\"текст\""},
      {10, "{\"id\":\"user:1\"}"},
      {11, "{\"id\":\"contact:1\"}"},
      {11, "{\"id\":4}"},
      {13, "{\"id\":1}"},
      {13, "{\"id\":\"group:9\"}"},
      {14, "[{\"id\":1}]"},
      {14, "{\"id\":\"user:1\"}"},
      {15, "[5]"},
      {16, "5"},
      {16, "{\"id\":-1}"},
      {17, "{\"id\":5}"},
      {20, "\"Да\""},
      {20, "[\"Иное\"]"},
      {20, "[5]"},
      {20, "[\"\"]"},
      {21, "[\"x\"]"},
      {22, "\"проект\""},
      {25, "5"},
      {25, "{\"longitude\":5}"},
      {25, "{\"longitude\":5,\"latitude\":95}"},
      {28, "{\"from\":\"21-12-2021 10:00\"}"},
      {28, "{\"from\":\"22-12-2021 10:00\",\"to\":\"21-12-2021 10:00\"}"},
      {28, "\"x\""},
  };
  for (const auto& [type, text] : cases)
    EXPECT_EQ(outcome(custom(field_of(type), text)).substr(0, 4), "41 v") << type << ' ' << text;
  EXPECT_NE(custom(field_of(8), "\"Иное\"").error().detail.find("Да, Нет"), std::string::npos);
}

TEST_F(Values, OfLinesAndListsHaveLimits) {
  std::string letters;
  for (int i = 0; i < 255; ++i) letters += "ё";
  EXPECT_TRUE(custom(field_of(0), '"' + letters + '"').ok());
  EXPECT_FALSE(custom(field_of(0), '"' + letters + "ё\"").ok());
  const auto tasks = [](int count) {
    std::string text = "[{\"id\":1}";
    for (int i = 2; i <= count; ++i) text += ",{\"id\":" + std::to_string(i) + '}';
    return text + ']';
  };
  EXPECT_TRUE(custom(field_of(17), tasks(250)).ok());
  EXPECT_EQ(outcome(custom(field_of(17), tasks(251))), "41 v");
}

TEST_F(Values, OfRecurrencesFollowTheContract) {
  const auto read = system("recurrence",
                           R"({"startDate":{"date":"01-02-2026","time":"09:00"},
                               "weekly":{"type":"Every","shift":2,"days":[5,1,5]},
                               "endConditions":{"type":"ByCount",
                               "repeatCount":3,"notify":{"type":0,"day":1}}})");
  ASSERT_TRUE(read.ok()) << base::text_of(read.error());
  const schema::Recurrence& recurrence = std::get<schema::Boxed<schema::Recurrence>>(read.value());
  EXPECT_EQ(recurrence.unit, schema::Recurrence::Unit::weekly);
  EXPECT_EQ(recurrence.step, 2);
  EXPECT_EQ(recurrence.days, (std::vector<int>{1, 5}));
  EXPECT_EQ(recurrence.start, (Moment{utc(2026, 2, 1, 6, 0), true}));
  EXPECT_EQ(recurrence.repeat_count, 3);
  EXPECT_EQ(recurrence.notify_type, 0);
  const std::pair<const char*, const char*> refused[] = {
      {"{}", "41 recurrence"},
      {R"({"daily":{},"weekly":{"days":[1]}})", "41 recurrence"},
      {R"({"daily":{}})", "40 recurrence.startDate"},
      {R"({"daily":{"shift":0}})", "41 recurrence.daily.shift"},
      {R"({"daily":{"type":"Exact"}})", "41 recurrence.daily"},
      {R"({"weekly":{}})", "40 recurrence.weekly.days"},
      {R"({"weekly":{"days":[8]}})", "41 recurrence.weekly.days"},
      {R"({"monthly":{"day":0}})", "41 recurrence.monthly.day"},
      {R"({"monthly":{"type":"Exact","day":-1,"dayType":"Someday"}})",
       "41 recurrence.monthly.dayType"},
      {R"({"daily":{},"startDate":"01-02-2026","endConditions":{"type":"ByCount"}})",
       "40 recurrence.endConditions.repeatCount"},
      {R"({"daily":{},"startDate":"01-02-2026","endConditions":{"type":"ByEndDate"}})",
       "40 recurrence.endConditions.date"},
  };
  for (const auto& [text, expected] : refused)
    EXPECT_EQ(outcome(system("recurrence", text)), expected) << text;
}

}  // namespace
}  // namespace planstead::request
