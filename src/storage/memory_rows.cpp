// Pages of the log and of notifications.
#include "storage/memory_rows.h"

#include <algorithm>
#include <functional>

namespace planstead::storage {

using base::RefKind;

namespace {

// What belongs to a task or contact stands in the log under that one.
bool is_part(RefKind kind) {
  return kind == RefKind::comment || kind == RefKind::checklist_item ||
         kind == RefKind::data_tag_entry;
}

std::vector<std::int64_t> read_ids(Statement& read) {
  std::vector<std::int64_t> ids;
  while (read.step()) ids.push_back(read.integer(0));
  return ids;
}

// The newest entries first; of one thing where one is named.
std::vector<std::int64_t> entries_of(base::Ref object, const request::Options& options,
                                     std::int64_t count, std::int64_t offset, Session& session) {
  std::string sql = "SELECT id FROM log_entry WHERE 1 = 1";
  int next = 1;
  const auto parameter = [&] { return "$" + std::to_string(next++); };
  const bool by_object = object.id != 0;
  if (by_object) sql += (is_part(object.kind) ? " AND part = " : " AND object = ") + parameter();
  if (options.token) sql += " AND token = " + parameter();
  sql += " ORDER BY id DESC LIMIT " + parameter();
  sql += " OFFSET " + parameter();
  Statement& read = session.prepare(sql);
  next = 1;
  if (by_object) read.bind(next++, object.packed());
  if (options.token) read.bind(next++, *options.token);
  read.bind(next, count).bind(next + 1, offset);
  return read_ids(read);
}

}  // namespace

std::vector<std::int64_t> log_ids(const request::Call& call, const std::vector<std::int64_t>& tasks,
                                  Session& session) {
  const request::Options& options = call.options;
  if (tasks.empty())
    return entries_of(options.object, options, call.page_size, call.offset, session);
  const std::int64_t before = std::min<std::int64_t>(call.offset, 1'000'000'000);
  const std::int64_t wanted = before + call.page_size;
  std::vector<std::int64_t> ids = entries_of(options.object, options, wanted, 0, session);
  for (const std::int64_t task : tasks) {
    const std::vector<std::int64_t> more =
        entries_of({RefKind::task, task}, options, wanted, 0, session);
    ids.insert(ids.end(), more.begin(), more.end());
  }
  std::ranges::sort(ids, std::greater());
  const auto size = static_cast<std::int64_t>(ids.size());
  return {ids.begin() + std::min(before, size), ids.begin() + std::min(wanted, size)};
}

std::vector<std::int64_t> notification_ids(const request::Call& call, base::Ref person,
                                           Session& session) {
  Statement& read = session.prepare(std::string("SELECT id FROM notification WHERE person = $1") +
                                    (call.options.only_unread ? " AND is_read = 0" : "") +
                                    " ORDER BY is_read, id DESC LIMIT $2 OFFSET $3");
  read.bind(1, person.packed()).bind(2, std::int64_t{call.page_size}).bind(3, call.offset);
  return read_ids(read);
}

std::vector<std::int64_t> unread_comments(base::Ref person, Session& session) {
  Statement& read = session.prepare(
      "SELECT DISTINCT comment FROM notification WHERE person = $1 AND is_read = 0 AND comment IS "
      "NOT NULL ORDER BY comment");
  return read_ids(read.bind(1, person.packed()));
}

bool is_unread(std::int64_t comment, base::Ref person, Session& session) {
  Statement& read = session.prepare(
      "SELECT 1 FROM notification WHERE person = $1 AND is_read = 0 AND comment = $2");
  const bool yes = read.bind(1, person.packed()).bind(2, comment).step();
  read.reset();
  return yes;
}

}  // namespace planstead::storage
