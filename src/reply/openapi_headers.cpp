// Headers of answers in the OpenAPI file. All are our own: the contract names none.
#include "reply/openapi.h"

namespace planstead::reply {

namespace {

struct HeaderDoc {
  std::string_view name, type, about;
};
// clang-format off
constexpr HeaderDoc headers[] = {
  {"Planstead-Notes", "string", "What the request contained and was not used, joined by `; `; anything but ASCII is percent-encoded."},
  {"Idempotency-Replayed", "string", "true: the answer is that of an earlier request with this Idempotency-Key."},
  {"Retry-After", "integer", "Seconds after which the request may be repeated."},
  {"X-RateLimit-Limit", "integer", "Where the token or the account has a limit: the one that leaves the fewest requests."},
  {"X-RateLimit-Remaining", "integer", "How many more requests it lets in before it begins anew."},
  {"X-RateLimit-Reset", "integer", "Seconds until it begins anew."},
};
// clang-format on

}  // namespace

void write_header_components(JsonWriter& json) {
  json.key("headers").open('{');
  for (const HeaderDoc& header : headers) {
    json.key(header.name).open('{').key("x-planstead").boolean(true);
    json.member("description", header.about);
    json.key("schema").open('{').member("type", header.type).close('}').close('}');
  }
  json.close('}');
}

void write_headers(JsonWriter& json, std::span<const std::string_view> names) {
  json.key("headers").open('{');
  for (const std::string_view name : names)
    json.raw_member(name, R"({"$ref":"#/components/headers/)" + std::string(name) + R"("})");
  json.close('}');
}

}  // namespace planstead::reply
