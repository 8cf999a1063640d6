// The grammar of request heads and chunks: Beast's parser, told where to put what it finds. Knows
// no limits beyond those it is given and no sockets.
#pragma once

// The only place that includes Beast: replacing its parser is a change of this pair of files.
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace planstead::http {

/// Bytes counted from the start of the request: the buffer may move before the request is complete.
struct Slice {
  std::uint32_t offset = 0, size = 0;
  std::string_view in(const char* start) const { return {start + offset, size}; }
};

struct FieldSlices {
  Slice name, value;
};

/// What the parser has found of one request.
struct Parsed {
  Slice method, target;
  std::vector<FieldSlices> fields;
  std::string chunks;              ///< the body of a chunked request
  std::uint64_t length = 0;        ///< Content-Length
  int version = 11;                ///< 10 or 11
  int hosts = 0;                   ///< how many Host headers
  bool host_is_one = true;         ///< and they hold what a host may (RFC 3986 3.2)
  int codings = 0;                 ///< how many Transfer-Encoding headers
  bool coding_is_chunked = false;  ///< and nothing but chunked
  bool expects_continue = false;

  void clear();
};

bool same_text(std::string_view a, std::string_view b);  ///< ASCII letters in any case

class Parser final : public boost::beast::http::basic_parser<true> {
 public:
  explicit Parser(Parsed& parsed) : parsed_(parsed) {}

  /// Parses bytes at `offset` of a request that starts at `start`. Answers how many are used up.
  std::size_t feed(const char* start, std::size_t offset, std::size_t size,
                   boost::beast::error_code& error);

 private:
  using Text = boost::beast::string_view;
  using Error = boost::beast::error_code;

  bool take(Text text, Slice& slice) const;
  void on_request_impl(boost::beast::http::verb, Text method, Text target, int version,
                       Error&) override;
  void on_field_impl(boost::beast::http::field field, Text name, Text value, Error&) override;
  void on_header_impl(Error&) override {}
  // Bodies never reach the parser.
  std::size_t on_chunk_body_impl(std::uint64_t, Text, Error&) override { return 0; }
  std::size_t on_body_impl(Text, Error&) override { return 0; }
  void on_response_impl(int, Text, int, Error&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
  void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
  void on_finish_impl(Error&) override {}

  Parsed& parsed_;
  const char* start_ = nullptr;  ///< of the request, during `feed`
  const char* end_ = nullptr;
};

}  // namespace planstead::http
