// The way of a change through the store: carried out at once, answered again where it was carried
// out before, or put to wait while somebody holds its thing; and how those that wait are carried
// out, in their order, each once.
#include <future>

#include "base/text.h"
#include "request/import.h"
#include "request/parse.h"
#include "storage/answered_requests.h"
#include "storage/change_queue.h"
#include "storage/live_store.h"

namespace planstead::storage {

using request::Call;
using request::Viewer;

/// One change on its way.
struct LiveStore::Asked {
  Call call;
  Viewer viewer;
  Sender sender;
  base::Seconds now = 0;
  plan::Outcome outcome;
};

void LiveStore::write(Call call, Viewer viewer, base::Seconds now, Sender sender,
                      std::function<void(base::Result<plan::Outcome>)> done) {
  auto asked = std::make_shared<Asked>(
      Asked{std::move(call), std::move(viewer), std::move(sender), now, {}});
  auto run = [this, asked](WriteSession& rows) { return answer_once(*asked, rows); };
  auto answer = [this, asked, done = std::move(done)](base::Status status,
                                                      const std::exception_ptr&) {
    // Nobody may hold it any more: then its turn comes behind those before it.
    if (status.ok() && asked->outcome.queued != 0) drain(waits_for(asked->call), asked->now);
    if (status.ok())
      done(std::move(asked->outcome));
    else
      done(std::move(status).error());
  };
  writer_->add({std::move(run), std::move(answer), false, &asked->call.deadline});
}

base::Result<std::optional<plan::Answered>> LiveStore::answered(const Sender& sender,
                                                                base::Seconds now) {
  const SessionPool::Lease session = pool_.lease();
  return find_answer(*session, sender, now);
}

namespace {
constexpr int drained_together = 16;

base::Error too_late() {
  base::Error error =
      base::refusal(base::ErrorCode::unknown, {}, "the server is busy, nothing was changed");
  error.http_status = 503;
  error.wait_seconds = 1;
  return error;
}
}  // namespace

/// Two requests with one key come here one behind the other: the second finds the first's answer.
base::Status LiveStore::answer_once(Asked& asked, WriteSession& rows) {
  if (asked.sender.too_late && asked.sender.too_late()) return too_late();
  if (asked.sender.key.empty()) return carry_out_or_queue(asked, rows);
  PS_TRY(asked.outcome.answered, find_answer(rows.session(), asked.sender, asked.now));
  if (asked.outcome.answered) return base::ok();
  PS_CHECK(carry_out_or_queue(asked, rows));
  keep_answer(rows.session(), asked.sender, asked.sender.render(asked.outcome), asked.now);
  return base::ok();
}

base::Status LiveStore::carry_out_or_queue(Asked& asked, WriteSession& rows) {
  const base::Ref object = waits_for(asked.call);
  if (object.kind != base::RefKind::none) {
    const bool holds =
        asked.sender.lease != 0 && leases_.holds(asked.sender.lease, object, asked.now);
    if (!holds && (leases_.held(object, asked.now) || has_waiting(rows.session(), object)))
      return queue(asked, rows);
  }
  return carry_out(asked.call, asked.viewer, asked.now, rows, asked.outcome);
}

/// Carried out on trial first, so that whatever can be refused now is refused now. Whether the
/// thing itself is in a state that permits the change is asked when its turn comes.
base::Status LiveStore::queue(Asked& asked, WriteSession& rows) {
  const base::Status tried = carry_out(asked.call, asked.viewer, asked.now, rows, asked.outcome);
  rows.start_again();
  std::vector<std::string> notes = std::move(asked.outcome.notes);
  asked.outcome = {};
  asked.outcome.notes = std::move(notes);
  if (!tried.ok() && tried.error().code != asked.call.operation->entity->not_updated) return tried;
  PS_TRY(asked.outcome.queued,
         add_waiting(rows, asked.call, asked.viewer.person, asked.sender, asked.now));
  return base::ok();
}

base::Status LiveStore::carry_out(const Call& call, const Viewer& viewer, base::Seconds now,
                                  WriteSession& rows, plan::Outcome& outcome) {
  const catalog::CatalogPtr catalog = this->catalog();
  domain::Context context{*catalog, viewer, now, rows, outcome.failures, outcome.notes};
  context.operation = call.operation;
  context.made = &outcome.made;
  context.silent = call.silent || (call.import != nullptr && call.import->silent);
  context.target = call.options.target;
  context.source = call.options.source;
  context.request = call.request;
  context.mails = mails_;
  context.leases = &leases_;
  const schema::Entity& entity = *call.operation->entity;
  switch (call.operation->act) {
    case schema::Act::update:
      PS_CHECK(domain::update(entity, call.path_ids, call.body, context));
      if (call.operation->answer == schema::Answer::row)
        if (auto row = rows.find(entity, call.path_ids.back()))
          outcome.records.push_back(*std::move(row));
      return base::ok();
    case schema::Act::remove:
      return domain::remove(entity, call.path_ids, context);
    case schema::Act::import_rows:
      return domain::import_rows(entity, *call.import, context);
    default:
      break;
  }
  PS_TRY(outcome.id, domain::create(entity, call.path_ids, call.body, context));
  return base::ok();
}

namespace {
const schema::Operation* operation_of(std::string_view id) {
  for (const schema::Operation& operation : schema::operations())
    if (operation.id == id) return &operation;
  return nullptr;
}

std::vector<std::int64_t> ids_of(std::string_view path) {
  std::vector<std::int64_t> ids;
  for (const std::string_view part : base::split(path, '/'))
    ids.push_back(base::parse_integer(part).value_or(0));
  return ids;
}

/// Parsing reads a little past the end of a body.
std::string padded(const std::string& body) { return body + std::string(64, '\0'); }
}  // namespace

/// A waiting change as if it came now, in the name of whoever sent it: his rights, what it refers
/// to, and the state of the thing are those of this moment.
base::Status LiveStore::carry_out_waiting(const schema::Record& change, WriteSession& rows,
                                          base::Seconds now, plan::Outcome& outcome) {
  const catalog::CatalogPtr catalog = this->catalog();
  const base::Ref person = change.ref("person");
  if (!auth::may_enter(person, *catalog) || !rows.exists(person))
    return base::refusal(base::ErrorCode::user_not_active, {}, {});
  const schema::Operation* operation = operation_of(change.text("operation"));
  if (operation == nullptr) return base::invalid("operation", "it is no longer there");
  Viewer viewer = auth::viewer_of(person, *catalog);
  viewer.token = change.integer("_token");
  const std::string& body = change.text("_body");
  const std::string readable = padded(body);
  PS_TRY(Call call, request::parse({operation, ids_of(change.text("_path"))},
                                         change.flag("silent") ? "silent=true" : "",
                                         std::string_view(readable).substr(0, body.size()),
                                         {*catalog, viewer, now}));
  call.options.source = change.text("_source");
  return carry_out(call, viewer, now, rows, outcome);
}

/// The change and the end of its waiting are one piece of one commit. One that cannot be carried
/// out fails by itself: those behind it go on.
bool LiveStore::carry_out_first(base::Ref object, WriteSession& rows, base::Seconds now) {
  if (leases_.held(object, now)) return false;
  std::optional<schema::Record> change = first_waiting(rows, object);
  if (!change) return false;
  plan::Outcome outcome;
  base::Status status = base::ok();
  try {
    status = carry_out_waiting(*change, rows, now, outcome);
  } catch (const StorageError&) {
    throw;  // it stays the first, for a better moment
  } catch (const std::exception& bug) {
    status =
        base::Error{.code = base::ErrorCode::unknown, .where = {}, .detail = {}, .log = bug.what()};
  }
  if (!status.ok()) rows.start_again();
  finish_waiting(rows, *std::move(change), status, outcome.failures, now);
  return true;
}

/// Several at a time, so that they share commits; the last one of them asks for more.
void LiveStore::drain(base::Ref object, base::Seconds now) {
  if (leases_.held(object, now)) return;
  auto went_on = std::make_shared<bool>(false);
  const auto run = [this, object, now, went_on](WriteSession& rows) -> base::Status {
    *went_on = carry_out_first(object, rows, now);
    return base::ok();
  };
  for (int i = 1; i < drained_together; ++i)
    writer_->add({run, [](const base::Status&, const std::exception_ptr&) {}, false});
  writer_->add(
      {run,
       [this, object, now, went_on](const base::Status& status, const std::exception_ptr&) {
         if (status.ok() && *went_on) drain(object, now);
       },
       false});
}

/// As `drain`, for what was let go without a word: leases that are over, and a server that begins.
int LiveStore::drain_all(base::Seconds now) {
  std::vector<base::Ref> objects;
  {
    const SessionPool::Lease session = pool_.lease();
    objects = waiting_objects(*session);
  }
  int carried_out = 0;
  for (const base::Ref object : objects) {
    bool went_on = !leases_.held(object, now);
    while (went_on) {
      std::promise<bool> finished;
      writer_->add({[&](WriteSession& rows) {
                      went_on = carry_out_first(object, rows, now);
                      return base::ok();
                    },
                    [&](const base::Status& status, const std::exception_ptr&) {
                      finished.set_value(status.ok());
                    },
                    false});
      if (!finished.get_future().get()) return carried_out;
      carried_out += went_on ? 1 : 0;
    }
  }
  return carried_out;
}

/// Answers and ended changes whose time is over.
void LiveStore::forget_old(base::Seconds now) {
  {
    const SessionPool::Lease session = pool_.lease();
    if (!has_old_answers(*session, now) && !has_old_changes(*session, now)) return;
  }
  std::promise<void> finished;
  writer_->add(
      {[now](WriteSession& rows) {
         remove_old_answers(rows.session(), now);
         remove_old_changes(rows.session(), now);
         return base::ok();
       },
       [&finished](const base::Status&, const std::exception_ptr&) { finished.set_value(); },
       false});
  finished.get_future().get();
}

QueueFigures LiveStore::queue_figures() {
  const SessionPool::Lease session = pool_.lease();
  QueueFigures figures = storage::queue_figures(*session);
  figures.dropped = dropped_letters_;
  return figures;
}

}  // namespace planstead::storage
