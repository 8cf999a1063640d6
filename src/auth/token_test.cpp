// Tokens in a request, who is let in with them, and what they may do: tables in the order of the
// checks.
#include "auth/token.h"

#include <gtest/gtest.h>

#include <set>

namespace planstead::auth {
namespace {

struct TextCase {
  std::string_view authorization, method, query;
  std::optional<std::string> expected;
};

TEST(TokenText, is_found_where_clients_put_it) {
  const TextCase cases[] = {
      {"Bearer abc", "GET", "", "abc"},
      {"bearer abc", "POST", "", "abc"},
      {"  BEARER \t abc  ", "GET", "", "abc"},
      {"Bearer Bearer abc", "GET", "", "abc"},
      {"Bearer", "GET", "", std::nullopt},
      {"Bearerabc", "GET", "", std::nullopt},
      {"Basic abc", "GET", "access_token=def", std::nullopt},
      {"", "GET", "access_token=def", "def"},
      {"", "HEAD", "fields=id&access_token=de%66", "def"},
      {"", "GET", "access_token=def?silent=true", "def"},
      {"", "GET", "access%5Ftoken=def", "def"},
      {"", "POST", "access_token=def", std::nullopt},
      {"", "GET", "access_token=", std::nullopt},
      {"", "GET", "access_token=%zz", std::nullopt},
      {"", "GET", "", std::nullopt},
  };
  for (const TextCase& one : cases)
    EXPECT_EQ(token_text(one.authorization, one.method, one.query), one.expected)
        << one.authorization << " " << one.method << " " << one.query;
}

TEST(NewToken, is_long_and_never_the_same) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string text = new_token_text();
    EXPECT_EQ(text.size(), 43u);
    EXPECT_TRUE(text.starts_with("ps_"));
    EXPECT_TRUE(seen.insert(text).second);
  }
}

TEST(HashOf, is_sha_256) {
  EXPECT_EQ(hash_of("abc").substr(0, 4), "\xba\x78\x16\xbf");
  EXPECT_EQ(hash_of("").size(), 32u);
}

constexpr base::Seconds now = 1'000'000;

catalog::Catalog small_account() {
  catalog::Catalog catalog;
  const auto add = [&](std::int64_t id, catalog::Role role, catalog::PersonStatus status) {
    catalog.users.push_back({.id = id,
                             .name = "Анна",
                             .role = role,
                             .status = status,
                             .zone = std::nullopt,
                             .language = {},
                             .groups = {}});
  };
  add(1, catalog::Role::user, catalog::PersonStatus::active);
  add(2, catalog::Role::user, catalog::PersonStatus::inactive);
  add(3, catalog::Role::user, catalog::PersonStatus::active_without_access);
  add(4, catalog::Role::user_without_access, catalog::PersonStatus::active);
  add(5, catalog::Role::robot, catalog::PersonStatus::active);
  add(6, catalog::Role::admin, catalog::PersonStatus::active);
  add(7, catalog::Role::tech_admin, catalog::PersonStatus::active);
  add(8, catalog::Role::user, catalog::PersonStatus::active);
  catalog.account.owner = 8;
  return catalog;
}

Token token_for(std::string_view text, base::Ref person) {
  Token token;
  token.hash = hash_of(text);
  token.person = person;
  return token;
}
base::Ref user(std::int64_t id) { return {base::RefKind::user, id}; }

int code_of_login(const Token& token, std::optional<std::string_view> text) {
  const TokenBook book({token});
  const auto result = authenticate(text, book, small_account(), now);
  return result.ok() ? -1 : static_cast<int>(result.error().code);
}

TEST(Authenticate, refuses_in_the_order_of_the_table) {
  EXPECT_EQ(code_of_login(token_for("a", user(1)), std::nullopt), 1);
  EXPECT_EQ(code_of_login(token_for("a", user(2)), "b"), 1);
  Token revoked = token_for("a", user(2));
  revoked.revoked = true;
  EXPECT_EQ(code_of_login(revoked, "a"), 2);
  Token expired = token_for("a", user(2));
  expired.expires = now;
  EXPECT_EQ(code_of_login(expired, "a"), 2);
  expired.expires = now + 1;
  EXPECT_EQ(code_of_login(expired, "a"), 16);
  EXPECT_EQ(code_of_login(token_for("a", user(2)), "a"), 16);
  EXPECT_EQ(code_of_login(token_for("a", user(3)), "a"), 16);
  EXPECT_EQ(code_of_login(token_for("a", user(4)), "a"), 16);
  EXPECT_EQ(code_of_login(token_for("a", user(99)), "a"), 16);
  EXPECT_EQ(code_of_login(token_for("a", user(1)), "a"), -1);
  EXPECT_EQ(code_of_login(token_for("a", user(5)), "a"), -1);
  EXPECT_EQ(code_of_login(token_for("a", {base::RefKind::contact, 9}), "a"), -1);
}

