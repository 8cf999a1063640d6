// From bytes to one complete request after another, within limits. Knows no sockets and no time.
#pragma once

#include <cstdint>
#include <optional>

#include "http/body_stream.h"
#include "http/chunks.h"
#include "http/input_buffer.h"
#include "http/parser.h"
#include "http/refusal.h"
#include "http/server.h"

namespace planstead::http {

class Reader {
 public:
  enum class Step { more, head, piece, complete, refused };

  explicit Reader(const Limits& limits) : limits_(limits) { begin(); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Bytes go in here: read into `room`, then `commit` and `advance`.
  std::span<char> room();
  void commit(std::size_t count) { stream_ ? stream_->commit(count) : input_.commit(count); }

  /// Parses what is there. `head`: that of a request with a body, once; `fill` and `stream` may be
  /// called. `complete`: `fill` may be called; `refused`: see `refusal`.
  Step advance();
  /// The body shall not be read whole: `advance` answers with `piece` for each that has arrived.
  /// What `fill` has set stays valid.
  void stream();
  std::string_view piece() const { return stream_->piece(); }
  /// Is the request, with its body, behind us?
  bool body_taken() const { return !stream_ || stream_->complete(); }
  const Refusal& refusal() const { return refusal_; }

  bool started() const { return input_.size() > 0; }  ///< a byte of a request is there
  bool leftover() const;                              ///< of the request behind this one
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
  void discard();

 private:
  Step advance_head();
  Step check_head();
  Step advance_whole();
  Step advance_chunks();
  Step advance_stream();
  bool pull();
  Step refuse(Refusal refusal);
  Step refuse(const boost::beast::error_code& error);
  bool names_other_version() const;
  std::string_view body(std::string_view bytes) const;
  void keep_rest(std::string_view rest);
  std::size_t used() const;

  Limits limits_;
  InputBuffer input_;
  Parsed parsed_;
  std::optional<Parser> parser_;
  std::optional<ChunkDecoder> decoder_;  ///< of a chunked body
  std::optional<BodyStream> stream_;     ///< of a body that is streamed
  Refusal refusal_;
  std::size_t parsed_size_ = 0;  ///< bytes of the head the parser has used up
  std::size_t head_size_ = 0;
  std::uint64_t length_ = 0;  ///< Content-Length
  std::size_t streamed_ = 0;  ///< bytes of a streamed body that came with the head
  bool head_done_ = false;
  bool body_met_ = false;   ///< `advance` has said `head`
  bool body_done_ = false;  ///< of a chunked body
};

}  // namespace planstead::http
