// Pages of the log and of notifications.
#include "storage/memory_rows.h"

#include <string>

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

// The packed things whose entries a page is about; empty: all.
std::vector<std::int64_t> objects_of(base::Ref object, const std::vector<std::int64_t>& tasks) {
  std::vector<std::int64_t> objects;
  if (object.id != 0) objects.push_back(object.packed());
  for (const std::int64_t task : tasks) objects.push_back(base::Ref{RefKind::task, task}.packed());
  return objects;
}

}  // namespace

// One question, however many tasks a project has.
std::vector<std::int64_t> log_ids(const request::Call& call, const std::vector<std::int64_t>& tasks,
                                  Session& session) {
  const request::Options& options = call.options;
  const std::vector<std::int64_t> objects = objects_of(options.object, tasks);
  std::string sql = "SELECT id FROM log_entry WHERE 1 = 1";
  int next = 1;
  const auto parameter = [&] { return "$" + std::to_string(next++); };
  const std::string column = is_part(options.object.kind) ? "part" : "object";
  if (objects.size() == 1) sql += " AND " + column + " = " + parameter();
  if (objects.size() > 1) sql += " AND " + column + " IN " + session.listed(next++);
  if (options.token) sql += " AND token = " + parameter();
  sql += " ORDER BY id DESC LIMIT " + parameter();
  sql += " OFFSET " + parameter();
  Statement& read = session.prepare(sql);
  next = 1;
  if (objects.size() == 1) read.bind(next++, objects.front());
  if (objects.size() > 1) read.bind_list(next++, objects);
  if (options.token) read.bind(next++, *options.token);
  read.bind(next, std::int64_t{call.page_size}).bind(next + 1, call.offset);
  return read_ids(read);
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
