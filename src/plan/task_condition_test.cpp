// Conditions of task lists: every rule over columns and data tags, asked of a small index.
#include "domain/rules.h"
#include "plan/task_condition_fixture.h"

namespace planstead::plan {
namespace {

TEST_F(TaskCondition, lists_tasks_but_no_templates_no_objects_and_nothing_from_the_bin) {
  add(1);
  add(2, {{"_kind", std::int64_t{1}}});
  add(3, {{"_kind", std::int64_t{2}}});
  add(4, {{"_kind", std::int64_t{3}}});
  add(5, {{"isDeleted", true}});
  add(6, {{"isDeleted", false}});
  EXPECT_EQ(with_system(request::SystemFilter::none), (Ids{1, 6}));
  EXPECT_EQ(with_system(request::SystemFilter::all), (Ids{1, 6}));
}

TEST_F(TaskCondition, system_filters_know_what_is_given_to_me_given_by_me_and_watched_by_me) {
  add(1, {{"assignees", RefList{anna}}});
  add(2, {{"assignees", RefList{vera, crew}}});
  add(3, {{"assignees", RefList{boris}}, {"assigner", anna}});
  add(4, {{"auditors", RefList{anna}}});
  add(5, {{"project", Ref{RefKind::project, 40}}});
  add(6, {{"project", Ref{RefKind::project, 41}}});
  project_auditors_ = {{40, {crew}}, {41, {vera}}};
  EXPECT_EQ(with_system(request::SystemFilter::in), (Ids{1, 2}));
  EXPECT_EQ(with_system(request::SystemFilter::out), (Ids{3}));
  EXPECT_EQ(with_system(request::SystemFilter::audit), (Ids{4, 5}));
}

TEST_F(TaskCondition, a_group_stands_for_its_members_where_one_person_stands) {
  add(1, {{"assigner", anna}});
  add(2, {{"assigner", vera}});
  add(3, {{"assigner", client}});
  add(4);
  EXPECT_EQ(ask(1, RefList{anna}), (Ids{1}));
  EXPECT_EQ(ask(1, RefList{crew}), (Ids{1}));
  EXPECT_EQ(ask_not(1, RefList{anna}), (Ids{2, 3, 4}));
  EXPECT_EQ(ask(34, true), (Ids{1, 2}));
  EXPECT_EQ(ask(35, true), (Ids{3}));
}

TEST_F(TaskCondition, groups_count_for_assignees_unless_the_person_himself_is_asked_for) {
  add(1, {{"assignees", RefList{anna}}, {"participants", RefList{client}}});
  add(2, {{"assignees", RefList{crew}}, {"participants", RefList{crew}}});
  add(3, {{"assignees", RefList{vera, client}}});
  add(4);
  EXPECT_EQ(ask(2, RefList{anna}), (Ids{1, 2}));
  EXPECT_EQ(ask(97, RefList{anna}), (Ids{1}));
  EXPECT_EQ(ask(2, RefList{crew}), (Ids{1, 2}));
  EXPECT_EQ(ask(97, RefList{crew}), (Ids{2}));
  EXPECT_EQ(ask_not(2, RefList{anna}), (Ids{3, 4}));
  EXPECT_EQ(ask(39, RefList{boris}), (Ids{2}));
  EXPECT_EQ(ask(33, true), (Ids{4}));
  EXPECT_EQ(ask(41, true), (Ids{3, 4}));
  EXPECT_EQ(ask(69, true), (Ids{3}));
  EXPECT_EQ(ask(70, true), (Ids{1}));
  EXPECT_EQ(ask(71, true), (Ids{1, 3}));
  EXPECT_EQ(ask(72, true), Ids{});
}

TEST_F(TaskCondition, auditors_of_the_task_of_its_project_and_of_either) {
  add(1, {{"auditors", RefList{anna}}});
  add(2, {{"project", Ref{RefKind::project, 40}}});
  add(3);
  project_auditors_ = {{40, {anna}}};
  EXPECT_EQ(ask(60, RefList{anna}), (Ids{1}));
  EXPECT_EQ(ask(59, RefList{anna}), (Ids{2}));
  EXPECT_EQ(ask(3, RefList{anna}), (Ids{1, 2}));
  EXPECT_EQ(ask_not(3, RefList{anna}), (Ids{3}));
  EXPECT_EQ(ask(59, RefList{vera}), Ids{});
  EXPECT_EQ(ask_not(59, RefList{vera}), (Ids{1, 2, 3}));
}

TEST_F(TaskCondition, numbers_of_what_a_task_refers_to) {
  add(1, {{"project", Ref{RefKind::project, 4}},
          {"processId", std::int64_t{8}},
          {"priority", std::int64_t{1}}});
  add(2, {{"parent", task(1)}, {"counterparty", client}, {"object", task(950)}});
  add(3, {{"parent", task(2)}, {"template", task(950)}});
  EXPECT_EQ(ask(5, Ids{4}), (Ids{1}));
  EXPECT_EQ(ask_not(5, Ids{4}), (Ids{2, 3}));
  EXPECT_EQ(ask(5, Ids{0}), (Ids{2, 3}));
  EXPECT_EQ(ask(24, Ids{8}), (Ids{1}));
  EXPECT_EQ(ask(9, Ids{1}), (Ids{1}));
  EXPECT_EQ(ask_not(9, Ids{1}), (Ids{2, 3}));
  EXPECT_EQ(ask(7, RefList{client}), (Ids{2}));
  EXPECT_EQ(ask(73, Ids{1}), (Ids{2}));
  EXPECT_EQ(ask(73, Ids{0}), (Ids{1}));
  EXPECT_EQ(ask(307, Ids{1}), (Ids{2, 3}));
  EXPECT_EQ(ask_not(307, Ids{1}), (Ids{1}));
  EXPECT_EQ(ask(57, Ids{1, 3, 77}), (Ids{1, 3}));
  EXPECT_EQ(ask_not(57, Ids{1, 3}), (Ids{2}));
  EXPECT_EQ(ask(51, Ids{950}), (Ids{2, 3}));
  EXPECT_EQ(ask(325, Ids{950}), (Ids{2}));
}

TEST_F(TaskCondition, what_lies_below_a_task_is_reached_by_way_of_what_one_sees) {
  add(1, {{"assigner", anna}});
  add(2, {{"assigner", anna}, {"parent", task(1)}});
  add(3, {{"assigner", vera}, {"parent", task(2)}});
  add(4, {{"assigner", anna}, {"parent", task(3)}});
  add(5, {{"assigner", anna}, {"parent", task(7)}});
  add(6, {{"assigner", anna}, {"parent", task(4)}});
  add(7, {{"assigner", anna}, {"parent", task(2)}});
  EXPECT_EQ(ask(307, Ids{1}), (Ids{2, 3, 4, 5, 6, 7}));
  viewer_.is_admin = false;
  EXPECT_EQ(ask(307, Ids{1}), (Ids{2, 5, 7}));
  EXPECT_EQ(ask_not(307, Ids{1}), (Ids{1, 4, 6}));
  EXPECT_EQ(ask(307, Ids{4}), (Ids{6}));
  EXPECT_EQ(ask(307, Ids{3}), Ids{});
}

TEST_F(TaskCondition, the_name_is_searched_without_regard_to_case) {
  add(1, {{"name", std::string("Новогодняя Ёлка")}});
  add(2, {{"name", std::string("ель")}});
  EXPECT_EQ(ask(8, std::string("ёЛКА")), (Ids{1}));
  EXPECT_EQ(ask_not(8, std::string("ёлка")), (Ids{2}));
}

TEST_F(TaskCondition, the_status_is_the_one_that_the_person_of_the_token_sees) {
  add(1);
  add(2,
      {{"_personalStatuses", RefList{anna, {RefKind::status, 3}}}, {"assignees", RefList{anna}}});
  add(3,
      {{"_personalStatuses", RefList{boris, {RefKind::status, 3}}}, {"assignees", RefList{boris}}});
  EXPECT_EQ(ask(10, Ids{1}), (Ids{1, 3}));
  EXPECT_EQ(ask(10, Ids{2, 3}), (Ids{2}));
  EXPECT_EQ(ask_not(10, Ids{3}), (Ids{1, 3}));
}

TEST_F(TaskCondition, dates_compare_strictly_by_day_and_missing_ones_only_differ) {
  add(1, {{"startDateTime", Moment{100 * day - 1, true}}});
  add(2, {{"startDateTime", Moment{100 * day, true}}});
  add(3, {{"startDateTime", Moment{100 * day, false}}});
  add(4, {{"startDateTime", Moment{101 * day, true}}});
  add(5, {{"startDateTime", Moment{101 * day, false}}});
  add(6);
  const auto on = [&](Operator op) { return ask(13, days(100, 100), nullptr, op); };
  EXPECT_EQ(on(Operator::equal), (Ids{2, 3}));
  EXPECT_EQ(on(Operator::notequal), (Ids{1, 4, 5, 6}));
  EXPECT_EQ(on(Operator::gt), (Ids{4, 5}));
  EXPECT_EQ(on(Operator::lt), (Ids{1}));
  EXPECT_EQ(on(Operator::gt_equal), (Ids{2, 3, 4, 5}));
  EXPECT_EQ(on(Operator::lt_equal), (Ids{1, 2, 3}));
  EXPECT_EQ(ask(22, true), (Ids{6}));
  EXPECT_EQ(ask(25, true), (Ids{1, 2, 3, 4, 5}));
  EXPECT_EQ(ask(23, true), (Ids{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(ask(26, true), Ids{});
}

TEST_F(TaskCondition, each_date_filter_looks_at_its_own_date) {
  const std::pair<int, std::string_view> dates[] = {
      {12, "dateTime"},        {13, "startDateTime"},
      {14, "endDateTime"},     {19, "actualCompletionDate"},
      {20, "_done"},           {21, "dateOfLastComment"},
      {38, "dateOfLastUpdate"}};
  std::int64_t id = 0;
  for (const auto& [type, name] : dates) add(++id, {{name, Moment{50 * day, true}}});
  id = 0;
  for (const auto& [type, name] : dates) EXPECT_EQ(ask(type, days(50, 50)), (Ids{++id})) << name;
}

TEST_F(TaskCondition, the_last_change_or_comment_is_the_later_of_both) {
  add(1, {{"dateOfLastUpdate", Moment{10 * day, true}},
          {"dateOfLastComment", Moment{20 * day, true}}});
  add(2, {{"dateOfLastUpdate", Moment{15 * day, true}}});
  add(3, {{"dateOfLastComment", Moment{10 * day, true}}});
  add(4);
  EXPECT_EQ(ask(79, days(10, 10)), (Ids{3}));
  EXPECT_EQ(ask(79, days(12, 12), nullptr, Operator::gt), (Ids{1, 2}));
}

TEST_F(TaskCondition,
       a_task_is_overdue_after_its_end_or_after_the_day_of_its_end_in_the_accounts_zone) {
  // It is noon UTC of day 20000 and ten in the evening in Vladivostok: the day still lasts.
  add(1, {{"endDateTime", Moment{now, true}}});
  add(2, {{"endDateTime", Moment{now + 1, true}}});
  add(3, {{"endDateTime", Moment{19999 * day, false}}});
  add(4, {{"endDateTime", Moment{20000 * day, false}}});
  add(5, {{"endDateTime", Moment{day, true}}, {"status", Ref{RefKind::status, 3}}});
  add(6);
  EXPECT_EQ(ask(17, true), (Ids{1, 3}));
  EXPECT_EQ(ask(29, true), (Ids{2, 4, 5, 6}));
}

TEST_F(TaskCondition, overdue_means_what_the_answer_shows) {
  for (std::int64_t id = 1; id <= 200; ++id)
    add(id, {{"endDateTime",
              Moment{(19998 + id / 50) * day + (id % 2 == 0 ? id * 432 : 0), id % 2 == 0}}});
  const base::Zone& zone = catalog_.account.zone;
  Ids expected;
  for (const Record& one : tasks_)
    if (domain::deadline_of(*one.moment("endDateTime"), zone) <= now) expected.push_back(one.id());
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(ask(17, true), expected);
}

TEST_F(TaskCondition, copies_of_recurring_templates_are_recurring) {
  add(1, {{"_occurrence", Moment{day, true}}});
  add(2);
  EXPECT_EQ(ask(16, true), (Ids{1}));
  EXPECT_EQ(ask(28, true), (Ids{2}));
}

TEST_F(TaskCondition, filters_are_joined_by_and_with_the_system_filter) {
  add(1, {{"assigner", anna}, {"priority", std::int64_t{1}}});
  add(2, {{"assigner", anna}});
  add(3, {{"priority", std::int64_t{1}}});
  request::Call call;
  call.system_filter = request::SystemFilter::out;
  call.filters = {filter(9, Operator::equal, Ids{1}), filter(57, Operator::notequal, Ids{9})};
  EXPECT_EQ(select(call), (Ids{1}));
}

TEST_F(TaskCondition, entries_of_data_tags_are_found_through_their_tasks) {
  add(1);
  add(2);
  add(3);
  entry(1, 7, 1);
  entry(2, 7, 1);
  entry(3, 8, 2);
  entry(4, 7, 0);
  EXPECT_EQ(ask(11, Ids{7}), (Ids{1}));
  EXPECT_EQ(ask(18, Ids{7}), (Ids{2, 3}));
  EXPECT_EQ(ask(11, Ids{9}), Ids{});
  EXPECT_EQ(ask(18, Ids{9}), (Ids{1, 2, 3}));
}

TEST_F(TaskCondition, a_value_of_an_entry_is_asked_of_some_entry_of_the_tag) {
  for (std::int64_t id = 1; id <= 4; ++id) add(id);
  const auto& comment = field(60, 0);
  entry(1, 7, 1, 60, std::string("Смена Ёлкина"));
  entry(2, 7, 1);
  entry(3, 7, 2, 60, std::string("Смена"));
  entry(4, 7, 3);
  entry(5, 8, 4, 60, std::string("Смена"));
  const auto by_text = [&](Operator op, const std::string& text) {
    request::FilterCall call = filter(93, op, text, &comment);
    call.data_tag = 7;
    call.subfilter = schema::find_filter(schema::data_tag_entry, 3108);
    request::Call list;
    list.filters = {call};
    return select(list);
  };
  EXPECT_EQ(by_text(Operator::equal, "СМЕНА"), (Ids{2}));
  EXPECT_EQ(by_text(Operator::have, "ёлк"), (Ids{1}));
  EXPECT_EQ(by_text(Operator::notequal, "смена"), (Ids{1, 3}));
  EXPECT_EQ(by_text(Operator::equal, ""), (Ids{1, 3}));
}

TEST_F(TaskCondition, every_filter_of_the_table_has_a_rule_that_is_served) {
  add(1, {{"template", task(900)}});
  const auto& custom = field(10, 0);
  for (const schema::Filter& one : schema::task_filters) {
    FilterOperand operand;
    switch (one.operand) {
      using schema::Operand;
      case Operand::person:
      case Operand::counterparty:
        operand = RefList{client};
        break;
      case Operand::text:
      case Operand::label:
      case Operand::subfilter:
        operand = std::string("a");
        break;
      case Operand::labels:
        operand = schema::TextList{"a"};
        break;
      case Operand::number:
        operand = 1.0;
        break;
      case Operand::boolean:
      case Operand::flag:
        operand = true;
        break;
      case Operand::date:
        operand = days(1, 2);
        break;
      default:
        operand = Ids{1};
    }
    request::Call call;
    call.filters = {filter(one.type, Operator::equal, operand, &custom)};
    call.filters[0].subfilter = schema::find_filter(schema::data_tag_entry, 3108);
    EXPECT_NO_THROW(select(call)) << one.type;
  }
}

}  // namespace
}  // namespace planstead::plan
