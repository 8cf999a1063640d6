// A search for the delimiter over pieces: what a piece ends with is held back only as far as it may
// begin one.
#include "files/multipart.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "files/disposition.h"

namespace planstead::files {
namespace {

constexpr std::size_t longest_head = 16 * 1024;
constexpr std::size_t longest_padding = 256;
constexpr std::size_t longest_boundary = 200;  // RFC 2046 says 70, programs say more

base::Error malformed(std::string why) {
  return {.code = base::ErrorCode::file_not_added,
          .where = "body",
          .detail = std::move(why),
          .log = {}};
}

/// The library's search is several times as fast as std::string_view's.
std::size_t find(std::string_view text, std::string_view wanted) {
  const void* found = ::memmem(text.data(), text.size(), wanted.data(), wanted.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

/// How many bytes at the end of `text` may begin `wanted`.
std::size_t beginning(std::string_view text, std::string_view wanted) {
  for (std::size_t size = std::min(text.size(), wanted.size() - 1); size > 0; --size)
    if (wanted.starts_with(text.substr(text.size() - size))) return size;
  return 0;
}

bool same_word(std::string_view text, std::string_view word) {
  return std::ranges::equal(text, word, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  });
}

}  // namespace

bool Multipart::is_multipart(std::string_view content_type) {
  const std::string_view type = base::trim(content_type.substr(0, content_type.find(';')));
  return same_word(type, "multipart/form-data");
}

std::optional<std::string> Multipart::boundary_of(std::string_view content_type) {
  if (!is_multipart(content_type)) return std::nullopt;
  for (std::string_view parameter : base::split(content_type, ';')) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    if (!same_word(base::trim(parameter.substr(0, equals)), "boundary")) continue;
    std::string_view value = base::trim(parameter.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    if (value.empty() || value.size() > longest_boundary) return std::nullopt;
    return std::string(value);
  }
  return std::nullopt;
}

base::Status Multipart::take(std::string_view bytes) {
  while (!bytes.empty()) {
    switch (state_) {
      case State::preamble:
      case State::part:
        PS_CHECK(take_content(bytes));
        break;
      case State::delimiter:
        PS_CHECK(take_delimiter_line(bytes));
        break;
      case State::head:
        PS_CHECK(take_head(bytes));
        break;
      case State::epilogue:
        return base::ok();
    }
  }
  return base::ok();
}

base::Status Multipart::take_content(std::string_view& bytes) {
  if (held_.empty()) {
    const std::size_t at = find(bytes, delimiter_);
    if (at != std::string_view::npos) {
      const std::string_view before = bytes.substr(0, at);
      bytes.remove_prefix(at + delimiter_.size());
      PS_CHECK(content(before));
      return at_delimiter();
    }
    const std::size_t keep = beginning(bytes, delimiter_);
    held_ = bytes.substr(bytes.size() - keep);
    const std::string_view before = bytes.substr(0, bytes.size() - keep);
    bytes = {};
    return content(before);
  }
  // As many bytes as decide whether what is held goes on as a delimiter.
  const std::size_t before = held_.size();
  const std::size_t taken = std::min(bytes.size(), delimiter_.size());
  const std::string joined = held_ + std::string(bytes.substr(0, taken));
  const std::size_t at = find(joined, delimiter_);
  if (at != std::string_view::npos) {
    bytes.remove_prefix(at + delimiter_.size() - before);
    held_.clear();
    PS_CHECK(content(std::string_view(joined).substr(0, at)));
    return at_delimiter();
  }
  const std::size_t keep = beginning(joined, delimiter_);
  held_ = joined.substr(joined.size() - keep);
  bytes.remove_prefix(taken);
  return content(std::string_view(joined).substr(0, joined.size() - keep));
}

base::Status Multipart::content(std::string_view bytes) {
  if (state_ != State::part || bytes.empty()) return base::ok();
  return listener_.data(bytes);
}

base::Status Multipart::at_delimiter() {
  const bool ends_part = state_ == State::part;
  state_ = State::delimiter;
  line_.clear();
  return ends_part ? listener_.end() : base::ok();
}

/// Behind a delimiter: `--` at the very end, else blanks and the end of the line.
base::Status Multipart::take_delimiter_line(std::string_view& bytes) {
  while (!bytes.empty()) {
    line_ += bytes.front();
    bytes.remove_prefix(1);
    if (line_ == "--") {
      state_ = State::epilogue;
      return base::ok();
    }
    if (line_.ends_with("\r\n")) {
      if (!base::trim(line_).empty()) return malformed("text behind a boundary");
      state_ = State::head;
      line_.clear();
      return base::ok();
    }
    if (line_.size() > longest_padding) return malformed("text behind a boundary");
  }
  return base::ok();
}

base::Status Multipart::take_head(std::string_view& bytes) {
  while (!bytes.empty()) {
    line_ += bytes.front();
    bytes.remove_prefix(1);
    if (line_ == "\r\n" || line_.ends_with("\r\n\r\n")) {
      PS_CHECK(read_head());
      state_ = State::part;
      return base::ok();
    }
    if (line_.size() > longest_head) return malformed("the head of a part is too long");
  }
  return base::ok();
}

base::Status Multipart::read_head() {
  PartHead head;
  bool named = false;
  std::string_view rest = line_;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find("\r\n"), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, colon), value = base::trim(line.substr(colon + 1));
    if (same_word(name, "content-transfer-encoding") && !same_word(value, "binary") &&
        !same_word(value, "8bit") && !same_word(value, "7bit"))
      return malformed("Content-Transfer-Encoding " + std::string(value) + " is not supported");
    if (!same_word(name, "content-disposition")) continue;
    const auto disposition = read_disposition(value);
    if (!disposition || disposition->type != "form-data") continue;
    head = {disposition->name, disposition->filename};
    named = true;
  }
  if (!named) return malformed("a part has no Content-Disposition: form-data");
  return listener_.begin(head);
}

}  // namespace planstead::files
