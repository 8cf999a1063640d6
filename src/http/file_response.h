// The answer that carries a file, or the part of it that the client asked for (RFC 9110 13, 14).
// Knows no socket and not where files come from.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/open_file.h"
#include "http/server.h"

namespace planstead::http {

/// What a download says of itself.
struct FileFacts {
  std::string etag;  ///< with its quotes
  std::string content_type;
  std::string disposition;  ///< `attachment; filename="…"`
};

struct ByteRange {
  std::uint64_t offset = 0, size = 0;
  bool operator==(const ByteRange&) const = default;
};

/// What a Range header means for a file of `size` bytes. nullopt: nothing, the file is sent whole
/// (no range of bytes, several of them, or malformed). An empty range: none of it is in the file.
std::optional<ByteRange> parse_range(std::string_view header, std::uint64_t size);

/// 200, 206, 304 or 416.
Response file_response(const Request& request, std::shared_ptr<const OpenFile> file,
                       const FileFacts& facts);

}  // namespace planstead::http
