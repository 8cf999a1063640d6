// A table of names' ends. HTML, SVG and scripts are left out on purpose.
#include "files/media_type.h"

#include <algorithm>
#include <array>
#include <string>

namespace planstead::files {
namespace {

struct Row {
  std::string_view end, type;
};

// Sorted by end.
constexpr auto rows = std::to_array<Row>({
    {"avi", "video/x-msvideo"},
    {"bmp", "image/bmp"},
    {"csv", "text/csv"},
    {"doc", "application/msword"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"gif", "image/gif"},
    {"gz", "application/gzip"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"json", "application/json"},
    {"mov", "video/quicktime"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"odt", "application/vnd.oasis.opendocument.text"},
    {"ogg", "audio/ogg"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"ppt", "application/vnd.ms-powerpoint"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"rtf", "application/rtf"},
    {"tiff", "image/tiff"},
    {"txt", "text/plain"},
    {"wav", "audio/wav"},
    {"webm", "video/webm"},
    {"webp", "image/webp"},
    {"xls", "application/vnd.ms-excel"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"zip", "application/zip"},
});
static_assert(std::ranges::is_sorted(rows, {}, &Row::end));

}  // namespace

std::string_view media_type_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot != std::string_view::npos) {
    std::string end(name.substr(dot + 1));
    for (char& c : end)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const auto row = std::ranges::lower_bound(rows, std::string_view(end), {}, &Row::end);
    if (row != rows.end() && row->end == end) return row->type;
  }
  return "application/octet-stream";
}

}  // namespace planstead::files
