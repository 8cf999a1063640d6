// Prefixed ids of people and groups (observed-behaviour.md 6).
#include "base/ref.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace planstead::base {

namespace {
struct Prefix {
  std::string_view text;
  RefKind kind;
};
constexpr Prefix prefixes[] = {
    {"user:", RefKind::user}, {"contact:", RefKind::contact}, {"group:", RefKind::group}};
// By the number of the kind.
constexpr std::string_view kind_words[] = {"",
                                           "user",
                                           "contact",
                                           "group",
                                           "task",
                                           "project",
                                           "entry",
                                           "file",
                                           "dataTag",
                                           "status",
                                           "process",
                                           "directory",
                                           "customField",
                                           "checklistItem",
                                           "comment",
                                           "dataTagEntry",
                                           "contactGroup",
                                           "projectGroup",
                                           "directoryGroup",
                                           "dataTagGroup",
                                           "position",
                                           "workspace",
                                           "mainValues"};
static_assert(std::size(kind_words) == static_cast<std::size_t>(RefKind::main_values) + 1);
}  // namespace

std::string prefixed(Ref ref) {
  for (const Prefix& prefix : prefixes)
    if (prefix.kind == ref.kind) return std::string(prefix.text) + std::to_string(ref.id);
  return std::to_string(ref.id);
}

std::optional<Ref> parse_prefixed(std::string_view text) {
  for (const Prefix& prefix : prefixes) {
    if (!text.starts_with(prefix.text)) continue;
    const auto id = parse_integer(text.substr(prefix.text.size()));
    if (!id || *id < 0 || *id > id_max) return std::nullopt;
    return Ref{prefix.kind, *id};
  }
  return std::nullopt;
}

std::string thing_text(Ref ref) {
  const auto kind = static_cast<std::size_t>(ref.kind);
  if (ref.kind == RefKind::none || kind >= std::size(kind_words)) return {};
  return std::string(kind_words[kind]) + ':' + std::to_string(ref.id);
}

std::optional<Ref> parse_thing(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == text.npos) return std::nullopt;
  const auto id = parse_integer(text.substr(colon + 1));
  const auto word = std::ranges::find(kind_words, text.substr(0, colon));
  if (!id || *id < 1 || *id > id_max || word == std::end(kind_words)) return std::nullopt;
  return Ref{static_cast<RefKind>(word - std::begin(kind_words)), *id};
}

}  // namespace planstead::base
