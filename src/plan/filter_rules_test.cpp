// The rules of filters that tasks have not: over texts, numbers, flags and birthdays of any entity,
// and over the tasks of contacts. Asked of a small entity with a table of its own.
#include <gtest/gtest.h>

#include <array>

#include "plan/filters.h"
#include "schema/custom_filters.h"
#include "schema/references.h"

namespace planstead::plan {
namespace {

using base::Ref;
using base::RefKind;
using request::FilterOperand;
using schema::Indexed;
using schema::Operand;
using schema::Operator;
using schema::Record;
using schema::RefList;
using schema::Rule;
using schema::Shape;
using schema::TextList;
using Ids = std::vector<std::int64_t>;

// clang-format off
constexpr std::string_view gender_labels[] = {"NotDefined", "Female", "Male"};
constexpr auto sample_fields = std::to_array<schema::Field>({
  {.name = "id", .shape = Shape::integer, .column = "id"},
  {.name = "name", .shape = Shape::text, .indexed = Indexed::text},
  {.name = "lastname", .shape = Shape::text, .indexed = Indexed::text},
  {.name = "phones", .shape = Shape::text_list, .indexed = Indexed::digits},
  {.name = "email", .shape = Shape::text, .indexed = Indexed::text},
  {.name = "more", .shape = Shape::text_list, .indexed = Indexed::text},
  {.name = "telegram", .shape = Shape::text, .indexed = Indexed::handle},
  {.name = "born", .shape = Shape::timepoint, .indexed = Indexed::number},
  {.name = "isCompany", .shape = Shape::boolean, .indexed = Indexed::number},
  {.name = "gender", .shape = Shape::enumeration, .labels = gender_labels, .indexed = Indexed::number},
  {.name = "size", .shape = Shape::integer, .indexed = Indexed::number},
  {.name = "groups", .shape = Shape::integer_list, .target = RefKind::group, .indexed = Indexed::list},
  {.name = "task", .shape = Shape::ref, .target = RefKind::task, .indexed = Indexed::grouped},
});
constexpr auto own_filters = std::to_array<schema::Filter>({
  {1, "words", schema::equality, Operand::text, Rule::words, "name lastname"},
  {2, "phone", schema::equality, Operand::text, Rule::contains, "phones"},
  {3, "e-mail", schema::equality, Operand::text, Rule::is, "email more"},
  {4, "telegram", schema::equality, Operand::text, Rule::is, "telegram"},
  {5, "birthday", schema::dates, Operand::date, Rule::birthday, "born"},
  {6, "company", schema::only_equal, Operand::flag, Rule::flag, "isCompany"},
  {7, "person", schema::only_equal, Operand::flag, Rule::not_flag, "isCompany"},
  {8, "gender", schema::equality, Operand::enumeration, Rule::equals, "gender"},
  {9, "own number", schema::dates, Operand::ids, Rule::number, "id"},
  {10, "status of the task", schema::equality, Operand::ids, Rule::of_task},
  {11, "size", schema::dates, Operand::ids, Rule::number, "size"},
  {12, "group", schema::equality, Operand::ids, Rule::list_equals, "groups"},
  {13, "e-mail in part", schema::equality, Operand::text, Rule::contains, "email more"},
  {14, "value of an entry", schema::any_operator, Operand::subfilter, Rule::data_tag_value},
  {21, "", schema::only_equal, Operand::flag, Rule::client_of_active},
  {22, "", schema::only_equal, Operand::flag, Rule::client_of_no_active},
  {23, "", schema::only_equal, Operand::flag, Rule::client_of_overdue},
  {24, "", schema::dates, Operand::date, Rule::client_of_activity},
  {25, "", schema::dates, Operand::date, Rule::client_of_no_activity},
  {31, "", schema::only_equal, Operand::flag, Rule::participant_of_active},
  {32, "", schema::only_equal, Operand::flag, Rule::participant_of_no_active},
  {33, "", schema::only_equal, Operand::flag, Rule::participant_of_overdue},
  {34, "", schema::dates, Operand::date, Rule::participant_of_activity},
  {35, "", schema::dates, Operand::date, Rule::participant_of_no_activity},
});
// clang-format on
constexpr auto sample_filters = with_custom_filters<100>(own_filters, std::array{5, 7});
static_assert(schema::well_formed(sample_fields, sample_filters));
static_assert(sample_filters.size() == own_filters.size() + 18);
const schema::Entity sample{.name = "sample",
                            .table = "sample",
                            .sequence = "sample",
                            .kind = RefKind::contact,
                            .fields = sample_fields,
                            .filters = sample_filters,
                            .one = "sample",
                            .many = "samples",
                            .seen = schema::Seen::by_all,
                            .title = "Sample",
                            .has_custom = true,
                            .custom_object_type = 1,
                            .indexed = true};

constexpr base::Seconds day = 86400;
constexpr base::Seconds now = 20000 * day;
base::Moment date_of(int year, int month, int day_of_month) {
  return {base::midnight_utc(base::to_day({year, month, day_of_month})), false};
}

class FilterRules : public testing::Test {
 protected:
  FilterRules() {
    catalog_.account.zone = base::Zone::utc();
    catalog_.statuses.resize(2);
    catalog_.statuses[0].id = 1;
    catalog_.statuses[1].id = 3;
    catalog_.statuses[1].is_active = catalog_.statuses[1].has_deadline = false;
    viewer_.is_admin = true;
  }

