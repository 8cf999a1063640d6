// The demonstration account is the same for the same seed, and its structure file is a valid one.
#include "demo/demo.h"

#include <gtest/gtest.h>

#include <set>

#include "demo/make_task.h"
#include "demo/structure_text.h"
#include "schema/task.h"
#include "structure/structure.h"

namespace planstead::demo {
namespace {

constexpr base::Seconds now = 1'795'000'000;

std::vector<schema::Record> tasks_of(std::uint64_t seed, std::int64_t count) {
  TaskMaker maker(Random(seed), now, count);
  std::vector<schema::Record> tasks;
  for (std::int64_t id = 1; id <= count; ++id) tasks.push_back(maker.make(100 + id, id));
  return tasks;
}

bool same(const schema::Record& a, const schema::Record& b) {
  for (std::size_t i = 0; i < schema::task.fields.size(); ++i)
    if (a.at(i) != b.at(i)) return false;
  return a.id() == b.id() && a.custom == b.custom;
}

TEST(Demo, MakesTheSameTasksForTheSameSeedAndOthersForAnother) {
  const auto first = tasks_of(7, 500), again = tasks_of(7, 500), other = tasks_of(8, 500);
  std::size_t equal_to_other = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_TRUE(same(first[i], again[i])) << i;
    equal_to_other += same(first[i], other[i]) ? 1 : 0;
  }
  EXPECT_EQ(equal_to_other, 0u);
}

TEST(Demo, FillsAboutTenCustomFieldsATaskAndUsesEveryWritableType) {
  std::size_t values = 0;
  std::set<std::size_t> alternatives;
  const auto tasks = tasks_of(1, 3000);
  for (const schema::Record& task : tasks)
    for (const schema::CustomValue& value : task.custom) {
      ++values;
      alternatives.insert(value.value.index());
    }
  EXPECT_GT(values, 9 * tasks.size());
  EXPECT_GE(alternatives.size(), 11u);
}

TEST(Demo, LaysDatesAroundNowAndTasksUnderTasks) {
  std::size_t overdue = 0, ahead = 0, below = 0;
  for (const schema::Record& task : tasks_of(1, 2000)) {
    EXPECT_LE(task.moment("dateTime")->utc, now);
    if (const schema::Moment* end = task.moment("endDateTime"))
      ++(end->utc < now ? overdue : ahead);
    below += task.ref("parent").id != 0 ? 1 : 0;
  }
  EXPECT_GT(overdue, 100u);
  EXPECT_GT(ahead, 20u);
  EXPECT_GT(below, 100u);
}

TEST(Demo, HasAStructureFileThatParsesWithSeveralHundredFieldsOfEveryType) {
  const auto document = structure::parse(structure_text(Random(1), now));
  ASSERT_TRUE(document.ok()) << text_of(document.error());
  std::set<std::int64_t> types;
  std::size_t fields = 0;
  for (const structure::Item& item : document.value().items)
    if (const base::Node* type = item.own.find("type"); item.kind->name == "customFields") {
      ++fields;
      types.insert(*type->as_integer());
    }
  EXPECT_GE(fields, 300u);
  EXPECT_EQ(types.size(), schema::custom_types().size());
}

}  // namespace
}  // namespace planstead::demo
