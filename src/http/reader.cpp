// Drives the parser over the input buffer. All that smells of request smuggling is refused here.
#include "http/reader.h"

#include <cstring>

namespace planstead::http {
namespace {

using beast_error = boost::beast::http::error;

constexpr std::size_t head_read = 2 * 1024;    // the least that one read should be able to take
constexpr std::size_t body_read = 256 * 1024;  // the most that is asked for at once

bool digit(char c) { return c >= '0' && c <= '9'; }

/// The path of `http://host/path` (RFC 9112 3.2.2: a server must take the absolute form too).
std::string_view without_authority(std::string_view target) {
  if (target.empty() || target.front() == '/') return target;
  const std::size_t scheme = target.find("://");
  if (scheme == std::string_view::npos || scheme > target.find('?')) return target;
  const std::size_t path = target.find_first_of("/?", scheme + 3);
  return path == std::string_view::npos ? "/" : target.substr(path);
}

}  // namespace

std::span<char> Reader::room() {
  if (stream_) return stream_->room();
  if (!head_done_ || parser_->chunked()) return input_.room(head_read);
  const std::size_t missing = used() - input_.size();
  return input_.room(std::min(missing, body_read));
}

Reader::Step Reader::advance() {
  if (!head_done_) {
    const Step step = advance_head();
    if (step != Step::complete) return step;
  }
  if (stream_) return advance_stream();
  if (!body_met_ && (length_ > 0 || parser_->chunked())) {
    body_met_ = true;
    return Step::head;
  }
  return advance_whole();
}

Reader::Step Reader::advance_whole() {
  if (length_ > limits_.body_bytes) return refuse(body_too_large());
  if (parser_->chunked()) return advance_chunks();
  return input_.size() >= used() ? Step::complete : Step::more;
}

void Reader::stream() {
  const bool chunked = parser_->chunked();
  stream_.emplace(chunked ? std::nullopt : std::optional(length_), limits_.header_bytes);
}

/// Bytes that arrived with the head move over; the head stays where it is.
bool Reader::pull() {
  const std::string_view behind = input_.unread().substr(used());
  const auto room = stream_->room();
  const std::size_t count = std::min(behind.size(), room.size());
  std::memcpy(room.data(), behind.data(), count);
  stream_->commit(count);
  streamed_ += count;
  return count > 0;
}

Reader::Step Reader::advance_stream() {
  for (;;) {
    switch (stream_->advance()) {
      case BodyStream::Step::more:
        if (pull()) break;
        return Step::more;
      case BodyStream::Step::piece:
        return Step::piece;
      case BodyStream::Step::malformed:
        return refuse(malformed("bad chunk"));
      case BodyStream::Step::lines_too_large:
        return refuse(header_too_large());
      case BodyStream::Step::complete:
        return Step::complete;
    }
  }
}

std::size_t Reader::used() const {
  if (!head_done_) return input_.size();
  return head_size_ + (stream_ ? streamed_ : static_cast<std::size_t>(length_));
}

bool Reader::leftover() const {
  return input_.size() > used() || (stream_ && !stream_->rest().empty());
}

Reader::Step Reader::advance_head() {
  // Some clients send a line break behind a body (RFC 9112 2.2).
  if (parsed_size_ == 0)
    while (input_.unread().starts_with("\r\n")) input_.consume(2);
  const std::string_view bytes = input_.unread();
  if (bytes.empty() || bytes == "\r") return Step::more;

  boost::beast::error_code error;
  parsed_size_ += parser_->feed(bytes.data(), parsed_size_, bytes.size() - parsed_size_, error);
  if (error == beast_error::need_more)
    return bytes.size() > limits_.header_bytes ? refuse(header_too_large()) : Step::more;
  // The parser counts each piece by itself, so a head in many pieces is measured here.
  if (parsed_size_ > limits_.header_bytes) return refuse(header_too_large());
  if (error) return refuse(error);
  return check_head();
}

Reader::Step Reader::check_head() {
  if (parsed_.hosts > 1 || (parsed_.hosts == 0 && !old_version()))
    return refuse(malformed("exactly one Host header is needed"));
  if (!parsed_.host_is_one) return refuse(malformed("the Host header names no host"));
  if (parsed_.codings > 0) {
    if (!parser_->chunked() || old_version()) return refuse(malformed("body without known end"));
    if (parsed_.codings > 1 || !parsed_.coding_is_chunked) return refuse(coding_unknown());
  }
  length_ = parsed_.length;
  head_done_ = true;
  head_size_ = parsed_size_;
  if (parser_->chunked()) decoder_.emplace(limits_.body_bytes, limits_.header_bytes);
  return Step::complete;
}

Reader::Step Reader::advance_chunks() {
  if (body_done_) return Step::complete;
  std::string_view left = input_.unread().substr(head_size_);
  const std::size_t before = left.size();
  const ChunkDecoder::Step step = decoder_->decode(left, parsed_.chunks);
  input_.erase(head_size_, before - left.size());
  switch (step) {
    case ChunkDecoder::Step::more:
      return Step::more;
    case ChunkDecoder::Step::malformed:
      return refuse(malformed("bad chunk"));
    case ChunkDecoder::Step::body_too_large:
      return refuse(body_too_large());
    case ChunkDecoder::Step::lines_too_large:
      return refuse(header_too_large());
    case ChunkDecoder::Step::complete:
      break;
  }
  parsed_.chunks.append(InputBuffer::spare, '\0');
  body_done_ = true;
  return Step::complete;
}

bool Reader::take_expectation() {
  const bool expected = head_done_ && parsed_.expects_continue && !old_version();
  parsed_.expects_continue = false;
  // Whoever has begun to send the body does not wait any more (RFC 9110 10.1.1).
  return expected && input_.size() == head_size_ && parsed_.chunks.empty();
}

bool Reader::keep_alive() const { return head_done_ && parser_->keep_alive(); }

void Reader::fill(Request& request) const {
  const std::string_view bytes = input_.unread();
  request.method = parsed_.method.in(bytes.data());
  request.target = parsed_.target.in(bytes.data());
  const std::string_view local = without_authority(request.target);
  const std::size_t mark = local.find('?');
  request.path = local.substr(0, mark);
  request.query = mark == std::string_view::npos ? std::string_view() : local.substr(mark + 1);
  request.length = parser_->chunked() ? std::nullopt : std::optional(length_);
  request.body = body(bytes);
}

/// Nothing while it is not there whole.
std::string_view Reader::body(std::string_view bytes) const {
  if (stream_) return {};
  if (!parser_->chunked())
    return bytes.size() < used() ? std::string_view()
                                 : bytes.substr(head_size_, static_cast<std::size_t>(length_));
  return body_done_ ? std::string_view(parsed_.chunks)
                          .substr(0, parsed_.chunks.size() - InputBuffer::spare)
                    : std::string_view();
}

std::string_view Reader::header(std::string_view name) const {
  const char* start = input_.unread().data();
  for (const FieldSlices& field : parsed_.fields)
    if (same_text(field.name.in(start), name)) return field.value.in(start);
  return {};
}

void Reader::begin() {
  const std::string_view rest = stream_ ? stream_->rest() : std::string_view();
  // Either the rest was pulled from the input, where it still lies, or the input has run dry.
  const bool lies_there = input_.size() > used();
  if (lies_there) streamed_ -= rest.size();
  input_.consume(head_done_ ? used() : 0);
  input_.shrink();
  if (!lies_there) keep_rest(rest);
  stream_.reset();
  streamed_ = 0;
  body_met_ = false;
  parsed_.clear();
  parser_.emplace(parsed_);
  parser_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
  parser_->body_limit(boost::none);  // bodies never reach the parser
  parsed_size_ = head_size_ = 0;
  length_ = 0;
  head_done_ = body_done_ = false;
}

void Reader::discard() {
  stream_.reset();
  input_.consume(input_.size());
}

/// The start of the request behind a chunked, streamed one.
void Reader::keep_rest(std::string_view rest) {
  while (!rest.empty()) {
    const auto room = input_.room(std::min(rest.size(), body_read));
    const std::size_t count = std::min(rest.size(), room.size());
    std::memcpy(room.data(), rest.data(), count);
    input_.commit(count);
    rest.remove_prefix(count);
  }
}

Reader::Step Reader::refuse(Refusal refusal) {
  refusal_ = std::move(refusal);
  return Step::refused;
}

Reader::Step Reader::refuse(const boost::beast::error_code& error) {
  if (error == beast_error::header_limit) return refuse(header_too_large());
  if (error == beast_error::bad_version && names_other_version())
    return refuse(version_unsupported());
  return refuse(malformed(error.message()));
}

/// The parser says the same of `HTTP/2.0` and of `HTTP/x`; only the first is a version.
bool Reader::names_other_version() const {
  std::string_view line = input_.unread();
  line = line.substr(0, line.find_first_of("\r\n"));
  const std::size_t at = line.rfind(" HTTP/");
  if (at == std::string_view::npos) return false;
  const std::string_view version = line.substr(at + 6);
  return version.size() == 3 && digit(version[0]) && version[1] == '.' && digit(version[2]) &&
         version != "1.1" && version != "1.0";
}

}  // namespace planstead::http
