// Who may write comments, data tag entries and files (domain/tasks-and-access.md 5.4, 5.5).
#include <algorithm>

#include "catalog/access.h"
#include "domain/comment_rules.h"
#include "domain/entity_access.h"
#include "domain/task_edit.h"
#include "schema/comment.h"
#include "schema/file.h"
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

bool reads_hidden(const Record& comment, Asker& asker) {
  return !comment.flag("isHidden") || comment.ref("owner") == asker.person() ||
         asker.is_in(comment.refs("recipients"));
}

std::optional<Record> comment_of_path(const PathIds& ids, Asker& asker) {
  auto comment = asker.records().find(schema::comment, ids.back());
  if (!comment || comment->flag("isDeleted") || comment->flag("_withOwner")) return std::nullopt;
  return comment;
}

// What the first comment shows is the task's.
bool is_changed_there(const request::Change& change, const Record& comment, Asker& asker) {
  const bool of_the_task = comment.flag("_first") &&
                           (change.field->name == "description" || change.field->name == "files");
  const auto task =
      of_the_task ? asker.records().find(schema::task, comment.ref("task").id) : std::nullopt;
  return is_changed(change, task ? *task : comment) &&
         !(task && same_value(change.value, task->get(change.field->name)));
}

// ---- data tags ----

// All employees, and no contacts, where the tag has no list.
bool may_add(std::int64_t tag, Asker& asker) {
  const catalog::Definition* definition = asker.context().catalog.data_tag(tag);
  return definition == nullptr || asker.is_on(definition->access.edit, !asker.is_contact());
}

base::Status check_tag(const request::Body& body, Asker& asker) {
  const auto* tag = body.sent<Ref>("dataTag");
  if (tag == nullptr || may_add(tag->id, asker)) return base::ok();
  return denied(schema::data_tag, tag->id);
}

// Among somebody else's words only he and his head put entries; into the description, who edits the
// task.
base::Status check_holder(const PathIds& ids, Asker& asker) {
  const auto comment = ids.size() < 2 ? std::nullopt : comment_of_path(ids, asker);
  if (!comment) return base::ok();
  const bool may = comment->flag("_first")
                       ? asker.level_on_task(comment->ref("task").id) == Level::edit
                       : asker.stands_for(comment->ref("owner"));
  return may ? base::ok() : denied(schema::comment, comment->id());
}

bool is_client_manager(const Record& task, Asker& asker) {
  const auto project = asker.records().find(schema::project, task.ref("project").id);
  return project && asker.is_in(project->refs("clientManagers"));
}

bool changes_entry(const Record& entry, const Record& carrier, Asker& asker) {
  const Ref author = entry.ref("_author");
  if (asker.stands_for(author)) return true;
  if (&carrier.entity() != &schema::task) return false;
  const bool in_description = entry.integer("commentId") == 0;
  return asker.places(carrier).auditor ||
         (in_description && carrier.ref("assigner") == asker.person()) ||
         (author.kind == RefKind::contact && is_client_manager(carrier, asker));
}

// By the list of its tag, and with its comment.
bool may_see(const Record& entry, Asker& asker) {
  const catalog::Catalog& catalog = asker.context().catalog;
  const catalog::Definition* tag = catalog.data_tag(entry.ref("dataTag").id);
  if (tag != nullptr && !catalog::may_view(tag->access, asker.person(), catalog)) return false;
  const auto comment = asker.records().find(schema::comment, entry.integer("commentId"));
  return !comment || reads_hidden(*comment, asker);
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

// ---- files ----

base::Status check_file(std::int64_t id, Asker& asker) {
  const auto file = asker.records().find(schema::file, id);
  if (!file || asker.stands_for(file->ref("_owner"))) return base::ok();
  const auto carriers = asker.records().users_of_file(id);
  if (std::ranges::any_of(carriers, [&](Ref carrier) { return asker.edits_carrier(carrier); }))
    return base::ok();
  return asker.sees_file(*file) ? denied(schema::file, id) : no_such_row(schema::file, id);
}

}  // namespace

namespace access {

base::Status add_comment(const PathIds& ids, const request::Body& body, Asker& asker) {
  PS_CHECK(check_feed({asker.context().owner(), ids.front()}, asker));
  if (body.find("dateTime") != nullptr) return denied(schema::comment, 0, "dateTime");
  if (const auto* author = body.sent<Ref>("owner"); author != nullptr && *author != asker.person())
    return denied(schema::comment, 0, "owner");
  return check_named(body, nullptr, asker);
}

base::Status change_comment(const PathIds& ids, const request::Body& body, Asker& asker) {
  const Ref owner{asker.context().owner(), ids.front()};
  PS_CHECK(check_feed(owner, asker));
  const auto comment = comment_of_path(ids, asker);
  if (!comment || owner_of(*comment) != owner) return base::ok();
  if (!reads_hidden(*comment, asker)) return no_such_row(schema::comment, ids.back());
  const bool edits = asker.edits_carrier(owner);
  const bool writes = comment->flag("_first") ? edits : comment->ref("owner") == asker.person();
  for (const request::Change& change : body.changes) {
    const bool may = writes || (change.field->name == "isPinned" && edits);
    if (!may && is_changed_there(change, *comment, asker))
      return denied(schema::comment, comment->id());
  }
  return check_named(body, &*comment, asker);
}

base::Status remove_comment(const PathIds& ids, Asker& asker) {
  const auto comment = comment_of_path(ids, asker);
  if (!comment) return base::ok();
  PS_CHECK(check_feed(owner_of(*comment), asker));
  if (!reads_hidden(*comment, asker)) return no_such_row(schema::comment, ids.back());
  const bool own = !comment->flag("_first") && comment->ref("owner") == asker.person();
  return own ? base::ok() : denied(schema::comment, comment->id());
}

base::Status add_data_tag_entry(const PathIds& ids, const request::Body& body, Asker& asker) {
  PS_CHECK(check_feed({asker.context().owner(), ids.front()}, asker));
  PS_CHECK(check_tag(body, asker));
  PS_CHECK(check_holder(ids, asker));
  for (const request::Body& item : body.items) PS_CHECK(check_named(item, nullptr, asker));
  return base::ok();
}

base::Status change_data_tag_entry(const PathIds& ids, const request::Body& body, Asker& asker) {
  PS_CHECK(check_entry(ids.back(), asker));
  const auto entry = asker.records().find(schema::data_tag_entry, ids.back());
  return entry ? check_named(body, &*entry, asker) : base::ok();
}

base::Status remove_data_tag_entry(const PathIds& ids, Asker& asker) {
  return check_entry(ids.back(), asker);
}

base::Status add_file(const PathIds&, const request::Body&, Asker&) { return base::ok(); }

// The right to attach is the right to change what it is attached to, which is asked there.
base::Status change_file(const PathIds& ids, const request::Body&, Asker& asker) {
  if (!has(asker.context().operation->options, schema::Option::target))
    return check_file(ids.back(), asker);
  const auto file = asker.records().find(schema::file, ids.back());
  return !file || asker.sees_file(*file) ? base::ok() : no_such_row(schema::file, ids.back());
}

base::Status remove_file(const PathIds& ids, Asker& asker) { return check_file(ids.back(), asker); }

}  // namespace access

}  // namespace planstead::domain
