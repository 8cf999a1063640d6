// What is remembered of actions does not grow without limit: old entries go, a few at a time, so
// that changes of others do not wait for it.
#include "schema/memory.h"
#include "storage/live_store.h"
#include "storage/sql.h"

namespace planstead::storage {

namespace {

constexpr int steps_a_minute = 50;
constexpr base::Seconds day = 86400;

// A step of each; $1 is now, $2 the moment before which rows are old. Numbers ascend with time, so
// that the oldest rows are found without an index of moments; rows of a clock that was ahead are
// passed over until their time has come.
constexpr std::string_view oldest_entries =
    "SELECT id FROM (SELECT id, moment FROM log_entry WHERE moment <= $1 ORDER BY id LIMIT 200) "
    "oldest WHERE moment < $2";
constexpr std::string_view oldest_notifications =
    "SELECT id FROM (SELECT id, moment FROM notification WHERE moment <= $1 ORDER BY id LIMIT 200) "
    "oldest WHERE moment < $2";
constexpr std::string_view oldest_read =
    "SELECT id FROM notification WHERE is_read = 1 AND moment <= $1 AND moment < $2 "
    "ORDER BY moment LIMIT 200";

}  // namespace

int LiveStore::forget(const schema::Entity& entity, std::string_view oldest, std::int64_t days,
                      base::Seconds now) {
  if (days == 0) return 0;
  int forgotten = 0;
  for (int step = 0; step < steps_a_minute; ++step) {
    std::vector<std::int64_t> ids;
    {
      const SessionPool::Lease session = pool_.lease();
      Statement& read = session->prepare(oldest);
      read.bind(1, column_of(now)).bind(2, column_of(now - days * day));
      while (read.step()) ids.push_back(read.integer(0));
    }
    if (ids.empty()) break;
    share_commit([&](WriteSession& rows) {
      for (const std::int64_t id : ids) rows.erase(entity, id);
    });
    forgotten += static_cast<int>(ids.size());
  }
  return forgotten;
}

int LiveStore::forget_memory(base::Seconds now) {
  return forget(schema::log_entry, oldest_entries, retention_.log_days, now) +
         forget(schema::notification, oldest_read, retention_.read_days, now) +
         forget(schema::notification, oldest_notifications, retention_.unread_days, now);
}

}  // namespace planstead::storage
