// The tokens in memory, by hash. A look-up tells an attacker nothing by its time: he cannot choose
// hashes, and they are compared in constant time all the same.
#include <openssl/crypto.h>

#include <functional>
#include <unordered_map>

#include "auth/token.h"

namespace planstead::auth {

namespace {
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
struct SameHash {
  using is_transparent = void;
  bool operator()(std::string_view one, std::string_view other) const {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
  }
};
}  // namespace

struct TokenBook::Impl {
  std::unordered_map<std::string, Token, TextHash, SameHash> by_hash;
};

TokenBook::TokenBook(std::vector<Token> tokens) : impl_(std::make_unique<Impl>()) {
  for (Token& token : tokens) {
    std::string hash = token.hash;
    impl_->by_hash.insert_or_assign(std::move(hash), std::move(token));
  }
}

TokenBook::~TokenBook() = default;

const Token* TokenBook::find(std::string_view hash) const {
  const auto it = impl_->by_hash.find(hash);
  return it == impl_->by_hash.end() ? nullptr : &it->second;
}

}  // namespace planstead::auth
