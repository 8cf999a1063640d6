// Structure items, tokens and settings inside a write transaction.
#include "base/text.h"
#include "storage/write_session.h"

namespace planstead::storage {

std::vector<StructureItem> read_structure(Session& session) {
  std::vector<StructureItem> items;
  Statement& read = session.prepare("SELECT kind, id, body FROM structure ORDER BY kind, id");
  while (read.step())
    items.push_back({std::string(read.bytes(0)), read.integer(1), std::string(read.bytes(2))});
  return items;
}

namespace {

// A contact in the bin is shut out until he is taken out of it, as a dismissed employee is; so is
// one without access to the account (domain/tasks-and-access.md 5.1).
bool is_shut_out(std::int64_t contact, Session& session) {
  Statement& read = session.prepare(
      "SELECT COALESCE(deleted, 0) = 0 AND COALESCE(has_access, 0) <> 0 FROM contact WHERE id = "
      "$1");
  const bool enters = read.bind(1, contact).step() && read.integer(0) != 0;
  read.reset();
  return !enters;
}

}  // namespace

std::vector<auth::Token> read_tokens(Session& session) {
  std::vector<auth::Token> tokens;
  Statement& read = session.prepare(
      "SELECT id, hash, person, scopes, created, expires, revoked, name, per_second, per_day FROM "
      "token ORDER BY id");
  while (read.step()) {
    auth::Token token;
    token.id = read.integer(0);
    token.hash = std::string(read.bytes(1));
    token.person = base::Ref::unpacked(read.integer(2));
    if (const std::string_view scopes = read.bytes(3); !scopes.empty())
      for (std::string_view scope : base::split(scopes, ',')) token.scopes.emplace_back(scope);
    token.created = read.integer(4);
    if (!read.is_null(5)) token.expires = read.integer(5);
    token.revoked = read.integer(6) != 0;
    token.name = std::string(read.bytes(7));
    if (!read.is_null(8)) token.quota = {read.integer(8), read.integer(9)};
    tokens.push_back(std::move(token));
  }
  for (auth::Token& token : tokens)
    if (token.person.kind == base::RefKind::contact)
      token.holder_gone = is_shut_out(token.person.id, session);
  return tokens;
}

bool WriteSession::holds_token(base::Ref person) {
  if (!token_holders_) {
    token_holders_.emplace();
    Statement& read = session_.prepare("SELECT DISTINCT person FROM token");
    while (read.step()) token_holders_->insert(base::Ref::unpacked(read.integer(0)));
  }
  return token_holders_->contains(person);
}

std::optional<std::string> read_meta(Session& session, std::string_view key) {
  Statement& read = session.prepare("SELECT value FROM meta WHERE name = $1");
  if (!read.bind(1, key).step()) return std::nullopt;
  std::string value(read.bytes(0));
  read.reset();
  return value;
}

std::vector<StructureItem> WriteSession::structure() { return read_structure(session_); }

void WriteSession::save_structure(std::string_view kind, std::int64_t id, const std::string& body) {
  put_structure({std::string(kind), id, body});
}

void WriteSession::put_structure(const StructureItem& item) {
  if (watch_) {
    Statement& read = session_.prepare("SELECT body FROM structure WHERE kind = $1 AND id = $2");
    const bool known = read.bind(1, std::string_view(item.kind)).bind(2, item.id).step();
    std::string before = known ? std::string(read.bytes(0)) : std::string();
    read.reset();
    watch_->defining({item.kind, item.id, std::move(before), item.body});
  }
  session_
      .prepare(
          "INSERT INTO structure (kind, id, body) VALUES ($1, $2, $3) "
          "ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body")
      .bind(1, std::string_view(item.kind))
      .bind(2, item.id)
      .bind(3, std::string_view(item.body))
      .run();
  changes_.structure = true;
}

void WriteSession::erase_structure(std::string_view kind, std::int64_t id) {
  session_.prepare("DELETE FROM structure WHERE kind = $1 AND id = $2")
      .bind(1, kind)
      .bind(2, id)
      .run();
  changes_.structure = true;
}

std::int64_t WriteSession::add_token(const auth::Token& token) {
  std::string scopes;
  for (const std::string& scope : token.scopes) scopes += (scopes.empty() ? "" : ",") + scope;
  Statement& write = session_.prepare(
      "INSERT INTO token (id, hash, person, scopes, created, expires, revoked, name, per_second, "
      "per_day) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM token), $1, $2, $3, $4, $5, 0, $6, "
      "$7, $8) RETURNING id");
  write.bind_bytes(1, token.hash).bind(2, token.person.packed()).bind(3, std::string_view(scopes));
  write.bind(4, token.created);
  if (token.expires)
    write.bind(5, *token.expires);
  else
    write.bind_null(5);
  write.bind(6, std::string_view(token.name));
  write.bind(7, token.quota.per_second).bind(8, token.quota.per_day).step();
  const std::int64_t id = write.integer(0);
  write.run();
  changes_.tokens = true;
  token_holders_.reset();
  return id;
}

bool WriteSession::revoke_token(std::int64_t id) {
  Statement& write = session_.prepare("UPDATE token SET revoked = 1 WHERE id = $1 RETURNING id");
  const bool found = write.bind(1, id).step();
  if (found) write.run();
  changes_.tokens = true;
  return found;
}

std::vector<auth::Token> WriteSession::tokens() { return read_tokens(session_); }

void WriteSession::put_meta(std::string_view key, std::string_view value) {
  session_
      .prepare(
          "INSERT INTO meta (name, value) VALUES ($1, $2) "
          "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
      .bind(1, key)
      .bind(2, value)
      .run();
}

std::optional<std::string> WriteSession::meta(std::string_view key) {
  return read_meta(session_, key);
}

}  // namespace planstead::storage
