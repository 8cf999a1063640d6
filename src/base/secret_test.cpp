// Passwords are kept so that only a test of one tells which it was.
#include "base/secret.h"

#include <gtest/gtest.h>

#include "base/text.h"

using namespace planstead::base;

TEST(secret, a_password_matches_its_own_hash_alone) {
  const std::string hash = salted_hash("пароль");
  EXPECT_TRUE(matches_hash("пароль", hash));
  EXPECT_FALSE(matches_hash("Пароль", hash));
  EXPECT_FALSE(matches_hash("пароль", "scrypt$00"));
  EXPECT_FALSE(matches_hash("пароль", ""));
  EXPECT_EQ(hash.find("пароль"), hash.npos);
}

TEST(secret, two_hashes_of_one_password_differ) {
  EXPECT_NE(salted_hash("testpass"), salted_hash("testpass"));
}

TEST(secret, digest_is_sha_256) {
  EXPECT_EQ(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(secret, phones_take_the_mask_of_their_type) {
  EXPECT_EQ(masked_phone("89643752416", "+# (###) ###-##-##"), "+8 (964) 375-24-16");
  EXPECT_EQ(masked_phone("+8 964 375 24 16", "+# (###) ###-##-##"), "+8 (964) 375-24-16");
  EXPECT_EQ(masked_phone("112", "+# (###) ###-##-##"), "112");
  EXPECT_EQ(masked_phone("+7 (495) 1", ""), "+7 (495) 1");
}
