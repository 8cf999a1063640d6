// One range at most is served: a server may send the whole file instead of several.
#include "http/file_response.h"

#include <algorithm>
#include <charconv>

#include "http/parser.h"

namespace planstead::http {
namespace {

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Digits alone; a number past all files counts as the largest one.
std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size()) return std::nullopt;
  return error == std::errc::result_out_of_range ? ~std::uint64_t{0} : value;
}

/// Does a list of tags (`"a", W/"b"`) or `*` name this one? Weakly compared.
bool names(std::string_view list, std::string_view etag) {
  return without_blanks(list) == "*" || list.find(etag) != std::string_view::npos;
}

std::string content_range(const ByteRange& range, std::uint64_t size) {
  return "bytes " + std::to_string(range.offset) + "-" +
         std::to_string(range.offset + range.size - 1) + "/" + std::to_string(size);
}

Response unsatisfiable(std::uint64_t size) {
  Response response;
  response.status = 416;
  response.headers = {{"Content-Range", "bytes */" + std::to_string(size)}};
  response.body = R"({"result":"fail","code":41,"error":"Parameter value is not allowed: Range"})";
  return response;
}

}  // namespace

std::optional<ByteRange> parse_range(std::string_view header, std::uint64_t size) {
  const std::size_t equals = header.find('=');
  if (equals == std::string_view::npos || !same_text(header.substr(0, equals), "bytes"))
    return std::nullopt;
  const std::string_view spec = without_blanks(header.substr(equals + 1));
  const std::size_t dash = spec.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::string_view from = spec.substr(0, dash), to = spec.substr(dash + 1);
  if (from.empty()) {  // `-500`: the last ones
    const auto count = number(to);
    if (!count) return std::nullopt;
    const std::uint64_t last = std::min(*count, size);
    return ByteRange{size - last, last};
  }
  const auto first = number(from);
  const auto last = to.empty() ? ~std::uint64_t{0} : number(to);
  if (!first || !last || *last < *first) return std::nullopt;
  if (*first >= size) return ByteRange{};
  return ByteRange{*first, std::min(*last, size - 1) - *first + 1};
}

Response file_response(const Request& request, std::shared_ptr<const OpenFile> file,
                       const FileFacts& facts) {
  const std::uint64_t size = file->size();
  Response response;
  response.content_type = facts.content_type;
  response.headers = {{"Accept-Ranges", "bytes"}, {"ETag", facts.etag}};
  if (const auto known = request.header("if-none-match");
      !known.empty() && names(known, facts.etag)) {
    response.status = 304;
    return response;
  }
  std::optional<ByteRange> range;
  const std::string_view condition = request.header("if-range");
  if (request.method == "GET" && (condition.empty() || condition == facts.etag))
    range = parse_range(request.header("range"), size);
  if (range && range->size == 0) return unsatisfiable(size);
  if (range) {
    response.status = 206;
    response.headers.emplace_back("Content-Range", content_range(*range, size));
  }
  response.headers.emplace_back("Content-Disposition", facts.disposition);
  const ByteRange part = range.value_or(ByteRange{0, size});
  response.file = FilePart{std::move(file), part.offset, part.size};
  return response;
}

}  // namespace planstead::http
