// planstead token create, list, revoke.
#include <algorithm>
#include <cstdio>

#include "app/commands.h"
#include "base/text.h"

namespace planstead::app {

namespace {
base::Result<std::vector<std::string>> parse_scopes(std::string_view text) {
  std::vector<std::string> scopes;
  for (const std::string_view part : base::split(text, ',')) {
    const std::string_view scope = base::trim(part);
    if (scope.empty()) continue;
    if (std::ranges::find(schema::scopes(), scope) == schema::scopes().end())
      return usage_failure("there is no scope `" + std::string(scope) + "`");
    if (std::ranges::find(scopes, scope) == scopes.end()) scopes.emplace_back(scope);
  }
  return scopes;
}

base::Result<std::optional<base::Seconds>> parse_expiry(std::string_view text) {
  if (text.empty()) return std::optional<base::Seconds>();
  const auto moment = base::parse_moment(text, base::Zone::utc());
  if (!moment)
    return usage_failure("--expires takes a date, as 2027-01-01, not `" + std::string(text) + "`");
  return std::optional(moment->utc);
}

base::Result<base::Ref> parse_person(std::string_view text) {
  const auto person = base::parse_prefixed(text);
  if (person && (person->kind == base::RefKind::user || person->kind == base::RefKind::contact))
    return *person;
  return usage_failure("--person takes user:N or contact:N, not `" + std::string(text) + "`");
}

std::string date_text(base::Seconds seconds) {
  std::string text;
  base::append_iso_minutes(text, seconds);
  return text;
}

std::string joined(const std::vector<std::string>& scopes) {
  std::string text;
  for (const std::string& scope : scopes) text += (text.empty() ? "" : ",") + scope;
  return text;
}

std::string_view state_of(const auth::Token& token, base::Seconds now) {
  if (token.revoked) return "revoked";
  return token.expires && *token.expires <= now ? "expired" : "works";
}

/// Limits of its own, behind what else is told of it.
std::string limits_of(const auth::Token& token) {
  std::string text;
  for (const auto& [number, time] :
       {std::pair(token.quota.per_second, "second"), std::pair(token.quota.per_day, "day")})
    if (number >= 0)
      text += ", " + (number == 0 ? "any number" : std::to_string(number)) + " a " + time;
  return text;
}

base::Status print_tokens(const std::vector<auth::Token>& tokens, base::Seconds now) {
  std::printf("%-5s %-12s %-8s %-18s %-18s %s\n", "ID", "PERSON", "STATE", "CREATED", "EXPIRES",
              "NAME, SCOPES, LIMITS");
  for (const auth::Token& token : tokens)
    std::printf("%-5lld %-12s %-8s %-18s %-18s %s\n", static_cast<long long>(token.id),
                prefixed(token.person).c_str(), std::string(state_of(token, now)).c_str(),
                date_text(token.created).c_str(),
                token.expires ? date_text(*token.expires).c_str() : "never",
                (token.name + (token.name.empty() ? "" : ", ") +
                 (token.scopes.empty() ? "all scopes" : joined(token.scopes)) + limits_of(token))
                    .c_str());
  return base::ok();
}
}  // namespace

base::Status create_token(const Invocation& invocation) {
  const Config& config = invocation.config;
  auth::Token token;
  PS_TRY(token.person, parse_person(config.person));
  PS_TRY(token.scopes, parse_scopes(config.scopes));
  PS_TRY(token.expires, parse_expiry(config.expires));
  token.name = config.name;
  token.quota = {config.per_second, config.per_day};
  const auto store = open_store(data_folder_of(config));
  bool exists = false;
  store->transact(
      [&](storage::Transaction& transaction) { exists = transaction.exists(token.person); });
  if (!exists) return usage_failure("there is no " + prefixed(token.person));
  const std::string text = issue_token(*store, token, base::SystemClock().now());
  std::puts(text.c_str());
  std::fputs("keep it: it is stored hashed and cannot be shown again\n", stderr);
  return base::ok();
}

base::Status list_tokens(const Invocation& invocation) {
  const auto store = open_store(data_folder_of(invocation.config));
  std::vector<auth::Token> tokens;
  store->transact([&](storage::Transaction& transaction) { tokens = transaction.tokens(); });
  return print_tokens(tokens, base::SystemClock().now());
}

base::Status revoke_token(const Invocation& invocation) {
  const auto id = base::parse_integer(invocation.arguments[0]);
  if (!id) return usage_failure("`" + invocation.arguments[0] + "` is no number of a token");
  const auto store = open_store(data_folder_of(invocation.config));
  bool revoked = false;
  store->transact(
      [&](storage::Transaction& transaction) { revoked = transaction.revoke_token(*id); });
  if (!revoked) return failure("there is no token " + invocation.arguments[0]);
  std::printf("token %s is revoked\n", invocation.arguments[0].c_str());
  return base::ok();
}

}  // namespace planstead::app
