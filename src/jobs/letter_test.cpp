// Letters as the wire has them: nothing of a name or address becomes a header of its own.
#include <gtest/gtest.h>

#include <algorithm>

#include "jobs/mail_sender.h"

namespace planstead::jobs {
namespace {

const MailServer server{"smtp://127.0.0.1:25", "Planstead <notes@example.org>", {}, {}, {}};

std::string header(const std::string& letter, const std::string& name) {
  const std::size_t at = letter.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "none";
  const std::size_t begin = at + name.size() + 4;
  return letter.substr(begin, letter.find("\r\n", begin) - begin);
}

TEST(Letter, has_the_headers_that_servers_ask_for) {
  const std::string text =
      letter_text(server, {7, 1772442000, "boris@example.org", "New task", "Hello\n"});
  EXPECT_EQ(text.substr(0, text.find("\r\n")), "Date: Mon, 02 Mar 2026 09:00:00 +0000");
  EXPECT_EQ(header(text, "From"), "Planstead <notes@example.org>");
  EXPECT_EQ(header(text, "To"), "<boris@example.org>");
  EXPECT_EQ(header(text, "Message-ID"), "<7.1772442000@example.org>");
  EXPECT_EQ(header(text, "Subject"), "=?UTF-8?B?TmV3IHRhc2s=?=");
  EXPECT_TRUE(text.ends_with("\r\n\r\nSGVsbG8K\r\n"));
}

TEST(Letter, keeps_line_breaks_out_of_headers) {
  const std::string text =
      letter_text(server, {7, 0, "a@b\r\nBcc: thief@c", "x\r\nBcc: thief@c", "y"});
  EXPECT_EQ(header(text, "Bcc"), "none");
}

TEST(Letter, encodes_a_sender_in_any_script) {
  MailServer ours = server;
  ours.from = "Планстед <notes@example.org>";
  const std::string text = letter_text(ours, {7, 0, "a@b", "x", "y"});
  EXPECT_EQ(header(text, "From"), "=?UTF-8?B?0J/Qu9Cw0L3RgdGC0LXQtA==?=");
  EXPECT_NE(text.find("?=\r\n <notes@example.org>\r\nTo: <a@b>"), std::string::npos);
  EXPECT_TRUE(std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; }));
}

TEST(Letter, cuts_long_subjects_between_characters) {
  std::string subject;
  for (int i = 0; i < 50; ++i) subject += "Ё";
  const std::string text = letter_text(server, {7, 0, "a@b", subject, "y"});
  const std::size_t at = text.find("Subject: ");
  const std::string whole = text.substr(at, text.find("\r\nMessage-ID") - at);
  EXPECT_NE(whole.find("\r\n =?UTF-8?B?"), std::string::npos);
  for (std::size_t begin = 0; begin < whole.size();) {
    const std::size_t end = std::min(whole.find("\r\n", begin), whole.size());
    EXPECT_LE(end - begin, 78u);
    begin = end + 2;
  }
}

}  // namespace
}  // namespace planstead::jobs
