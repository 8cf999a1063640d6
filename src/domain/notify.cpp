// Receivers of notifications. Nobody is notified of his own action; robots, employees without
// access and people who left never are.
#include "domain/notify.h"

#include <algorithm>

#include "domain/comment_rules.h"
#include "domain/standard_process.h"
#include "domain/task_edit.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Notified;
using schema::Record;
using schema::RefList;

RefList concerned(const Record& task) {
  RefList people{task.ref("assigner")};
  for (const std::string_view role : {"assignees", "auditors"})
    for (Ref ref : task.refs(role)) people.push_back(ref);
  return people;
}

// What the server did is no news for people from outside, and reminders go to them only where
// somebody wants that (domain/automation-and-events.md 4.2).
bool is_for_clients(Notified kind) {
  return kind == Notified::new_task || kind == Notified::assigned || kind == Notified::new_comment;
}

bool is_assignment(Notified kind) {
  return kind == Notified::new_task || kind == Notified::assigned;
}

}  // namespace

void Notifier::tell_of_task(const RowChange& change, const FeedEntries& entries) {
  const Record& task = *change.after;
  author_ = context_.viewer.person;
  const bool is_draft = general_status(task) == system_status::draft;
  if (is_draft) return;  // others learn of it when it is one no more
  const Record* before = change.before ? &*change.before : nullptr;
  if (before == nullptr || general_status(*before) == system_status::draft)
    return tell(task.refs("assignees"), Notified::new_task, task, task.integer("firstComment"));
  if (entries.people != 0)
    tell(without(people_of(task.refs("assignees"), context_.catalog),
                 people_of(before->refs("assignees"), context_.catalog)),
         Notified::assigned, task, entries.people);
  // Whether somebody takes the task, its assigner alone wants to know (6.2).
  if (entries.status != 0)
    tell(entries.is_answer ? RefList{task.ref("assigner")} : concerned(task), Notified::new_status,
         task, entries.status);
  if (entries.dates != 0) tell(concerned(task), Notified::new_dates, task, entries.dates);
}

void Notifier::tell_of_comment(const RowChange& change) {
  if (!change.after || change.after->flag("isDeleted")) return;
  const Record& comment = *change.after;
  if (!is_written(comment)) return;
  const RefList sent_to = people_of(comment.refs("recipients"), context_.catalog);
  const RefList before =
      change.before ? people_of(change.before->refs("recipients"), context_.catalog) : RefList{};
  const RefList recipients = without(sent_to, before);
  RefList mentioned;
  if (!comment.flag("_first") && !change.before)
    mentioned = without(mentioned_in(comment.text("description"), context_.catalog), sent_to);
  if (recipients.empty() && mentioned.empty()) return;  // as the first comment of most tasks
  const Ref of = owner_of(comment);
  const auto owner =
      context_.records.find(of.kind == RefKind::task ? schema::task : schema::contact, of.id);
  if (!owner) return;
  author_ = comment.ref("owner");  // a token may write in somebody else's name
  const std::string text = plain_text(comment.text("description"));
  const auto tell_readers = [&](const RefList& people, Notified kind) {
    tell(readers(people, comment, *owner), kind, *owner, comment.id(), text);
  };
  tell_readers(recipients, Notified::new_comment);
  tell_readers(mentioned, Notified::mention);
}

void Notifier::tell_of_reminder(const schema::Reminder& reminder, const Record& entry,
                                const Record& owner) {
  RefList people;
  for (Ref ref : reminder.recipients) {
    const RefList some = ref.kind == RefKind::none ? with_role(ref, owner) : RefList{ref};
    people.insert(people.end(), some.begin(), some.end());
  }
  if (people.empty()) people.push_back(reminder.owner);  // nobody chosen: whoever made it
  tell(readers(people_of(people, context_.catalog), entry, owner), Notified::reminder, owner,
       entry.id(), reminder.text);
}

void Notifier::tell_of_deadline(const Record& task, Notified kind, std::int64_t entry) {
  author_ = {};
  RefList people;
  if (kind != Notified::close_to_deadline) people.push_back(task.ref("assigner"));
  if (kind != Notified::not_accepted_in_time)
    for (const Ref ref : task.refs("assignees")) people.push_back(ref);
  tell(people, kind, task, entry);
}

bool Notifier::may_be_told(Ref person, Notified kind) {
  if (person.id == 0 || person == context_.viewer.person || person == author_) return false;
  return is_reachable(person, context_) && (is_for_clients(kind) || !is_outside(person, context_));
}

// Whoever holds a place on the task reads it, unless the entry is hidden; letters go to whomever a
// writer from inside chose outside. The others are named, and hear nothing.
RefList Notifier::readers(const RefList& people, const Record& entry, const Record& owner) {
  if (people.empty()) return {};
  const bool is_task = &owner.entity() == &schema::task;
  const bool is_draft = is_task && general_status(owner) == system_status::draft;
  const RefList known = is_task && !is_draft ? people_on(owner, context_.catalog) : RefList{};
  RefList found;
  for (const Ref person : people) {
    const bool reads = std::ranges::find(known, person) != known.end() ||
                       (is_outside(person, context_) && !is_draft) ||
                       may_read(person, owner, context_);
    if (reads && may_read_entry(person, entry, context_))
      found.push_back(person);
    else if (is_reachable(person, context_))
      context_.notes.push_back("recipients: " + base::prefixed(person) +
                               " may not read it and is not notified");
  }
  return found;
}

// Two clients from outside have nothing to tell each other through us (6.3).
bool Notifier::is_between_clients(Ref person, const Record& task) {
  return is_outside(person, context_) && is_outside(task.ref("assigner"), context_);
}

void Notifier::tell(const RefList& people, Notified kind, const Record& about, std::int64_t comment,
                    const std::string& text) {
  for (Ref person : people_of(people, context_.catalog))
    if (!is_assignment(kind) || !is_between_clients(person, about))
      tell_one(person, kind, about, comment, text);
}

void Notifier::tell_one(Ref person, Notified kind, const Record& about, std::int64_t comment,
                        const std::string& text) {
  const Ref thing{about.entity().kind, about.id()};
  if (!may_be_told(person, kind) || !told_.emplace(person, thing, kind, comment).second) return;
  Record row(schema::notification);
  row.set_id(context_.records.next_id(schema::notification));
  row.set("_person", person);
  row.set("dateTime", at_instant(context_.now));
  row.set("type", static_cast<std::int64_t>(kind));
  row.set("isRead", is_outside(person, context_));  // he has the letter, and nowhere to mark it
  if (author_.id != 0) row.set("author", author_);
  row.set(thing.kind == RefKind::task ? "task" : "contact", thing);
  if (comment != 0) row.set("commentId", comment);
  context_.records.save(row);
  if (context_.mails) write_letter({person, author_, kind, text}, about, context_);
}

}  // namespace planstead::domain
