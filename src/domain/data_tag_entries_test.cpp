// Entries of data tags: what one request makes, what is refused, and totals against a naive sum
// over random changes.
#include "domain/data_tag_entries.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "domain/data_tag_entries.h"
#include "domain/data_tag_summaries.h"
#include "domain/test_account.h"

namespace planstead::domain {
namespace {

using Values = std::vector<std::pair<std::int64_t, Value>>;

constexpr std::int64_t work = 6, day = 30, hours = 31, period = 32, done = 33, foreign = 34;
constexpr std::int64_t all_hours = 40, all_minutes = 41, all_done = 42;

const schema::Operation& operation(std::string_view id) {
  for (const schema::Operation& one : schema::operations())
    if (one.id == id) return one;
  throw std::logic_error("no such operation");
}

catalog::CustomField of_tag(std::int64_t id, int type, std::int64_t tag) {
  catalog::CustomField field = custom_field(id, type, {});
  field.object_type = 4;
  field.data_tag = tag;
  return field;
}

class DataTagEntries : public testing::Test {
 protected:
  DataTagEntries() {
    catalog::Catalog& all = bench_.catalog;
    all.data_tags = {{.id = work, .name = "Работа", .fields = {day, hours, period, done}},
                     {.id = 7, .name = "Другая", .fields = {foreign}}};
    for (const auto& [id, type] : std::initializer_list<std::pair<std::int64_t, int>>{
             {day, 3}, {hours, 1}, {period, 6}, {done, 7}})
      all.fields.push_back(of_tag(id, type, work));
    all.fields.push_back(of_tag(foreign, 1, 7));
    for (const auto& [id, source] : std::initializer_list<std::pair<std::int64_t, std::int64_t>>{
             {all_hours, hours}, {all_minutes, period}, {all_done, done}}) {
      all.fields.push_back(custom_field(id, summary_type, {task_ref(2)}));
      all.fields.back().source_field = source;
    }
    task_ = bench_.create({{"template", task_ref(2)}});
  }

  request::Body item(const Values& values) { return bench_.body({}, values); }

  base::Result<std::int64_t> add(std::vector<Values> items, std::vector<std::int64_t> path = {}) {
    Context context = bench_.context();
    context.operation = &operation("post-task-add-data-tag-entry-new-comment");
    context.made = &made_;
    made_ = {};
    request::Body body =
        body_of(schema::data_tag_entry, {{"dataTag", Ref{RefKind::data_tag, work}}});
    for (const Values& values : items) body.items.push_back(item(values));
    if (path.empty()) path = {task_};
    return create(schema::data_tag_entry, path, body, context);
  }
  base::Status change(std::int64_t key, const Values& values) {
    Context context = bench_.context();
    return update(schema::data_tag_entry, {key}, item(values), context);
  }
  base::Status drop(std::int64_t key) {
    Context context = bench_.context();
    return remove(schema::data_tag_entry, {key}, context);
  }
  std::optional<double> total(std::int64_t field) {
    const Record task = bench_.task(task_);
    return share_of(task.custom_value(field));
  }