  void add(std::int64_t id, std::vector<std::pair<std::string_view, schema::Value>> fields = {}) {
    Record row(sample);
    row.set_id(id);
    for (auto& [name, value] : fields) row.set(name, std::move(value));
    rows_.put(row);
  }
  void task(std::int64_t id, std::int64_t status,
            std::vector<std::pair<std::string_view, schema::Value>> fields = {}) {
    Record row(schema::task);
    row.set_id(id);
    row.set("_kind", std::int64_t{0});
    row.set("status", Ref{RefKind::status, status});
    for (auto& [name, value] : fields) row.set(name, std::move(value));
    indexes_.find(schema::task)->put(row);
  }
  request::FilterCall call(int type, FilterOperand operand, Operator op) const {
    request::FilterCall made;
    made.filter = schema::find_filter(sample, type);
    made.op = op;
    made.operand = std::move(operand);
    return made;
  }
  Ids ask(const request::FilterCall& filter) const {
    const FilterScope scope{sample, catalog_, viewer_, now, indexes_, auditors_};
    return rows_.select(filter_condition(filter, scope), 0, 100);
  }
  Ids ask(int type, FilterOperand operand, Operator op = Operator::equal) const {
    return ask(call(type, std::move(operand), op));
  }
  Ids ask_not(int type, FilterOperand operand) const {
    return ask(type, std::move(operand), Operator::notequal);
  }
  static FilterOperand text(const char* value) { return std::string(value); }
  static FilterOperand days(base::CivilDate first, base::CivilDate last) {
    const base::Day from = base::to_day(first), to = base::to_day(last);
    return request::DateRange{from.days * day, (to.days + 1) * day, from, to};
  }

