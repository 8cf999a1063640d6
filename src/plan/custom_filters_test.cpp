// Filters over custom fields of each type; tasks that do not own the field never meet them.
#include "plan/task_condition_fixture.h"

namespace planstead::plan {
namespace {

/// Tasks for a custom field: 1 and 2 hold `value` and `other`, 3 owns the field by its object and
/// holds nothing, 4 does not own it though a value stayed behind.
class CustomCondition : public TaskCondition {
 protected:
  void fill(const catalog::CustomField& custom, schema::Value value, schema::Value other) {
    add(1, {{"template", task(900)}}).set_custom(custom.id, value);
    add(2, {{"object", task(950)}}).set_custom(custom.id, std::move(other));
    add(3, {{"template", task(901)}, {"object", task(950)}});
    add(4, {{"template", task(901)}}).set_custom(custom.id, std::move(value));
  }
};

TEST_F(CustomCondition, texts_are_equal_as_a_whole_or_contain) {
  const auto& custom = field(10, 0);
  fill(custom, std::string("Ёмкость 5 л"), std::string("ёмкость"));
  EXPECT_EQ(ask(101, std::string("ЁМКОСТЬ"), &custom), (Ids{2}));
  EXPECT_EQ(ask_not(101, std::string("ёмкость"), &custom), (Ids{1, 3}));
  EXPECT_EQ(ask(101, std::string("ёмк"), &custom, Operator::have), (Ids{1, 2}));
  EXPECT_EQ(ask(101, std::string("5 л"), &custom, Operator::nothave), (Ids{2, 3}));
  EXPECT_EQ(ask(101, std::string(), &custom), (Ids{3}));
  EXPECT_EQ(ask_not(101, std::string(), &custom), (Ids{1, 2}));
}

TEST_F(CustomCondition, numbers_compare_in_order) {
  const auto& custom = field(10, 1);
  fill(custom, 2.5, 10.0);
  EXPECT_EQ(ask(102, 2.5, &custom), (Ids{1}));
  EXPECT_EQ(ask_not(102, 2.5, &custom), (Ids{2, 3}));
  EXPECT_EQ(ask(102, 2.5, &custom, Operator::gt), (Ids{2}));
  EXPECT_EQ(ask(102, 10.0, &custom, Operator::lt), (Ids{1}));
}

TEST_F(CustomCondition, dates_moments_and_frames_compare_by_range) {
  const auto& custom = field(10, 3);
  fill(custom, base::Day{100}, base::Day{101});
  EXPECT_EQ(ask(103, days(100, 100), &custom), (Ids{1}));
  EXPECT_EQ(ask_not(103, days(100, 100), &custom), (Ids{2, 3}));
  EXPECT_EQ(ask(103, days(100, 100), &custom, Operator::gt), (Ids{2}));
  EXPECT_EQ(ask(103, days(101, 101), &custom, Operator::lt), (Ids{1}));
  const auto& frame = field(11, 28);
  tasks_[0].set_custom(11, schema::Frame{{100 * day, true}, {103 * day, true}, false});
  tasks_[1].set_custom(11, schema::Frame{{105 * day, false}, {106 * day, false}, false});
  EXPECT_EQ(ask(103, days(102, 102), &frame), (Ids{1}));
  EXPECT_EQ(ask(103, days(106, 109), &frame), (Ids{2}));
}

TEST_F(CustomCondition, a_checkbox_without_a_value_is_not_ticked) {
  const auto& custom = field(10, 7);
  fill(custom, true, false);
  EXPECT_EQ(ask(105, true, &custom), (Ids{1}));
  EXPECT_EQ(ask(105, false, &custom), (Ids{2, 3}));
  EXPECT_EQ(ask_not(105, true, &custom), (Ids{2, 3}));
}

TEST_F(CustomCondition, labels_match_exactly) {
  const auto& custom = field(10, 8);
  fill(custom, std::string("Красный"), std::string("красный"));
  EXPECT_EQ(ask(106, std::string("Красный"), &custom), (Ids{1}));
  EXPECT_EQ(ask(106, std::string("Синий"), &custom), Ids{});
  EXPECT_EQ(ask(106, std::string(), &custom), (Ids{3}));
}

TEST_F(CustomCondition, a_set_of_values_must_hold_all_that_were_asked_for) {
  const auto& custom = field(10, 20);
  fill(custom, schema::TextList{"а", "б", "в"}, schema::TextList{"а"});
  EXPECT_EQ(ask(111, schema::TextList{"а"}, &custom), (Ids{1, 2}));
  EXPECT_EQ(ask(111, schema::TextList{"в", "а"}, &custom), (Ids{1}));
  EXPECT_EQ(ask_not(111, schema::TextList{"в", "а"}, &custom), (Ids{2, 3}));
  EXPECT_EQ(ask(111, schema::TextList{}, &custom), (Ids{3}));
}

TEST_F(CustomCondition, directory_entries_are_known_by_key_within_the_fields_directory) {
  const Ref first{RefKind::entry, schema::entry_id(4, 1)},
      second{RefKind::entry, schema::entry_id(4, 2)};
  const auto& one = field(10, 9);
  fill(one, first, Ref{RefKind::entry, schema::entry_id(5, 1)});
  EXPECT_EQ(ask(107, Ids{1}, &one), (Ids{1}));
  EXPECT_EQ(ask(107, Ids{0}, &one), (Ids{3}));
  EXPECT_EQ(ask_not(107, Ids{1}, &one), (Ids{2, 3}));
  const auto& many = field(11, 15);
  tasks_[0].set_custom(11, RefList{first, second});
  tasks_[1].set_custom(11, RefList{second});
  EXPECT_EQ(ask(114, Ids{2}, &many), (Ids{1, 2}));
  EXPECT_EQ(ask(114, Ids{1, 2}, &many), (Ids{1}));
  EXPECT_EQ(ask(114, Ids{}, &many), (Ids{3}));
}

TEST_F(CustomCondition, people_in_fields) {
  const auto& employee = field(10, 11);
  fill(employee, anna, vera);
  EXPECT_EQ(ask(109, RefList{vera}, &employee), (Ids{2}));
  EXPECT_EQ(ask(109, RefList{crew}, &employee), (Ids{1}));
  EXPECT_EQ(ask(109, RefList{Ref{}}, &employee), (Ids{3}));
  const auto& anyone = field(11, 13);
  tasks_[0].set_custom(11, crew);
  tasks_[1].set_custom(11, anna);
  EXPECT_EQ(ask(112, RefList{crew}, &anyone), (Ids{1}));
  EXPECT_EQ(ask(112, RefList{anna}, &anyone), (Ids{2}));
  const auto& list = field(12, 14);
  tasks_[0].set_custom(12, RefList{anna, client});
  EXPECT_EQ(ask(113, RefList{client}, &list), (Ids{1}));
  EXPECT_EQ(ask_not(113, RefList{client}, &list), (Ids{2, 3}));
  const auto& contact = field(13, 10);
  tasks_[1].set_custom(13, client);
  EXPECT_EQ(ask(108, RefList{client}, &contact), (Ids{2}));
  const auto& counterparty = field(14, 12);
  tasks_[0].set_custom(14, client);
  EXPECT_EQ(ask(110, RefList{client}, &counterparty), (Ids{1}));
}

TEST_F(CustomCondition, tasks_and_projects_in_fields) {
  const auto& single = field(10, 16);
  fill(single, task(1), task(2));
  EXPECT_EQ(ask(115, Ids{1, 5}, &single), (Ids{1}));
  const auto& set = field(11, 17);
  tasks_[0].set_custom(11, RefList{task(8), task(9)});
  EXPECT_EQ(ask(116, Ids{9, 77}, &set), (Ids{1}));
  const auto& project = field(12, 22);
  tasks_[1].set_custom(12, Ref{RefKind::project, 1});
  EXPECT_EQ(ask(117, Ids{1}, &project), (Ids{2}));
}

TEST_F(CustomCondition, having_a_value_and_having_none_are_asked_of_owners_only) {
  const auto& custom = field(10, 4);
  fill(custom, base::TimeOfDay{600}, base::TimeOfDay{601});
  EXPECT_EQ(ask(152, Ids{10}, &custom), (Ids{1, 2}));
  EXPECT_EQ(ask(153, Ids{10}, &custom), (Ids{3}));
}

}  // namespace
}  // namespace planstead::plan
