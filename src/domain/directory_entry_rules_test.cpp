// Entries: their name in step with the first field, groups, mandatory fields, deletion everywhere.
#include <gtest/gtest.h>

#include "domain/test_account.h"
#include "schema/directory.h"
#include "schema/project.h"

namespace planstead::domain {
namespace {

constexpr std::int64_t goods = 7, title = 30, price = 31, code = 32;

class Entries : public testing::Test {
 protected:
  Entries() {
    for (const auto& [id, type] :
         std::initializer_list<std::pair<std::int64_t, int>>{{title, 0}, {price, 1}, {code, 0}}) {
      catalog::CustomField field = custom_field(id, type, {});
      field.object_type = 2;
      field.owner_directory = goods;
      bench.catalog.fields.push_back(field);
    }
    bench.catalog.fields.back().required = true;
    bench.catalog.directories = {{.id = goods, .name = "Товары", .fields = {title, price, code}}};
  }

  using Values = std::vector<std::pair<std::int64_t, Value>>;
  request::Body body(std::vector<Set> sets, Values custom) {
    request::Body out = bench.body({}, std::move(custom));
    out.changes = body_of(schema::directory_entry, std::move(sets)).changes;
    return out;
  }
  base::Result<std::int64_t> create(std::vector<Set> sets, Values custom = {}) {
    Context context = bench.context();
    return domain::create(schema::directory_entry, {goods},
                          body(std::move(sets), std::move(custom)), context);
  }
  std::int64_t made(std::string_view name, std::int64_t group = 0) {
    return Bench::value_of(create({{"name", text(name)}, {"parentKey", group}},
                                  {{code, text("код " + std::string(name))}}));
  }
  std::int64_t group(std::string_view name, std::int64_t above = 0) {
    return Bench::value_of(create({{"name", text(name)}, {"isGroup", true}, {"parentKey", above}}));
  }
  base::Status update(std::int64_t key, std::vector<Set> sets, Values custom = {}) {
    Context context = bench.context();
    return domain::update(schema::directory_entry, {goods, key},
                          body(std::move(sets), std::move(custom)), context);
  }
  base::Status remove(std::int64_t key) {
    Context context = bench.context();
    return domain::remove(schema::directory_entry, {goods, key}, context);
  }
  Record entry(std::int64_t key) {
    return *bench.records.find(schema::directory_entry, schema::entry_id(goods, key));
  }
  static Value value_in(const Record& row, std::int64_t field) {
    const Value* held = row.custom_value(field);
    return held == nullptr ? Value{} : *held;
  }
  static Value text(std::string_view words) { return Value{std::string(words)}; }

  Bench bench;
};

TEST_F(Entries, keeps_name_and_first_field_in_step) {
  const std::int64_t key = made("Стол");
  EXPECT_EQ(value_in(entry(key), title), text("Стол"));
  ASSERT_TRUE(update(key, {}, {{title, text("Стул")}}).ok());
  EXPECT_EQ(entry(key).text("name"), "Стул");
  ASSERT_TRUE(update(key, {{"name", text("Шкаф")}}).ok());
  EXPECT_EQ(value_in(entry(key), title), text("Шкаф"));
  ASSERT_TRUE(update(key, {{"name", text("иначе")}}, {{title, text("Диван")}}).ok());
  EXPECT_EQ(entry(key).text("name"), "Диван");
  EXPECT_EQ(bench.notes.size(), 1u);
}

TEST_F(Entries, asks_for_what_is_mandatory) {
  EXPECT_EQ(refusal(create({{"name", text("x")}})), "8011 customFieldData");
  const std::int64_t key = made("Стол");
  EXPECT_EQ(refusal(update(key, {}, {{code, text("")}})), "8012 customFieldData");
  EXPECT_EQ(refusal(update(key, {}, {{code, {}}})), "8012 customFieldData");
}

TEST_F(Entries, refuses_a_foreign_field_whole) {
  const std::int64_t key = made("Стол");
  EXPECT_EQ(refusal(update(key, {{"name", text("x")}}, {{10, text("x")}})),
            "41 customFieldData[0].field.id");
  EXPECT_EQ(entry(key).text("name"), "Стол");
  EXPECT_TRUE(bench.failures.empty());
}

TEST_F(Entries, puts_entries_into_groups_alone_and_groups_never_into_themselves) {
  const std::int64_t outer = group("Мебель"), inner = group("Мягкая", outer),
                     leaf = made("Диван", inner);
  EXPECT_EQ(refusal(create({{"name", text("x")}, {"parentKey", leaf}}, {{code, text("x")}})),
            "8011 parentKey");
  EXPECT_EQ(refusal(update(outer, {{"parentKey", inner}})), "8012 parentKey");
  EXPECT_EQ(refusal(update(outer, {{"parentKey", std::int64_t{99}}})), "8012 parentKey");
  EXPECT_EQ(refusal(update(leaf, {{"isGroup", true}})), "8012 isGroup");
  EXPECT_EQ(refusal(create({{"isGroup", true}})), "8011 name");
  EXPECT_EQ(refusal(create({{"isGroup", true}, {"name", text("x")}}, {{price, Value{1.0}}})),
            "8011 customFieldData[0].value");
}

TEST_F(Entries, leave_every_field_that_held_them) {
  catalog::CustomField one = custom_field(40, 9, {task_ref(2)}), many = custom_field(41, 15, {});
  one.directory = many.directory = goods;
  many.object_type = 3;
  bench.catalog.fields.push_back(one);
  bench.catalog.fields.push_back(many);
  const std::int64_t outer = group("Мебель"), table = made("Стол", outer), chair = made("Стул");
  const Ref held{RefKind::entry, schema::entry_id(goods, table)};
  const Ref other{RefKind::entry, schema::entry_id(goods, chair)};
  Record task(schema::task), project(schema::project);
  task.set_id(900);
  task.set_custom(40, held);
  project.set_id(901);
  project.set_custom(41, RefList{held, other});
  bench.records.save(task);
  bench.records.save(project);
  ASSERT_TRUE(remove(outer).ok());
  EXPECT_TRUE(entry(table).flag("_deleted"));
  EXPECT_EQ(value_in(*bench.records.find(schema::task, 900), 40), Value{});
  EXPECT_EQ(value_in(*bench.records.find(schema::project, 901), 41), Value{RefList{other}});
  EXPECT_EQ(refusal(remove(table)), "8013 ");
  EXPECT_EQ(refusal(remove(12345)), "8010 ");
  EXPECT_EQ(refusal(update(table, {{"archived", true}})), "8010 ");
}

}  // namespace
}  // namespace planstead::domain
