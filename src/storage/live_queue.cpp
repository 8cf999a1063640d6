// How changes that wait are carried out: in their order, each once, as if it came at that moment.
#include <future>

#include "base/text.h"
#include "request/parse.h"
#include "storage/change_queue.h"
#include "storage/live_store.h"

namespace planstead::storage {

using request::Call;
using request::Viewer;
using schema::Record;

namespace {
constexpr int most_together = 16;
// Each is another attempt, and all other changes wait meanwhile.
constexpr std::size_t most_left_out = 50;

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

/// The stored request, without those members of its body that the places name.
base::Result<Call> read_again(const Record& change, const schema::Operation& operation,
                              std::span<const std::string> without,
                              const request::ParseContext& context) {
  const std::string& body = change.text("_body");
  const std::string readable = padded(body);
  PS_TRY(Call call,
         request::parse({&operation, ids_of(change.text("_path"))},
                        change.flag("silent") ? "silent=true" : "",
                        std::string_view(readable).substr(0, body.size()), context, without));
  call.options.source = change.text("_source");
  call.request = static_cast<std::uint64_t>(change.integer("request"));
  return call;
}
}  // namespace

/// In the name of whoever sent it: his rights, what it refers to, and the state of the thing are
/// those of this moment.
base::Status LiveStore::carry_out_waiting(const Record& change, WriteSession& rows,
                                          base::Seconds now, plan::Outcome& outcome) {
  const catalog::CatalogPtr catalog = this->catalog();
  const base::Ref person = change.ref("person");
  if (!auth::may_enter(person, *catalog) || !rows.exists(person))
    return base::refusal(base::ErrorCode::user_not_active, {}, {});
  const schema::Operation* operation = operation_of(change.text("operation"));
  if (operation == nullptr) return base::invalid("operation", "it is no longer there");
  Viewer viewer = auth::viewer_of(person, *catalog);
  viewer.token = change.integer("_token");
  const request::ParseContext context{*catalog, viewer, now};
  const auto attempt = [&](std::span<const std::string> without) -> base::Status {
    PS_TRY(const Call call, read_again(change, *operation, without, context));
    return carry_out(call, viewer, now, rows, outcome);
  };
  return carry_out_the_possible(attempt, rows, outcome);
}

/// Nobody hears the answer any more, so what of a change has become impossible is left out, and
/// told; the rest is carried out (automation digest 7.7). Where nothing is left, or no place is
/// named, the whole fails as it first did.
base::Status LiveStore::carry_out_the_possible(const Attempt& attempt, WriteSession& rows,
                                               plan::Outcome& outcome) {
  std::vector<std::string> without;
  std::vector<domain::Failure> left_out;
  std::optional<base::Error> first;
  for (;;) {
    const base::Status status = attempt(without);
    if (status.ok()) break;
    const base::Error& error = status.error();
    if (!first) first = error;
    if (error.where.empty() || error.where == "body" || without.size() == most_left_out)
      return *first;
    rows.start_again();
    outcome = {};
    left_out.push_back({error.where, error.detail.empty() ? text_of(error) : error.detail});
    without.push_back(error.where);
  }
  outcome.failures.insert(outcome.failures.begin(), left_out.begin(), left_out.end());
  return base::ok();
}

/// The change and the end of its waiting are one piece of one commit. One that cannot be carried
/// out fails by itself: those behind it go on. Answers the ended change; nullopt: none may begin.
std::optional<SettledChange> LiveStore::carry_out_first(base::Ref object, WriteSession& rows,
                                                        base::Seconds now) {
  if (leases_.held(object, now)) return std::nullopt;
  std::optional<Record> change = first_waiting(rows, object);
  if (!change) return std::nullopt;
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
  return SettledChange{finish_waiting(rows, *std::move(change), status, outcome.failures, now),
                       status.ok() ? std::string() : status.error().log};
}

/// One walk through a queue at a time is enough: one that is asked for meanwhile comes behind it.
void LiveStore::drain(base::Ref object, base::Seconds now) {
  if (leases_.held(object, now)) return;
  {
    const std::lock_guard lock(draining_mutex_);
    const auto [walk, is_new] = draining_.try_emplace(object, false);
    if (!is_new) {
      walk->second = true;
      return;
    }
  }
  drain_some(object, now, 1);
}

/// Several at a time, so that they share commits; the last one of them asks for more.
void LiveStore::drain_some(base::Ref object, base::Seconds now, int count) {
  for (int i = 1; i <= count; ++i) {
    auto ended = std::make_shared<std::optional<SettledChange>>();
    const auto run = [this, object, now, ended](WriteSession& rows) -> base::Status {
      *ended = carry_out_first(object, rows, now);
      return base::ok();
    };
    const auto done = [this, object, now, ended, count, is_last = i == count](
                          const base::Status& status, const std::exception_ptr&) {
      const bool went_on = status.ok() && *ended;
      if (went_on && settled_) settled_(**ended);
      if (!is_last) return;
      if (went_on || is_asked_again(object))
        drain_some(object, now, std::min(2 * count, most_together));
    };
    writer_->add({run, done, false});
  }
}

/// Ends the walk where nobody has asked for another one meanwhile.
bool LiveStore::is_asked_again(base::Ref object) {
  const std::lock_guard lock(draining_mutex_);
  const auto walk = draining_.find(object);
  if (std::exchange(walk->second, false)) return true;
  draining_.erase(walk);
  return false;
}

/// As `drain`, for what was let go without a word: leases that are over, and a server that begins.
/// Throws where the store cannot work: what waits is tried again at the next beat.
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
      std::optional<SettledChange> ended;
      std::promise<void> finished;
      writer_->add({[&](WriteSession& rows) {
                      ended = carry_out_first(object, rows, now);
                      return base::ok();
                    },
                    [&](const base::Status&, const std::exception_ptr& failure) {
                      failure == nullptr ? finished.set_value() : finished.set_exception(failure);
                    },
                    false});
      finished.get_future().get();
      went_on = ended.has_value();
      if (went_on && settled_) settled_(*ended);
      carried_out += went_on ? 1 : 0;
    }
  }
  return carried_out;
}

QueueFigures LiveStore::queue_figures() {
  const SessionPool::Lease session = pool_.lease();
  QueueFigures figures = storage::queue_figures(*session);
  figures.dropped = dropped_letters_;
  return figures;
}

}  // namespace planstead::storage
