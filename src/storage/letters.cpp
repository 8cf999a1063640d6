// The outbox: letters that were written with the changes they tell of, until a server has taken
// them. One attempt after another waits longer; an address gets only so many at a time.
#include <algorithm>
#include <limits>

#include "schema/memory.h"
#include "storage/live_store.h"
#include "storage/sql.h"

namespace planstead::storage {

namespace {

using schema::Record;

constexpr std::int64_t letters_to_an_address = 50;
constexpr base::Seconds counted_seconds = 600;      // domain/automation-and-events.md 4.1
constexpr std::int64_t attempts_most = 12;          // some two days in all
constexpr base::Seconds kept_seconds = 30 * 86400;  // domain/automation-and-events.md 4.2
constexpr base::Seconds first_wait = 30, longest_wait = 6 * 3600;

base::Moment at(base::Seconds utc) { return {utc, true}; }

base::Seconds wait_after(std::int64_t attempts) {
  base::Seconds wait = first_wait;
  for (std::int64_t i = 1; i < attempts && wait < longest_wait; ++i) wait *= 2;
  return std::min(wait, longest_wait);
}

std::int64_t sent_lately(const std::string& address, base::Seconds now, Session& session) {
  Statement& read = session.prepare(
      "SELECT COUNT(*) FROM outgoing_mail WHERE address = $1 AND settled > $2 AND state = 1");
  read.bind(1, std::string_view(address)).bind(2, column_of(now - counted_seconds));
  const std::int64_t count = read.step() ? read.integer(0) : 0;
  read.reset();
  return count;
}

void settle(Record& row, schema::Letter state, base::Seconds now) {
  row.set("_state", static_cast<std::int64_t>(state));
  row.set("_settled", at(now));
}

}  // namespace

std::optional<Letter> LiveStore::next_letter(base::Seconds now) {
  for (;;) {
    Letter letter;
    {
      const SessionPool::Lease session = pool_.lease();
      Statement& read = session->prepare(
          "SELECT id, accepted, address, subject, body FROM outgoing_mail WHERE state = 0 AND due "
          "<= $1 ORDER BY due, id LIMIT 1");
      if (!read.bind(1, column_of(now)).step()) return std::nullopt;
      letter = {read.integer(0), read.integer(1) >> 1, std::string(read.bytes(2)),
                std::string(read.bytes(3)), std::string(read.bytes(4))};
      read.reset();
      if (sent_lately(letter.address, now, *session) < letters_to_an_address) return letter;
    }
    change_letter(letter.id, [&](Record& row) { settle(row, schema::Letter::over_limit, now); });
    ++dropped_letters_;
  }
}

void LiveStore::change_letter(std::int64_t id, const std::function<void(Record&)>& change) {
  transact([&](Transaction& rows) {
    auto row = rows.find(schema::outgoing_mail, id);
    if (!row) return;
    change(*row);
    rows.save(*row);
  });
}

void LiveStore::settle_letter(const Letter& letter, const std::string& error, base::Seconds now) {
  change_letter(letter.id, [&](Record& row) {
    const std::int64_t attempts = row.integer("_attempts") + 1;
    row.set("_attempts", attempts);
    row.set("_error", error.empty() ? schema::Value{} : schema::Value{error});
    if (error.empty())
      settle(row, schema::Letter::sent, now);
    else if (attempts >= attempts_most)
      settle(row, schema::Letter::given_up, now);
    else
      row.set("_due", at(now + wait_after(attempts)));
  });
}

int LiveStore::forget_letters(base::Seconds now) {
  std::vector<std::int64_t> ids;
  {
    const SessionPool::Lease session = pool_.lease();
    Statement& read = session->prepare(
        "SELECT id FROM outgoing_mail WHERE state <> 0 AND settled < $1 ORDER BY settled LIMIT "
        "1000");
    read.bind(1, column_of(now - kept_seconds));
    while (read.step()) ids.push_back(read.integer(0));
  }
  if (ids.empty()) return 0;
  share_commit([&](WriteSession& rows) {
    for (const std::int64_t id : ids) rows.erase(schema::outgoing_mail, id);
  });
  return static_cast<int>(ids.size());
}

// Reminders come from structure files alone, that is from another process: until `refresh` hears of
// one, the next that was found is the next.
std::vector<std::int64_t> LiveStore::due_reminders(base::Seconds now) {
  const std::lock_guard watching(watch_mutex_);
  std::vector<std::int64_t> ids;
  if (next_reminder_ && now < *next_reminder_) return ids;
  base::Seconds next = std::numeric_limits<base::Seconds>::max();
  const SessionPool::Lease session = pool_.lease();
  Statement& read = session->prepare(
      "SELECT id, reminders FROM comment WHERE reminders IS NOT NULL AND COALESCE(deleted, 0) = 0 "
      "ORDER BY id");
  while (read.step()) {
    std::string_view bytes = read.bytes(1);
    const schema::Value value = decode(bytes);
    const auto* list = std::get_if<schema::ReminderList>(&value);
    if (list == nullptr) continue;
    bool is_due = false;
    for (const schema::Reminder& one : *list) {
      if (one.reminded || !one.date) continue;
      is_due = is_due || one.date->utc <= now;
      if (one.date->utc > now) next = std::min(next, one.date->utc);
    }
    if (is_due) ids.push_back(read.integer(0));
  }
  // What is due is looked at again until it has been told.
  next_reminder_ = ids.empty() ? std::optional(next) : std::nullopt;
  return ids;
}

}  // namespace planstead::storage