  catalog::Catalog catalog_;
  request::Viewer viewer_;
  ProjectAuditors auditors_;
  search::IndexSet indexes_{schema::stored_entities()};
  search::Index rows_{sample};
};

TEST_F(FilterRules, words_of_a_name_stand_in_any_order_and_column) {
  add(1, {{"name", std::string("Анна Мария")}, {"lastname", std::string("Ёлкина")}});
  add(2, {{"name", std::string("Анна")}, {"lastname", std::string("Петрова")}});
  add(3, {{"name", std::string("ООО Ёлка")}});
  EXPECT_EQ(ask(1, text("Ёлкина анна")), (Ids{1}));
  EXPECT_EQ(ask(1, text(" анна  ")), (Ids{1, 2}));
  EXPECT_EQ(ask(1, text("ёлк")), (Ids{1, 3}));
  EXPECT_EQ(ask_not(1, text("Анна")), (Ids{3}));
  EXPECT_EQ(ask(1, text("Анна Иванова")), Ids{});
}

TEST_F(FilterRules, phones_meet_by_their_digits) {
  add(1, {{"phones", TextList{"8 (800) 5", "+7 (999) 123-45-67"}}});
  add(2, {{"phones", TextList{"79991234568"}}});
  add(3);
  EXPECT_EQ(ask(2, text("+7 999 1234567")), (Ids{1}));
  EXPECT_EQ(ask(2, text("999-123-45")), (Ids{1, 2}));
  EXPECT_EQ(ask_not(2, text("8005")), (Ids{2, 3}));
  EXPECT_EQ(ask(2, text("home")), Ids{});
}

TEST_F(FilterRules, an_address_is_compared_as_a_whole_or_in_part) {
  add(1, {{"email", std::string("Anna@B.ru")}, {"more", TextList{"x@y.ru", "anna@z.ru"}}});
  add(2, {{"email", std::string("joanna@b.ru")}});
  add(3);
  EXPECT_EQ(ask(3, text("anna@b.RU")), (Ids{1}));
  EXPECT_EQ(ask(3, text("anna@z.ru")), (Ids{1}));
  EXPECT_EQ(ask_not(3, text("anna@b.ru")), (Ids{2, 3}));
  EXPECT_EQ(ask(3, text("")), (Ids{3}));
  EXPECT_EQ(ask_not(3, text("")), (Ids{1, 2}));
  EXPECT_EQ(ask(13, text("anna@")), (Ids{1, 2}));
}

TEST_F(FilterRules, telegram_names_meet_however_they_are_written) {
  add(1, {{"telegram", std::string("https://t.me/Anna_1")}});
  add(2, {{"telegram", std::string("@anna")}});
  add(3);
  EXPECT_EQ(ask(4, text("@anna_1")), (Ids{1}));
  EXPECT_EQ(ask(4, text("t.me/ANNA")), (Ids{2}));
  EXPECT_EQ(ask(4, text("")), (Ids{3}));
  EXPECT_EQ(ask(4, text("@")), Ids{});
}

TEST_F(FilterRules, birthdays_compare_without_the_year) {
  add(1, {{"born", date_of(1984, 2, 29)}});
  add(2, {{"born", date_of(1990, 12, 31)}});
  add(3, {{"born", date_of(2001, 1, 2)}});
  add(4, {{"born", date_of(1970, 7, 15)}});
  add(5);
  EXPECT_EQ(ask(5, days({2026, 12, 20}, {2027, 1, 5})), (Ids{2, 3}));
  EXPECT_EQ(ask(5, days({2026, 7, 15}, {2026, 7, 15})), (Ids{4}));
  EXPECT_EQ(ask(5, days({2026, 2, 28}, {2026, 2, 28})), (Ids{1}));
  EXPECT_EQ(ask(5, days({2028, 2, 28}, {2028, 2, 28})), Ids{});
  EXPECT_EQ(ask(5, days({2028, 2, 29}, {2028, 2, 29})), (Ids{1}));
  EXPECT_EQ(ask(5, days({2026, 3, 1}, {2026, 3, 1})), Ids{});
  EXPECT_EQ(ask(5, days({2026, 1, 10}, {2027, 1, 9})), (Ids{1, 2, 3, 4}));
  EXPECT_EQ(ask(5, days({2020, 1, 10}, {2027, 1, 10})), (Ids{1, 2, 3, 4}));
  EXPECT_EQ(ask(5, days({2026, 7, 15}, {2026, 7, 15}), Operator::gt), (Ids{2}));
  EXPECT_EQ(ask(5, days({2026, 7, 15}, {2026, 7, 15}), Operator::lt), (Ids{1, 3}));
  EXPECT_EQ(ask(5, days({2026, 7, 15}, {2026, 7, 15}), Operator::gt_equal), (Ids{2, 4}));
  EXPECT_EQ(ask(5, days({2026, 7, 15}, {2026, 7, 15}), Operator::lt_equal), (Ids{1, 3, 4}));
  EXPECT_EQ(ask(5, days({2026, 12, 31}, {2026, 12, 31}), Operator::gt), Ids{});
  EXPECT_EQ(ask(5, days({2026, 1, 1}, {2026, 1, 1}), Operator::lt), Ids{});
  EXPECT_EQ(ask_not(5, days({2026, 7, 15}, {2026, 7, 15})), (Ids{1, 2, 3, 5}));
}

TEST_F(FilterRules, flags_labels_numbers_and_lists_of_references) {
  add(1, {{"isCompany", true}, {"gender", std::int64_t{0}}, {"size", std::int64_t{10}}});
  add(2, {{"isCompany", false}, {"gender", std::int64_t{1}}, {"size", std::int64_t{-3}}});
  add(5, {{"groups", RefList{{RefKind::group, 4}, {RefKind::group, 6}}}});
  EXPECT_EQ(ask(6, true), (Ids{1}));
  EXPECT_EQ(ask(7, true), (Ids{2, 5}));
  EXPECT_EQ(ask(8, Ids{0}), (Ids{1, 5}));
  EXPECT_EQ(ask_not(8, Ids{1}), (Ids{1, 5}));
  EXPECT_EQ(ask(9, Ids{2, 5}), (Ids{2, 5}));
  EXPECT_EQ(ask_not(9, Ids{2}), (Ids{1, 5}));
  EXPECT_EQ(ask(9, Ids{2}, Operator::gt), (Ids{5}));
  EXPECT_EQ(ask(9, Ids{2}, Operator::lt), (Ids{1}));
  EXPECT_EQ(ask(9, Ids{2}, Operator::gt_equal), (Ids{2, 5}));
  EXPECT_EQ(ask(9, Ids{2}, Operator::lt_equal), (Ids{1, 2}));
  EXPECT_EQ(ask(11, Ids{-3}, Operator::gt), (Ids{1}));
  EXPECT_EQ(ask(11, Ids{0}, Operator::lt), (Ids{2}));
  EXPECT_EQ(ask(11, Ids{10}), (Ids{1}));
  EXPECT_EQ(ask_not(11, Ids{10}), (Ids{2, 5}));
  EXPECT_EQ(ask(12, Ids{6}), (Ids{5}));
  EXPECT_EQ(ask(12, Ids{0}), (Ids{1, 2}));
  EXPECT_EQ(ask_not(12, Ids{4}), (Ids{1, 2}));
}

TEST_F(FilterRules, times_and_places_of_custom_fields) {
  catalog::CustomField time, place;
  time.id = 7;
  time.type = schema::find_custom_type(4);
  place.id = 8;
  place.type = schema::find_custom_type(25);
  for (const std::int64_t id : {1, 2, 3}) {
    Record row(sample);
    row.set_id(id);
    if (id < 3) row.set_custom(7, base::TimeOfDay{static_cast<std::int16_t>(id * 60)});
    if (id == 1) row.set_custom(8, schema::Location{"Орёл, ул. Ленина", 0, 0, false});
    rows_.put(row);
  }
  const auto custom = [&](int type, const catalog::CustomField& field, FilterOperand operand,
                          Operator op) {
    request::FilterCall made = call(type, std::move(operand), op);
    made.field = &field;
    return ask(made);
  };
  EXPECT_EQ(custom(104, time, 60.0, Operator::equal), (Ids{1}));
  EXPECT_EQ(custom(104, time, 60.0, Operator::notequal), (Ids{2, 3}));
  EXPECT_EQ(custom(104, time, 60.0, Operator::gt), (Ids{2}));
  EXPECT_EQ(custom(104, time, 60.0, Operator::gt_equal), (Ids{1, 2}));
  EXPECT_EQ(custom(104, time, 120.0, Operator::lt_equal), (Ids{1, 2}));
  EXPECT_EQ(custom(118, place, text("ОРЁЛ"), Operator::have), (Ids{1}));
  EXPECT_EQ(custom(118, place, text("орёл, УЛ. ленина"), Operator::equal), (Ids{1}));
  EXPECT_EQ(custom(118, place, text(""), Operator::equal), (Ids{2, 3}));
}

TEST_F(FilterRules, contacts_are_chosen_by_their_tasks) {
  const auto contact = [](std::int64_t id) { return Ref{RefKind::contact, id}; };
  for (std::int64_t id = 1; id <= 6; ++id) add(id);
  task(50, 1, {{"counterparty", contact(1)}, {"assignees", RefList{contact(2)}}});
  task(51, 3, {{"counterparty", contact(3)}, {"participants", RefList{contact(4)}}});
  task(52, 1,
       {{"counterparty", contact(5)},
        {"auditors", RefList{contact(6)}},
        {"endDateTime", base::Moment{now - 5, true}},
        {"dateOfLastUpdate", base::Moment{100 * day, true}},
        {"dateOfLastComment", base::Moment{200 * day, true}}});
  task(53, 1, {{"counterparty", contact(4)}, {"isDeleted", true}});
  task(54, 1, {{"assignees", RefList{{RefKind::user, 4}}}});
  EXPECT_EQ(ask(21, true), (Ids{1, 5}));
  EXPECT_EQ(ask(22, true), (Ids{2, 3, 4, 6}));
  EXPECT_EQ(ask(23, true), (Ids{5}));
  EXPECT_EQ(ask(31, true), (Ids{2, 6}));
  EXPECT_EQ(ask(32, true), (Ids{1, 3, 4, 5}));
  EXPECT_EQ(ask(33, true), (Ids{6}));
  const auto at = [](std::int32_t first) {
    return request::DateRange{first * day, (first + 1) * day, {first}, {first}};
  };
  EXPECT_EQ(ask(24, at(200)), (Ids{5}));
  EXPECT_EQ(ask(24, at(100)), Ids{});
  EXPECT_EQ(ask(24, at(100), Operator::gt), (Ids{5}));
  EXPECT_EQ(ask_not(24, at(200)), (Ids{1, 3}));
  EXPECT_EQ(ask(25, at(200)), (Ids{1, 2, 3, 4, 6}));
  EXPECT_EQ(ask(34, at(200)), (Ids{6}));
  EXPECT_EQ(ask(35, at(200)), (Ids{1, 2, 3, 4, 5}));
}

TEST_F(FilterRules, rows_are_chosen_by_a_filter_of_the_task_they_hang_on) {
  task(50, 1);
  task(51, 3);
  task(52, 1, {{"isDeleted", true}});
  for (const std::int64_t id : {50, 51, 52, 53}) add(id - 49, {{"task", Ref{RefKind::task, id}}});
  add(9);
  EXPECT_EQ(ask(10, Ids{1}), (Ids{1}));
  EXPECT_EQ(ask_not(10, Ids{1}), (Ids{2}));
}

TEST_F(FilterRules, entries_of_a_contact_answer_as_those_of_a_task) {
  catalog::CustomField hours;
  hours.id = 7;
  hours.type = schema::find_custom_type(1);
  for (std::int64_t id = 1; id <= 3; ++id) add(id);
  const auto entry = [&](std::int64_t key, std::int64_t tag, Ref on, double value) {
    Record row(schema::data_tag_entry);
    row.set_id(key);
    row.set("dataTag", Ref{RefKind::data_tag, tag});
    row.set(on.kind == RefKind::contact ? "contact" : "task", on);
    row.set_custom(7, value);
    indexes_.find(schema::data_tag_entry)->put(row);
  };
  entry(1, 4, {RefKind::contact, 1}, 5);
  entry(2, 4, {RefKind::contact, 2}, 8);
  entry(3, 9, {RefKind::contact, 3}, 5);
  entry(4, 4, {RefKind::task, 3}, 5);
  request::FilterCall value = call(14, 5.0, Operator::equal);
  value.data_tag = 4;
  value.field = &hours;
  value.subfilter = schema::find_filter(schema::data_tag_entry, 3109);
  EXPECT_EQ(ask(value), (Ids{1}));
  value.op = Operator::notequal;
  EXPECT_EQ(ask(value), (Ids{2}));
}

}  // namespace
}  // namespace planstead::plan
