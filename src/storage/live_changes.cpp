// The way of a change through the store: carried out at once, answered again where it was carried
// out before, or put to wait while its thing is busy. How those that wait are carried out is the
// business of live_queue.cpp.
#include <future>

#include "request/import.h"
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
  domain::LeaseRequest leases;
  plan::Outcome outcome = {};
  base::Ref changes = {};       ///< what it changes, where that may be busy
  bool is_behind = false;       ///< another change of the same was on its way when this one came
  bool has_used_lease = false;  ///< by which an import's sender holds what he changes
};

namespace {
/// A mass operation keeps all things of its kind busy.
base::Ref keeps_busy(const Call& call) {
  if (call.operation->act != schema::Act::import_rows) return waits_for(call);
  return {call.operation->entity->kind, 0};
}
}  // namespace

void LiveStore::write(Call call, Viewer viewer, base::Seconds now, Sender sender,
                      std::function<void(base::Result<plan::Outcome>)> done) {
  auto asked = std::make_shared<Asked>(Asked{std::move(call), std::move(viewer), std::move(sender),
                                             now, domain::LeaseRequest(leases_)});
  asked->changes = keeps_busy(asked->call);
  auto run = [this, asked](WriteSession& rows) { return answer_once(*asked, rows); };
  auto answer = [this, asked, done = std::move(done)](base::Status status,
                                                      const std::exception_ptr&) {
    underway_.leave(asked->changes);
    asked->leases.settle(status.ok(), asked->now);
    // Nobody may hold it any more: then its turn comes behind those before it.
    if (status.ok() && asked->outcome.queued != 0) drain(waits_for(asked->call), asked->now);
    if (status.ok())
      done(std::move(asked->outcome));
    else
      done(std::move(status).error());
  };
  if (asked->changes.kind == base::RefKind::none)
    return writer_->add({std::move(run), std::move(answer), false, &asked->call.deadline});
  // Of two that come at the same time, the one that is behind comes behind.
  const std::lock_guard arriving(arrival_mutex_);
  asked->is_behind = underway_.enter(asked->changes);
  writer_->add({std::move(run), std::move(answer), false, &asked->call.deadline});
}

/// What is stored can be read before the disk has it, and must not be told before.
base::Result<std::optional<plan::Answered>> LiveStore::answered(const Sender& sender,
                                                                base::Seconds now) {
  const SessionPool::Lease session = pool_.lease();
  PS_TRY(auto answer, find_answer(*session, sender, now));
  if (!answer || writer_->wait_until_safe()) return answer;
  base::Error error = base::unavailable("storage has failed: whether it was kept is uncertain");
  error.wait_seconds = 1;
  return error;
}

namespace {
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

/// Has it stood behind another change of the same for longer than anybody is made to wait?
bool LiveStore::is_late(const Asked& asked) {
  return asked.is_behind && asked.sender.grace_over && asked.sender.grace_over();
}

/// Does the sender hold the thing? Numbers of leases are no secret, so those who may take none hold
/// none. A lease that is over, or another thing's, is told: its holder may believe that he is
/// alone.
bool LiveStore::holds(Asked& asked, base::Ref object) const {
  if (asked.sender.lease == 0) return false;
  if (asked.viewer.is_admin && leases_.holds(asked.sender.lease, object, asked.now)) return true;
  asked.outcome.notes.push_back("header: Planstead-Lease");
  return false;
}

base::Status LiveStore::carry_out_or_queue(Asked& asked, WriteSession& rows) {
  const base::Ref object = waits_for(asked.call);
  if (object.kind != base::RefKind::none) {
    if (!holds(asked, object) &&
        (is_late(asked) || leases_.held(object, asked.now) || has_waiting(rows.session(), object)))
      return queue(asked, rows);
  }
  return carry_out(asked.call, asked.viewer, asked.now, rows, asked.outcome, &asked);
}

/// Is the contact of an import's row in other hands? A lease of the sender's own is told once,
/// where it holds none of them.
bool LiveStore::is_busy(Asked& asked, base::Ref object, WriteSession& rows) const {
  const std::int64_t lease = asked.viewer.is_admin ? asked.sender.lease : 0;
  if (lease != 0 && leases_.holds(lease, object, asked.now)) {
    asked.has_used_lease = true;
    return false;
  }
  return leases_.held(object, asked.now) || has_waiting(rows.session(), object);
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
                                  WriteSession& rows, plan::Outcome& outcome, Asked* asked) {
  const catalog::CatalogPtr catalog = this->catalog();
  domain::Context context{*catalog, viewer, now, rows, outcome.failures, outcome.notes};
  context.operation = call.operation;
  context.made = &outcome.made;
  context.silent = call.silent || (call.import != nullptr && call.import->silent);
  context.target = call.options.target;
  context.source = call.options.source;
  context.request = call.request;
  context.mails = mails_;
  if (asked != nullptr) {
    context.leases = &asked->leases;
    context.is_busy = [&, asked](base::Ref object) { return is_busy(*asked, object, rows); };
  }
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
      PS_CHECK(domain::import_rows(entity, *call.import, context));
      break;
    default:
      PS_TRY(outcome.id, domain::create(entity, call.path_ids, call.body, context));
  }
  if (asked != nullptr && asked->sender.lease != 0 && !asked->has_used_lease)
    outcome.notes.push_back("header: Planstead-Lease");
  return base::ok();
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

}  // namespace planstead::storage
