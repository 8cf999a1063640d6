// The table of commands, and what several of them need.
#include "app/commands.h"

#include <array>
#include <cstdio>

#include "structure/structure.h"

namespace planstead::app {

namespace {
// clang-format off
constexpr auto table = std::to_array<Command>({
  {"serve", in_serve, "", "serves an account", serve},
  {"demo", in_demo, "", "serves a demonstration account, made at the first start; prints tokens and a first request", demo},
  {"account create", in_account_create, "[NAME]", "makes an empty account", create_account},
  {"account apply", in_account_apply, "FILE", "brings the account to what a structure file says, and says what it changed", apply_structure},
  {"account dump", in_account_dump, "", "prints the account as a structure file", dump_structure},
  {"token create", in_token_create, "", "issues a token and prints it, this once", create_token},
  {"token list", in_token_list, "", "lists the tokens, without their texts", list_tokens},
  {"token revoke", in_token_revoke, "ID", "ends a token", revoke_token},
  {"log", in_log, "", "prints what was changed, by whom and through which token, one line of JSON for each change, the newest first", print_log},
  {"version", in_version, "", "prints the program's version", print_version},
});
// clang-format on
}  // namespace

std::span<const Command> commands() { return table; }

std::string data_folder_of(const Config& config) {
  return config.data.empty() ? "data/account" : config.data;
}

std::unique_ptr<storage::Store> open_store(const std::string& folder, bool create, bool durable) {
  return storage::Store::open({.folder = folder, .create = create, .durable = durable},
                              structure::build_catalog);
}

std::string issue_token(storage::Store& store, auth::Token token, base::Seconds now) {
  const std::string text = auth::new_token_text();
  token.hash = auth::hash_of(text);
  token.created = now;
  store.transact([&](storage::Transaction& transaction) { transaction.add_token(token); });
  return text;
}

base::Status print_version(const Invocation&) {
  std::puts("planstead " PLANSTEAD_VERSION);
  return base::ok();
}

}  // namespace planstead::app
