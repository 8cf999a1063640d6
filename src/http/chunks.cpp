// RFC 9112 7.1, strictly: what one server forgives and the next one does not is how requests are
// smuggled.
#include "http/chunks.h"

#include <algorithm>
#include <charconv>

namespace planstead::http {
namespace {

constexpr std::string_view line_end = "\r\n";

bool control(char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f'; }

bool blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

ChunkDecoder::Step ChunkDecoder::decode(std::string_view& input, std::string& body) {
  for (;;) {
    switch (part_) {
      case Part::size:
      case Part::trailers: {
        if (const Step step = take_line(input); step != Step::complete) return step;
        const bool sizes = part_ == Part::size;
        const Step step = sizes ? read_size(line_) : read_trailer(line_);
        if (step != Step::more) return step;
        break;
      }
      case Part::data: {
        const std::size_t count = std::min(left_, input.size());
        body += input.substr(0, count);
        input.remove_prefix(count);
        left_ -= count;
        if (left_ > 0) return Step::more;
        part_ = Part::data_end;
        break;
      }
      case Part::data_end:
        if (!line_end.starts_with(input.substr(0, 2))) return Step::malformed;
        if (input.size() < 2) return Step::more;
        input.remove_prefix(2);
        part_ = Part::size;
        break;
    }
  }
}

/// `complete`: `line_` is set.
ChunkDecoder::Step ChunkDecoder::take_line(std::string_view& input) {
  const std::size_t end = input.find(line_end);
  if (std::min(end, input.size()) > line_bytes_) return Step::lines_too_large;
  if (end == std::string_view::npos) return Step::more;
  line_ = input.substr(0, end);
  input.remove_prefix(end + line_end.size());
  return std::any_of(line_.begin(), line_.end(), control) ? Step::malformed : Step::complete;
}

/// `more`: go on.
ChunkDecoder::Step ChunkDecoder::read_size(std::string_view line) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  // from_chars takes neither a sign nor `0x` here.
  if (error == std::errc::result_out_of_range) return Step::body_too_large;
  if (error != std::errc()) return Step::malformed;
  std::string_view extension = line.substr(static_cast<std::size_t>(end - line.data()));
  extension.remove_prefix(static_cast<std::size_t>(
      std::find_if_not(extension.begin(), extension.end(), blank) - extension.begin()));
  const bool has_extension = !extension.empty() && extension.front() == ';';
  if (!has_extension && end != line.data() + line.size()) return Step::malformed;
  if (size > body_bytes_ - have_) return Step::body_too_large;
  have_ += size;
  left_ = size;
  part_ = size == 0 ? Part::trailers : Part::data;
  return Step::more;
}

/// Trailers are read over: nobody may send a header behind the head.
ChunkDecoder::Step ChunkDecoder::read_trailer(std::string_view line) {
  if (line.empty()) return Step::complete;
  const std::string_view name = line.substr(0, line.find(':'));
  if (name.empty() || name.size() == line.size() || std::any_of(name.begin(), name.end(), blank))
    return Step::malformed;
  trailers_ += line.size() + line_end.size();
  return trailers_ > line_bytes_ ? Step::lines_too_large : Step::more;
}

}  // namespace planstead::http
