// What the file service does on its own threads, over a store that the test owns.
#include "app/file_service.h"

#include <gtest/gtest.h>

#include "app/fake_store.h"
#include "files/test_folder.h"

namespace planstead::app {
namespace {

TEST(FileService, refuses_a_download_by_url_where_too_many_wait) {
  const files::TestFolder folder;
  FakeStore store;
  FileOptions options;
  options.folder = folder.path;
  options.fetches_waiting = 0;
  FileService files(options, store);
  std::optional<base::Error> told;
  files.fetch("http://192.0.2.1/a.txt", "a.txt", [&](base::Result<StoredFile>&& file) {
    if (!file.ok()) told = file.error();
  });
  ASSERT_TRUE(told) << "answered at once";
  EXPECT_EQ(told->http_status, 503);
  EXPECT_GT(told->wait_seconds, 0);
  EXPECT_NE(base::text_of(*told).find("too many downloads"), std::string::npos);
  files.end();
}

}  // namespace
}  // namespace planstead::app
