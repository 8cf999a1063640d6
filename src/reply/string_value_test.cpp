// `stringValue` of every type of custom field, and items of customFieldData.
#include <gtest/gtest.h>

#include <map>

#include "reply/append.h"
#include "reply/sample_account.h"

namespace planstead::reply {
namespace {

using namespace sample;
using schema::RefList;
using schema::TextList;

std::map<int, std::pair<Value, std::string>> values_by_type() {
  const Ref user{RefKind::user, 5}, contact{RefKind::contact, 7}, group{RefKind::group, 3};
  const Ref entry{RefKind::entry, schema::entry_id(12, 2)},
      orel{RefKind::entry, schema::entry_id(12, 3)};
  const base::Moment moment{at({{2023, 5, 31}, 22, 10, 0}), true};
  return {
      {0, {std::string("Привет"), "Привет"}},
      {1, {2.5, "2.5"}},
      {2, {std::string("<p>тест</p>"), "<p>тест</p>"}},
      {3, {base::to_day({2021, 11, 11}), "11-11-2021"}},
      {4, {base::TimeOfDay{65}, "01:05"}},
      {5, {moment, "01-06-2023 01:10"}},
      {6, {schema::Period{{600}, {780}}, "10:00 - 13:00"}},
      {7, {true, "Да"}},
      {8, {std::string("Высокий"), "Высокий"}},
      {9, {entry, "Москва"}},
      {10, {contact, "ООО «Ёлка»"}},
      {11, {user, "Иван Петров"}},
      {12, {contact, "ООО «Ёлка»"}},
      {13, {group, "Продажи"}},
      {14, {RefList{user, group}, "Иван Петров, Продажи"}},
      {15, {RefList{entry, orel}, "Москва, Орёл"}},
      {16, {Ref{RefKind::task, 111}, "Задача 111"}},
      {17, {RefList{{RefKind::task, 111}, {RefKind::task, 112}}, "Задача 111, Задача 112"}},
      {20, {TextList{"раз", "два"}, "раз, два"}},
      {21, {RefList{{RefKind::file, 80}}, "смета.pdf"}},
      {22, {Ref{RefKind::project, 9}, "Проект"}},
      {23, {90.0, "90"}},
      {24, {std::string("итог"), "итог"}},
      {25, {schema::Location{"Орёл", 36.06, 52.97, true}, "Орёл"}},
      {26, {7.0, "7"}},
      {27, {std::string("вывод"), "вывод"}},
      {28, {schema::Frame{moment, moment, true}, "01-06-2023 01:10 – 01-06-2023 01:10"}},
      {29, {0.5, "0.5"}},
  };
}

TEST(string_value, reads_every_type_as_a_person_would) {
  const Account account;
  const auto values = values_by_type();
  ASSERT_EQ(values.size(), schema::custom_types().size());
  for (const auto& [type, value] : values) {
    const catalog::CustomField& field = *account.catalog.field(field_id(type));
    EXPECT_EQ(string_value(field, value.first, account.context), value.second) << type;
    EXPECT_EQ(string_value(field, {}, account.context), "") << type;
  }
}

TEST(string_value, shows_decimals_and_delimiter_of_the_field) {
  const Account account;
  catalog::CustomField field = *account.catalog.field(field_id(1));
  field.decimals = 2;
  field.delimiter = ",";
  EXPECT_EQ(string_value(field, 1.5, account.context), "1,50");
  EXPECT_EQ(string_value(field, -3.0, account.context), "-3,00");
  EXPECT_EQ(string_value(field, 1e300, account.context), "1e+300");
}

TEST(string_value, follows_the_language_and_falls_back_to_the_point_of_a_location) {
  Account account;
  account.viewer.language = "En";
  EXPECT_EQ(string_value(*account.catalog.field(field_id(7)), false, account.context), "No");
  const schema::Location point{"", 36.06, 52.97, true};
  EXPECT_EQ(string_value(*account.catalog.field(field_id(25)), point, account.context),
            "52.97, 36.06");
}

TEST(string_value, of_a_value_stored_under_another_type_is_none) {
  const Account account;
  EXPECT_EQ(string_value(*account.catalog.field(field_id(1)), std::string("x"), account.context),
            "");
}

TEST(custom_item, carries_the_definition_the_value_and_its_text) {
  const Account account;
  const catalog::CustomField& field = *account.catalog.field(field_id(9));
  std::string out;
  const Value value = Ref{RefKind::entry, schema::entry_id(12, 3)};
  append_custom_item(out, custom_prefix(field, "Ru"), field, &value, account.context);
  EXPECT_EQ(
      out,
      R"({"field":{"id":1009,"name":"Поле 9","type":9,"typeName":"Directory entry","objectType":0,)"
      R"("directoryId":12},"value":{"id":3,"value":"Орёл"},"stringValue":"Орёл"})");
}

TEST(custom_item, names_the_field_in_the_language_of_the_viewer) {
  catalog::CustomField field = *Account().catalog.field(field_id(0));
  field.names = {{"en", "Line"}, {"ru", "Строка"}};
  EXPECT_EQ(catalog::Catalog::name_in(field, "Ru"), "Строка");
  EXPECT_EQ(catalog::Catalog::name_in(field, "De"), "Поле 0");
}

}  // namespace
}  // namespace planstead::reply
