#include "request/filter_value.h"
#include "request/test_account.h"

namespace planstead::request {
namespace {

using base::Ref;
using base::RefKind;
using schema::Operator;
using schema::RefList;
using schema::TextList;
using Ids = std::vector<std::int64_t>;

class Filters : public Account {
 protected:
  base::Result<std::vector<FilterCall>> filters(std::string_view text) const {
    return parse_filters(schema::task, json(text), context);
  }
  base::Result<std::vector<FilterCall>> one(int type, std::string_view value,
                                            std::string_view more = "",
                                            std::string_view op = "equal") const {
    std::string text =
        "[{\"type\":" + std::to_string(type) + ",\"operator\":\"" + std::string(op) + '"';
    text += ",\"value\":" + std::string(value) + std::string(more) + "}]";
    return filters(text);
  }
  void expect_operand(int type, std::string_view value, const FilterOperand& expected,
                      std::string_view more = "") const {
    const auto read = one(type, value, more);
    ASSERT_TRUE(read.ok()) << type << ' ' << value << ": " << base::text_of(read.error());
    EXPECT_TRUE(read.value().front().operand == expected) << type << ' ' << value;
  }
  static std::string with_field(int type) { return ",\"field\":" + std::to_string(field_of(type)); }
};

TEST_F(Filters, AreAThousandAtMost) {
  std::string text = "[";
  for (int i = 0; i < 1000; ++i) text += R"({"type":8,"operator":"equal","value":"x"},)";
  text.back() = ']';
  EXPECT_EQ(filters(text).value().size(), 1000u);
  text.back() = ',';
  const auto refused = filters(text + R"({"type":8,"operator":"equal","value":"x"}])");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().where, "filters");
}

TEST_F(Filters, ReadIdsInEveryForm) {
  for (const char* five :
       {"5", "\"5\"", "[5]", "[\"5\"]", "\"5 // Directory entry key\"", "\" 5 ; 5\""})
    expect_operand(10, five, Ids{5});
  for (const char* both : {"[2,1]", "\"1;2\"", "[\"2\",1,2]"}) expect_operand(10, both, Ids{1, 2});
  expect_operand(10, "0", Ids{0});
  expect_operand(9, "\"Urgent\"", Ids{1});
  expect_operand(307, "5", Ids{5});
  expect_operand(114, "\"47;48;50\"", Ids{47, 48, 50}, with_field(15));
  expect_operand(114, "\"\"", Ids{}, with_field(15));
  expect_operand(107, "\"47 // Directory entry key\"", Ids{47}, with_field(9));
}

TEST_F(Filters, ReadPeopleWithBareNumbersByThePlace) {
  expect_operand(2, "\"user:5\"", RefList{{RefKind::user, 5}});
  expect_operand(2, "\"group:3\"", RefList{{RefKind::group, 3}});
  expect_operand(1, "5", RefList{{RefKind::user, 5}});
  expect_operand(1, "\"5\"", RefList{{RefKind::user, 5}});
  expect_operand(7, "3", RefList{{RefKind::contact, 3}});
  expect_operand(7, "\"contact:3\"", RefList{{RefKind::contact, 3}});
  expect_operand(108, "15", RefList{{RefKind::contact, 15}}, with_field(10));
  expect_operand(109, "3", RefList{{RefKind::user, 3}}, with_field(11));
  expect_operand(113, "\"user:50\"", RefList{{RefKind::user, 50}}, with_field(14));
}

TEST_F(Filters, ReadTextsNumbersAndFlags) {
  expect_operand(8, "\"Ёлка\"", std::string("Ёлка"));
  expect_operand(8, "2026", std::string("2026"));
  expect_operand(101, "\"\"", std::string(), with_field(0));
  expect_operand(102, "\"999.5\"", 999.5, with_field(1));
  expect_operand(105, "0", false, with_field(7));
  expect_operand(106, "\"Нет такой\"", std::string("Нет такой"), with_field(8));
  expect_operand(111, "\"Да;Нет\"", TextList{"Да", "Нет"}, with_field(20));
  expect_operand(111, "\"Может быть; если\"", TextList{"Может быть; если"}, with_field(20));
  expect_operand(111, "[\"Да\"]", TextList{"Да"}, with_field(20));
  for (const char* yes : {"true", "1", "\"1\""}) expect_operand(25, yes, true, ",\"field\":0");
}

TEST_F(Filters, ReadTimesAsMinutesAndLabelsWhateverTheirCase) {
  schema::Filter filter = *schema::find_filter(schema::task, 9);
  const auto read = [&](std::string_view value) {
    return parse_filter_value(schema::task, filter, json(value), "v", nullptr, context);
  };
  EXPECT_TRUE(read("\"urgent\"").value() == FilterOperand{Ids{1}});
  EXPECT_EQ(outcome(read("\"Sometimes\"")), "41 v");
  filter.operand = schema::Operand::time;
  for (const char* time : {"\"09:05\"", "\"9:05\"", R"({"time":"09:05"})"})
    EXPECT_TRUE(read(time).value() == FilterOperand{545.0}) << time;
  for (const char* wrong : {"\"24:30\"", "5", "\"\"", "{}"})
    EXPECT_EQ(outcome(read(wrong)), "41 v");
}

TEST_F(Filters, ReadTypesAsTextsAndOperatorsByTheirNames) {
  const auto read = filters(R"([{"type":"8","operator":"equals","value":"x"},
      {"type":14,"operator":"gtAndEqual","value":{"dateType":"today"}},
      {"type":101,"operator":"nothave","value":"x","field":"100"}])");
  ASSERT_TRUE(read.ok()) << base::text_of(read.error());
  EXPECT_EQ(read.value()[0].op, Operator::equal);
  EXPECT_EQ(read.value()[1].op, Operator::gt_equal);
  EXPECT_EQ(read.value()[2].op, Operator::nothave);
  EXPECT_EQ(read.value()[2].field->id, 100);
  EXPECT_EQ(read.value()[2].where, "filters[2]");
}

