// HMAC-SHA256, of which 128 bits are shown.
#include "files/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace planstead::files {
namespace {
constexpr std::size_t shown_bytes = 16;

std::string base64url(const unsigned char* bytes, std::size_t size) {
  static constexpr char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  unsigned held = 0;
  int bits = 0;
  for (std::size_t i = 0; i < size; ++i) {
    held = held << 8 | bytes[i];
    for (bits += 8; bits >= 6; bits -= 6) text += digits[held >> (bits - 6) & 63];
  }
  if (bits > 0) text += digits[held << (6 - bits) & 63];
  return text;
}
}  // namespace

std::string Signer::sign(std::int64_t file, std::int64_t expires) const {
  const std::string text = std::to_string(file) + "/" + std::to_string(expires);
  unsigned char sum[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), sum, &length);
  return base64url(sum, shown_bytes);
}

bool Signer::verify(std::int64_t file, std::int64_t expires, std::string_view signature) const {
  const std::string right = sign(file, expires);
  return signature.size() == right.size() &&
         CRYPTO_memcmp(signature.data(), right.data(), right.size()) == 0;
}

}  // namespace planstead::files
