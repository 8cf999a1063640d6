// Writes status line and headers. Called for every answer, so it only appends.
#include "http/head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

namespace planstead::http {
namespace {

struct Reason {
  int status;
  std::string_view text;
};

// Ascending by status.
constexpr Reason reasons[] = {
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};

void append_number(std::string& out, std::uint64_t number) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

bool splits(char c) { return c == '\r' || c == '\n' || c == '\0'; }

void append_value(std::string& out, std::string_view value) {
  const std::size_t start = out.size();
  out += value;
  std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), splits, ' ');
}

}  // namespace

std::string_view reason_of(int status) {
  const auto* row = std::lower_bound(std::begin(reasons), std::end(reasons), status,
                                     [](const Reason& r, int wanted) { return r.status < wanted; });
  return row != std::end(reasons) && row->status == status ? row->text : "Unknown";
}

bool status_has_body(int status) { return status >= 200 && status != 204 && status != 304; }

std::string server_lines(std::int64_t utc) {
  // Names are fixed English in HTTP (RFC 9110, 5.6.7), so strftime and its locale stay out.
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = static_cast<std::time_t>(utc);
  std::tm t{};
  gmtime_r(&seconds, &t);
  char text[96];
  const int length = std::snprintf(
      text, sizeof text, "Server: planstead\r\nDate: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
      days[static_cast<std::size_t>(t.tm_wday)], t.tm_mday,
      months[static_cast<std::size_t>(t.tm_mon)], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
  return {text, static_cast<std::size_t>(length)};
}

void append_head(std::string& out, const Response& response, const HeadFacts& facts) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::uint64_t>(response.status));
  out += ' ';
  out += reason_of(response.status);
  out += "\r\n";
  out += facts.server_lines;
  if (status_has_body(response.status)) {
    if (!response.content_type.empty()) {
      out += "Content-Type: ";
      append_value(out, response.content_type);
      out += "\r\n";
    }
    out += "Content-Length: ";
    append_number(out, response.file ? response.file->size : response.body.size());
    out += "\r\n";
  }
  out += "X-Request-Id: ";
  append_number(out, facts.id);
  out += "\r\n";
  for (const auto& [name, value] : response.headers) {
    append_value(out, name);
    out += ": ";
    append_value(out, value);
    out += "\r\n";
  }
  if (facts.close)
    out += "Connection: close\r\n";
  else if (facts.say_keep_alive)
    out += "Connection: keep-alive\r\n";
  out += "\r\n";
}

}  // namespace planstead::http
