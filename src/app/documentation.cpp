// Loads and answers the files of the documentation page.
#include "app/documentation.h"

#include <fstream>
#include <iterator>

#include "reply/docs_files.h"

namespace planstead::app {

namespace {
constexpr std::string_view home = "/restapidocs/";
constexpr std::string_view page_missing =
    "<!doctype html><meta charset=\"utf-8\"><title>Planstead REST API</title>"
    "<p>The documentation page is not installed here. The OpenAPI file is "
    "<a href=\"/restapidocs/swagger.json\">swagger.json</a>.";
// Swagger UI styles its elements in place; everything else comes from this server alone.
constexpr std::string_view policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors "
    "'none'";

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

http::Response redirect_home() {
  http::Response response;
  response.status = 302;
  response.content_type = "text/plain; charset=utf-8";
  response.headers.emplace_back("Location", home);
  return response;
}
}  // namespace

Documentation::Documentation(const std::string& folder, std::string openapi) {
  for (const reply::DocsFile& file : reply::docs_files)
    if (auto content = read_file(folder + "/" + std::string(file.path)))
      files_.insert_or_assign(std::string(file.url), File{file.content_type, std::move(*content)});
  files_.try_emplace(std::string(home),
                     File{"text/html; charset=utf-8", std::string(page_missing)});
  files_.insert_or_assign("/restapidocs/swagger.json",
                          File{"application/json; charset=utf-8", std::move(openapi)});
}

std::optional<http::Response> Documentation::answer(std::string_view path) const {
  // The page's own links are relative: they need the trailing slash.
  if (path == "/" || path == "/restapidocs") return redirect_home();
  const auto it = files_.find(path);
  if (it == files_.end()) return std::nullopt;
  http::Response response;
  response.content_type = it->second.content_type;
  response.body = it->second.content;
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Content-Security-Policy", policy);
  return response;
}

}  // namespace planstead::app
