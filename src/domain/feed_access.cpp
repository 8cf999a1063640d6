// Who may write comments and data tag entries (domain/tasks-and-access.md 5.4, 5.5).
#include <algorithm>

#include "catalog/access.h"
#include "domain/comment_rules.h"
#include "domain/entity_access.h"
#include "domain/notify.h"
#include "domain/task_edit.h"
#include "schema/comment.h"
#include "schema/project.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

// Whoever reads a task or card may comment there. What is in the bin, or is no task, is the rules'.
base::Status check_feed(Ref owner, Asker& asker) {
  const auto row = asker.records().find(*schema::entity_of(owner.kind), owner.id);
  if (!row || row->flag("isDeleted")) return base::ok();
  if (owner.kind == RefKind::contact)
    return asker.sees_contact(*row) ? base::ok() : no_such_row(schema::contact, owner.id);
  if (!is_live_task(*row) || asker.level(*row) >= Level::comment) return base::ok();
  return denied(schema::task, owner.id);
}

std::optional<Record> comment_of_path(const PathIds& ids, Asker& asker) {
  auto comment = asker.records().find(schema::comment, ids.back());
  if (!comment || comment->flag("isDeleted") || comment->flag("_withOwner")) return std::nullopt;
  return comment;
}

// Digest 1.6: by the roles that he holds himself. Whoever has one that may, may.
base::Status check_ban(Ref owner, Asker& asker) {
  const auto task =
      owner.kind == RefKind::task ? asker.records().find(schema::task, owner.id) : std::nullopt;
  if (!task || asker.is_admin()) return base::ok();
  const catalog::Catalog& catalog = asker.context().catalog;
  const std::int64_t status = status_for(*task, asker.context().viewer);
  Places left = asker.own_places(*task);
  const Places held = left;
  for (const catalog::CommentBan& ban : process_of(*task, catalog).comment_bans)
    if (ban.status == status)
      for (const catalog::TaskRole role : ban.roles) take_role(left, role);
  const bool banned = has_some(held) && !has_some(left);
  if (!banned) return base::ok();
  return base::refusal(
      base::ErrorCode::comment_not_added, {},
      "the process lets nobody of your role comment in status " + std::to_string(status));
}

// Contacts write to those who are on the task, and to whom they may give work (digest 5.6).
base::Status check_recipients(const request::Body& body, const Record* before, Ref owner,
                              Asker& asker) {
  const auto* people = body.sent<schema::RefList>("recipients");
  if (people == nullptr || !asker.is_contact()) return base::ok();
  const bool of_task = owner.kind == RefKind::task;
  const auto task = of_task ? asker.records().find(schema::task, owner.id) : std::nullopt;
  const catalog::Catalog& catalog = asker.context().catalog;
  const auto knows = [&](Ref person) {
    return (before != nullptr && schema::mentions(before->get("recipients"), person)) ||
           (task && strangers_to(*task, people_of({person}, catalog), asker.context()).empty());
  };
  for (const Ref person : *people) {
    if (person.kind != RefKind::user && person.kind != RefKind::group) continue;
    if (!knows(person) && !asker.may_address(person, task ? task->ref("project").id : 0))
      return denied(schema::comment, 0, "recipients");
  }
  return base::ok();
}

// What the first comment shows is the task's.
bool is_changed_there(const request::Change& change, const Record& comment, Asker& asker) {
  const bool of_the_task = comment.flag("_first") &&
                           (change.field->name == "description" || change.field->name == "files");
  const auto task =
      of_the_task ? asker.records().find(schema::task, comment.ref("task").id) : std::nullopt;
  return is_changed(change, task ? *task : comment, asker) &&
         !(task && same_value(change.value, task->get(change.field->name)));
}

// ---- data tags ----

// All employees, and no contacts, where the tag has no list; technical administrators arrange data
// tags and put nothing into them (digest 5.1).
bool may_add(std::int64_t tag, Asker& asker) {
  const catalog::Catalog& catalog = asker.context().catalog;
  const catalog::Definition* definition = catalog.data_tag(tag);
  if (definition == nullptr) return true;
  const catalog::User* user = asker.is_contact() ? nullptr : catalog.user(asker.person().id);
  const bool by_default = user != nullptr && user->role != catalog::Role::tech_admin;
  return asker.is_on(definition->access.edit, by_default);
}

base::Status check_tag(const request::Body& body, Asker& asker) {
  const auto* tag = body.sent<Ref>("dataTag");
  if (tag == nullptr || may_add(tag->id, asker)) return base::ok();
  return denied(schema::data_tag, tag->id);
}

// The author's data are his, his head's and, if he is a client, the client manager's to change.
bool answers_for(Ref author, const Record& carrier, Asker& asker) {
  if (asker.stands_for(author)) return true;
  if (author.kind != RefKind::contact || &carrier.entity() != &schema::task) return false;
  const auto project = asker.records().find(schema::project, carrier.ref("project").id);
  return project && asker.is_in(project->refs("clientManagers"));
}