TEST_F(Filters, ReadFieldsAndSubfilters) {
  const auto has_value = one(152, "108");
  ASSERT_TRUE(has_value.ok());
  EXPECT_EQ(has_value.value()[0].field->id, 108);
  const auto sub =
      one(93, "\"5\"", R"(,"subfilter":{"dataTagId":6,"filter":{"type":3109,"field":401}})", "gt");
  ASSERT_TRUE(sub.ok()) << base::text_of(sub.error());
  EXPECT_EQ(sub.value()[0].data_tag, 6);
  EXPECT_EQ(sub.value()[0].subfilter->type, 3109);
  EXPECT_EQ(std::get<double>(sub.value()[0].operand), 5.0);
}

TEST_F(Filters, AreRefusedWithThePlace) {
  const std::pair<const char*, const char*> cases[] = {
      {"{}", "30 filters"},
      {"[5]", "30 filters[0]"},
      {"[{}]", "40 filters[0].type"},
      {R"([{"type":8}])", "40 filters[0].operator"},
      {R"([{"type":8,"operator":"equal"}])", "40 filters[0].value"},
      {R"([{"type":4,"operator":"equal","value":1}])", "41 filters[0].type"},
      {R"([{"type":true,"operator":"equal","value":1}])", "41 filters[0].type"},
      {R"([{"type":99999999999,"operator":"equal","value":1}])", "41 filters[0].type"},
      {R"([{"type":8,"operator":"like","value":"x"}])", "41 filters[0].operator"},
      {R"([{"type":8,"operator":5,"value":"x"}])", "41 filters[0].operator"},
      {R"([{"type":8,"operator":"gt","value":"x"}])", "41 filters[0].operator"},
      {R"([{"type":25,"operator":"notequal","value":true}])", "41 filters[0].operator"},
      {R"([{"type":8,"operator":"equal","value":"x"},{"type":8,"operator":"equal","value":{}}])",
       "41 filters[1].value"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(outcome(filters(text)), expected) << text;
}

TEST_F(Filters, RefuseValuesThatDoNotFit) {
  const std::pair<int, const char*> cases[] = {{1, "\"user\""},
                                               {1, "true"},
                                               {1, "0"},
                                               {1, "-5"},
                                               {1, "[]"},
                                               {7, "\"user:1\""},
                                               {7, "\"group:3\""},
                                               {5, "\"x\""},
                                               {5, "-1"},
                                               {5, "1.5"},
                                               {5, "99999999999999999"},
                                               {10, "[]"},
                                               {10, "[1,\"x\"]"},
                                               {10, "\"1;x\""},
                                               {10, "null"},
                                               {9, "\"Low\""},
                                               {9, "1"},
                                               {8, "[]"},
                                               {8, "true"},
                                               {25, "false"},
                                               {25, "2"},
                                               {25, "\"yes\""},
                                               {307, "[1,2]"},
                                               {14, "\"today\""}};
  for (const auto& [type, value] : cases)
    EXPECT_EQ(outcome(one(type, value)), "41 filters[0].value") << type << value;
  EXPECT_EQ(outcome(one(107, "4294967296", with_field(9))), "41 filters[0].value");
  EXPECT_EQ(outcome(one(102, "\"много\"", with_field(1))), "41 filters[0].value");
}

TEST_F(Filters, RefuseFieldsThatDoNotFitAndSayWhatDoes) {
  EXPECT_EQ(outcome(one(101, "\"x\"")), "40 filters[0].field");
  EXPECT_EQ(outcome(one(101, "\"x\"", ",\"field\":0")), "40 filters[0].field");
  EXPECT_EQ(outcome(one(101, "\"x\"", ",\"field\":999")), "41 filters[0].field");
  EXPECT_EQ(outcome(one(101, "\"x\"", ",\"field\":300")),
            "41 filters[0].field");  // a field of contacts
  EXPECT_EQ(outcome(one(152, "999")), "41 filters[0].value");
  const auto wrong_pair = one(101, "\"x\"", with_field(11));
  EXPECT_EQ(outcome(wrong_pair), "41 filters[0].field");
  EXPECT_NE(wrong_pair.error().detail.find("109"), std::string::npos);
}

TEST_F(Filters, RefuseBrokenSubfilters) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "41 filters[0].subfilter"},
      {R"(,"subfilter":{"dataTagId":6})", "41 filters[0].subfilter"},
      {R"(,"subfilter":{"filter":{"type":3108,"field":400}})", "41 filters[0].subfilter.dataTagId"},
      {R"(,"subfilter":{"dataTagId":9,"filter":{"type":3108,"field":400}})",
       "41 filters[0].subfilter.dataTagId"},
      {R"(,"subfilter":{"dataTagId":8,"filter":{"type":3108,"field":400}})",
       "41 filters[0].subfilter.filter.field"},
      {R"(,"subfilter":{"dataTagId":6,"filter":{"type":101,"field":400}})",
       "41 filters[0].subfilter.filter.type"},
      {R"(,"subfilter":{"dataTagId":6,"filter":{"type":3109,"field":400}})",
       "41 filters[0].subfilter.filter.field"},
      {R"(,"subfilter":{"dataTagId":6,"filter":{"type":3108}})",
       "40 filters[0].subfilter.filter.field"},
  };
  for (const auto& [more, expected] : cases)
    EXPECT_EQ(outcome(one(93, "\"x\"", more)), expected) << more;
  EXPECT_EQ(
      outcome(one(93, "\"x\"", R"(,"subfilter":{"dataTagId":6,"filter":{"type":3108,"field":400}})",
                  "gt")),
      "41 filters[0].operator");
}

