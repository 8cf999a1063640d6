// The documentation page and the OpenAPI file, read once at start and answered from memory. Needs
// no token.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "http/server.h"

namespace planstead::app {

class Documentation {
 public:
  /// `folder` holds the page's files; those that are missing are not served, a missing page is
  /// replaced by a link.
  Documentation(const std::string& folder, std::string openapi);

  /// The answer to a path below /restapidocs, and the way there from `/`; nullopt where nothing
  /// lies.
  std::optional<http::Response> answer(std::string_view path) const;

 private:
  struct File {
    std::string_view content_type;
    std::string content;
  };
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace planstead::app
