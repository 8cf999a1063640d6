// Reminders of comments at their time, and marks of what was read (domain/automation-and-events.md
// 4.4, 4.5).
#include <algorithm>

#include "domain/comment_rules.h"
#include "domain/entity_rules.h"
#include "domain/notify.h"
#include "schema/comment.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

bool is_due(const schema::Reminder& one, base::Seconds now) {
  return !one.reminded && one.date && one.date->utc <= now;
}

std::optional<Record> living_owner(const Record& comment, Context& context) {
  const Ref of = owner_of(comment);
  auto owner =
      context.records.find(of.kind == RefKind::task ? schema::task : schema::contact, of.id);
  if (owner && owner->flag("isDeleted")) return std::nullopt;
  return owner;
}

// A reminder that fired stands in the feed (domain/tasks-and-access.md 6.2); that of a hidden
// comment is as hidden.
Record record_reminder(const schema::Reminder& one, const Record& comment, Context& context) {
  const Ref owner = owner_of(comment);
  Record entry(schema::comment);
  entry.set(owner.kind == RefKind::task ? "task" : "contact", owner);
  complete_comment(entry, one.owner, at_instant(context.now));
  entry.set("type", static_cast<std::int64_t>(schema::CommentType::reminder));
  if (!one.text.empty()) entry.set("description", one.text);
  if (comment.flag("isHidden")) {
    schema::RefList readers{comment.ref("owner")};
    for (const Ref ref : comment.refs("recipients")) readers.push_back(ref);
    entry.set("isHidden", true);
    entry.set("recipients", std::move(readers));
  }
  schema::Reminder fired = one;
  fired.reminded = true;
  entry.set("reminders", schema::ReminderList{std::move(fired)});
  save_new_comment(entry, context);
  return entry;
}

}  // namespace

int run_reminders(std::int64_t comment, Context& context) {
  auto row = context.records.find(schema::comment, comment);
  const auto* stored = row ? std::get_if<schema::ReminderList>(&row->get("reminders")) : nullptr;
  if (stored == nullptr || row->flag("isDeleted")) return 0;
  schema::ReminderList list = *stored;
  const auto owner = living_owner(*row, context);
  Notifier notifier(context);
  int fired = 0;
  for (schema::Reminder& one : list) {
    if (!is_due(one, context.now)) continue;
    one.reminded = true;
    ++fired;
    if (!owner) continue;
    const Record entry = record_reminder(one, *row, context);
    schema::Reminder told = one;
    if (told.text.empty()) told.text = plain_text(row->text("description"));
    notifier.tell_of_reminder(told, entry, *owner);
  }
  if (fired == 0) return 0;
  row->set("reminders", std::move(list));
  context.records.save(*row);
  return fired;
}

base::Status read_notifications(const PathIds&, const request::Body& body, Context& context) {
  const Ref person = context.viewer.person;
  const Ref* task = body.sent<Ref>("task");
  if (task != nullptr && task->id != 0) context.records.mark_read(person, *task);
  if (const bool* all = body.sent<bool>("all"); all != nullptr && *all)
    context.records.mark_read(person, {});
  const auto* ids = body.sent<schema::RefList>("ids");
  if (ids == nullptr) return base::ok();
  for (const Ref ref : *ids) {
    auto row = context.records.find(schema::notification, ref.id);
    if (!row || row->ref("_person") != person) {
      context.notes.push_back("ids: " + std::to_string(ref.id) + " is none of yours");
    } else if (!row->flag("isRead")) {
      row->set("isRead", true);
      context.records.save(*row);
    }
  }
  return base::ok();
}

}  // namespace planstead::domain
