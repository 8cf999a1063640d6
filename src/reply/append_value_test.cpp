// Every shape: a value, and the form without one.
#include <gtest/gtest.h>

#include <algorithm>

#include "reply/append.h"
#include "reply/sample_account.h"
#include "schema/task.h"

namespace planstead::reply {
namespace {

using namespace sample;
using schema::RefList;
using schema::TextList;
using schema::TextMap;

const base::Moment new_year{at({{2026, 12, 31}, 22, 30, 5}), true};
constexpr auto new_year_json =
    R"({"date":"01-01-2027","time":"01:30","datetime":"2026-12-31T22:30Z",)"
    R"("dateTimeUtcSeconds":"2026-12-31T22:30:05+0000"})";
constexpr auto day_json = R"({"date":"11-11-2021","time":"00:00","datetime":"2021-11-11T00:00Z",)"
                          R"("dateTimeUtcSeconds":"2021-11-11T00:00:00+0000"})";

schema::Recurrence weekly(const base::Moment& start) {
  schema::Recurrence recurrence;
  recurrence.unit = schema::Recurrence::Unit::weekly;
  recurrence.days = {1, 5};
  recurrence.start = start;
  return recurrence;
}

struct Case {
  Shape shape;
  Value value;
  std::string json;
  std::string empty;
};

const Ref user{RefKind::user, 5}, contact{RefKind::contact, 7}, group{RefKind::group, 3};
const Ref task{RefKind::task, 111}, other{RefKind::task, 112}, file{RefKind::file, 80};
const Ref entry{RefKind::entry, schema::entry_id(12, 2)},
    orel{RefKind::entry, schema::entry_id(12, 3)};
const base::Day day = base::to_day({2021, 11, 11});
const std::string user_json = R"({"id":"user:5","name":"Иван Петров"})";
const std::string contact_json = R"({"id":"contact:7","name":"ООО «Ёлка»"})";
const std::string task_json = R"({"id":111,"name":"Задача 111"})";
const std::string file_json = R"([{"id":80,"size":17,"name":"смета.pdf"}])";

Value text(const char* literal) { return std::string(literal); }

schema::Reminder reminder() {
  schema::Reminder one;
  one.id = 1;
  one.comment = 7;
  one.date = new_year;
  one.reminded = true;
  one.text = "Ёлка";
  one.type = one.subtype = 0;
  one.owner = user;
  one.recipients = {user};
  return one;
}

std::vector<Case> system_cases() {
  return {
      {Shape::integer, std::int64_t{42}, "42", ""},
      {Shape::boolean, true, "true", "false"},
      {Shape::text, text("Ё\"\n"), R"("Ё\"\n")", R"("")"},
      {Shape::html, text("<p>x</p>"), R"("<p>x</p>")", R"("")"},
      {Shape::enumeration, std::int64_t{1}, R"("Urgent")", ""},
      {Shape::timepoint, new_year, new_year_json, ""},
      {Shape::ref, task, task_json, ""},
      {Shape::person, user, user_json, ""},
      {Shape::counterparty, contact, contact_json, ""},
      {Shape::people, RefList{user, group, contact},
       R"({"users":[)" + user_json + "," + contact_json +
           R"(],"groups":[{"id":3,"name":"Продажи"}]})",
       R"({"users":[],"groups":[]})"},
      {Shape::status, Ref{RefKind::status, 2},
       R"({"id":2,"name":"В работе","color":"#00ff00","isActive":true,"hasDeadline":true,)"
       R"("isAppliedIndividually":false,"texts":[{"lang":"Ru","name":"В работе"},)"
       R"({"lang":"En","name":"In progress"}]})",
       ""},
  };
}

std::vector<Case> people_cases() {
  return {
      {Shape::refs, RefList{task}, "[" + task_json + "]", "[]"},
      {Shape::persons, RefList{user, contact}, "[" + user_json + "," + contact_json + "]", "[]"},
      {Shape::ref_or_name, task, task_json, ""},
      {Shape::phones, schema::PhoneList{{"+79991234567", 1}},
       R"([{"number":"+79991234567","maskedNumber":"+7 (999) 123-45-67","type":1}])", "[]"},
      {Shape::telegram, text("anna"), "\"https://t.me/anna\"", R"("")"},
      {Shape::password, {}, R"("")", R"("")"},
      {Shape::replacement, schema::Replacement{true, false, user, day, day},
       R"({"isEnabled":true,"isIndefinite":false,"employee":)" + user_json + R"(,"from":)" +
           day_json + R"(,"to":)" + day_json + "}",
       ""},
  };
}

std::vector<Case> feed_cases() {
  return {
      {Shape::files, RefList{file}, file_json, "[]"},
      {Shape::data_tags, RefList{{RefKind::data_tag, 70}, {RefKind::entry, 4}},
       R"([{"dataTag":{"id":70,"name":"Рабочее время"},"key":4}])", "[]"},
      {Shape::recurrence, weekly(new_year),
       std::string(R"({"startDate":)") + new_year_json +
           R"(,"endConditions":{"type":"NoEnd"},"weekly":{"type":"Every","shift":1,"days":[1,5]}})",
       ""},
      {Shape::notified, RefList{user}, R"({"users":[)" + user_json + R"(],"groups":[]})",
       R"({"users":[],"groups":[]})"},
      {Shape::reminders, schema::ReminderList{reminder()},
       R"([{"id":1,"commentId":7,"reminderDate":)" + std::string(new_year_json) +
           R"(,"reminded":true,"text":"Ёлка","type":"Exact","subtype":"BeforeTaskStart","owner":)" +
           user_json + R"(,"recipientsRoles":[],"recipientsPeople":{"users":[)" + user_json +
           R"(],"groups":[]}}])",
       "[]"},
      {Shape::change_status, RefList{{RefKind::status, 1}, {RefKind::status, 2}},
       R"({"oldStatusId":1,"newStatusId":2})", ""},
      {Shape::change_date, schema::DateChange{std::nullopt, new_year},
       R"({"hasOldDate":false,"hasNewDate":true,"hasOldTime":false,"hasNewTime":true,)"
       R"("newDateTime":)" +
           std::string(new_year_json) + "}",
       ""},
  };
}

std::vector<Case> definition_cases() {
  return {
      {Shape::custom_values, {}, "[]", "[]"},
      {Shape::custom_type, std::int64_t{20}, "20", ""},
      {Shape::text_list, TextList{"а", "б"}, R"(["а","б"])", "[]"},
      {Shape::integer_list, RefList{{RefKind::custom_field, 4}, {RefKind::custom_field, 5}},
       "[4,5]", "[]"},
      {Shape::text_map, TextMap{{"en", "Line"}, {"ru", "Строка"}}, R"({"en":"Line","ru":"Строка"})",
       "{}"},
      {Shape::language_texts, TextMap{{"Ru", "Новая"}}, R"([{"lang":"Ru","name":"Новая"}])", "[]"},
      {Shape::value_colors, schema::ColorList{{"Да", "#000000", "#ffffff"}},
       R"({"Да":{"color":"#000000","background":"#ffffff"}})", ""},
      {Shape::named, text("Number"), R"({"id":0,"name":"Number"})", ""},
      {Shape::url, text("https://example.com/a"), "\"https://example.com/a\"", ""},
      {Shape::option_names, TextList{"unique"}, R"([{"name":"unique"}])", "[]"},
      {Shape::bare_id, std::int64_t{2}, R"({"id":2})", ""},
      {Shape::definitions, RefList{{RefKind::custom_field, field_id(0)}},
       R"([{"id":)" + std::to_string(field_id(0)) +
           R"(,"name":"Поле 0","type":0,"objectType":0,"groupId":0}])",
       "[]"},
      {Shape::main_value, text("общее"), R"("общее")", ""},
      {Shape::thing, task, R"("task:111")", ""},
      {Shape::changes,
       schema::FieldChangeList{{RefKind::task, "name", 0, text("a"), text("b")},
                               {RefKind::user, "password", 0, {}, {}}},
       R"([{"field":"name","oldValue":"a","newValue":"b"},{"field":"password"}])", "[]"},
      {Shape::items, {}, "[]", "[]"},
  };
}

std::vector<Case> custom_cases() {
  return {
      {Shape::line, text("строка"), R"("строка")", R"("")"},
      {Shape::number, 1.25, "1.25", ""},
      {Shape::multiline, text("a\tb"), R"("a\tb")", R"("")"},
      {Shape::date, day, day_json, ""},
      {Shape::time, base::TimeOfDay{17 * 60 + 50}, R"({"time":"17:50"})", ""},
      {Shape::date_time, new_year, new_year_json, ""},
      {Shape::period, schema::Period{{600}, {780}},
       R"({"from":{"time":"10:00"},"to":{"time":"13:00"},"durationSec":10800})", ""},
      {Shape::checkbox, false, "false", "false"},
      {Shape::label, text("Высокий"), R"("Высокий")", R"("")"},
      {Shape::entry, entry, R"({"id":2,"value":"Москва"})", ""},
      {Shape::contact, contact, contact_json, ""},
      {Shape::employee, user, user_json, ""},
      {Shape::member, group, R"({"id":"group:3","name":"Продажи"})", ""},
      {Shape::members, RefList{user, group},
       "[" + user_json + R"(,{"id":"group:3","name":"Продажи"}])", "[]"},
      {Shape::entries, RefList{entry, orel},
       R"([{"id":2,"value":"Москва"},{"id":3,"value":"Орёл"}])", "[]"},
      {Shape::task, task, task_json, ""},
      {Shape::tasks, RefList{task, other}, "[" + task_json + R"(,{"id":112,"name":"Задача 112"}])",
       "[]"},
      {Shape::labels, TextList{"раз", "два"}, R"(["раз","два"])", "[]"},
      {Shape::file_ids, RefList{file}, file_json, "[]"},
      {Shape::project, Ref{RefKind::project, 9}, R"({"id":9,"name":"Проект"})", ""},
      {Shape::computed_number, 90.0, "90", ""},
      {Shape::computed_text, text("итог"), R"("итог")", R"("")"},
      {Shape::location, schema::Location{"Орёл", 36.06, 52.97, true},
       R"({"address":"Орёл","longitude":36.06,"latitude":52.97})", ""},
      {Shape::frame, schema::Frame{new_year, {new_year.utc + 3600, true}, true},
       std::string(R"({"from":)") + new_year_json +
           R"(,"to":{"date":"01-01-2027","time":"02:30","datetime":"2026-12-31T23:30Z",)"
           R"("dateTimeUtcSeconds":"2026-12-31T23:30:05+0000"},"considerTimeZone":true,)"
           R"("stringValue":"01-01-2027 01:30 – 01-01-2027 02:30"})",
       ""},
  };
}

TEST(append_value, writes_every_shape_and_its_empty_form) {
  const Account account;
  const schema::Field* priority = schema::find_field(schema::task, "priority");
  std::vector<Case> all = system_cases();
  for (auto cases : {people_cases, feed_cases, definition_cases, custom_cases})
    std::ranges::move(cases(), std::back_inserter(all));
  ASSERT_EQ(all.size(), static_cast<std::size_t>(Shape::frame) + 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(all[i].shape), i);
    EXPECT_EQ(account.json(all[i].shape, all[i].value, priority), all[i].json) << i;
    EXPECT_EQ(account.json(all[i].shape, {}, priority), all[i].empty) << i;
    EXPECT_EQ(left_out_when_empty(all[i].shape), all[i].empty.empty()) << i;
  }
}

TEST(append_value, shows_a_date_without_time_unshifted_to_everyone) {
  Account account;
  account.viewer.zone = *base::Zone::find("America/New_York");
  const base::Moment date{at({{2021, 11, 11}, 0, 0, 0}), false};
  EXPECT_EQ(account.json(Shape::timepoint, date), day_json);
}

TEST(append_value, moves_the_date_over_midnight_in_the_zone_of_the_viewer) {
  Account account;
  account.viewer.zone = *base::Zone::find("America/New_York");
  const base::Moment early{at({{2026, 7, 1}, 2, 0, 0}), true};
  EXPECT_EQ(account.json(Shape::timepoint, early),
            R"({"date":"30-06-2026","time":"22:00","datetime":"2026-07-01T02:00Z",)"
            R"("dateTimeUtcSeconds":"2026-07-01T02:00:00+0000"})");
}

TEST(append_value, counts_a_period_over_midnight_and_a_whole_day) {
  const Account account;
  EXPECT_EQ(account.json(Shape::period, schema::Period{{23 * 60}, {60}}),
            R"({"from":{"time":"23:00"},"to":{"time":"01:00"},"durationSec":7200})");
  EXPECT_EQ(account.json(Shape::period, schema::Period{{0}, {1440}}),
            R"({"from":{"time":"00:00"},"to":{"time":"24:00"},"durationSec":86400})");
  EXPECT_EQ(account.json(Shape::period, schema::Period{{0}, {0}}),
            R"({"from":{"time":"00:00"},"to":{"time":"00:00"},"durationSec":0})");
}

TEST(append_value, takes_names_of_objects_from_the_catalogue_and_keeps_lost_things_nameless) {
  const Account account;
  EXPECT_EQ(account.json(Shape::ref, Ref{RefKind::task, 40}), R"({"id":40,"name":"Заявка"})");
  EXPECT_EQ(account.json(Shape::ref, Ref{RefKind::project, 99}), R"({"id":99,"name":""})");
  EXPECT_EQ(account.json(Shape::status, Ref{RefKind::status, 99}), R"({"id":99,"name":""})");
}

TEST(append_value, writes_every_kind_of_recurrence) {
  using schema::Recurrence;
  const Account account;
  const base::Moment start{at({{2021, 11, 11}, 0, 0, 0}), false};
  const std::string head = std::string(R"({"startDate":)") + day_json;
  Recurrence daily;
  daily.rule = Recurrence::Rule::after_complete;
  daily.step = 3;
  daily.start = start;
  daily.end = Recurrence::End::by_count;
  daily.repeat_count = 5;
  daily.notify_type = 1;
  daily.notify_day = 2;
  EXPECT_EQ(
      account.json(Shape::recurrence, daily),
      head + R"(,"endConditions":{"type":"ByCount","repeatCount":5,"notify":{"type":1,"day":2}},)"
             R"("daily":{"type":"AfterComplete","shift":3}})");
  Recurrence monthly;
  monthly.unit = Recurrence::Unit::monthly;
  monthly.rule = Recurrence::Rule::exact;
  monthly.step = 2;
  monthly.day = -1;
  monthly.day_type = 7;
  monthly.start = start;
  monthly.end = Recurrence::End::by_date;
  monthly.end_date = start;
  EXPECT_EQ(account.json(Shape::recurrence, monthly),
            head + R"(,"endConditions":{"type":"ByEndDate","date":)" + day_json +
                R"(},"monthly":{"type":"Exact","month":2,"day":-1,"dayType":"Friday"}})");
}

}  // namespace
}  // namespace planstead::reply
