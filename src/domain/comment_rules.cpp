// Comments (domain/tasks-and-access.md 6, observed 17). Who may write and read which is left to the
// rights, which are not built yet.
#include "domain/comment_rules.h"

#include <algorithm>

#include "domain/check_references.h"
#include "domain/data_tag_entries.h"
#include "domain/entity_rules.h"
#include "domain/task_edit.h"
#include "schema/comment.h"

namespace planstead::domain {

namespace {

using base::ErrorCode;
using base::Ref;
using base::RefKind;
using schema::CommentType;
using schema::Record;

constexpr std::size_t text_bytes_max = 64 * 1024;
constexpr std::size_t source_version_max = 100;
constexpr std::string_view ruled_fields[] = {"recipients"};

base::Error refusal(ErrorCode code, std::string where, std::string detail) {
  return {.code = code, .where = std::move(where), .detail = std::move(detail), .log = {}};
}

base::Error untouchable(std::int64_t id) {
  return refusal(ErrorCode::access_denied, {}, "for comment by id - " + std::to_string(id));
}

Ref owner_of(const Record& comment) {
  const Ref task = comment.ref("task");
  return task.id != 0 ? task : comment.ref("contact");
}

// The task or contact of the path.
base::Result<Record> find_owner(Ref owner, Context& context) {
  if (owner.kind == RefKind::contact) return find_row(schema::contact, owner.id, context);
  auto task = context.records.find(schema::task, owner.id);
  if (!task || !is_live_task(*task)) return no_such_row(schema::task, owner.id);
  return *std::move(task);
}

// ---- recipients ----

// Who has the role on the task at this moment. A contact's card knows no such roles.
schema::RefList with_role(Ref role, const Record& owner) {
  if (&owner.entity() != &schema::task) return {};
  switch (role.id) {
    case 1:
      return owner.refs("assignees");
    case 2:
      return owner.refs("participants");
    case 3:
      return owner.refs("auditors");
    default:
      return owner.ref("assigner").id == 0 ? schema::RefList{}
                                           : schema::RefList{owner.ref("assigner")};
  }
}

void take_recipients(RowEdit& edit, const Record& owner) {
  const request::Change* change = edit.body.find("recipients");
  if (change == nullptr) return;
  schema::RefList people;
  const auto add = [&](Ref person) {
    if (std::ranges::find(people, person) == people.end()) people.push_back(person);
  };
  if (const auto* sent = std::get_if<schema::RefList>(&change->value))
    for (Ref ref : *sent) {
      if (ref.kind != RefKind::none) {
        add(ref);
        continue;
      }
      const schema::RefList holders = with_role(ref, owner);
      if (holders.empty())
        edit.note("recipients.roles: nobody is " +
                  std::string(schema::notified_roles[static_cast<std::size_t>(ref.id - 1)]));
      std::ranges::for_each(holders, add);
    }
  edit.row.set("recipients", people.empty() ? schema::Value{} : schema::Value{std::move(people)});
}

// ---- texts ----

base::Status check_texts(const RowEdit& edit, ErrorCode code) {
  PS_CHECK(check_length(edit, "sourceDataVersion", source_version_max));
  if (edit.row.text("description").size() > text_bytes_max)
    return base::invalid("description", "longer than 64 KB");
  if (!edit.row.text("description").empty() || !edit.row.refs("files").empty()) return base::ok();
  return refusal(code, "description", "a comment needs a text or a file");
}

// ---- what the owner learns ----

void set_if_known(Record& row, std::string_view field, schema::Value value) {
  if (schema::find_field(row.entity(), field) != nullptr) row.set(field, std::move(value));
}

// Copies that ask for what is new ask by these two (observed 12.11).
void touch(Record& owner, Context& context) {
  set_if_known(owner, "dateOfLastUpdate", at_instant(context.now));
  context.records.save(owner);
}

void fill_defaults(Record& comment, Ref author, const base::Moment& moment) {
  if (comment.ref("owner").id == 0) comment.set("owner", author);
  if (comment.moment("dateTime") == nullptr) comment.set("dateTime", moment);
  comment.set("type", static_cast<std::int64_t>(CommentType::written));
  comment.set("fromType", std::int64_t{0});
  for (std::string_view flag : {"isDeleted", "isPinned", "isHidden"})
    if (schema::is_empty(comment.get(flag))) comment.set(flag, false);
}

// What the server writes itself.
Record entry_of(Ref task, Context& context) {
  Record entry(schema::comment);
  entry.set("task", task);
  fill_defaults(entry, context.viewer.person, at_instant(context.now));
  entry.set("type", static_cast<std::int64_t>(CommentType::recorded));
  return entry;
}

void save_new(Record& entry, Context& context) {
  entry.set_id(context.records.next_id(schema::comment));
  context.records.save(entry);
}

CommentType type_of_first(const Record& task) {
  const bool says = !task.text("description").empty() || !task.refs("files").empty();
  return says ? CommentType::written : CommentType::recorded;
}

// ---- updates ----

// What the first comment shows is the task's: it is changed there, by the rules of tasks.
base::Status update_description(const Record& comment, const request::Body& body,
                                Context& context) {
  request::Body of_task;
  for (const schema::Field& field : schema::task.fields)
    if (field.name == "description" || field.name == "files")
      if (const request::Change* change = body.find(field.name))
        of_task.changes.push_back({&field, change->value});
  if (of_task.changes.empty()) return base::ok();
  return update_task({comment.ref("task").id}, of_task, context);
}

// Entries that the server wrote are no one's to change (domain/automation-and-events.md 6,
// action.update).
bool is_written(const Record& comment) {
  return comment.integer("type") == static_cast<std::int64_t>(CommentType::written);
}

base::Result<Record> find_comment(std::int64_t id, Context& context) {
  PS_TRY(Record comment, find_row(schema::comment, id, context));
  if (comment.flag("_withOwner")) return no_such_row(schema::comment, id);
  return comment;
}

base::Status update_first(RowEdit& edit, Context& context) {
  constexpr std::string_view of_the_task[] = {"recipients", "description", "files"};
  edit.row = *edit.before;
  PS_TRY(const Record owner, find_owner(owner_of(edit.row), context));
  apply_plain_changes(edit, of_the_task);
  take_recipients(edit, owner);
  PS_CHECK(check_length(edit, "sourceDataVersion", source_version_max));
  PS_CHECK(update_description(edit.row, edit.body, context));
  auto now = context.records.find(schema::comment, edit.row.id());
  edit.row.set("type", now->get("type"));
  if (!same_content(edit.row, *now)) context.records.save(edit.row);
  return base::ok();
}

base::Status check_open(const Record& owner, Context& context) {
  if (&owner.entity() == &schema::task && process_of(owner, context.catalog).comments_closed)
    return refusal(ErrorCode::access_denied, {}, "New comments not allowed in this process");
  return base::ok();
}

std::string_view field_of(RefKind owner) {
  return schema::owner_field(schema::comment, owner)->name;
}

}  // namespace

base::Result<std::int64_t> create_comment(const PathIds& ids, const request::Body& body,
                                          Context& context) {
  const Ref of{context.owner(), ids.front()};
  PS_TRY(Record owner, find_owner(of, context));
  PS_CHECK(check_open(owner, context));
  RowEdit edit{context, body, Record(schema::comment), std::nullopt};
  apply_plain_changes(edit, ruled_fields);
  PS_CHECK(check_body_references(body, nullptr, context.records));
  take_recipients(edit, owner);
  PS_CHECK(check_texts(edit, ErrorCode::comment_not_added));
  edit.row.set(field_of(of.kind), of);
  fill_defaults(edit.row, context.viewer.person, at_instant(context.now));
  save_new(edit.row, context);
  take_last_comment(owner, edit.row);
  touch(owner, context);
  return edit.row.id();
}

base::Status update_comment(const PathIds& ids, const request::Body& body, Context& context) {
  const Ref of{context.owner(), ids.front()};
  PS_TRY(Record owner, find_owner(of, context));
  PS_TRY(Record before, find_comment_of(of, ids.back(), context));
  RowEdit edit{context, body, before, before};
  PS_CHECK(check_body_references(body, &before, context.records));
  if (before.flag("_first")) return update_first(edit, context);
  if (!is_written(before))
    return refusal(ErrorCode::comment_not_updated, {}, "nobody wrote it: it records a change");
  apply_plain_changes(edit, ruled_fields);
  take_recipients(edit, owner);
  PS_CHECK(check_texts(edit, ErrorCode::comment_not_updated));
  if (same_content(edit.row, before)) return base::ok();
  context.records.save(edit.row);
  touch(owner, context);
  return base::ok();
}

base::Status remove_comment(const PathIds& ids, Context& context) {
  PS_TRY(Record comment, find_comment(ids.back(), context));
  // A status that was entered stays entered (domain/automation-and-events.md 6, action.delete).
  const bool stays = comment.flag("_first") || !is_written(comment) ||
                     !schema::is_empty(comment.get("changeStatus"));
  if (stays) return untouchable(comment.id());
  const Ref of = owner_of(comment);
  comment.set("isDeleted", true);
  context.records.save(comment);
  drop_entries_of(comment.id(), context);
  PS_TRY(Record owner, find_owner(of, context));
  const auto last = context.records.last_comment(of);
  set_if_known(owner, "dateOfLastComment", last ? schema::Value{*last} : schema::Value{});
  touch(owner, context);
  return base::ok();
}

base::Result<std::int64_t> add_holder(Record& owner, Context& context) {
  PS_CHECK(check_open(owner, context));
  Record comment(schema::comment);
  comment.set(field_of(owner.entity().kind), Ref{owner.entity().kind, owner.id()});
  fill_defaults(comment, context.viewer.person, at_instant(context.now));
  save_new(comment, context);
  take_last_comment(owner, comment);
  return comment.id();
}

base::Result<Record> find_comment_of(Ref owner, std::int64_t id, Context& context) {
  PS_TRY(Record comment, find_comment(id, context));
  if (owner_of(comment) != owner) return no_such_row(schema::comment, id);
  return comment;
}

Record first_comment_of(const Record& task) {
  Record first(schema::comment);
  first.set_id(task.integer("firstComment"));
  first.set("task", Ref{RefKind::task, task.id()});
  const Ref author = task.ref("_author");
  fill_defaults(first, author.id != 0 ? author : task.ref("assigner"), *task.moment("dateTime"));
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

void record_changes(const RowEdit& task, Context& context) {
  if (context.silent) return;
  const Ref of{RefKind::task, task.row.id()};
  const std::int64_t before = status_for(*task.before, context.viewer);
  const std::int64_t after = status_for(task.row, context.viewer);
  if (before != after) {
    Record entry = entry_of(of, context);
    entry.set("changeStatus", schema::RefList{{RefKind::status, before}, {RefKind::status, after}});
    save_new(entry, context);
  }
  std::optional<Record> dates;
  for (const auto& [field, change] : {std::pair{"startDateTime", "changeTaskStartDate"},
                                      {"endDateTime", "changeTaskExpectDate"}}) {
    if (same_value(task.before->get(field), task.row.get(field))) continue;
    if (!dates) dates = entry_of(of, context);
    const auto moment = [&](const Record& row) {
      const base::Moment* found = row.moment(field);
      return found == nullptr ? std::nullopt : std::optional(*found);
    };
    dates->set(change, schema::DateChange{moment(*task.before), moment(task.row)});
  }
  if (dates) save_new(*dates, context);
}

void hide_comments(Ref owner, bool hidden, Context& context) {
  for (const std::int64_t id : context.records.comments(owner)) {
    auto comment = context.records.find(schema::comment, id);
    if (!comment || comment->flag("_withOwner") == hidden) continue;
    comment->set("_withOwner", hidden);
    context.records.save(*comment);
  }
}

bool is_unread(const Record& comment, const request::Viewer& viewer,
               const catalog::Catalog& catalog) {
  const catalog::User* user = catalog.user(viewer.person.id);
  const bool robot = user != nullptr && user->role == catalog::Role::robot;
  if (robot || !is_written(comment) || comment.ref("owner") == viewer.person) return false;
  return std::ranges::any_of(comment.refs("recipients"), [&](Ref to) {
    return to == viewer.person ||
           (to.kind == RefKind::group && catalog.in_group(viewer.person, to.id));
  });
}

}  // namespace planstead::domain
