// The file: one line each, whom the token is for and its text.
#include "app/demo_tokens.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "app/commands.h"
#include "demo/demo.h"

namespace planstead::app {

namespace {
struct Place {
  std::string_view word;
  std::int64_t user;
  std::string DemoTokens::*text;
};
constexpr Place places[] = {{"robot", demo::robot_id, &DemoTokens::robot},
                            {"employee", demo::employee_id, &DemoTokens::employee}};

DemoTokens read(const std::string& path) {
  DemoTokens tokens;
  std::ifstream file(path);
  for (std::string word, text; file >> word >> text;)
    for (const Place& place : places)
      if (place.word == word) tokens.*place.text = text;
  return tokens;
}

void write(const std::string& path, const DemoTokens& tokens) {
  std::string content;
  for (const Place& place : places)
    content.append(place.word).append(" ").append(tokens.*place.text).append("\n");
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written = file >= 0 && ::write(file, content.data(), content.size()) ==
                                        static_cast<ssize_t>(content.size());
  if (file >= 0) ::close(file);
  if (!written) throw std::runtime_error("cannot write " + path);
}

bool works(const storage::Store& store, const std::string& text) {
  const auto book = store.tokens();
  const auth::Token* token = text.empty() ? nullptr : book->find(auth::hash_of(text));
  return token != nullptr && !token->revoked;
}
}  // namespace

DemoTokens demo_tokens(storage::Store& store, const std::string& folder, base::Seconds now) {
  const std::string path = folder + "/demo-tokens";
  DemoTokens tokens = read(path);
  bool changed = false;
  for (const Place& place : places) {
    if (works(store, tokens.*place.text)) continue;
    auth::Token token;
    token.person = {base::RefKind::user, place.user};
    token.name = "demonstration, " + std::string(place.word);
    tokens.*place.text = issue_token(store, token, now);
    changed = true;
  }
  if (changed) write(path, tokens);
  return tokens;
}

}  // namespace planstead::app
