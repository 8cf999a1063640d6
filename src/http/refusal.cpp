// Texts and codes of this layer's refusals. The texts hold no byte that JSON would escape.
#include "http/refusal.h"

namespace planstead::http {
namespace {

// Numbers of the contract's error catalogue: this module does not depend on the table in base/.
constexpr int code_unknown = 0, code_malformed = 30, code_invalid = 41;

}  // namespace

Refusal malformed(std::string_view why) {
  return {400, code_malformed, "Malformed HTTP request: " + std::string(why)};
}
Refusal header_too_large() { return {431, code_unknown, "Request header is too large"}; }
Refusal body_too_large() { return {413, code_invalid, "Request body is too large"}; }
Refusal coding_unknown() { return {501, code_unknown, "Transfer coding is not supported"}; }
Refusal version_unsupported() { return {505, code_unknown, "HTTP version is not supported"}; }
Refusal too_slow() { return {408, code_unknown, "The request took too long to arrive"}; }
Refusal too_many_connections() { return {503, code_unknown, "Too many connections"}; }
Refusal unanswered() { return {500, code_unknown, "Internal error"}; }

Response answer_of(const Refusal& refusal) {
  Response response;
  response.status = refusal.status;
  response.body = R"({"result":"fail","code":)" + std::to_string(refusal.code) + R"(,"error":")" +
                  refusal.text + R"("})";
  response.close = true;
  return response;
}

}  // namespace planstead::http
