// Entries of data tags (observed 19; fields digest 3.2, 3.3). A request is stored whole or not at
// all. Each change moves the totals and the dates of the task or contact in the same transaction.
#include "domain/data_tag_entries.h"

#include <algorithm>

#include "domain/check_references.h"
#include "domain/comment_rules.h"
#include "domain/data_tag_summaries.h"
#include "domain/entity_rules.h"
#include "domain/row_edit.h"
#include "domain/task_edit.h"

namespace planstead::domain {

namespace {

using base::ErrorCode;
using base::Ref;
using base::RefKind;
using catalog::CustomField;
using schema::Record;

/// The task or contact of an entry; nullopt where it is in the bin.
std::optional<Record> live_owner(const Record& entry, Context& context) {
  const Ref owner = owner_of(entry);
  const schema::Entity* entity = schema::entity_of(owner.kind);
  if (entity == nullptr) return std::nullopt;
  auto row = find_row(*entity, owner.id, context);
  return row.ok() ? std::optional(std::move(row).value()) : std::nullopt;
}

base::Status check_required(const Record& entry, ErrorCode code, const std::string& place,
                            const catalog::Catalog& catalog) {
  for (const CustomField* field : catalog.fields_of(entry))
    if (field->required && lacks_value(entry, *field))
      return field_is_required(code, place, field->id);
  return base::ok();
}

base::Result<Ref> tag_of(const request::Body& body, Context& context) {
  const auto* tag = body.sent<Ref>("dataTag");
  if (tag == nullptr) return base::missing("dataTag.id", "the data tag whose entries are added");
  if (context.catalog.data_tag(tag->id) == nullptr)
    return base::invalid("dataTag.id", not_found_text(*tag));
  return *tag;
}

// A tag may keep its entries as they are while the task has certain statuses (digest 5.4). That
// holds for everybody.
base::Status check_status(const Record& owner, Ref tag, ErrorCode code, const Context& context) {
  const catalog::Definition* definition = context.catalog.data_tag(tag.id);
  if (definition == nullptr || &owner.entity() != &schema::task) return base::ok();
  const std::int64_t status = general_status(owner);
  const auto& closed = definition->closed_statuses;
  if (std::ranges::find(closed, status) == closed.end()) return base::ok();
  return base::refusal(code, {},
                       "data tag " + std::to_string(tag.id) +
                           " takes no changes while the task is in status " +
                           std::to_string(status));
}

// A new entry as the body describes it, checked and without a key.
base::Result<Record> new_entry(const Record& blank, const request::Body& item, std::size_t number,
                               Context& context) {
  RowEdit edit{context, item, blank, std::nullopt};
  PS_CHECK(apply_custom(edit));
  PS_CHECK(check_body_references(item, nullptr, context.records));
  PS_CHECK(check_required(edit.row, ErrorCode::data_tag_entry_not_added,
                          "items[" + std::to_string(number) + "].customFieldData",
                          context.catalog));
  return std::move(edit.row);
}

base::Result<std::vector<Record>> new_entries(const Record& blank, const request::Body& body,
                                              Context& context) {
  if (body.items.empty()) return base::missing("items", "the entries to add");
  std::vector<Record> entries;
  for (std::size_t i = 0; i < body.items.size(); ++i) {
    PS_TRY(Record entry, new_entry(blank, body.items[i], i, context));
    entries.push_back(std::move(entry));
  }
  return entries;
}

void save_new(std::vector<Record>& entries, std::int64_t comment, Context& context) {
  for (Record& entry : entries) {
    entry.set("commentId", comment);
    entry.set_id(context.records.next_id(schema::data_tag_entry));
    context.records.save(entry);
    if (context.made != nullptr) context.made->keys.push_back(entry.id());
  }
}

// That of the path, or a new one. What hangs on the description of a task hangs on no comment
// (fields digest 3.2): its first comment shows it.
base::Result<std::int64_t> comment_for(const PathIds& ids, Record& owner, Context& context) {
  if (ids.size() < 2) {
    PS_TRY(const std::int64_t made, add_holder(owner, context));
    if (context.made != nullptr) context.made->comment = made;
    return made;
  }
  PS_TRY(const Record comment,
         find_comment_of({owner.entity().kind, owner.id()}, ids.back(), context));
  return comment.flag("_first") ? std::int64_t{0} : comment.id();
}

std::vector<EntryChange> all_new(const std::vector<Record>& entries) {
  std::vector<EntryChange> changes;
  for (const Record& entry : entries) changes.push_back({nullptr, &entry});
  return changes;
}

}  // namespace

base::Result<std::int64_t> create_data_tag_entries(const PathIds& ids, const request::Body& body,
                                                   Context& context) {
  const RefKind kind = context.owner();
  PS_TRY(Record owner, find_row(*schema::entity_of(kind), ids.front(), context));
  PS_TRY(const Ref tag, tag_of(body, context));
  PS_CHECK(check_status(owner, tag, ErrorCode::data_tag_entry_not_added, context));
  Record blank(schema::data_tag_entry);
  blank.set("dataTag", tag);
  blank.set(schema::owner_field(schema::data_tag_entry, kind)->name, Ref{kind, owner.id()});
  blank.set("_author", context.viewer.person);
  PS_TRY(std::vector<Record> entries, new_entries(blank, body, context));
  PS_TRY(const std::int64_t comment, comment_for(ids, owner, context));
  save_new(entries, comment, context);
  follow_entries(owner, all_new(entries), context);
  touch_owner(owner, context);
  return entries.front().id();
}

base::Status update_data_tag_entry(const PathIds& ids, const request::Body& body,
                                   Context& context) {
  PS_TRY(const Record before, find_row(schema::data_tag_entry, ids.back(), context));
  std::optional<Record> owner = live_owner(before, context);
  if (!owner)
    return base::refusal(ErrorCode::data_tag_entry_not_updated, {},
                         "what it belongs to is in the bin");
  PS_CHECK(
      check_status(*owner, before.ref("dataTag"), ErrorCode::data_tag_entry_not_updated, context));
  RowEdit edit{context, body, before, before};
  PS_CHECK(apply_custom(edit));
  PS_CHECK(check_body_references(body, &before, context.records));
  PS_CHECK(check_required(edit.row, ErrorCode::data_tag_entry_not_updated, "customFieldData",
                          context.catalog));
  if (same_content(edit.row, before)) return base::ok();
  context.records.save(edit.row);
  follow_entries(*owner, {{&before, &edit.row}}, context);
  touch_owner(*owner, context);
  return base::ok();
}

base::Status remove_data_tag_entry(const PathIds& ids, Context& context) {
  PS_TRY(const Record entry, find_row(schema::data_tag_entry, ids.back(), context));
  std::optional<Record> owner = live_owner(entry, context);
  if (!owner)
    return base::refusal(ErrorCode::data_tag_entry_not_deleted, {},
                         "what it belongs to is in the bin");
  PS_CHECK(
      check_status(*owner, entry.ref("dataTag"), ErrorCode::data_tag_entry_not_deleted, context));
  context.records.erase(schema::data_tag_entry, entry.id());
  follow_entries(*owner, {{&entry, nullptr}}, context);
  touch_owner(*owner, context);
  return base::ok();
}

base::Status check_entries_of(std::int64_t comment, const Record& owner, Context& context) {
  base::Status status = base::ok();
  context.records.visit_entries({RefKind::comment, comment}, [&](const Record& entry) {
    if (status.ok())
      status =
          check_status(owner, entry.ref("dataTag"), ErrorCode::data_tag_entry_not_deleted, context);
  });
  return status;
}

void drop_entries_of(std::int64_t comment, Context& context) {
  std::vector<Record> entries;
  context.records.visit_entries({RefKind::comment, comment},
                                [&](const Record& entry) { entries.push_back(entry); });
  if (entries.empty()) return;
  std::vector<EntryChange> changes;
  for (const Record& entry : entries) {
    context.records.erase(schema::data_tag_entry, entry.id());
    changes.push_back({&entry, nullptr});
  }
  const Ref owner = owner_of(entries.front());
  std::optional<Record> row = context.records.find(*schema::entity_of(owner.kind), owner.id);
  if (!row) return;
  follow_entries(*row, changes, context);
  touch_owner(*row, context);
}

}  // namespace planstead::domain
