// Notes where the parts of a request lie, and what its framing headers say.
#include "http/parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <charconv>

namespace planstead::http {
namespace {

namespace beast = boost::beast;

/// Letters of a name or address and a port; no path, no user, no blank.
bool is_host(std::string_view text) {
  constexpr std::string_view signs = "-._~%!$&'()*+,;=:[]";
  return std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           signs.find(c) != std::string_view::npos;
  });
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

}  // namespace

bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

void Parsed::clear() {
  method = target = {};
  fields.clear();
  if (chunks.capacity() > 64 * 1024) chunks = {};
  chunks.clear();
  length = 0;
  version = 11;
  hosts = codings = 0;
  host_is_one = true;
  coding_is_chunked = expects_continue = false;
}

std::size_t Parser::feed(const char* start, std::size_t offset, std::size_t size,
                         beast::error_code& error) {
  start_ = start;
  end_ = start + offset + size;
  return put(boost::asio::const_buffer(start + offset, size), error);
}

bool Parser::take(Text text, Slice& slice) const {
  if (text.empty()) return true;
  if (text.data() < start_ || text.data() + text.size() > end_) return false;
  slice = {static_cast<std::uint32_t>(text.data() - start_),
           static_cast<std::uint32_t>(text.size())};
  return true;
}

void Parser::on_request_impl(beast::http::verb, Text method, Text target, int version, Error&) {
  take(method, parsed_.method);
  take(target, parsed_.target);
  parsed_.version = version;
}

void Parser::on_field_impl(beast::http::field field, Text name, Text value, Error& error) {
  FieldSlices slices;
  // A folded value lies in a temporary place of the parser. RFC 9112 5.2 lets a server refuse it.
  if (!take(name, slices.name) || !take(value, slices.value)) {
    error = beast::http::error::bad_obs_fold;
    return;
  }
  parsed_.fields.push_back(slices);
  using Field = beast::http::field;
  const std::string_view text(value.data(), value.size());
  switch (field) {
    case Field::host:
      ++parsed_.hosts;
      parsed_.host_is_one = parsed_.host_is_one && is_host(text);
      break;
    case Field::content_length: {
      // The parser also forgives `3, 3`. We do not.
      const auto [end, bad] =
          std::from_chars(text.data(), text.data() + text.size(), parsed_.length);
      if (bad != std::errc() || end != text.data() + text.size())
        error = beast::http::error::bad_content_length;
      break;
    }
    case Field::transfer_encoding:
      ++parsed_.codings;
      parsed_.coding_is_chunked = same_text(text, "chunked");
      break;
    case Field::expect:
      parsed_.expects_continue = same_text(text, "100-continue");
      break;
    default:
      break;
  }
}

}  // namespace planstead::http
