#include "files/signature.h"

#include <gtest/gtest.h>

#include <set>

#include "files/media_type.h"

namespace planstead::files {
namespace {

TEST(Signer, accepts_its_own_and_nothing_else) {
  const Signer signer("key"), other("other");
  const std::string signature = signer.sign(12, 1'800'000'000);
  EXPECT_EQ(signature.size(), 22u);
  EXPECT_TRUE(signer.verify(12, 1'800'000'000, signature));
  EXPECT_FALSE(signer.verify(13, 1'800'000'000, signature));
  EXPECT_FALSE(signer.verify(12, 1'800'000'001, signature));
  EXPECT_FALSE(other.verify(12, 1'800'000'000, signature));
  EXPECT_FALSE(signer.verify(12, 1'800'000'000, ""));
  EXPECT_FALSE(signer.verify(12, 1'800'000'000, signature + "A"));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(signer.verify(12, 1'800'000'000, changed)) << i;
  }
  // Numbers that read alike when they are joined.
  std::set<std::string> all = {signer.sign(1, 12), signer.sign(11, 2), signer.sign(112, 0)};
  EXPECT_EQ(all.size(), 3u);
}

TEST(MediaType, shows_only_what_cannot_run) {
  EXPECT_EQ(media_type_of("Фото.JPG"), "image/jpeg");
  EXPECT_EQ(media_type_of("a.tar.gz"), "application/gzip");
  for (const char* name :
       {"a.html", "a.htm", "a.svg", "a.xml", "a.js", "a", "a.", ".jpgx", "a.exe"})
    EXPECT_EQ(media_type_of(name), "application/octet-stream") << name;
}

}  // namespace
}  // namespace planstead::files
