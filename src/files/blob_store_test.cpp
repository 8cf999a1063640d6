#include "files/blob_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <set>

#include "files/test_folder.h"

namespace planstead::files {
namespace {

constexpr std::string_view hash_of_abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

Kept keep(BlobStore& store, std::string_view bytes) {
  auto incoming = store.receive();
  EXPECT_TRUE(incoming.ok());
  for (const char& c : bytes) EXPECT_TRUE(incoming.value()->write({&c, 1}).ok());
  auto kept = store.keep(std::move(incoming).value());
  EXPECT_TRUE(kept.ok());
  return kept.value();
}

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(BlobStore, keeps_bytes_under_their_hash_for_their_owner_alone) {
  const TestFolder folder;
  BlobStore store(folder.path + "/files");
  const Kept kept = keep(store, "abc");
  EXPECT_EQ(kept.blob.hash, hash_of_abc);
  EXPECT_EQ(kept.blob.size, 3u);
  const std::string path = store.path_of(hash_of_abc);
  EXPECT_EQ(path, folder.path + "/files/ba/" + std::string(hash_of_abc));
  EXPECT_EQ(content(path), "abc");
  struct stat facts {};
  ASSERT_EQ(::stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  EXPECT_EQ(keep(store, "").blob.size, 0u);
}

TEST(BlobStore, keeps_equal_contents_once) {
  const TestFolder folder;
  BlobStore store(folder.path);
  keep(store, "abc");
  keep(store, "abc");
  keep(store, "abd");
  EXPECT_EQ(folder.count(), 2);
  std::set<std::string> seen;
  store.each([&](const std::string& hash) { seen.insert(hash); });
  EXPECT_EQ(seen.size(), 2u);
  EXPECT_TRUE(seen.contains(std::string(hash_of_abc)));
}

TEST(BlobStore, replaces_a_file_that_a_broken_disk_left_short) {
  const TestFolder folder;
  BlobStore store(folder.path);
  keep(store, "abc");
  std::filesystem::resize_file(store.path_of(hash_of_abc), 1);
  keep(store, "abc");
  EXPECT_EQ(content(store.path_of(hash_of_abc)), "abc");
}

TEST(BlobStore, leaves_nothing_of_what_was_not_kept) {
  const TestFolder folder;
  BlobStore store(folder.path);
  {
    auto incoming = store.receive();
    ASSERT_TRUE(incoming.value()->write("half of it").ok());
    EXPECT_EQ(folder.count(), 1);
  }
  EXPECT_EQ(folder.count(), 0);
}

TEST(BlobStore, clears_what_a_broken_off_run_has_left) {
  const TestFolder folder;
  std::filesystem::create_directories(folder.path + "/incoming");
  std::ofstream(folder.path + "/incoming/abcdef") << "half";
  const BlobStore store(folder.path);
  EXPECT_EQ(folder.count(), 0);
}

TEST(BlobStore, removes_only_what_nobody_is_about_to_name) {
  const TestFolder folder;
  BlobStore store(folder.path);
  auto pinned = std::make_optional(keep(store, "abc"));
  EXPECT_FALSE(store.set_aside(std::string(hash_of_abc)));
  EXPECT_EQ(folder.count(), 1);
  pinned.reset();
  const auto aside = store.set_aside(std::string(hash_of_abc));
  ASSERT_TRUE(aside);
  BlobStore::discard(*aside);
  EXPECT_EQ(folder.count(), 0);
  EXPECT_FALSE(store.set_aside(std::string(hash_of_abc)));
  EXPECT_FALSE(store.set_aside("../../etc/passwd"));
}

TEST(BlobStore, takes_a_content_in_again_while_its_former_bytes_wait_to_go) {
  const TestFolder folder;
  auto store = std::make_unique<BlobStore>(folder.path);
  keep(*store, "abc");
  const auto aside = store->set_aside(std::string(hash_of_abc));
  ASSERT_TRUE(aside);
  keep(*store, "abc");
  BlobStore::discard(*aside);
  EXPECT_EQ(content(store->path_of(hash_of_abc)), "abc");
  ASSERT_TRUE(store->set_aside(std::string(hash_of_abc)));
  store = std::make_unique<BlobStore>(folder.path);
  EXPECT_EQ(folder.count(), 0) << "what was never discarded goes with the next start";
}

TEST(BlobStore, tells_when_there_is_no_room_for_a_folder) {
  const TestFolder folder;
  std::ofstream(folder.path + "/file") << "x";
  EXPECT_THROW(BlobStore(folder.path + "/file"), std::runtime_error);
  BlobStore store(folder.path + "/files");
  std::filesystem::remove_all(folder.path + "/files");
  const auto incoming = store.receive();
  ASSERT_FALSE(incoming.ok());
  EXPECT_EQ(incoming.error().http_status, 503);
}

}  // namespace
}  // namespace planstead::files