class DateOperands : public Account {
 protected:
  base::Result<DateRange> read(std::string_view text) const {
    return parse_date_operand(json(text), "v", context);
  }
  static base::Day day(int month, int number, int year = 2026) {
    return base::to_day({year, month, number});
  }
};

// In Moscow it is Wednesday, 14 January 2026.
TEST_F(DateOperands, CountFromTheReadersDay) {
  const std::tuple<const char*, base::Day, base::Day> cases[] = {
      {R"({"dateType":"today"})", day(1, 14), day(1, 14)},
      {R"({"dateType":"yesterday"})", day(1, 13), day(1, 13)},
      {R"({"dateType":"tomorrow"})", day(1, 15), day(1, 15)},
      {R"({"dateType":"thisWeek"})", day(1, 12), day(1, 18)},
      {R"({"dateType":"lastWeek"})", day(1, 5), day(1, 11)},
      {R"({"dateType":"nextWeek"})", day(1, 19), day(1, 25)},
      {R"({"dateType":"thisMonth"})", day(1, 1), day(1, 31)},
      {R"({"dateType":"lastMonth"})", day(12, 1, 2025), day(12, 31, 2025)},
      {R"({"dateType":"nextMonth"})", day(2, 1), day(2, 28)},
      {R"({"dateType":"last","dateValue":7})", day(1, 8), day(1, 14)},
      {R"({"dateType":"next","dateValue":"7"})", day(1, 15), day(1, 21)},
      {R"({"dateType":"in","dateValue":7})", day(1, 22), day(1, 22)},
      {R"({"dateType":"otherDate","dateValue":"22-03-2026"})", day(3, 22), day(3, 22)},
      {R"({"dateType":"otherDate","dateFrom":"22.03.2026","dateValue":""})", day(3, 22),
       day(3, 22)},
      {R"({"dateType":"otherRange","dateFrom":"15-11-2026","dateTo":"17-11-2026"})", day(11, 15),
       day(11, 17)},
  };
  for (const auto& [text, first, last] : cases) {
    const auto range = read(text);
    ASSERT_TRUE(range.ok()) << text;
    EXPECT_EQ(range.value().first_day, first) << text;
    EXPECT_EQ(range.value().last_day, last) << text;
    EXPECT_EQ(range.value().lo, base::midnight_utc(first) - 3 * 3600) << text;
    EXPECT_EQ(range.value().hi, base::midnight_utc({last.days + 1}) - 3 * 3600) << text;
  }
}

