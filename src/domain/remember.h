// What is remembered of a change: the log, entries of the feed, notifications. The one place in
// which all changes meet, so that no rule can forget it (domain/tasks-and-access.md 6).
#pragma once

#include <utility>

#include "domain/rules.h"
#include "schema/memory.h"

namespace planstead::domain {

/// Notes down what a change does to rows, unless it is silent.
class Remembering {
 public:
  explicit Remembering(Context& context) : context_(context), open_(!context.silent) {
    if (open_) context_.records.watch();
  }
  Remembering(const Remembering&) = delete;
  Remembering& operator=(const Remembering&) = delete;
  /// What was not kept is forgotten.
  ~Remembering() {
    if (open_) context_.records.watched();
  }
  /// Writes the log, the feed and the notifications of what was done.
  void keep();

 private:
  Context& context_;
  bool open_;
};

/// Carries out a change and remembers it, unless it is refused.
template <class Change>
auto remembered(Context& context, Change change) {
  Remembering remembering(context);
  auto result = change();
  if constexpr (requires { result.ok(); }) {
    if (result.ok()) remembering.keep();
  } else {
    remembering.keep();
  }
  return result;
}

/// One entry of the log for each changed row.
void write_log(const Watched& seen, Context& context);

/// Numbers of the entries that a change left in the feed of a task; 0: none of that kind.
struct FeedEntries {
  std::int64_t status = 0, people = 0, dates = 0, other = 0;
  bool is_answer = false;  ///< the status says that an assignee takes the task, or does not
};
/// Entries about what changed in a task, at most one of each kind; `checklist`: so did that.
FeedEntries record_task(const schema::Record& before, const schema::Record& after, bool checklist,
                        Context& context);
/// The entry about a new or changed contact.
void record_contact(const RowChange& change, Context& context);
/// The entry about a task or contact that was put into the bin, or taken out.
void record_bin(const schema::Record& after, Context& context);
/// The entry about a deadline; nobody wrote it. Its number.
std::int64_t record_deadline(const schema::Record& task, schema::Notified kind, Context& context);

/// Fields and custom fields that differ, without what the server keeps for itself.
schema::FieldChangeList changes_between(const schema::Record& before, const schema::Record& after);

}  // namespace planstead::domain
