// Letters as the wire has them. Nothing that came from a request stands in a header unencoded.
#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"
#include "jobs/mail_sender.h"

namespace planstead::jobs {

namespace {

constexpr std::string_view letters64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      out += k <= count ? letters64[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

// Whole characters, so that each encoded word is UTF-8 by itself (RFC 2047).
std::string encoded_words(std::string_view text) {
  constexpr std::size_t bytes_a_word = 39;  // with the name of a header, within 76 a line
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(bytes_a_word, text.size());
    while (size < text.size() && size > 1 && (text[size] & 0xC0) == 0x80) --size;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

std::string body64(std::string_view text) {
  constexpr std::size_t bytes_a_line = 57;
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += bytes_a_line)
    out += base64(text.substr(at, bytes_a_line)) + "\r\n";
  return out;
}

// `Thu, 26 Nov 2026 17:00:00 +0000`
std::string date_text(base::Seconds utc) {
  constexpr std::array days{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const base::CivilTime time = base::civil_of_utc(utc);
  const auto day = static_cast<std::size_t>(((utc / 86400) % 7 + 7) % 7);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000", days[day],
                time.date.day, months[static_cast<std::size_t>(time.date.month - 1)],
                time.date.year, time.hour, time.minute, static_cast<int>(utc % 60));
  return text.data();
}

std::string in_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\r' || c == '\n' ? ' ' : c;
  return out;
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// `=?UTF-8?B?…?= <notes@example.org>`
std::string sender(const std::string& from) {
  const std::size_t open = from.rfind('<');
  const std::string name = in_one_line(base::trim(std::string_view(from).substr(0, open)));
  if (open == from.npos || is_ascii(name)) return in_one_line(from);
  return encoded_words(name) + "\r\n " + bare_address(from);
}

}  // namespace

std::string bare_address(std::string_view address) {
  const std::size_t open = address.rfind('<');
  if (open == address.npos) return '<' + in_one_line(base::trim(address)) + '>';
  return in_one_line(address.substr(open, address.find('>', open) - open)) + '>';
}

std::string letter_text(const MailServer& server, const storage::Letter& letter) {
  const std::string from = bare_address(server.from);
  const std::string domain = from.substr(std::min(from.find('@') + 1, from.size()));
  return "Date: " + date_text(letter.accepted) + "\r\nFrom: " + sender(server.from) +
         "\r\nTo: " + bare_address(letter.address) +
         "\r\nSubject: " + encoded_words(in_one_line(letter.subject)) + "\r\nMessage-ID: <" +
         std::to_string(letter.id) + "." + std::to_string(letter.accepted) + "@" + domain +
         "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0"
         "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
         "base64\r\n\r\n" +
         body64(letter.text);
}

}  // namespace planstead::jobs
