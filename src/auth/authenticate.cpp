// Who calls, and whether the token covers the operation. Rejects with codes 1, 2, 16 and 5.
#include <algorithm>

#include "auth/token.h"
#include "catalog/access.h"
#include "request/import.h"

namespace planstead::auth {

namespace {
base::Error refusal(base::ErrorCode code) { return base::refusal(code, {}, {}); }
}  // namespace

bool may_enter(base::Ref person, const catalog::Catalog& catalog) {
  // Contacts have rows, not places in the catalogue: Token::holder_gone tells of them.
  if (person.kind == base::RefKind::contact) return true;
  if (person.kind != base::RefKind::user) return false;
  const catalog::User* user = catalog.user(person.id);
  return user != nullptr && user->status == catalog::PersonStatus::active &&
         user->role != catalog::Role::user_without_access;
}

base::Result<const Token*> authenticate(std::optional<std::string_view> text,
                                        const TokenBook& tokens, const catalog::Catalog& catalog,
                                        base::Seconds now) {
  const Token* token = text ? tokens.find(hash_of(*text)) : nullptr;
  if (token == nullptr) return refusal(base::ErrorCode::wrong_token);
  if (token->revoked || (token->expires && *token->expires <= now))
    return refusal(base::ErrorCode::token_not_active);
  if (token->holder_gone || !may_enter(token->person, catalog))
    return refusal(base::ErrorCode::user_not_active);
  return token;
}

base::Status authorize(const Token& token, const schema::Operation& operation) {
  if (token.scopes.empty() || operation.scope.empty()) return base::ok();
  if (std::ranges::find(token.scopes, operation.scope) != token.scopes.end()) return base::ok();
  return refusal(base::ErrorCode::scope_denied);
}

namespace {
bool overwrites(const request::Call& call) {
  if (call.import != nullptr) return call.import->on_duplicate == request::OnDuplicate::update;
  const auto* id = call.body.sent<std::int64_t>("id");
  return id != nullptr && *id != 0;
}
}  // namespace

base::Status authorize_body(const Token& token, const request::Call& call) {
  const std::string_view scope = call.operation->overwrites;
  if (token.scopes.empty() || scope.empty() || !overwrites(call)) return base::ok();
  const bool covered = std::ranges::find(token.scopes, scope) != token.scopes.end();
  return covered ? base::ok() : refusal(base::ErrorCode::scope_denied);
}

namespace {
bool fits(schema::Needs needs, const request::Viewer& viewer, const catalog::Catalog& catalog) {
  switch (needs) {
    case schema::Needs::token:
      return true;
    case schema::Needs::employee:
      return viewer.person.kind == base::RefKind::user;
    case schema::Needs::settings:
      return viewer.is_admin || catalog::is_technical(viewer.person, catalog);
    case schema::Needs::staff: {
      const bool employee = viewer.person.kind == base::RefKind::user;
      const catalog::User* user = employee ? catalog.user(viewer.person.id) : nullptr;
      return viewer.is_admin || (user != nullptr && user->adds_employees);
    }
    case schema::Needs::admin:
    case schema::Needs::undecided:
      break;
  }
  return viewer.is_admin;
}
}  // namespace

base::Status permit(const request::Viewer& viewer, const schema::Operation& operation,
                    const catalog::Catalog& catalog) {
  if (fits(operation.needs, viewer, catalog)) return base::ok();
  base::Error error = base::refusal(base::ErrorCode::access_denied, {},
                                    operation.needs == schema::Needs::employee
                                        ? "employees alone may do this"
                                        : "administrators alone may do this");
  error.http_status = 403;  // contract: POST /integration/telegram/bots/{botId}/webhook
  return error;
}

request::Viewer viewer_of(base::Ref person, const catalog::Catalog& catalog) {
  request::Viewer viewer{
      .person = person, .zone = catalog.zone_of(person), .language = catalog.language_of(person)};
  // Technical administrators configure the account but see no more data than others
  // (domain/tasks-and-access.md 5).
  viewer.is_admin = catalog::is_admin(person, catalog);
  return viewer;
}

}  // namespace planstead::auth
