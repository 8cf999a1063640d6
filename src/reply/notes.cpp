// Planstead-Notes: what a request contained and was not used, in one header line. Notes quote the
// client, so that whatever is not plain ASCII is percent-encoded: no note can break out of its
// line.
#include "reply/reply.h"

namespace planstead::reply {

namespace {

constexpr std::size_t limit = 2000;
constexpr std::string_view cut_mark = "...";

bool plain(unsigned char c) { return c >= 0x20 && c < 0x7f && c != '%'; }

std::string encoded(const std::string& note) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : note) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain(byte)) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

}  // namespace

std::string notes_header(const std::vector<std::string>& notes) {
  std::string line;
  for (const std::string& note : notes) {
    if (!line.empty()) line += "; ";
    line += encoded(note);
    if (line.size() > limit) break;
  }
  if (line.size() <= limit) return line;
  std::size_t end = limit - cut_mark.size();
  while (line[end - 1] == '%' || line[end - 2] == '%') --end;  // never half of an encoded byte
  line.resize(end);
  line += cut_mark;
  return line;
}

}  // namespace planstead::reply
