// What this layer answers by itself: refusals in the contract's error envelope. Knows no handler.
#pragma once

#include <string>
#include <string_view>

#include "http/server.h"

namespace planstead::http {

struct Refusal {
  int status = 400;
  int code = 0;  ///< of the contract's envelope
  std::string text;
};

Refusal malformed(std::string_view why);
Refusal header_too_large();
Refusal body_too_large();
Refusal coding_unknown();
Refusal version_unsupported();
Refusal too_slow();
Refusal too_many_connections();
Refusal unanswered();  ///< the handler dropped its responder

/// The envelope `{"result":"fail",...}`: clients read every body as JSON. Closes the connection.
Response answer_of(const Refusal& refusal);

}  // namespace planstead::http
