// The page of permissions is the one in the documents.
#include "reply/permissions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "schema/entity.h"

namespace planstead::reply {
namespace {

TEST(Permissions, the_page_in_the_documents_is_current) {
  const auto root = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
  std::ifstream in(root / "docs" / "permissions.md", std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(in)), {});
  // The page as it should be, for copying: tools read it from the output.
  EXPECT_TRUE(page == permissions_page()) << permissions_page();
}

TEST(Permissions, every_right_has_a_row_in_order) {
  int expected = static_cast<int>(schema::Right::none);
  for (const schema::RightRow& row : schema::rights())
    EXPECT_EQ(static_cast<int>(row.right), expected++);
  EXPECT_EQ(expected, static_cast<int>(schema::last_right) + 1);
}

TEST(Permissions, every_scope_that_an_operation_asks_for_is_known) {
  const auto scopes = schema::scopes();
  for (const schema::Operation& operation : schema::operations())
    EXPECT_TRUE(operation.scope.empty() || std::ranges::count(scopes, operation.scope) > 0)
        << operation.id;
}

}  // namespace
}  // namespace planstead::reply
