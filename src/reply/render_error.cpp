// The error envelope: {"result":"fail","code":N,"error":"…"} with the HTTP status of the table of
// errors.
#include <algorithm>

#include "base/text.h"
#include "reply/reply.h"

namespace planstead::reply {

using base::Error;
using base::ErrorCode;

namespace {

// Texts quote what the client sent; bytes that are no UTF-8 must not reach a JSON body.
std::string readable(std::string text) {
  if (!base::valid_utf8(text))
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  return text;
}

int status_of(const Error& error, bool is_write) {
  if (error.http_status != 0) return error.http_status;
  const base::ErrorRow& row = base::row_of(error.code);
  return is_write ? row.http_status_on_write : row.http_status;
}

}  // namespace

Reply render(const Error& error, bool is_write) {
  Reply reply;
  reply.status = status_of(error, is_write);
  reply.body = R"({"result":"fail","code":)";
  base::append_number(reply.body, static_cast<std::int64_t>(error.code));
  reply.body += R"(,"error":)";
  base::append_json_string(reply.body, readable(base::text_of(error)));
  if (error.wait_seconds > 0) {
    reply.body += R"(,"timeToReset":)";
    base::append_number(reply.body, error.wait_seconds);
    reply.headers.emplace_back("Retry-After", std::to_string(error.wait_seconds));
  }
  reply.body += '}';
  // Routing names the allowed methods in `detail`; a scope's refusal is a 405 too, but no other
  // method would help.
  if (error.code == ErrorCode::method_not_allowed)
    reply.headers.emplace_back("Allow", error.detail);
  if (reply.status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  return reply;
}

}  // namespace planstead::reply