// Among somebody else's words only those put entries who answer for him; into the description, who
// edits the task. A new comment is one as any other.
base::Status check_holder(const PathIds& ids, Asker& asker) {
  const Ref owner{asker.context().owner(), ids.front()};
  if (ids.size() < 2) return check_ban(owner, asker);
  const auto comment = comment_of_path(ids, asker);
  const auto carrier = asker.records().find(*schema::entity_of(owner.kind), owner.id);
  if (!comment || !carrier || owner_of(*comment) != owner) return base::ok();
  if (!asker.reads(*comment)) return no_such_row(schema::comment, comment->id());
  const bool may = comment->flag("_first") ? asker.level(*carrier) == Level::edit
                                           : answers_for(comment->ref("owner"), *carrier, asker);
  return may ? base::ok() : denied(schema::comment, comment->id());
}

bool changes_entry(const Record& entry, const Record& carrier, Asker& asker) {
  if (answers_for(entry.ref("_author"), carrier, asker)) return true;
  if (&carrier.entity() != &schema::task) return false;
  const bool in_description = entry.integer("commentId") == 0;
  return asker.places(carrier).auditor ||
         (in_description && carrier.ref("assigner") == asker.person());
}

// By the list of its tag, and with its comment.
bool may_see(const Record& entry, Asker& asker) {
  const catalog::Catalog& catalog = asker.context().catalog;
  const catalog::Definition* tag = catalog.data_tag(entry.ref("dataTag").id);
  if (tag != nullptr && !catalog::may_view_rows(tag->access, asker.person(), catalog)) return false;
  const auto comment = asker.records().find(schema::comment, entry.integer("commentId"));
  return !comment || asker.reads(*comment);
}

base::Status check_entry(std::int64_t key, Asker& asker) {
  const auto entry = asker.records().find(schema::data_tag_entry, key);
  if (!entry) return base::ok();
  const Ref owner = owner_of(*entry);
  const auto carrier = asker.records().find(*schema::entity_of(owner.kind), owner.id);
  if (!carrier || carrier->flag("isDeleted")) return base::ok();
  PS_CHECK(check_feed(owner, asker));
  if (!may_see(*entry, asker)) return no_such_row(schema::data_tag_entry, key);
  const bool may =
      may_add(entry->ref("dataTag").id, asker) && changes_entry(*entry, *carrier, asker);
  return may ? base::ok() : denied(schema::data_tag_entry, key);
}

}  // namespace

namespace access {

base::Status add_comment(const PathIds& ids, const request::Body& body, Asker& asker) {
  const Ref owner{asker.context().owner(), ids.front()};
  PS_CHECK(check_feed(owner, asker));
  PS_CHECK(check_ban(owner, asker));
  if (body.find("dateTime") != nullptr) return denied(schema::comment, 0, "dateTime");
  if (const auto* author = body.sent<Ref>("owner"); author != nullptr && *author != asker.person())
    return denied(schema::comment, 0, "owner");
  PS_CHECK(check_recipients(body, nullptr, owner, asker));
  return check_named(body, nullptr, asker);
}

base::Status change_comment(const PathIds& ids, const request::Body& body, Asker& asker) {
  const Ref owner{asker.context().owner(), ids.front()};
  PS_CHECK(check_feed(owner, asker));
  const auto comment = comment_of_path(ids, asker);
  if (!comment || owner_of(*comment) != owner) return base::ok();
  if (!asker.reads(*comment)) return no_such_row(schema::comment, ids.back());
  const bool edits = asker.edits_carrier(owner);
  const bool writes = comment->flag("_first") ? edits : comment->ref("owner") == asker.person();
  for (const request::Change& change : body.changes) {
    const bool may = writes || (change.field->name == "isPinned" && edits);
    if (!may && is_changed_there(change, *comment, asker))
      return denied(schema::comment, comment->id());
  }
  PS_CHECK(check_recipients(body, &*comment, owner, asker));
  return check_named(body, &*comment, asker);
}

base::Status remove_comment(const PathIds& ids, Asker& asker) {
  const auto comment = comment_of_path(ids, asker);
  if (!comment) return base::ok();
  PS_CHECK(check_feed(owner_of(*comment), asker));
  if (!asker.reads(*comment)) return no_such_row(schema::comment, ids.back());
  const bool own = !comment->flag("_first") && comment->ref("owner") == asker.person();
  return own ? base::ok() : denied(schema::comment, comment->id());
}

base::Status add_data_tag_entry(const PathIds& ids, const request::Body& body, Asker& asker) {
  PS_CHECK(check_feed({asker.context().owner(), ids.front()}, asker));
  PS_CHECK(check_tag(body, asker));
  PS_CHECK(check_holder(ids, asker));
  for (const request::Body& item : body.items) {
    PS_CHECK(check_new_fields(item, schema::data_tag_entry, asker));
    PS_CHECK(check_named(item, nullptr, asker));
  }
  return base::ok();
}

base::Status change_data_tag_entry(const PathIds& ids, const request::Body& body, Asker& asker) {
  PS_CHECK(check_entry(ids.back(), asker));
  const auto entry = asker.records().find(schema::data_tag_entry, ids.back());
  if (!entry) return base::ok();
  PS_CHECK(check_keys(body, *entry, true, asker));
  return check_named(body, &*entry, asker);
}

base::Status remove_data_tag_entry(const PathIds& ids, Asker& asker) {
  return check_entry(ids.back(), asker);
}

}  // namespace access

}  // namespace planstead::domain
