// Which files a row holds, by the tables alone.
#include "storage/file_uses.h"

#include <gtest/gtest.h>

#include "schema/comment.h"

namespace planstead::storage {
namespace {

using base::Ref;
using base::RefKind;

TEST(FileUses, are_found_in_lists_fields_and_pictures) {
  schema::Record row(schema::comment);
  row.set("files", schema::RefList{{RefKind::file, 7}, {RefKind::file, 3}, {RefKind::file, 7}});
  row.set("description",
          std::string("<img src=\"https://h/?action=getfile&uniqueid=5\"> <a href='/?action=getfile"
                      "&amp;x=1&amp;uniqueid=12&amp;y'>a</a> action=getfile uniqueid=99 "
                      "<img src=\"?action=getfile&uniqueid=x\"><img src=\"?action=getfile"));
  row.set_custom(40, schema::RefList{{RefKind::file, 3}});
  row.set_custom(41, schema::RefList{{RefKind::task, 8}});
  const std::vector<HeldFile> held = files_of(row);
  const std::vector<HeldFile> expected = {{3, FileUse::attached},
                                          {3, FileUse::in_field},
                                          {5, FileUse::in_text},
                                          {7, FileUse::attached},
                                          {12, FileUse::in_text}};
  EXPECT_EQ(held, expected);
  EXPECT_TRUE(files_of(schema::Record(schema::comment)).empty());
}

TEST(FileUses, end_with_a_row_that_nobody_can_bring_back) {
  schema::Record entry(schema::directory_entry);
  entry.set_custom(40, schema::RefList{{RefKind::file, 3}});
  EXPECT_EQ(files_of(entry).size(), 1u);
  entry.set("_deleted", true);
  EXPECT_TRUE(files_of(entry).empty());
  schema::Record task(schema::task);  // the bin of tasks can be opened
  task.set("files", schema::RefList{{RefKind::file, 3}});
  task.set("isDeleted", true);
  EXPECT_EQ(files_of(task).size(), 1u);
}

}  // namespace
}  // namespace planstead::storage
