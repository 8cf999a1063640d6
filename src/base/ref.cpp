// Prefixed ids of people and groups (observed-behaviour.md 6).
#include "base/ref.h"

#include "base/text.h"

namespace planstead::base {

namespace {
struct Prefix {
  std::string_view text;
  RefKind kind;
};
constexpr Prefix prefixes[] = {
    {"user:", RefKind::user}, {"contact:", RefKind::contact}, {"group:", RefKind::group}};
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

}  // namespace planstead::base
