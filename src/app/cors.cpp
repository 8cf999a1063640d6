// Headers of cross-origin requests.
#include "app/cors.h"

#include <algorithm>

#include "base/text.h"

namespace planstead::app {

Cors::Cors(std::string_view origins) {
  if (origins == "off") return;
  all_ = origins == "*";
  for (const std::string_view origin : base::split(origins, ','))
    if (const std::string_view trimmed = base::trim(origin); !trimmed.empty())
      origins_.emplace_back(trimmed);
}

bool Cors::allows(std::string_view origin) const {
  if (origin.empty()) return false;
  return all_ || std::ranges::find(origins_, origin) != origins_.end();
}

void Cors::allow(std::string_view origin, http::Response& response) const {
  if (!allows(origin)) return;
  response.headers.emplace_back("Access-Control-Allow-Origin", all_ ? "*" : std::string(origin));
  response.headers.emplace_back(
      "Access-Control-Expose-Headers",
      "Planstead-Notes, Planstead-Change, Idempotency-Replayed, X-Request-Id, X-RateLimit-Limit, "
      "X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Allow, Content-Range, "
      "Content-Disposition");
  if (!all_) response.headers.emplace_back("Vary", "Origin");
}

http::Response Cors::preflight(std::string_view origin, std::string_view asked_headers) const {
  http::Response response;
  response.status = 204;
  if (!allows(origin)) return response;
  response.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE, OPTIONS");
  response.headers.emplace_back("Access-Control-Allow-Headers", asked_headers.empty()
                                                                    ? "Authorization, Content-Type"
                                                                    : std::string(asked_headers));
  response.headers.emplace_back("Access-Control-Max-Age", "86400");
  return response;
}

}  // namespace planstead::app