TEST_F(DateOperands, WithTimeGoToTheMinuteBothEndsIncluded) {
  const auto range = read(R"({"dateType":"otherRange_withTime","dateFrom":"22-03-2026 00:15",)"
                          R"("dateTo":"22-03-2026 03:35"})");
  ASSERT_TRUE(range.ok());
  const base::Seconds midnight = base::midnight_utc(day(3, 22)) - 3 * 3600;
  EXPECT_EQ(range.value().lo, midnight + 15 * 60);
  EXPECT_EQ(range.value().hi, midnight + 3 * 3600 + 36 * 60);
  EXPECT_EQ(range.value().first_day, day(3, 22));
  const auto minute = read(R"({"dateType":"otherDate_withTime","dateFrom":"22-03-2026 00:15"})");
  ASSERT_TRUE(minute.ok());
  EXPECT_EQ(minute.value().hi - minute.value().lo, 60);
}

TEST_F(DateOperands, AreRefusedWithThePlace) {
  const std::pair<const char*, const char*> cases[] = {
      {"5", "41 v"},
      {"{}", "40 v.dateType"},
      {R"({"dateType":"someday"})", "41 v.dateType"},
      {R"({"dateType":5})", "41 v.dateType"},
      {R"({"dateType":"last"})", "40 v.dateValue"},
      {R"({"dateType":"last","dateValue":0})", "41 v.dateValue"},
      {R"({"dateType":"next","dateValue":-1})", "41 v.dateValue"},
      {R"({"dateType":"in","dateValue":"x"})", "41 v.dateValue"},
      {R"({"dateType":"in","dateValue":99999999999})", "41 v.dateValue"},
      {R"({"dateType":"otherDate"})", "40 v.dateFrom"},
      {R"({"dateType":"otherDate","dateValue":"31-02-2026"})", "41 v.dateValue"},
      {R"({"dateType":"otherDate","dateFrom":22})", "41 v.dateFrom"},
      {R"({"dateType":"otherRange","dateFrom":"01-01-2026"})", "40 v.dateTo"},
      {R"({"dateType":"otherRange","dateFrom":"02-01-2026","dateTo":"01-01-2026"})", "41 v.dateTo"},
      {R"({"dateType":"otherRange_withTime","dateFrom":"01-01-2026 10:01",)"
       R"("dateTo":"01-01-2026 10:00"})",
       "41 v.dateTo"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(outcome(read(text)), expected) << text;
}

}  // namespace
}  // namespace planstead::request
