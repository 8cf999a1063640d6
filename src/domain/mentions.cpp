// People that a text names. The interface that writes mentions has no documented markup: what reads
// as `@Boris Petrov` or `+Boris Petrov` is one.
#include <algorithm>

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

schema::RefList mentioned_in(std::string_view html, const catalog::Catalog& catalog) {
  if (html.find_first_of("@+") == html.npos) return {};
  const std::string text = base::fold(plain_text(html));
  schema::RefList people;
  for (const catalog::User& user : catalog.users) {
    const std::string name = base::fold(user.name);
    if (name.empty()) continue;
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      const bool marked = at > 0 && (text[at - 1] == '@' || text[at - 1] == '+') &&
                          (at == 1 || !is_word(text[at - 2]));
      if (!marked || (end < text.size() && is_word(text[end]))) continue;
      people.push_back({base::RefKind::user, user.id});
      break;
    }
  }
  return people;
}

}  // namespace planstead::domain