TEST(Authorize, asks_for_the_scope_of_the_operation) {
  schema::Operation operation{};
  Token token;
  operation.scope = "task_add";
  EXPECT_TRUE(authorize(token, operation).ok());
  token.scopes = {"task_readonly", "task_add"};
  EXPECT_TRUE(authorize(token, operation).ok());
  token.scopes = {"task_readonly"};
  const auto refused = authorize(token, operation);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(base::text_of(refused.error()), "Scope denied, method not allowed");
  EXPECT_EQ(base::row_of(refused.error().code).http_status, 405);
  operation.scope = "";
  EXPECT_TRUE(authorize(token, operation).ok());
}

TEST(Permit, asks_for_the_role_of_the_operation) {
  const catalog::Catalog catalog = small_account();
  struct Case {
    schema::Needs needs;
    std::string_view admitted;  // of: user 1, administrator 6, technical one 7, robot 5, a contact
  };
  const Case cases[] = {{schema::Needs::token, "yyyyy"},
                        {schema::Needs::employee, "yyyyn"},
                        {schema::Needs::settings, "nyyyn"},
                        {schema::Needs::staff, "nynyn"},
                        {schema::Needs::admin, "nynyn"},
                        {schema::Needs::undecided, "nynyn"}};
  const base::Ref people[] = {user(1), user(6), user(7), user(5), {base::RefKind::contact, 6}};
  for (const Case& one : cases) {
    schema::Operation operation{};
    operation.needs = one.needs;
    std::string admitted;
    for (base::Ref person : people)
      admitted += permit(viewer_of(person, catalog), operation, catalog).ok() ? 'y' : 'n';
    EXPECT_EQ(admitted, one.admitted);
  }
}

TEST(Permit, lets_whoever_has_the_capability_add_employees) {
  catalog::Catalog catalog = small_account();
  catalog.users[0].adds_employees = true;
  schema::Operation operation{};
  operation.needs = schema::Needs::staff;
  EXPECT_TRUE(permit(viewer_of(user(1), catalog), operation, catalog).ok());
  operation.needs = schema::Needs::admin;
  EXPECT_FALSE(permit(viewer_of(user(1), catalog), operation, catalog).ok());
}

TEST(AuthorizeBody, asks_for_a_scope_more_where_the_body_changes_what_is_there) {
  schema::Operation operation{};
  operation.overwrites = "contact_update";
  request::Call call;
  call.operation = &operation;
  Token token;
  token.scopes = {"contact_add"};
  EXPECT_TRUE(authorize_body(token, call).ok());
  call.body.changes.push_back({schema::find_field(schema::contact, "id"), std::int64_t{5}});
  EXPECT_FALSE(authorize_body(token, call).ok());
  token.scopes.push_back("contact_update");
  EXPECT_TRUE(authorize_body(token, call).ok());
  token.scopes.clear();  // no limits
  EXPECT_TRUE(authorize_body(token, call).ok());
}

TEST(ViewerOf, knows_administrators_robots_and_the_owner) {
  const catalog::Catalog catalog = small_account();
  EXPECT_FALSE(viewer_of(user(1), catalog).is_admin);
  EXPECT_TRUE(viewer_of(user(5), catalog).is_admin);
  EXPECT_TRUE(viewer_of(user(6), catalog).is_admin);
  EXPECT_FALSE(viewer_of(user(7), catalog).is_admin);
  EXPECT_TRUE(viewer_of(user(8), catalog).is_admin);
  EXPECT_FALSE(viewer_of({base::RefKind::contact, 6}, catalog).is_admin);
}

}  // namespace
}  // namespace planstead::auth