  Bench bench_;
  Made made_;
  std::int64_t task_ = 0;
};

TEST_F(DataTagEntries, of_one_request_share_a_comment_and_move_the_dates_of_the_task) {
  bench_.wait(60);
  ASSERT_TRUE(add({{{hours, 1.5}}, {{hours, 2.0}}}).ok());
  ASSERT_EQ(made_.keys.size(), 2u);
  const auto entry = bench_.records.find(schema::data_tag_entry, made_.keys[1]);
  EXPECT_EQ(entry->integer("commentId"), made_.comment);
  EXPECT_EQ(entry->ref("task"), task_ref(task_));
  EXPECT_EQ(bench_.task(task_).moment("dateOfLastUpdate")->utc, bench_.now);
  EXPECT_EQ(bench_.task(task_).moment("dateOfLastComment")->utc, bench_.now);
  EXPECT_EQ(total(all_hours), 3.5);
}

TEST_F(DataTagEntries, are_refused_whole) {
  EXPECT_EQ(refusal(add({})), "40 items");
  EXPECT_EQ(refusal(add({{{hours, 1.0}}, {{foreign, 1.0}}})), "41 customFieldData[0].field.id");
  EXPECT_EQ(refusal(add({{{hours, 1.0}}}, {999})), "1000 ");
  EXPECT_EQ(refusal(add({{{hours, 1.0}}}, {task_, 999})), "5000 ");
  EXPECT_FALSE(total(all_hours));
  EXPECT_EQ(refusal(change(99, {})), "6010 ");
  EXPECT_EQ(refusal(drop(99)), "6010 ");
}

TEST_F(DataTagEntries, need_their_mandatory_fields) {
  for (catalog::CustomField& field : bench_.catalog.fields) field.required = field.id == done;
  EXPECT_EQ(refusal(add({{{done, false}}})), "6011 items[0].customFieldData");
  ASSERT_TRUE(add({{{done, true}}}).ok());
  EXPECT_EQ(refusal(change(made_.keys[0], {{done, Value{}}})), "6012 customFieldData");
  EXPECT_EQ(total(all_done), 1.0);
}

TEST_F(DataTagEntries, go_with_their_comment) {
  ASSERT_TRUE(add({{{hours, 1.0}}}).ok());
  const std::int64_t first = made_.comment;
  ASSERT_TRUE(add({{{hours, 2.0}}}).ok());
  Context context = bench_.context();
  drop_entries_of(first, context);
  EXPECT_EQ(total(all_hours), 2.0);
  drop_entries_of(made_.comment, context);
  EXPECT_FALSE(total(all_hours));
}

TEST_F(DataTagEntries, count_minutes_over_midnight_and_none_from_midnight_to_midnight) {
  const auto time = [](int minutes) { return base::TimeOfDay{static_cast<std::int16_t>(minutes)}; };
  ASSERT_TRUE(add({{{period, schema::Period{time(1380), time(60)}}}}).ok());
  EXPECT_EQ(total(all_minutes), 120.0);
  ASSERT_TRUE(add({{{period, schema::Period{time(0), time(1440)}}}}).ok());
  EXPECT_EQ(total(all_minutes), 1560.0);
  ASSERT_TRUE(add({{{period, schema::Period{time(0), time(0)}}}}).ok());
  EXPECT_EQ(total(all_minutes), 1560.0);
}

// The totals that a naive sum over the entries, in the order of their keys, would give.
TEST_F(DataTagEntries, have_exact_totals_after_any_changes) {
  std::mt19937 random(20261102);
  const auto below = [&](int most) {
    return static_cast<int>(random() % static_cast<unsigned>(most));
  };
  const auto number = [&]() -> Value {
    if (below(5) == 0) return {};
    return below(2) == 0 ? static_cast<double>(below(9) - 4) : (below(2000) - 1000) / 10.0;
  };
  std::map<std::int64_t, Value> naive;
  for (int step = 0; step < 3000; ++step) {
    if (naive.size() < 3 || below(3) == 0) {
      const Value value = number();
      ASSERT_TRUE(add({{{hours, value}}}).ok());
      naive[made_.keys[0]] = value;
    } else {
      const auto entry = std::next(naive.begin(), below(static_cast<int>(naive.size())));
      if (below(2) == 0) {
        ASSERT_TRUE(drop(entry->first).ok());
        naive.erase(entry);
      } else {
        entry->second = number();
        ASSERT_TRUE(change(entry->first, {{hours, entry->second}}).ok());
      }
    }
    std::optional<double> sum;
    for (const auto& [key, value] : naive)
      if (const double* held = std::get_if<double>(&value)) sum = sum.value_or(0) + *held;
    ASSERT_EQ(total(all_hours).has_value(), sum.has_value()) << step;
    ASSERT_NEAR(total(all_hours).value_or(0), sum.value_or(0), 1e-9) << step;
  }
}

}  // namespace
}  // namespace planstead::domain
