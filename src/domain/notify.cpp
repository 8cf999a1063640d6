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

// Those of `list` who are not in `before`.
RefList added(const RefList& list, const RefList& before) {
  RefList fresh;
  for (Ref ref : list)
    if (std::ranges::find(before, ref) == before.end()) fresh.push_back(ref);
  return fresh;
}

RefList concerned(const Record& task) {
  RefList people{task.ref("assigner")};
  for (const std::string_view role : {"assignees", "auditors"})
    for (Ref ref : task.refs(role)) people.push_back(ref);
  return people;
}

// What the server did is no news for people from outside (domain/automation-and-events.md 4.2).
bool is_for_clients(Notified kind) {
  return kind == Notified::new_task || kind == Notified::new_comment || kind == Notified::reminder;
}

RefList holders(const Record& owner, Ref role) {
  if (&owner.entity() != &schema::task) return {};
  constexpr std::string_view lists[] = {"assignees", "participants", "auditors"};
  const auto index = static_cast<std::size_t>(role.id - 1);
  return index < std::size(lists) ? owner.refs(lists[index]) : RefList{owner.ref("assigner")};
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
  tell(added(task.refs("assignees"), before->refs("assignees")), Notified::assigned, task,
       entries.people);
  if (entries.status != 0) tell(concerned(task), Notified::new_status, task, entries.status);
  if (entries.dates != 0) tell(concerned(task), Notified::new_dates, task, entries.dates);
}

void Notifier::tell_of_comment(const RowChange& change) {
  if (!change.after || change.after->flag("isDeleted")) return;
  const Record& comment = *change.after;
  if (!is_written(comment)) return;
  const RefList recipients = added(comment.refs("recipients"),
                                   change.before ? change.before->refs("recipients") : RefList{});
  RefList mentioned;
  if (!comment.flag("_first") && !change.before)
    mentioned = added(mentioned_in(comment.text("description"), context_.catalog),
                      people_of(comment.refs("recipients"), context_.catalog));
  if (recipients.empty() && mentioned.empty()) return;  // as the first comment of most tasks
  const Ref of = owner_of(comment);
  const auto owner =
      context_.records.find(of.kind == RefKind::task ? schema::task : schema::contact, of.id);
  if (!owner) return;
  author_ = comment.ref("owner");  // a token may write in somebody else's name
  const std::string text = plain_text(comment.text("description"));
  tell(recipients, Notified::new_comment, *owner, comment.id(), text);
  tell(mentioned, Notified::mention, *owner, comment.id(), text);
}

void Notifier::tell_of_reminder(const schema::Reminder& reminder, std::int64_t comment,
                                const Record& owner) {
  RefList people;
  for (Ref ref : reminder.recipients) {
    const RefList some = ref.kind == RefKind::none ? holders(owner, ref) : RefList{ref};
    people.insert(people.end(), some.begin(), some.end());
  }
  if (people.empty()) people.push_back(reminder.owner);  // nobody chosen: whoever made it
  tell(people, Notified::reminder, owner, comment, reminder.text);
}

bool Notifier::may_be_told(Ref person, Notified kind) {
  if (person.id == 0 || person == context_.viewer.person || person == author_) return false;
  if (person.kind == RefKind::user) {
    const catalog::User* user = context_.catalog.user(person.id);
    return user != nullptr && user->role != catalog::Role::robot &&
           user->role != catalog::Role::user_without_access &&
           user->status == catalog::PersonStatus::active;
  }
  if (person.kind != RefKind::contact) return false;
  const auto contact = context_.records.find(schema::contact, person.id);
  return contact && !contact->flag("isDeleted") &&
         (contact->flag("hasAccess") || is_for_clients(kind));
}

void Notifier::tell(const RefList& people, Notified kind, const Record& about, std::int64_t comment,
                    const std::string& text) {
  for (Ref person : people_of(people, context_.catalog))
    tell_one(person, kind, about, comment, text);
}

void Notifier::tell_one(Ref person, Notified kind, const Record& about, std::int64_t comment,
                        const std::string& text) {
  const Ref thing{about.entity().kind, about.id()};
  if (!may_be_told(person, kind) || !told_.emplace(person, thing, kind).second) return;
  Record row(schema::notification);
  row.set_id(context_.records.next_id(schema::notification));
  row.set("_person", person);
  row.set("dateTime", at_instant(context_.now));
  row.set("type", static_cast<std::int64_t>(kind));
  row.set("isRead", false);
  if (author_.id != 0) row.set("author", author_);
  row.set(thing.kind == RefKind::task ? "task" : "contact", thing);
  if (comment != 0) row.set("commentId", comment);
  context_.records.save(row);
  if (context_.mails) write_letter({person, author_, kind, text}, about, context_);
}

RefList people_of(const RefList& list, const catalog::Catalog& catalog) {
  RefList people;
  const auto add = [&](Ref person) {
    if (std::ranges::find(people, person) == people.end()) people.push_back(person);
  };
  for (Ref ref : list) {
    if (ref.kind != RefKind::group) {
      add(ref);
      continue;
    }
    if (const catalog::Group* group = catalog.group(ref.id))
      for (const std::int64_t member : group->members) add({RefKind::user, member});
  }
  return people;
}

RefList strangers_to(const Record& task, const RefList& people, const catalog::Catalog& catalog) {
  RefList known{task.ref("assigner")};
  for (const std::string_view role : {"assignees", "participants", "auditors"})
    for (Ref ref : task.refs(role)) known.push_back(ref);
  known = people_of(known, catalog);
  RefList strangers;
  for (Ref person : added(people, known)) {
    const catalog::User* user = person.kind == RefKind::user ? catalog.user(person.id) : nullptr;
    const bool counts = user != nullptr && user->role != catalog::Role::admin &&
                        user->role != catalog::Role::robot &&
                        user->status == catalog::PersonStatus::active &&
                        person.id != catalog.account.owner;
    if (counts) strangers.push_back(person);
  }
  return strangers;
}

}  // namespace planstead::domain
