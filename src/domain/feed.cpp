// What others than writers of comments put into the feed, and what both share.
#include <algorithm>

#include "domain/comment_rules.h"
#include "schema/comment.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::CommentType;
using schema::Record;

CommentType type_of_first(const Record& task) {
  const bool says = !task.text("description").empty() || !task.refs("files").empty();
  return says ? CommentType::written : CommentType::recorded;
}

}  // namespace

Ref owner_of(const Record& row) {
  const Ref task = row.ref("task");
  return task.id != 0 ? task : row.ref("contact");
}

void complete_comment(Record& comment, Ref author, const base::Moment& moment) {
  if (comment.ref("owner").id == 0 && author.id != 0) comment.set("owner", author);
  if (comment.moment("dateTime") == nullptr) comment.set("dateTime", moment);
  comment.set("type", static_cast<std::int64_t>(CommentType::written));
  comment.set("fromType", std::int64_t{0});
  for (std::string_view flag : {"isDeleted", "isPinned", "isHidden"})
    if (schema::is_empty(comment.get(flag))) comment.set(flag, false);
}

void save_new_comment(Record& entry, Context& context) {
  entry.set_id(context.records.next_id(schema::comment));
  context.records.save(entry);
}

bool is_written(const Record& comment) {
  return comment.integer("type") == static_cast<std::int64_t>(CommentType::written);
}

// Copies that ask for what is new ask by this and the last comment (observed 12.11).
void touch_owner(Record& owner, Context& context) {
  if (schema::find_field(owner.entity(), "dateOfLastUpdate") != nullptr)
    owner.set("dateOfLastUpdate", at_instant(context.now));
  context.records.save(owner);
}

Record first_comment_of(const Record& task) {
  Record first(schema::comment);
  first.set_id(task.integer("firstComment"));
  first.set("task", Ref{RefKind::task, task.id()});
  const Ref author = task.ref("_author");
  complete_comment(first, author.id != 0 ? author : task.ref("assigner"), *task.moment("dateTime"));
  first.set("type", static_cast<std::int64_t>(type_of_first(task)));
  first.set("_first", true);
  return first;
}

void add_first_comment(Record& task, Records& records) {
  if (task.integer("firstComment") == 0)
    task.set("firstComment", records.next_id(schema::comment));
  else if (records.find(schema::comment, task.integer("firstComment")))
    return;
  records.save(first_comment_of(task));
}

void settle_first_comment(const Record& task, Records& records) {
  auto first = records.find(schema::comment, task.integer("firstComment"));
  if (!first) return;
  const auto type = static_cast<std::int64_t>(type_of_first(task));
  if (first->integer("type") == type) return;
  first->set("type", type);
  records.save(*first);
}

bool take_last_comment(Record& owner, const Record& comment) {
  if (schema::find_field(owner.entity(), "dateOfLastComment") == nullptr || !is_written(comment) ||
      comment.flag("isDeleted"))
    return false;
  const base::Moment moment = *comment.moment("dateTime");
  const base::Moment* last = owner.moment("dateOfLastComment");
  if (last != nullptr && last->utc >= moment.utc) return false;
  owner.set("dateOfLastComment", moment);
  return true;
}

void hide_comments(Ref owner, bool hidden, Context& context) {
  for (const std::int64_t id : context.records.comments(owner)) {
    auto comment = context.records.find(schema::comment, id);
    if (!comment || comment->flag("_withOwner") == hidden) continue;
    comment->set("_withOwner", hidden);
    context.records.save(*comment);
  }
}

}  // namespace planstead::domain
