// What a change did to rows: each once, as it was found and as it was left.
#include "storage/watch.h"

#include <gtest/gtest.h>

namespace planstead::storage {
namespace {

using schema::Record;

Record task(std::int64_t id, const std::string& name) {
  Record row(schema::task);
  row.set_id(id);
  row.set("name", name);
  return row;
}
std::shared_ptr<const Record> saved(std::int64_t id, const std::string& name) {
  return std::make_shared<const Record>(task(id, name));
}
std::optional<Record> nothing() { return std::nullopt; }
std::optional<Record> never() { throw std::logic_error("asked for a row that is known"); }

TEST(Watch, joins_what_a_row_was_and_what_it_became) {
  Watch watch;
  watch.found(task(5, "a"));
  watch.saving(saved(5, "b"), never);
  watch.found(task(5, "b"));
  watch.saving(saved(5, "c"), never);
  const domain::Watched seen = watch.take();
  ASSERT_EQ(seen.rows.size(), 1u);
  EXPECT_EQ(seen.rows[0].before->text("name"), "a");
  EXPECT_EQ(seen.rows[0].after->text("name"), "c");
}

TEST(Watch, asks_for_what_nobody_has_read) {
  Watch watch;
  watch.saving(saved(6, "new"), nothing);
  watch.saving(saved(5, "b"), [] { return task(5, "a"); });
  const domain::Watched seen = watch.take();
  EXPECT_FALSE(seen.rows[0].before);
  EXPECT_EQ(seen.rows[1].before->text("name"), "a");
}

TEST(Watch, forgets_what_came_and_went_and_keeps_what_stood_behind_it) {
  Watch watch;
  watch.saving(saved(6, "new"), nothing);
  watch.saving(saved(7, "b"), [] { return task(7, "a"); });
  watch.erasing(schema::task, 6, never);
  watch.saving(saved(7, "c"), never);
  watch.erasing(schema::task, 8, [] { return task(8, "gone"); });
  const domain::Watched seen = watch.take();
  ASSERT_EQ(seen.rows.size(), 2u);
  EXPECT_EQ(seen.rows[0].after->text("name"), "c");
  EXPECT_EQ(seen.rows[1].row().text("name"), "gone");
  EXPECT_FALSE(seen.rows[1].after);
}

}  // namespace
}  // namespace planstead::storage
