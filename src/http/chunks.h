// Takes the chunked coding off a body, piece by piece as it arrives. Knows no sockets and no heads.
//
// Beast's parser could do it, but of an empty body that arrives byte by byte it asserts what is not
// so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace planstead::http {

class ChunkDecoder {
 public:
  enum class Step { more, complete, malformed, body_too_large, lines_too_large };

  /// `line_bytes` bounds a chunk line with its extensions, and all trailers together.
  ChunkDecoder(std::size_t body_bytes, std::size_t line_bytes)
      : body_bytes_(body_bytes), line_bytes_(line_bytes) {}

  /// Takes what it can from the front of `input` and appends to `body`, which may have been emptied
  /// in between.
  Step decode(std::string_view& input, std::string& body);

 private:
  enum class Part { size, data, data_end, trailers };

  Step take_line(std::string_view& input);
  Step read_size(std::string_view line);
  Step read_trailer(std::string_view line);

  std::size_t body_bytes_, line_bytes_;
  std::size_t have_ = 0;      ///< bytes of the body so far, with those of the chunk at hand
  std::size_t left_ = 0;      ///< of the chunk at hand
  std::size_t trailers_ = 0;  ///< bytes of trailers so far
  Part part_ = Part::size;
  std::string_view line_;
};

}  // namespace planstead::http
