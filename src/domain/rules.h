// The rules of the domain: what a create or an update of each entity does beyond storing what was
// sent. Pure over Records: no SQL, no JSON, no clock of its own. Source: domain/tasks-and-access.md
// 1 to 4.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "catalog/catalog.h"
#include "domain/records.h"
#include "request/call.h"

namespace planstead::domain {

class LeaseRequest;  // domain/leases.h

/// A field that an update could not change while the rest was saved (contract: `failures`).
struct Failure {
  std::string field;
  std::string error;
};

/// What became of one row of an import.
struct ImportedRow {
  enum class Action : std::uint8_t { created, updated, ignored, failed };
  Action action = Action::ignored;
  std::int64_t id = 0;            ///< the row that was made or matched
  base::Error error;              ///< failed: why
  std::vector<Failure> failures;  ///< updated: the fields that stayed as they were
};

/// What a create made beside the row whose number it answers.
struct Made {
  std::vector<std::int64_t> keys;  ///< data tag entries
  std::int64_t comment = 0;        ///< the comment that holds them, where it is new
  std::vector<ImportedRow> rows;   ///< of an import, in the order of the request
};

/// Everything a rule may look at.
struct Context {
  const catalog::Catalog& catalog;
  const request::Viewer& viewer;
  base::Seconds now;
  Records& records;
  std::vector<Failure>& failures;
  std::vector<std::string>& notes;
  /// What was asked, for rules that serve several paths; nullptr where the clock asks.
  const schema::Operation* operation = nullptr;
  /// Who asks where no operation does, for the log.
  std::string_view without_operation = "clock";
  /// Takes what a create made beside its row; nullptr where nobody wants to know.
  Made* made = nullptr;
  /// `id` in the query: what a file is attached to; 0: absent.
  std::int64_t target = 0;
  /// The change is to leave no trace in log and feed, and nobody hears of it (`silent=true`,
  /// domain/tasks-and-access.md 6.4).
  bool silent = false;
  /// What the request does to leases; nullptr where nobody takes any.
  LeaseRequest* leases = nullptr;
  /// Does somebody else hold the thing, or does some change wait for it? Empty: nothing is held.
  std::function<bool(base::Ref)> is_busy = {};
  std::uint64_t request = 0;  ///< its number, for the log
  bool mails = false;         ///< there is a server that takes letters
  /// The external application whose names the body holds (`sourceId`); empty: none.
  std::string source = {};

  /// Whose row the path speaks of: `/task/{id}/comments` → task.
  base::RefKind owner() const {
    return operation == nullptr ? base::RefKind::none : operation->owner;
  }
};

/// Creates a row; answers its id. Nothing is stored when it refuses. `path_ids` are those of the
/// route.
base::Result<std::int64_t> create(const schema::Entity& entity,
                                  const std::vector<std::int64_t>& path_ids,
                                  const request::Body& body, Context& context);
/// Changes a row. A change that changes nothing writes nothing (observed 12.10).
base::Status update(const schema::Entity& entity, const std::vector<std::int64_t>& path_ids,
                    const request::Body& body, Context& context);

/// Removes a row, or puts it into the bin.
base::Status remove(const schema::Entity& entity, const std::vector<std::int64_t>& path_ids,
                    Context& context);

/// Creates or changes each row of an import by itself; what became of them is in Context::made.
/// Only what is wrong with the whole import is refused.
base::Status import_rows(const schema::Entity& entity, const request::Import& import,
                         Context& context);

/// Values of derived fields for the viewer. Pure. `in_favorites`, `project_auditors` and
/// `data_tags` need the store and are filled by it.
schema::Value derive(schema::Derive derive, const schema::Record& task,
                     const catalog::Catalog& catalog, const request::Viewer& viewer,
                     base::Seconds now);
/// The status that the viewer sees: his personal one where he is an assignee and has one, else the
/// general one.
std::int64_t status_for(const schema::Record& task, const request::Viewer& viewer);

/// The instant from which a task with this end is overdue: the end itself, or the end of its day in
/// the account's zone.
base::Seconds deadline_of(const base::Moment& end, const base::Zone& account_zone);
/// The start itself, or the beginning of its day in the account's zone.
base::Seconds start_of(const base::Moment& start, const base::Zone& account_zone);
/// From which instant on something that lasts from `start` to `deadline` is close to its end: at
/// most a quarter of the time is left.
base::Seconds close_from(base::Seconds start, base::Seconds deadline);

// The clock's work. Each does what is due at `context.now` and answers how many tasks it touched;
// calling it again at once does nothing. The caller runs each in a transaction of its own.
/// Copies of one recurring template, also for moments missed while the server was down.
int run_recurrence(std::int64_t recurring_template, Context& context);
/// Wakes one delayed task if its moment has come.
int wake_delayed(std::int64_t task, Context& context);
/// Reminds of a comment whose reminders have come. Answers how many did.
int run_reminders(std::int64_t comment, Context& context);
/// Tells of a task that is overdue, close to its deadline, or not accepted in time, once for each
/// deadline. Answers how often it did.
int run_deadlines(std::int64_t task, Context& context);

/// The first moment of a recurrence strictly after `after` (nullopt: none). `zone` is that of the
/// copies' person; the schedule decides working days. After-complete rules have no moments of their
/// own but the first.
std::optional<base::Seconds> next_moment(const schema::Recurrence& recurrence, base::Seconds after,
                                         const base::Zone& zone, const catalog::Schedule& schedule);

}  // namespace planstead::domain
