// Shares and ranges of comments.
#include "demo/make_comment.h"

#include <algorithm>

#include "demo/plan.h"
#include "demo/words.h"
#include "schema/comment.h"

namespace planstead::demo {

using base::Moment;
using base::Ref;
using base::RefKind;
using schema::Record;

namespace {
constexpr std::int64_t comments_each = 5, long_discussion = 200;

void set_flag(Record& comment, std::string_view flag, bool on) { comment.set(flag, on); }
}  // namespace

std::int64_t CommentMaker::count(const Record& task) {
  owed_ += comments_each;
  if (task.moment("dateOfLastComment") == nullptr) return 0;
  std::int64_t count = owed_ > 1 ? random_.between((owed_ + 1) / 2, owed_) : 1;
  if (random_.below(long_discussion) == 0) count += long_discussion;
  owed_ -= count;
  return count;
}

Ref CommentMaker::person() {
  return random_.chance(6) ? Ref{RefKind::contact, random_.between(first_contact, last_contact)}
                           : Ref{RefKind::user, random_.between(2, users)};
}

Record CommentMaker::written(std::int64_t id, base::Seconds moment) {
  Record comment(schema::comment);
  comment.set_id(id);
  comment.set("dateTime", Moment{moment, true});
  comment.set("type", static_cast<std::int64_t>(schema::CommentType::written));
  comment.set("fromType", random_.chance(10) ? random_.between(1, 12) : std::int64_t{0});
  comment.set("owner", person());
  comment.set("description", "<p>" + std::string(random_.pick(sentences)) +
                                 (random_.chance(40) ? " " + std::string(random_.pick(sentences))
                                                     : std::string()) +
                                 "</p>");
  set_flag(comment, "isDeleted", false);
  set_flag(comment, "isPinned", random_.chance(2));
  set_flag(comment, "isHidden", random_.chance(3));
  return comment;
}

void CommentMaker::set_recipients(Record& comment, const Record& task) {
  if (!random_.chance(40)) return;
  schema::RefList to = task.refs("assignees");
  if (to.empty()) to.push_back(task.ref("assigner"));
  comment.set("recipients", std::move(to));
}

void CommentMaker::record_change(Record& comment, const Record& task) {
  comment.set("type", static_cast<std::int64_t>(schema::CommentType::recorded));
  comment.set("description", {});
  set_flag(comment, "isPinned", false);
  set_flag(comment, "isHidden", false);
  const Moment* end = task.moment("endDateTime");
  if (end != nullptr && random_.chance(40))
    comment.set("changeTaskExpectDate", schema::DateChange{std::nullopt, *end});
  else
    comment.set("changeStatus", schema::RefList{{RefKind::status, 1}, {RefKind::status, 2}});
}

Record CommentMaker::make(const Record& task, std::int64_t id, bool is_last) {
  const base::Seconds first = task.moment("dateTime")->utc;
  const base::Seconds last = task.moment("dateOfLastComment")->utc;
  Record comment =
      written(id, is_last ? last : first + random_.below(std::max<base::Seconds>(1, last - first)));
  comment.set("task", Ref{RefKind::task, task.id()});
  if (is_last) return comment;
  if (random_.chance(8))
    record_change(comment, task);
  else
    set_recipients(comment, task);
  if (random_.chance(1)) set_flag(comment, "isDeleted", true);
  if (random_.chance(1))
    comment.set("files", schema::RefList{{RefKind::file, random_.between(1, files)}});
  return comment;
}

Record CommentMaker::make_on_contact(std::int64_t contact, std::int64_t id) {
  Record comment = written(id, now_ - random_.below(base::Seconds{700} * 86400));
  comment.set("contact", Ref{RefKind::contact, contact});
  return comment;
}

}  // namespace planstead::demo
