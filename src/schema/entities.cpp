// The entities: which tables make one, and which error codes speak of it.

#include <algorithm>

#include "schema/account.h"
#include "schema/change.h"
#include "schema/checklist.h"
#include "schema/comment.h"
#include "schema/contact.h"
#include "schema/data_tag.h"
#include "schema/directory.h"
#include "schema/file.h"
#include "schema/memory.h"
#include "schema/project.h"
#include "schema/references.h"
#include "schema/task.h"
#include "schema/user.h"

namespace planstead::schema {

using base::ErrorCode;
using base::RefKind;

namespace {
constexpr std::string_view not_tasks[] = {"_kind", "isDeleted"};
constexpr std::string_view not_contacts[] = {"_template", "isDeleted"};
constexpr std::string_view in_bin[] = {"_deleted"};
constexpr std::string_view of_binned[] = {"_withOwner"};
constexpr std::string_view not_projects[] = {"_template", "isDeleted"};
constexpr std::string_view with_owner[] = {"task", "contact"};
constexpr std::string_view dismissed[] = {"isDeleted"};
}  // namespace

// clang-format off
constinit const Entity task{.name = "task", .table = "task", .sequence = "task", .kind = RefKind::task, .fields = task_fields, .filters = task_filters, .one = "task", .many = "tasks", .seen = Seen::by_roles, .not_found = ErrorCode::task_not_found, .not_added = ErrorCode::task_not_added, .not_updated = ErrorCode::task_not_updated, .title = "Task", .has_custom = true, .custom_object_type = 0, .indexed = true, .deleted = "isDeleted", .unlisted = not_tasks, .tracked = true};
constinit const Entity object{.name = "object", .table = "task", .sequence = "task", .kind = RefKind::task, .fields = object_fields, .filters = {}, .one = "object", .many = "objects", .seen = Seen::by_roles, .not_found = ErrorCode::unknown, .title = "Object", .has_custom = true, .custom_object_type = 0, .deleted = "isDeleted"};
constinit const Entity checklist_item{.name = "checklistItem", .table = "checklist_item", .sequence = "task", .kind = RefKind::checklist_item, .fields = checklist_fields, .filters = {}, .one = "item", .many = "items", .seen = Seen::with_owner, .not_found = ErrorCode::checklist_item_not_found, .not_added = ErrorCode::checklist_item_not_added, .not_updated = ErrorCode::checklist_item_not_updated, .title = "Checklist item", .deleted = "_deleted"};
constinit const Entity comment{.name = "comment", .table = "comment", .sequence = "comment", .kind = RefKind::comment, .fields = comment_fields, .filters = comment_filters, .one = "comment", .many = "comments", .seen = Seen::as_feed, .not_found = ErrorCode::comment_not_found, .not_added = ErrorCode::comment_not_added, .not_updated = ErrorCode::comment_not_updated, .title = "Comment", .indexed = true, .deleted = "isDeleted", .unlisted = of_binned};
constinit const Entity contact{.name = "contact", .table = "contact", .sequence = "contact", .kind = RefKind::contact, .fields = contact_fields, .filters = contact_filters, .one = "contact", .many = "contacts", .seen = Seen::by_card, .not_found = ErrorCode::contact_not_found, .not_added = ErrorCode::contact_not_added, .not_updated = ErrorCode::contact_not_updated, .title = "Contact", .has_custom = true, .custom_object_type = 1, .indexed = true, .deleted = "isDeleted", .unlisted = not_contacts, .tracked = true};
constinit const Entity project{.name = "project", .table = "project", .sequence = "project", .kind = RefKind::project, .fields = project_fields, .filters = project_filters, .one = "project", .many = "projects", .seen = Seen::as_project, .not_found = ErrorCode::project_not_found, .not_added = ErrorCode::project_not_added, .not_updated = ErrorCode::project_not_updated, .title = "Project", .has_custom = true, .custom_object_type = 3, .indexed = true, .deleted = "isDeleted", .unlisted = not_projects};
constinit const Entity directory{.name = "directory", .table = {}, .sequence = "directory", .kind = RefKind::directory, .fields = directory_fields, .filters = {}, .one = "directory", .many = "directories", .seen = Seen::by_definition, .not_found = ErrorCode::directory_not_found, .title = "Directory"};
constinit const Entity directory_entry{.name = "directoryEntry", .table = "directory_entry", .sequence = "directory_entry", .kind = RefKind::entry, .fields = directory_entry_fields, .filters = directory_entry_filters, .one = "entry", .many = "directoryEntries", .seen = Seen::by_directory, .not_found = ErrorCode::directory_entry_not_found, .not_added = ErrorCode::directory_entry_not_added, .not_updated = ErrorCode::directory_entry_not_updated, .title = "Directory entry", .has_custom = true, .custom_object_type = 2, .indexed = true, .deleted = "_deleted", .unlisted = in_bin};
constinit const Entity data_tag{.name = "dataTag", .table = {}, .sequence = "data_tag", .kind = RefKind::data_tag, .fields = data_tag_fields, .filters = {}, .one = "dataTag", .many = "dataTags", .seen = Seen::by_definition, .not_found = ErrorCode::data_tag_not_found, .title = "Data tag"};
constinit const Entity data_tag_entry{.name = "dataTagEntry", .table = "data_tag_entry", .sequence = "data_tag_entry", .kind = RefKind::data_tag_entry, .fields = data_tag_entry_fields, .filters = data_tag_entry_filters, .one = "entry", .many = "dataTagEntries", .seen = Seen::by_data_tag, .not_found = ErrorCode::data_tag_entry_not_found, .not_added = ErrorCode::data_tag_entry_not_added, .not_updated = ErrorCode::data_tag_entry_not_updated, .not_deleted = ErrorCode::data_tag_entry_not_deleted, .not_read = ErrorCode::data_tag_not_found, .title = "Data tag entry", .has_custom = true, .custom_object_type = 4, .indexed = true, .goes_with = with_owner};
constinit const Entity file{.name = "file", .table = "file", .sequence = "file", .kind = RefKind::file, .fields = file_fields, .filters = {}, .one = "file", .many = "files", .seen = Seen::where_used, .not_found = ErrorCode::file_not_found, .not_added = ErrorCode::file_not_added, .title = "File"};
constinit const Entity user{.name = "user", .table = "employee", .sequence = "user", .kind = RefKind::user, .fields = user_fields, .filters = user_filters, .one = "user", .many = "users", .seen = Seen::by_employees, .not_found = ErrorCode::user_not_found, .not_added = ErrorCode::user_not_added, .not_updated = ErrorCode::user_not_updated, .title = "Employee", .has_custom = true, .custom_object_type = 6, .indexed = true, .deleted = "isDeleted", .unlisted = dismissed};
constinit const Entity user_position{.name = "position", .table = {}, .sequence = "position", .kind = RefKind::position, .fields = user_position_fields, .filters = {}, .one = "position", .many = "positions", .seen = Seen::by_employees, .title = "Position"};
constinit const Entity telegram_bot{.name = "telegramBot", .table = "telegram_bot", .sequence = "telegram_bot", .kind = RefKind::none, .fields = telegram_bot_fields, .filters = {}, .one = "bot", .many = "bots", .seen = Seen::by_employees, .title = "Telegram bot"};
constinit const Entity status{.name = "status", .table = {}, .sequence = "status", .kind = RefKind::status, .fields = status_fields, .filters = {}, .one = "status", .many = "statuses", .seen = Seen::by_all, .title = "Status"};
constinit const Entity process{.name = "process", .table = {}, .sequence = "process", .kind = RefKind::process, .fields = process_fields, .filters = {}, .one = "process", .many = "processes", .seen = Seen::by_all, .title = "Process"};
constinit const Entity custom_field{.name = "customField", .table = {}, .sequence = "custom_field", .kind = RefKind::custom_field, .fields = custom_field_fields, .filters = {}, .one = "customfield", .many = "customfields", .seen = Seen::by_definition, .title = "Custom field"};
constinit const Entity custom_field_set{.name = "customFieldSet", .table = {}, .sequence = "custom_field_set", .kind = RefKind::none, .fields = custom_field_set_fields, .filters = {}, .one = "customFieldSet", .many = "customFieldSets", .seen = Seen::by_all, .title = "Custom field set"};
constinit const Entity custom_field_type{.name = "customFieldType", .table = {}, .sequence = {}, .kind = RefKind::none, .fields = named_fields, .filters = {}, .one = "customFieldType", .many = "customFieldTypes", .seen = Seen::by_all, .title = "Custom field type"};
constinit const Entity workspace{.name = "workspace", .table = {}, .sequence = "workspace", .kind = RefKind::none, .fields = named_fields, .filters = {}, .one = "workspace", .many = "workspaces", .seen = Seen::by_employees, .title = "Workspace"};
constinit const Entity main_values{.name = "mainValues", .table = "main_values", .sequence = "main_values", .kind = RefKind::main_values, .fields = main_values_fields, .filters = {}, .one = "mainValues", .many = "mainValues", .seen = Seen::by_definition, .title = "Main values", .has_custom = true, .custom_object_type = 5};
constinit const Entity saved_filter{.name = "savedFilter", .table = {}, .sequence = "saved_filter", .kind = RefKind::none, .fields = saved_filter_fields, .filters = {}, .one = "filter", .many = "filters", .seen = Seen::by_definition, .title = "Saved filter"};
constinit const Entity queued_change{.name = "queuedChange", .table = "queued_change", .sequence = "queued_change", .kind = RefKind::none, .fields = queued_change_fields, .filters = {}, .one = "change", .many = "changes", .seen = Seen::by_all, .not_found = ErrorCode::change_not_found, .title = "Queued change"};
constinit const Entity lease{.name = "lease", .table = {}, .sequence = "lease", .kind = RefKind::none, .fields = lease_fields, .filters = {}, .one = "lease", .many = "leases", .seen = Seen::by_all, .not_found = ErrorCode::lease_not_found, .not_added = ErrorCode::object_held, .title = "Lease"};
constinit const Entity log_entry{.name = "logEntry", .table = "log_entry", .sequence = "log_entry", .kind = RefKind::none, .fields = log_entry_fields, .filters = {}, .one = "entry", .many = "entries", .seen = Seen::by_all, .title = "Log entry"};
constinit const Entity notification{.name = "notification", .table = "notification", .sequence = "notification", .kind = RefKind::none, .fields = notification_fields, .filters = {}, .one = "notification", .many = "notifications", .seen = Seen::by_all, .title = "Notification"};
constinit const Entity outgoing_mail{.name = "outgoingMail", .table = "outgoing_mail", .sequence = "outgoing_mail", .kind = RefKind::none, .fields = outgoing_mail_fields, .filters = {}, .one = "mail", .many = "mails", .seen = Seen::by_all, .title = "Letter"};
// Groups, positions …: Operation::many says how a list of them is called.
constinit const Entity named_thing{.name = "namedThing", .table = {}, .sequence = {}, .kind = RefKind::none, .fields = named_fields, .filters = {}, .one = "item", .many = "items", .seen = Seen::by_all, .title = "Named thing"};
// clang-format on

std::span<const Entity* const> stored_entities() {
  static constexpr const Entity* all[] = {
      &task,           &checklist_item, &comment,     &contact, &project,     &directory_entry,
      &data_tag_entry, &file,           &main_values, &user,    &telegram_bot,
      &queued_change,  &log_entry,      &notification, &outgoing_mail};
  return all;
}

const Field* find_field(const Entity& entity, std::string_view name) {
  return entity.fields.find(name);
}

std::size_t index_of(const Entity& entity, const Field& field) {
  return static_cast<std::size_t>(&field - entity.fields.data());
}

const Entity* entity_of(base::RefKind kind) {
  for (const Entity* entity : stored_entities())
    if (entity->kind == kind && kind != RefKind::none) return entity;
  return nullptr;
}

const Field* owner_field(const Entity& entity, base::RefKind kind) {
  if (kind == RefKind::none) return nullptr;
  const auto owns = [&](const Field& field) {
    switch (kind) {
      case RefKind::task:
        return field.name == "task";
      case RefKind::contact:
        return field.name == "contact";
      case RefKind::project:
        return field.name == "project";
      case RefKind::directory:
        return field.name == "directory";
      case RefKind::data_tag:
        return field.name == "dataTag";
      case RefKind::comment:
        return field.name == "commentId";
      default:
        return false;
    }
  };
  const auto found = std::ranges::find_if(entity.fields, owns);
  return found == entity.fields.end() ? nullptr : &*found;
}

bool takes_source(const Operation& operation) {
  const Entity* entity = operation.entity;
  const Field* name = entity == nullptr ? nullptr : find_field(*entity, "sourceObjectId");
  if (name == nullptr || entity->table.empty()) return false;
  switch (operation.act) {
    case Act::create:
      return has(name->on, On::create);
    case Act::update:
      return has(name->on, On::update);
    case Act::import_rows:
      return true;
    case Act::get_one:
    case Act::list:
    case Act::reference_list:
      return operation.owner == RefKind::none && operation.source != Source::objects;
    default:
      return false;
  }
}

const Filter* find_filter(const Entity& entity, std::int64_t type) {
  for (const Filter& filter : entity.filters)
    if (filter.type == type) return &filter;
  return nullptr;
}

}  // namespace planstead::schema
