// Errors in the OpenAPI file, from the table of errors: the envelope with its codes, and one
// response per HTTP status.
#include <set>

#include "reply/openapi.h"

namespace planstead::reply {

using base::ErrorRow;

namespace {

std::string line_of(const ErrorRow& row) {
  return "\n* `" + std::to_string(static_cast<int>(row.code)) + "` " + std::string(row.text);
}

}  // namespace

void write_error_schema(JsonWriter& json) {
  std::string meaning = "What went wrong:";
  json.key("ApiResponseError").open('{').member("type", "object");
  json.member("description", "The envelope of every failure.");
  json.raw_member("required", R"(["result","code","error"])")
      .raw_member("additionalProperties", "false");
  json.key("properties").open('{');
  json.raw_member("result", R"({"type":"string","enum":["fail"]})");
  json.key("code").open('{').member("type", "integer").key("enum").open('[');
  for (const ErrorRow& row : base::error_table()) {
    json.number(static_cast<int>(row.code));
    meaning += line_of(row);
  }
  json.close(']').member("description", meaning).close('}');
  json.raw_member(
      "error", R"({"type":"string","description":"For people; names the place in the request."})");
  json.raw_member("timeToReset",
                  R"({"type":"integer","description":"Seconds after which the request may be )"
                  R"(repeated, as in Retry-After: code 22, and HTTP 503 of a busy server."})");
  json.close('}').close('}');
}

void write_error_responses(JsonWriter& json) {
  std::set<int> statuses;
  for (const ErrorRow& row : base::error_table())
    statuses.insert({row.http_status, row.http_status_on_write});
  const auto write_one = [&](const std::string& name, const std::string& description) {
    json.key(name).open('{').member("description", description);
    write_headers(json, headers_of_refusal);
    json.raw_member(
        "content",
        R"({"application/json":{"schema":{"$ref":"#/components/schemas/ApiResponseError"}}})");
    json.close('}');
  };
  for (const int status : statuses) {
    std::string codes = "Codes:";
    for (const ErrorRow& row : base::error_table())
      if (row.http_status == status || row.http_status_on_write == status) codes += line_of(row);
    write_one("Error" + std::to_string(status), codes);
  }
  write_one("Error", "Any other failure; the same envelope.");
}

}  // namespace planstead::reply
