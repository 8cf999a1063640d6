// Tokens: who calls, and what the token may do. Tokens are stored hashed and shown once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/rate_limits.h"
#include "base/result.h"
#include "catalog/catalog.h"
#include "request/call.h"
#include "schema/entity.h"

namespace planstead::auth {

/// A token as stored.
struct Token {
  std::int64_t id = 0;
  std::string hash;  ///< SHA-256 of the token's text, 32 bytes
  base::Ref person;
  std::vector<std::string> scopes;  ///< empty: unlimited
  base::Seconds created = 0;
  std::optional<base::Seconds> expires;
  bool revoked = false;
  bool holder_gone = false;  ///< its contact is in the bin, or without access
  std::string name;          ///< what the administrator calls it
  Quota quota{-1, -1};       ///< its own limits; negative: those of the server's options
};

/// All tokens by hash, in memory; a new one is published when the stored ones change.
class TokenBook {
 public:
  explicit TokenBook(std::vector<Token> tokens);
  ~TokenBook();
  const Token* find(std::string_view hash) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

std::string hash_of(std::string_view token_text);  ///< SHA-256, 32 bytes
/// 40 letters and digits (238 random bits of the system's generator), prefixed `ps_`.
std::string new_token_text();

/// Takes the text out of `Authorization: Bearer x` (any case, extra blanks, a doubled `Bearer`;
/// observed 2.1) or, for GET and HEAD, of the query's access_token.
std::optional<std::string> token_text(std::string_view authorization, std::string_view method,
                                      std::string_view query);

/// Codes 1 (unknown or absent), 2 (revoked or expired), 16 (the person is inactive or has no
/// access).
base::Result<const Token*> authenticate(std::optional<std::string_view> text,
                                        const TokenBook& tokens, const catalog::Catalog& catalog,
                                        base::Seconds now);
/// Does the account let the person in? (a contact by the token that was issued for him)
bool may_enter(base::Ref person, const catalog::Catalog& catalog);
/// Code 5: the token's scopes do not cover the operation.
base::Status authorize(const Token& token, const schema::Operation& operation);
/// The same of a body that changes what is there: a create by a number that exists, an import that
/// supplements what it recognises.
base::Status authorize_body(const Token& token, const request::Call& call);
/// Code 6: the operation is not open to the role of the person (schema::Needs).
base::Status permit(const request::Viewer& viewer, const schema::Operation& operation,
                    const catalog::Catalog& catalog);
request::Viewer viewer_of(base::Ref person, const catalog::Catalog& catalog);

}  // namespace planstead::auth
