// The table of answered requests. Headers stand in one text, a line each.
#include "storage/answered_requests.h"

#include "base/text.h"

namespace planstead::storage {

namespace {
constexpr base::Seconds kept_seconds = 24 * 3600;

std::string lines_of(const plan::Answered& answer) {
  std::string lines;
  for (const auto& [name, value] : answer.headers) lines += name + ": " + value + "\n";
  return lines;
}

void read_lines(std::string_view lines, plan::Answered& answer) {
  for (const std::string_view line : base::split(lines, '\n'))
    if (const std::size_t colon = line.find(": "); colon != line.npos)
      answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
}
}  // namespace

base::Result<std::optional<plan::Answered>> find_answer(Session& session, const Sender& sender,
                                                        base::Seconds now) {
  Statement& read = session.prepare(
      "SELECT request, status, headers, body FROM answered_request WHERE token = $1 AND key = $2 "
      "AND moment > $3");
  read.bind(1, sender.token).bind(2, std::string_view(sender.key)).bind(3, now - kept_seconds);
  if (!read.step()) return std::optional<plan::Answered>();
  const bool is_same = read.bytes(0) == sender.fingerprint;
  plan::Answered answer;
  answer.status = static_cast<int>(read.integer(1));
  read_lines(read.bytes(2), answer);
  answer.body = std::string(read.bytes(3));
  read.reset();
  if (!is_same)
    return base::refusal(base::ErrorCode::idempotency_key_reused, "Idempotency-Key",
                         "method, path, query or body differ");
  return std::optional(std::move(answer));
}

void keep_answer(Session& session, const Sender& sender, const plan::Answered& answer,
                 base::Seconds now) {
  const std::string headers = lines_of(answer);
  session
      .prepare(
          "INSERT INTO answered_request (token, key, request, status, headers, body, moment) "
          "VALUES "
          "($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (token, key) DO UPDATE SET request = "
          "excluded.request, status = excluded.status, headers = excluded.headers, body = "
          "excluded.body, moment = excluded.moment")
      .bind(1, sender.token)
      .bind(2, std::string_view(sender.key))
      .bind_bytes(3, sender.fingerprint)
      .bind(4, std::int64_t{answer.status})
      .bind(5, std::string_view(headers))
      .bind(6, std::string_view(answer.body))
      .bind(7, now)
      .run();
}

bool has_old_answers(Session& session, base::Seconds now) {
  Statement& read = session.prepare("SELECT 1 FROM answered_request WHERE moment <= $1 LIMIT 1");
  const bool has = read.bind(1, now - kept_seconds).step();
  read.reset();
  return has;
}

void remove_old_answers(Session& session, base::Seconds now) {
  session.prepare("DELETE FROM answered_request WHERE moment <= $1")
      .bind(1, now - kept_seconds)
      .run();
}

}  // namespace planstead::storage
