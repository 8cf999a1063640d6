// The body of a streamed request as it arrives, whether by length or in chunks, in two buffers of
// constant size: one is read into while what the other holds is being taken. Knows neither sockets
// nor who takes the pieces.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/chunks.h"

namespace planstead::http {

class BodyStream {
 public:
  enum class Step { more, piece, complete, malformed, lines_too_large };
  static constexpr std::size_t buffer_size = 512 * 1024;

  /// No length: the body comes in chunks.
  BodyStream(std::optional<std::uint64_t> length, std::size_t line_bytes);

  /// Bytes go in here, never more than the body still needs where its length is known. Empty: there
  /// is no room before the next `advance`.
  std::span<char> room();
  void commit(std::size_t count) { end_ += count; }

  /// `piece`: `piece()` holds bytes, and the next `advance` drops them; until then `room` and
  /// `commit` leave them alone.
  Step advance();
  std::string_view piece() const { return piece_; }
  bool complete() const { return complete_; }
  /// What arrived behind the body: of a chunked one the end shows only in its bytes.
  std::string_view rest() const { return {block_.get() + begin_, end_ - begin_}; }

 private:
  Step advance_length();
  Step advance_chunks();

  std::unique_ptr<char[]> block_;  ///< where bytes arrive
  std::unique_ptr<char[]> given_;  ///< where the piece lies
  std::size_t begin_ = 0, end_ = 0;
  std::optional<std::uint64_t> left_;  ///< of a body whose length is known
  ChunkDecoder decoder_;
  bool last_chunk_ = false;
  bool complete_ = false;
  std::string decoded_;
  std::string_view piece_;
};

}  // namespace planstead::http
