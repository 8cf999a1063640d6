// The operations: one row each. A review of who may do what is a reading of this table.
#include "schema/entity.h"

namespace planstead::schema {

namespace {
using base::RefKind;

// clang-format off
constexpr Operation all_operations[] = {
  {.id = "ping", .method = Method::get, .path = "/ping", .act = Act::ping, .tag = "Monitoring", .about = "Tells whether the service works and the token is valid."},
  {.id = "post-task", .method = Method::post, .path = "/task", .scope = "task_add", .act = Act::create, .entity = &task, .tag = "Task", .about = "Creates a task."},
  {.id = "get-task-list", .method = Method::post, .path = "/task/list", .scope = "task_readonly", .act = Act::list, .entity = &task, .tag = "Task", .about = "Lists tasks that meet all filters, in ascending order of numbers.", .options = Option::filter_id | Option::run_as},
  {.id = "get-task-list-templates", .method = Method::get, .path = "/task/templates", .scope = "task_readonly", .act = Act::reference_list, .entity = &task, .source = Source::task_templates, .many = "templates", .tag = "Task", .about = "Lists the task templates."},
  {.id = "get-task-list-recurring", .method = Method::get, .path = "/task/recurring", .scope = "task_readonly", .act = Act::reference_list, .entity = &task, .source = Source::recurring_templates, .many = "tasks", .tag = "Task", .about = "Lists the recurring templates."},
  {.id = "get-task-by-id", .method = Method::get, .path = "/task/{id}", .scope = "task_readonly", .act = Act::get_one, .entity = &task, .tag = "Task", .about = "Reads one task."},
  {.id = "post-task-by-id", .method = Method::post, .path = "/task/{id}", .scope = "task_update", .act = Act::update, .entity = &task, .tag = "Task", .about = "Changes one task; keys that are absent stay as they are."},
  {.id = "get-task-checklist", .method = Method::post, .path = "/task/{id}/checklist/list", .scope = "task_readonly", .act = Act::list, .entity = &checklist_item, .tag = "Checklist", .about = "Lists the items of a task's checklist, children after their parent.", .owner = RefKind::task},
  {.id = "post-checklist-item", .method = Method::post, .path = "/task/{id}/checklist", .scope = "task_update", .act = Act::create, .entity = &checklist_item, .tag = "Checklist", .about = "Adds an item to a task's checklist.", .owner = RefKind::task},
  {.id = "get-checklist-item-by-id", .method = Method::get, .path = "/task/{id}/checklist/{itemId}", .scope = "task_readonly", .act = Act::get_one, .entity = &checklist_item, .tag = "Checklist", .about = "Reads one item.", .owner = RefKind::task},
  {.id = "post-checklist-item-by-id", .method = Method::post, .path = "/task/{id}/checklist/{itemId}", .scope = "task_update", .act = Act::update, .entity = &checklist_item, .tag = "Checklist", .about = "Changes one item.", .owner = RefKind::task},
  {.id = "get-object-list", .method = Method::post, .path = "/object/list", .scope = "object_readonly", .act = Act::list, .entity = &object, .source = Source::objects, .tag = "Object", .about = "Lists the objects: the kinds of tasks."},
  {.id = "get-object-by-id", .method = Method::get, .path = "/object/{id}", .scope = "object_readonly", .act = Act::get_one, .entity = &object, .source = Source::objects, .tag = "Object", .about = "Reads one object or template, with its custom fields."},
  {.id = "get-object-task-status-list", .method = Method::get, .path = "/object/{id}/statuses", .scope = "object_readonly", .act = Act::reference_list, .entity = &status, .source = Source::object_statuses, .tag = "Object", .about = "Lists the statuses that tasks of an object may take."},
  {.id = "get-task-process-list", .method = Method::get, .path = "/process/task", .scope = "process_readonly", .act = Act::reference_list, .entity = &process, .source = Source::processes, .tag = "Process", .about = "Lists the account's own processes."},
  {.id = "get-task-status-list", .method = Method::get, .path = "/process/task/{id}/statuses", .scope = "process_readonly", .act = Act::reference_list, .entity = &status, .source = Source::process_statuses, .tag = "Process", .about = "Lists the statuses of a process."},
  {.id = "get-customfield-types", .method = Method::get, .path = "/customfield/type", .scope = "customfield_readonly", .act = Act::reference_list, .entity = &custom_field_type, .source = Source::custom_types, .tag = "Custom fields", .about = "Lists the types of custom fields."},
  {.id = "get-customfield-task", .method = Method::get, .path = "/customfield/task", .scope = "customfield_readonly", .act = Act::reference_list, .entity = &custom_field, .source = Source::custom_fields, .tag = "Custom fields - Task", .about = "Lists all custom fields of tasks."},
  {.id = "post-customfield-task-add", .method = Method::post, .path = "/customfield/task", .scope = "customfield_add", .act = Act::create, .entity = &custom_field, .source = Source::custom_fields, .tag = "Custom fields - Task", .about = "Creates a custom field of tasks."},
  {.id = "get-customfields-for-task", .method = Method::get, .path = "/customfield/task/{id}", .scope = "customfield_readonly", .act = Act::reference_list, .entity = &custom_field, .source = Source::custom_fields_of_one, .tag = "Custom fields - Task", .about = "Lists the custom fields attached to a task, template or object.", .owner = RefKind::task},
  {.id = "get-customfield-sets-task", .method = Method::get, .path = "/customfield/group/task", .scope = "customfield_readonly", .act = Act::reference_list, .entity = &custom_field_set, .source = Source::custom_field_sets, .tag = "Custom fields - Task", .about = "Lists the sets of task fields."},
  {.id = "post-customfield-set-task-add", .method = Method::post, .path = "/customfield/group/task", .scope = "customfield_add", .act = Act::create, .entity = &custom_field_set, .source = Source::custom_field_sets, .tag = "Custom fields - Task", .about = "Creates a set of task fields."},
  {.id = "get-workspaces", .method = Method::get, .path = "/workspace/list", .scope = "workspace_readonly", .act = Act::reference_list, .entity = &workspace, .source = Source::named_items, .tag = "System", .about = "Lists the workspaces.", .kind = RefKind::workspace},
  // Comments
  {.id = "get-task-comments", .method = Method::post, .path = "/task/{id}/comments/list", .scope = "comment_readonly", .act = Act::list, .entity = &comment, .tag = "Task", .about = "Lists the comments of a task; its description is the first of them.", .owner = RefKind::task, .options = Option::type_list | Option::result_order},
  {.id = "post-task-add-comment", .method = Method::post, .path = "/task/{id}/comments", .scope = "comment_add", .act = Act::create, .entity = &comment, .tag = "Task", .about = "Adds a comment to a task.", .owner = RefKind::task},
  {.id = "post-task-update-comment", .method = Method::post, .path = "/task/{id}/comments/{commentId}", .scope = "comment_update", .act = Act::update, .entity = &comment, .tag = "Task", .about = "Changes a comment of a task.", .owner = RefKind::task},
  {.id = "get-contact-comments", .method = Method::post, .path = "/contact/{id}/comments/list", .scope = "comment_readonly", .act = Act::list, .entity = &comment, .tag = "Contact", .about = "Lists the comments of a contact.", .owner = RefKind::contact, .options = Option::type_list | Option::result_order},
  {.id = "post-contact-add-comment", .method = Method::post, .path = "/contact/{id}/comments", .scope = "comment_add", .act = Act::create, .entity = &comment, .tag = "Contact", .about = "Adds a comment to a contact.", .owner = RefKind::contact},
  {.id = "post-contact-update-comment", .method = Method::post, .path = "/contact/{id}/comments/{commentId}", .scope = "comment_update", .act = Act::update, .entity = &comment, .tag = "Contact", .about = "Changes a comment of a contact.", .owner = RefKind::contact},
  {.id = "get-comment-list", .method = Method::post, .path = "/comment/list", .scope = "comment_readonly", .act = Act::list, .entity = &comment, .tag = "Comments", .about = "Lists comments of the whole account.", .options = Option::type_list | Option::result_order},
  {.id = "get-comment-id", .method = Method::get, .path = "/comment/{id}", .scope = "comment_readonly", .act = Act::get_one, .entity = &comment, .tag = "Comments", .about = "Reads one comment."},
  {.id = "delete-comment-id", .method = Method::del, .path = "/comment/{id}", .scope = "comment_delete", .act = Act::remove, .entity = &comment, .tag = "Comments", .about = "Deletes a comment; typeList Deleted still lists it."},
};
// clang-format on

constexpr std::string_view all_scopes[] = {"task_readonly",
                                           "task_add",
                                           "task_update",
                                           "user_readonly",
                                           "user_add",
                                           "user_update",
                                           "contact_readonly",
                                           "contact_add",
                                           "contact_update",
                                           "comment_readonly",
                                           "comment_add",
                                           "comment_update",
                                           "comment_delete",
                                           "datatag_readonly",
                                           "datatag_add",
                                           "datatag_update",
                                           "datatag_delete",
                                           "file_readonly",
                                           "file_add",
                                           "file_delete",
                                           "report_readonly",
                                           "project_readonly",
                                           "project_add",
                                           "project_update",
                                           "directory_readonly",
                                           "directory_add",
                                           "directory_update",
                                           "directory_delete",
                                           "customfield_readonly",
                                           "customfield_add",
                                           "customfield_update",
                                           "process_readonly",
                                           "object_readonly",
                                           "workspace_readonly"};
}  // namespace

std::span<const Operation> operations() { return all_operations; }
std::span<const std::string_view> scopes() { return all_scopes; }

}  // namespace planstead::schema
