// People that a text names. The interface that writes mentions has no documented markup: what reads
// as `@Boris Petrov` or `+Boris Petrov` is one.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "domain/notify.h"

namespace planstead::domain {

namespace {

constexpr std::pair<std::string_view, std::string_view> entities[] = {
    {"&nbsp;", " "},  {"&lt;", "<"},  {"&gt;", ">"},
    {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};

bool is_break(std::string_view tag) {
  for (const std::string_view name : {"<br", "<p", "</p", "<div", "<li"})
    if (tag.starts_with(name)) return true;
  return false;
}

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_';
}

bool is_mention(const std::string& text, std::size_t at, std::size_t end) {
  const bool marked =
      at > 0 && (text[at - 1] == '@' || text[at - 1] == '+') && (at == 1 || !is_word(text[at - 2]));
  return marked && (end >= text.size() || !is_word(text[end]));
}

struct Named {
  std::size_t size = 0;  // of the name
  schema::RefList people;
};

}  // namespace

std::string plain_text(std::string_view html) {
  std::string text;
  for (std::size_t at = 0; at < html.size();) {
    const std::string_view rest = html.substr(at);
    if (rest.front() == '<') {
      if (is_break(rest) && !text.empty() && text.back() != '\n') text += '\n';
      at = std::min(html.find('>', at), html.size() - 1) + 1;
      continue;
    }
    const auto* entity = std::ranges::find_if(
        entities, [&](const auto& pair) { return rest.starts_with(pair.first); });
    text += entity == std::end(entities) ? rest.substr(0, 1) : entity->second;
    at += entity == std::end(entities) ? 1 : entity->first.size();
  }
  return std::string(base::trim(text));
}

// `@Ann Lee` is Ann Lee, not Ann: of the names that stand behind a sign, the longest is meant.
schema::RefList mentioned_in(std::string_view html, const catalog::Catalog& catalog) {
  if (html.find_first_of("@+") == html.npos) return {};
  const std::string text = base::fold(plain_text(html));
  std::map<std::size_t, Named> named;  // by place
  for (const catalog::User& user : catalog.users) {
    const std::string name = base::fold(user.name);
    if (name.empty()) continue;
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      if (!is_mention(text, at, at + name.size())) continue;
      Named& here = named[at];
      if (name.size() < here.size) continue;
      if (name.size() > here.size) here = {name.size(), {}};
      here.people.push_back({base::RefKind::user, user.id});
    }
  }
  schema::RefList people;
  for (const auto& [at, here] : named)
    for (const base::Ref person : without(here.people, people)) people.push_back(person);
  return people;
}

}  // namespace planstead::domain
