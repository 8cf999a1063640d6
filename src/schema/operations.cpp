// The operations: one row each. A review of who may do what is a reading of this table.
#include "schema/entity.h"

namespace planstead::schema {

namespace {
// clang-format off
constexpr Operation all_operations[] = {
  {"ping", Method::get, "/ping", "", Act::ping, nullptr, Source::rows, "", "Monitoring", "Tells whether the service works and the token is valid."},
  {"post-task", Method::post, "/task", "task_add", Act::create, &task, Source::rows, "", "Task", "Creates a task."},
  {"get-task-list", Method::post, "/task/list", "task_readonly", Act::list, &task, Source::rows, "", "Task", "Lists tasks that meet all filters, in ascending order of numbers."},
  {"get-task-list-templates", Method::get, "/task/templates", "task_readonly", Act::reference_list, &task, Source::task_templates, "templates", "Task", "Lists the task templates."},
  {"get-task-list-recurring", Method::get, "/task/recurring", "task_readonly", Act::reference_list, &task, Source::recurring_templates, "tasks", "Task", "Lists the recurring templates."},
  {"get-task-by-id", Method::get, "/task/{id}", "task_readonly", Act::get_one, &task, Source::rows, "", "Task", "Reads one task."},
  {"post-task-by-id", Method::post, "/task/{id}", "task_update", Act::update, &task, Source::rows, "", "Task", "Changes one task; keys that are absent stay as they are."},
  {"get-task-checklist", Method::post, "/task/{id}/checklist/list", "task_readonly", Act::list, &checklist_item, Source::rows, "", "Checklist", "Lists the items of a task's checklist, children after their parent."},
  {"post-checklist-item", Method::post, "/task/{id}/checklist", "task_update", Act::create, &checklist_item, Source::rows, "", "Checklist", "Adds an item to a task's checklist."},
  {"get-checklist-item-by-id", Method::get, "/task/{id}/checklist/{itemId}", "task_readonly", Act::get_one, &checklist_item, Source::rows, "", "Checklist", "Reads one item."},
  {"post-checklist-item-by-id", Method::post, "/task/{id}/checklist/{itemId}", "task_update", Act::update, &checklist_item, Source::rows, "", "Checklist", "Changes one item."},
  {"get-object-list", Method::post, "/object/list", "object_readonly", Act::list, &object, Source::objects, "", "Object", "Lists the objects: the kinds of tasks."},
  {"get-object-by-id", Method::get, "/object/{id}", "object_readonly", Act::get_one, &object, Source::objects, "", "Object", "Reads one object or template, with its custom fields."},
  {"get-object-task-status-list", Method::get, "/object/{id}/statuses", "object_readonly", Act::reference_list, &status, Source::object_statuses, "", "Object", "Lists the statuses that tasks of an object may take."},
  {"get-task-process-list", Method::get, "/process/task", "process_readonly", Act::reference_list, &process, Source::processes, "", "Process", "Lists the account's own processes."},
  {"get-task-status-list", Method::get, "/process/task/{id}/statuses", "process_readonly", Act::reference_list, &status, Source::process_statuses, "", "Process", "Lists the statuses of a process."},
  {"get-customfield-types", Method::get, "/customfield/type", "customfield_readonly", Act::reference_list, &custom_field_type, Source::custom_types, "", "Custom fields", "Lists the types of custom fields."},
  {"get-customfield-task", Method::get, "/customfield/task", "customfield_readonly", Act::reference_list, &custom_field, Source::custom_fields, "", "Custom fields - Task", "Lists all custom fields of tasks."},
  {"post-customfield-task-add", Method::post, "/customfield/task", "customfield_add", Act::create, &custom_field, Source::custom_fields, "", "Custom fields - Task", "Creates a custom field of tasks."},
  {"get-customfields-for-task", Method::get, "/customfield/task/{id}", "customfield_readonly", Act::reference_list, &custom_field, Source::custom_fields_of_task, "", "Custom fields - Task", "Lists the custom fields attached to a task, template or object."},
  {"get-customfield-sets-task", Method::get, "/customfield/group/task", "customfield_readonly", Act::reference_list, &custom_field_set, Source::custom_field_sets, "", "Custom fields - Task", "Lists the sets of task fields."},
  {"post-customfield-set-task-add", Method::post, "/customfield/group/task", "customfield_add", Act::create, &custom_field_set, Source::custom_field_sets, "", "Custom fields - Task", "Creates a set of task fields."},
  {"get-workspaces", Method::get, "/workspace/list", "workspace_readonly", Act::reference_list, &workspace, Source::workspaces, "", "System", "Lists the workspaces."},
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
