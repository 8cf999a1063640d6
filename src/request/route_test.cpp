#include "request/test_account.h"

namespace planstead::request {
namespace {

std::string id_of(std::string_view method, std::string_view path) {
  const auto found = route(method, path);
  return found.ok() ? std::string(found.value().operation->id) : outcome(found);
}

TEST(Route, FindsOperationsWhateverTheSlashes) {
  EXPECT_EQ(id_of("GET", "/ping"), "ping");
  EXPECT_EQ(id_of("GET", "/ping/"), "ping");
  EXPECT_EQ(id_of("HEAD", "/rest/ping"), "ping");
  EXPECT_EQ(id_of("POST", "/rest/task"), "post-task");
  EXPECT_EQ(id_of("POST", "/rest//task//"), "post-task");
  EXPECT_EQ(id_of("GET", "/rest/task/5/"), "get-task-by-id");
  EXPECT_EQ(id_of("POST", "//rest/task/list/"), "get-task-list");
  EXPECT_EQ(id_of("GET", "/rest/task/templates"), "get-task-list-templates");
  EXPECT_EQ(id_of("POST", "/rest/task/5/checklist/list"), "get-task-checklist");
  EXPECT_EQ(id_of("POST", "/rest/task/5/checklist/7"), "post-checklist-item-by-id");
}

TEST(Route, ReadsIdsInOrderAlsoPercentEncoded) {
  const auto found = route("GET", "/rest/task/%31%32/checklist/7/");
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found.value().ids, (std::vector<std::int64_t>{12, 7}));
  EXPECT_TRUE(route("GET", "/rest/task/36028797018963967").ok());
}

TEST(Route, RefusesWhatIsNoId) {
  for (const char* id : {"0", "-1", "abc", "99999999999999999999", "36028797018963968", "1.0",
                         "%zz", "%00", "+5", "user:5", "5%20"})
    EXPECT_EQ(id_of("GET", "/rest/task/" + std::string(id)), "41 path") << id;
}

TEST(Route, RefusesUnknownPathsAndWrongMethods) {
  for (const char* path :
       {"", "/", "/rest", "/rest/", "/task/5", "/ping/ping", "/rest/tasks", "/rest/task/5/links",
        "/rest/object", "/rest/file/list", "/Rest/ping", "/rest/task/status/list"})
    EXPECT_EQ(id_of("POST", path), "404 ") << path;
  const std::pair<const char*, const char*> allowed[] = {{"/rest/task/list", "POST"},
                                                         {"/rest/ping", "GET, HEAD"},
                                                         {"/rest/task/5", "GET, HEAD, POST"},
                                                         {"/rest/object/5", "GET, HEAD"},
                                                         {"/rest/task/5/checklist", "POST"}};
  for (const auto& [path, methods] : allowed) {
    const auto found = route("DELETE", path);
    EXPECT_EQ(outcome(found), "405 ") << path;
    EXPECT_EQ(found.error().detail, methods);
  }
  EXPECT_EQ(id_of("GET", "/rest/task/list"), "405 ");
  EXPECT_EQ(id_of("POST", "/rest/object/5"), "405 ");
}

}  // namespace
}  // namespace planstead::request
