// The files of the documentation page: their URLs and where they lie below the folder of the page
// (web/ in the source tree, with node_modules from npm). Reading them is the app's work;
// swagger.json comes from `openapi()`.
#pragma once

#include <optional>
#include <string_view>

namespace planstead::reply {

struct DocsFile {
  std::string_view url;   ///< path of the request
  std::string_view path;  ///< below the folder
  std::string_view content_type;
};

// clang-format off
inline constexpr DocsFile docs_files[] = {
  {"/restapidocs", "index.html", "text/html; charset=utf-8"},
  {"/restapidocs/", "index.html", "text/html; charset=utf-8"},
  {"/restapidocs/index.html", "index.html", "text/html; charset=utf-8"},
  {"/restapidocs/docs.js", "docs.js", "text/javascript; charset=utf-8"},
  {"/restapidocs/docs.css", "docs.css", "text/css; charset=utf-8"},
  {"/restapidocs/swagger-ui.css", "node_modules/swagger-ui-dist/swagger-ui.css", "text/css; charset=utf-8"},
  {"/restapidocs/swagger-ui-bundle.js", "node_modules/swagger-ui-dist/swagger-ui-bundle.js", "text/javascript; charset=utf-8"},
  {"/restapidocs/favicon-32x32.png", "node_modules/swagger-ui-dist/favicon-32x32.png", "image/png"},
};
// clang-format on

/// nullopt: no file of the page. Only the listed paths exist, so no path can leave the folder.
constexpr std::optional<DocsFile> find_docs_file(std::string_view path) {
  for (const DocsFile& file : docs_files)
    if (file.url == path) return file;
  return std::nullopt;
}

}  // namespace planstead::reply
