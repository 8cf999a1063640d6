// From bytes to one complete request after another, within limits. Knows no sockets and no time.
#pragma once

#include <cstdint>
#include <optional>

#include "http/chunks.h"
#include "http/input_buffer.h"
#include "http/parser.h"
#include "http/refusal.h"
#include "http/server.h"

namespace planstead::http {

class Reader {
 public:
  enum class Step { more, complete, refused };

  explicit Reader(const Limits& limits) : limits_(limits) { begin(); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Bytes go in here: read into `room`, then `commit` and `advance`.
  std::span<char> room();
  void commit(std::size_t count) { input_.commit(count); }

  /// Parses what is there. `complete`: `fill` may be called; `refused`: see `refusal`.
  Step advance();
  const Refusal& refusal() const { return refusal_; }

  bool started() const { return input_.size() > 0; }        ///< a byte of a request is there
  bool leftover() const { return input_.size() > used(); }  ///< of the request behind this one
  /// Whether the client waits for `100 Continue`. True once per request.
  bool take_expectation();
  bool keep_alive() const;
  bool old_version() const { return parsed_.version < 11; }

  /// Sets method, target, body; valid until `begin`.
  void fill(Request& request) const;
  std::string_view header(std::string_view name) const;

  /// Drops the complete request and waits for the next one.
  void begin();
  /// Drops everything: what arrives on a connection that is being closed.
  void discard() { input_.consume(input_.size()); }

 private:
  Step advance_head();
  Step check_head();
  Step advance_chunks();
  Step refuse(Refusal refusal);
  Step refuse(const boost::beast::error_code& error);
  bool names_other_version() const;
  std::size_t used() const { return head_done_ ? head_size_ + length_ : input_.size(); }

  Limits limits_;
  InputBuffer input_;
  Parsed parsed_;
  std::optional<Parser> parser_;
  std::optional<ChunkDecoder> decoder_;  ///< of a chunked body
  Refusal refusal_;
  std::size_t parsed_size_ = 0;  ///< bytes of the head the parser has used up
  std::size_t head_size_ = 0;
  std::size_t length_ = 0;  ///< Content-Length
  bool head_done_ = false;
  bool body_done_ = false;  ///< of a chunked body
};

}  // namespace planstead::http
