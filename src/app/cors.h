// CORS: which pages of other origins may call, and the headers that say so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"

namespace planstead::app {

class Cors {
 public:
  /// `*`, `off`, or origins separated by commas. All is a safe default: tokens travel in a header
  /// that no browser adds by itself.
  explicit Cors(std::string_view origins);

  /// Adds the headers of an answer to a page of this origin. An empty origin is no page of another
  /// origin.
  void allow(std::string_view origin, http::Response& response) const;
  /// The answer to a browser's question before the request proper, without what `allow` adds.
  /// `asked_headers` is what it wants to send.
  http::Response preflight(std::string_view origin, std::string_view asked_headers) const;

 private:
  bool allows(std::string_view origin) const;

  bool all_ = false;
  std::vector<std::string> origins_;
};

}  // namespace planstead::app
