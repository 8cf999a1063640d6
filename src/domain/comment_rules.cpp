// Comments (domain/tasks-and-access.md 6, observed 17). Who may write and read which is a matter of
// the rights (feed_access.cpp).
#include "domain/comment_rules.h"

#include <algorithm>

#include "domain/access.h"
#include "domain/check_references.h"
#include "domain/data_tag_entries.h"
#include "domain/entity_rules.h"
#include "domain/notify.h"
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

base::Error untouchable(std::int64_t id) {
  return base::refusal(ErrorCode::access_denied, {}, "for comment by id - " + std::to_string(id));
}

// The task or contact of the path.
base::Result<Record> find_owner(Ref owner, Context& context) {
  if (owner.kind == RefKind::contact) return find_row(schema::contact, owner.id, context);
  auto task = context.records.find(schema::task, owner.id);
  if (!task || !is_live_task(*task)) return no_such_row(schema::task, owner.id);
  return *std::move(task);
}

// ---- recipients ----

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
  // As every list of people is kept, and as a structure file gives it back.
  std::ranges::stable_partition(people, [](Ref ref) { return ref.kind != RefKind::group; });
  edit.row.set("recipients", people.empty() ? schema::Value{} : schema::Value{std::move(people)});
}

// Whoever a comment is sent to, or mentions, can read it: without access he becomes a participant
// (domain/tasks-and-access.md 1.10, 6.3).
void let_in(Record& owner, const schema::RefList& recipients, const schema::RefList& mentioned,
            Context& context) {
  if (&owner.entity() != &schema::task) return;
  schema::RefList people = shut_out(owner, recipients, context);
  for (const Ref person : without(strangers_to(owner, mentioned, context), people))
    people.push_back(person);
  if (people.empty()) return;
  for (const Ref ref : without(owner.refs("participants"), people)) people.push_back(ref);
  std::ranges::stable_partition(people, [](Ref ref) { return ref.kind != RefKind::group; });
  owner.set("participants", std::move(people));
}

// A hidden comment is read by those whom it is sent to: whom it mentions, it is sent to. A contact
// lets in nobody whom he may not address (digest 5.6).
schema::RefList take_mentions(Record& comment, const Record& owner, Context& context) {
  schema::RefList mentioned = mentioned_in(comment.text("description"), context.catalog);
  Asker asker(context);
  if (asker.is_contact() && &owner.entity() == &schema::task)
    std::erase_if(mentioned,
                  [&](Ref ref) { return !asker.may_address(ref, owner.ref("project").id); });
  if (!comment.flag("isHidden") || mentioned.empty()) return mentioned;
  schema::RefList recipients = comment.refs("recipients");
  for (const Ref person : without(mentioned, people_of(recipients, context.catalog)))
    recipients.insert(recipients.begin(), person);
  comment.set("recipients", std::move(recipients));
  return mentioned;
}

schema::RefList new_recipients(const Record& comment, const Record& before) {
  return without(comment.refs("recipients"), before.refs("recipients"));
}

// ---- texts ----

bool says_nothing(const Record& comment) {
  return comment.text("description").empty() && comment.refs("files").empty();
}

base::Status check_texts(const RowEdit& edit, ErrorCode code) {
  PS_CHECK(check_length(edit, "sourceDataVersion", source_version_max));
  if (edit.row.text("description").size() > text_bytes_max)
    return base::invalid("description", "longer than 64 KB");
  // A comment that holds data tag entries may say nothing; nobody empties another.
  if (!says_nothing(edit.row) || (edit.before && says_nothing(*edit.before))) return base::ok();
  return base::refusal(code, "description", "a comment needs a text or a file");
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
  if (same_content(edit.row, *now)) return base::ok();
  context.records.save(edit.row);
  PS_TRY(Record task, find_owner(owner_of(edit.row), context));
  let_in(task, new_recipients(edit.row, *edit.before), {}, context);
  touch_owner(task, context);
  return base::ok();
}

base::Status check_open(const Record& owner, Context& context) {
  if (&owner.entity() == &schema::task && process_of(owner, context.catalog).comments_closed)
    return base::refusal(ErrorCode::access_denied, {}, "New comments not allowed in this process");
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
  complete_comment(edit.row, context.viewer.person, at_instant(context.now));
  const schema::RefList mentioned = take_mentions(edit.row, owner, context);
  save_new_comment(edit.row, context);
  let_in(owner, edit.row.refs("recipients"), mentioned, context);
  take_last_comment(owner, edit.row);
  touch_owner(owner, context);
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
    return base::refusal(ErrorCode::comment_not_updated, {},
                         "nobody wrote it: it records a change");
  apply_plain_changes(edit, ruled_fields);
  take_recipients(edit, owner);
  PS_CHECK(check_texts(edit, ErrorCode::comment_not_updated));
  if (same_content(edit.row, before)) return base::ok();
  context.records.save(edit.row);
  let_in(owner, new_recipients(edit.row, before), {}, context);
  touch_owner(owner, context);
  return base::ok();
}

base::Status remove_comment(const PathIds& ids, Context& context) {
  PS_TRY(Record comment, find_comment(ids.back(), context));
  // A status that was entered stays entered (domain/automation-and-events.md 6, action.delete).
  const bool stays = comment.flag("_first") || !is_written(comment) ||
                     !schema::is_empty(comment.get("changeStatus"));
  if (stays) return untouchable(comment.id());
  const Ref of = owner_of(comment);
  PS_TRY(const Record carrier, find_owner(of, context));
  PS_CHECK(check_entries_of(comment.id(), carrier, context));
  comment.set("isDeleted", true);
  context.records.save(comment);
  drop_entries_of(comment.id(), context);
  PS_TRY(Record owner, find_owner(of, context));
  const auto last = context.records.last_comment(of);
  if (schema::find_field(owner.entity(), "dateOfLastComment") != nullptr)
    owner.set("dateOfLastComment", last ? schema::Value{*last} : schema::Value{});
  touch_owner(owner, context);
  return base::ok();
}

base::Result<std::int64_t> add_holder(Record& owner, Context& context) {
  PS_CHECK(check_open(owner, context));
  Record comment(schema::comment);
  comment.set(field_of(owner.entity().kind), Ref{owner.entity().kind, owner.id()});
  complete_comment(comment, context.viewer.person, at_instant(context.now));
  save_new_comment(comment, context);
  take_last_comment(owner, comment);
  return comment.id();
}

base::Result<Record> find_comment_of(Ref owner, std::int64_t id, Context& context) {
  PS_TRY(Record comment, find_comment(id, context));
  if (owner_of(comment) != owner) return no_such_row(schema::comment, id);
  return comment;
}

}  // namespace planstead::domain
