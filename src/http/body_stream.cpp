// Pieces are what one read brought: nothing is collected.
#include "http/body_stream.h"

#include <algorithm>
#include <cstring>

namespace planstead::http {
namespace {
constexpr std::size_t longest_line = 64 * 1024;  // a line must fit into the buffer
}

BodyStream::BodyStream(std::optional<std::uint64_t> length, std::size_t line_bytes)
    : block_(std::make_unique_for_overwrite<char[]>(buffer_size)),
      given_(std::make_unique_for_overwrite<char[]>(buffer_size)),
      left_(length),
      decoder_(std::numeric_limits<std::size_t>::max() / 2, std::min(line_bytes, longest_line)) {}

std::span<char> BodyStream::room() {
  if (begin_ > 0) {
    std::memmove(block_.get(), block_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  std::size_t free = buffer_size - end_;
  if (left_) free = static_cast<std::size_t>(std::min<std::uint64_t>(free, *left_ - end_));
  return {block_.get() + end_, free};
}

BodyStream::Step BodyStream::advance() {
  piece_ = {};
  const Step step = left_ ? advance_length() : advance_chunks();
  complete_ = step == Step::complete;
  return step;
}

BodyStream::Step BodyStream::advance_length() {
  if (*left_ == 0) return Step::complete;
  if (begin_ == end_) return Step::more;
  piece_ = rest();
  *left_ -= piece_.size();
  std::swap(block_, given_);
  begin_ = end_ = 0;
  return Step::piece;
}

BodyStream::Step BodyStream::advance_chunks() {
  if (last_chunk_) return Step::complete;
  decoded_.clear();
  std::string_view input = rest();
  const std::size_t before = input.size();
  const ChunkDecoder::Step step = decoder_.decode(input, decoded_);
  begin_ += before - input.size();
  switch (step) {
    case ChunkDecoder::Step::complete:
      last_chunk_ = true;
      break;
    case ChunkDecoder::Step::lines_too_large:
      return Step::lines_too_large;
    case ChunkDecoder::Step::malformed:
    case ChunkDecoder::Step::body_too_large:  // a number that no file can have
      return Step::malformed;
    case ChunkDecoder::Step::more:
      break;
  }
  if (decoded_.empty()) return last_chunk_ ? Step::complete : Step::more;
  piece_ = decoded_;
  return Step::piece;
}

}  // namespace planstead::http
