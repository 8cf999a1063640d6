// Rows of waiting changes. Their numbers are their order: one writer gives them.
#include "storage/change_queue.h"

#include "schema/change.h"

namespace planstead::storage {

using schema::ChangeState;
using schema::Record;

namespace {
// The limits of automation digest 7.3; ended changes are shown for a month, failed ones for a
// quarter.
constexpr std::int64_t object_most = 1000, account_most = 100'000;
constexpr base::Seconds day = 24 * 3600, applied_kept = 30 * day, failed_kept = 90 * day;

std::int64_t number(ChangeState state) { return static_cast<std::int64_t>(state); }

std::int64_t count(Session& session, std::string_view sql, std::int64_t object) {
  Statement& read = session.prepare(sql);
  const std::int64_t found = read.bind(1, object).step() ? read.integer(0) : 0;
  read.reset();
  return found;
}

std::string path_of(const std::vector<std::int64_t>& ids) {
  std::string path;
  for (const std::int64_t id : ids) path += (path.empty() ? "" : "/") + std::to_string(id);
  return path;
}

schema::Moment moment(base::Seconds now) { return {now, true}; }
}  // namespace

base::Ref waits_for(const request::Call& call) {
  if (!call.operation->queues) return {};
  const base::RefKind owner = call.operation->owner;
  return {owner == base::RefKind::none ? call.operation->entity->kind : owner,
          call.path_ids.front()};
}

bool has_waiting(Session& session, base::Ref object) {
  Statement& read =
      session.prepare("SELECT 1 FROM queued_change WHERE object = $1 AND state = 0 LIMIT 1");
  const bool has = read.bind(1, object.packed()).step();
  read.reset();
  return has;
}

std::vector<base::Ref> waiting_objects(Session& session) {
  std::vector<base::Ref> objects;
  Statement& read =
      session.prepare("SELECT DISTINCT object FROM queued_change WHERE state = 0 ORDER BY object");
  while (read.step()) objects.push_back(base::Ref::unpacked(read.integer(0)));
  return objects;
}

QueueFigures queue_figures(Session& session) {
  QueueFigures figures;
  Statement& read = session.prepare(
      "SELECT state, COUNT(*), MIN(accepted) FROM queued_change WHERE state <> 1 GROUP BY state");
  while (read.step()) {
    const bool waits = read.integer(0) == number(ChangeState::waiting);
    (waits ? figures.waiting : figures.failed) = read.integer(1);
    if (waits) figures.oldest = read.integer(2) >> 1;
  }
  figures.letters =
      count(session, "SELECT COUNT(*) FROM outgoing_mail WHERE state = 0 AND due >= $1", 0);
  return figures;
}

base::Result<std::int64_t> add_waiting(WriteSession& rows, const request::Call& call,
                                       base::Ref person, const Sender& sender, base::Seconds now) {
  const base::Ref object = waits_for(call);
  const bool full =
      count(rows.session(), "SELECT COUNT(*) FROM queued_change WHERE object = $1 AND state = 0",
            object.packed()) >= object_most ||
      count(rows.session(), "SELECT COUNT(*) FROM queued_change WHERE state = $1",
            number(ChangeState::waiting)) >= account_most;
  if (full) return base::refusal(call.operation->entity->not_updated, {}, "change queue full");
  Record change(schema::queued_change);
  change.set_id(rows.next_id(schema::queued_change));
  change.set("state", number(ChangeState::waiting));
  change.set(object.kind == base::RefKind::task ? "task" : "contact", object);
  change.set("operation", std::string(call.operation->id));
  change.set("person", person);
  change.set("silent", call.silent);
  if (call.request != 0) change.set("request", static_cast<std::int64_t>(call.request));
  change.set("accepted", moment(now));
  change.set("_object", object.packed());
  change.set("_token", sender.token);
  change.set("_path", path_of(call.path_ids));
  change.set("_body", sender.body);
  change.set("_source", call.options.source);
  rows.save(change);
  return change.id();
}

std::optional<Record> first_waiting(WriteSession& rows, base::Ref object) {
  const std::int64_t id =
      count(rows.session(), "SELECT MIN(id) FROM queued_change WHERE object = $1 AND state = 0",
            object.packed());
  return id == 0 ? std::nullopt : rows.find(schema::queued_change, id);
}

Record finish_waiting(WriteSession& rows, Record change, const base::Status& status,
                      const std::vector<domain::Failure>& failures, base::Seconds now) {
  change.set("state", number(status.ok() ? ChangeState::applied : ChangeState::failed));
  change.set("finished", moment(now));
  change.set("_body", {});
  if (!status.ok()) {
    change.set("code", static_cast<std::int64_t>(status.error().code));
    change.set("error", text_of(status.error()));
  }
  schema::TextList kept;
  for (const domain::Failure& failure : failures)
    kept.push_back(failure.field + ": " + failure.error);
  if (status.ok() && !kept.empty()) change.set("failures", std::move(kept));
  rows.save(change);
  return change;
}

bool has_old_changes(Session& session, base::Seconds now) {
  Statement& read = session.prepare(
      "SELECT 1 FROM queued_change WHERE finished IS NOT NULL AND ((state = 1 AND finished < $1) "
      "OR "
      "finished < $2) LIMIT 1");
  const bool has = read.bind(1, (now - applied_kept) * 2).bind(2, (now - failed_kept) * 2).step();
  read.reset();
  return has;
}

void remove_old_changes(Session& session, base::Seconds now) {
  session
      .prepare(
          "DELETE FROM queued_change WHERE finished IS NOT NULL AND ((state = 1 AND finished < $1) "
          "OR finished < $2)")
      .bind(1, (now - applied_kept) * 2)
      .bind(2, (now - failed_kept) * 2)
      .run();
}

}  // namespace planstead::storage
