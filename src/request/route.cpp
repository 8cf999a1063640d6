// Which operation a method and a path mean. Rejects with codes 404, 405 and, for ids in the
// path, 41. Knows paths only from the table of operations.
#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "request/coerce.h"
#include "request/parse.h"

namespace planstead::request {

using base::ErrorCode;
using schema::Method;
using schema::Operation;

namespace {

using Segments = std::vector<std::string_view>;

// Empty segments do not count: trailing and doubled slashes occur (observed 1.2, 1.3).
Segments segments_of(std::string_view path) {
  Segments segments;
  segments.reserve(8);
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (end > at) segments.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return segments;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

// The first segment of an operation's path, always a literal.
std::string_view family_of(std::string_view pattern) {
  return pattern.substr(1, pattern.find('/', 1) - 1);
}

struct Pattern {
  const Operation* operation;
  Segments segments;
};
using Family = std::vector<Pattern>;

// Few operations share a first segment. Empty: there is no such family.
const Family& family(std::string_view name) {
  static const auto families = [] {
    std::unordered_map<std::string_view, Family> all;
    for (const Operation& operation : schema::operations())
      all[family_of(operation.path)].push_back({&operation, segments_of(operation.path)});
    return all;
  }();
  static const Family none;
  const auto found = families.find(name);
  return found == families.end() ? none : found->second;
}

// How well a pattern fits: one bit per segment, set where it is literal, the first segment highest,
// so that /task/list beats /task/{id}. 0: it does not fit.
unsigned fit(const Segments& pattern, const Segments& path) {
  if (pattern.size() != path.size()) return 0;
  unsigned score = 1;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    // Clients guess lists that are not there, as `file/list` (observed 1.13): that is no id.
    if (is_parameter(pattern[i]) ? path[i] == "list" : pattern[i] != path[i]) return 0;
    score = score * 2 + (is_parameter(pattern[i]) ? 0 : 1);
  }
  return score;
}

std::optional<Method> method_of(std::string_view method) {
  if (method == "GET" || method == "HEAD") return Method::get;
  if (method == "POST") return Method::post;
  if (method == "DELETE") return Method::del;
  return std::nullopt;
}

std::string allowed_methods(std::string_view pattern) {
  std::string allowed;
  for (const Operation& operation : schema::operations()) {
    if (operation.path != pattern) continue;
    if (!allowed.empty()) allowed += ", ";
    allowed += operation.method == Method::get    ? "GET, HEAD"
               : operation.method == Method::post ? "POST"
                                                  : "DELETE";
  }
  return allowed;
}

// A number, or at the paths of people a person as answers name him: `user:5` (observed 6.1).
std::optional<std::int64_t> id_of(std::string_view text, std::string_view family) {
  if (const auto number = base::parse_integer(text)) return number;
  const auto kind = family == "user"      ? base::RefKind::user
                    : family == "contact" ? base::RefKind::contact
                                          : base::RefKind::none;
  const auto person = base::parse_prefixed(text);
  return person && person->kind == kind ? std::optional(person->id) : std::nullopt;
}

base::Result<std::vector<std::int64_t>> ids_of(const Segments& wanted, const Segments& path) {
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!is_parameter(wanted[i])) continue;
    const auto text = base::percent_decode(path[i]);
    const auto id = text ? id_of(*text, wanted.front()) : std::nullopt;
    if (!id || *id < 1 || *id > base::id_max)
      return base::invalid("path", "the id must be a positive number");
    ids.push_back(*id);
  }
  return ids;
}

base::Error refusal(ErrorCode code, std::string detail) {
  return {.code = code, .where = {}, .detail = std::move(detail), .log = {}};
}

// Below /rest, or the bare /ping that one library calls (observed 1.4).
bool strip_base(Segments& path) {
  if (path.empty()) return false;
  if (path.front() != "rest") return path.size() == 1 && path.front() == "ping";
  path.erase(path.begin());
  return !path.empty();
}

}  // namespace

base::Result<Route> route(std::string_view method, std::string_view path) {
  Segments segments = segments_of(path);
  if (!strip_base(segments)) return refusal(ErrorCode::path_not_found, {});

  const Pattern* best = nullptr;
  unsigned best_score = 0;
  const Family& patterns = family(segments.front());
  for (const Pattern& pattern : patterns)
    if (const unsigned score = fit(pattern.segments, segments); score > best_score) {
      best_score = score;
      best = &pattern;
    }
  if (best == nullptr) return refusal(ErrorCode::path_not_found, {});

  const auto wanted = method_of(method);
  const std::string_view path_of_best = best->operation->path;
  for (const Pattern& pattern : patterns) {
    if (pattern.operation->path != path_of_best || pattern.operation->method != wanted) continue;
    PS_TRY(auto ids, ids_of(pattern.segments, segments));
    return Route{pattern.operation, std::move(ids)};
  }
  return refusal(ErrorCode::method_not_allowed, allowed_methods(path_of_best));
}

}  // namespace planstead::request
