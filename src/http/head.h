// Heads of answers, written by hand into one string. Knows no socket.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/server.h"

namespace planstead::http {

/// What the head says beyond the Response itself.
struct HeadFacts {
  std::uint64_t id = 0;
  std::string_view server_lines{};  ///< from `server_lines`, ready made once a second
  bool close = false;
  bool say_keep_alive = false;  ///< an HTTP/1.0 client must be told
};

/// `Server` and `Date` lines for this second.
std::string server_lines(std::int64_t utc);

/// Appends the head with its blank line. Line breaks and NULs inside header values become blanks,
/// so that no value can split the answer.
void append_head(std::string& out, const Response& response, const HeadFacts& facts);

/// 204 and 304 never carry a body.
bool status_has_body(int status);

}  // namespace planstead::http
