// Hashes by OpenSSL. The cost of scrypt is that of its authors for logins (16 MB, a moment).
#include "base/secret.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <span>
#include <stdexcept>

#include "base/text.h"

namespace planstead::base {

namespace {

constexpr std::size_t salt_size = 16, hash_size = 32;
constexpr std::uint64_t cost = 16384, block = 8, lanes = 1, memory = 64 << 20;
constexpr std::string_view scheme = "scrypt";

std::string hexadecimal(std::span<const unsigned char> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) (text += digits[byte >> 4]) += digits[byte & 15];
  return text;
}

std::string hash_with(std::string_view password, std::string_view salt) {
  std::array<unsigned char, hash_size> hash{};
  const auto* salt_bytes = reinterpret_cast<const unsigned char*>(salt.data());
  if (EVP_PBE_scrypt(password.data(), password.size(), salt_bytes, salt.size(), cost, block, lanes,
                     memory, hash.data(), hash.size()) != 1)
    throw std::runtime_error("scrypt refused to hash");
  return std::string(scheme) + '$' + std::string(salt) + '$' + hexadecimal(hash);
}

}  // namespace

std::string salted_hash(std::string_view password) {
  std::array<unsigned char, salt_size> salt{};
  if (RAND_bytes(salt.data(), static_cast<int>(salt.size())) != 1)
    throw std::runtime_error("no random numbers for a salt");
  return hash_with(password, hexadecimal(salt));
}

bool matches_hash(std::string_view password, std::string_view hash) {
  const auto parts = split(hash, '$');
  if (parts.size() != 3 || parts[0] != scheme) return false;
  const std::string right = hash_with(password, parts[1]);
  return right.size() == hash.size() && CRYPTO_memcmp(right.data(), hash.data(), right.size()) == 0;
}

std::string sha256(std::string_view text) {
  // Fetched once, and a context for each thread: looking an algorithm up and making a context cost
  // more than hashing a short text.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
  thread_local const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::string hash(hash_size, '\0');
  if (EVP_DigestInit_ex(context.get(), algorithm, nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), text.data(), text.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(hash.data()), nullptr) !=
          1)
    throw std::runtime_error("SHA-256 refused to hash");
  return hash;
}

std::string digest(std::string_view secret) {
  const std::string hash = sha256(secret);
  return hexadecimal({reinterpret_cast<const unsigned char*>(hash.data()), hash.size()});
}

}  // namespace planstead::base
