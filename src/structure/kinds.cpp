// THE TABLE OF THE STRUCTURE FILE. A new key is one row here.
#include "structure/kinds.h"

#include <algorithm>
#include <array>

#include "schema/account.h"
#include "schema/checklist.h"
#include "schema/contact.h"
#include "schema/data_tag.h"
#include "schema/references.h"

namespace planstead::structure {

namespace {

using base::id_max;
using schema::TaskKind;

constexpr std::string_view languages[] = {"En", "Ru", "Pl", "Ka", "Ro",
                                          "Pt", "Es", "De", "Az", "Tr"};
constexpr std::string_view filtered[] = {"task", "contact", "directory"};
constexpr std::string_view told_contacts[] = {"all", "notified"};
constexpr std::string_view movers[] = {"assigner", "assignee", "participant", "auditor",
                                       "assigneeUnchecked"};

// clang-format off
constexpr std::string_view task_roles[] = {"assigner", "assignee", "participant", "auditor"};

constexpr Key account_keys[] = {
  {"name", Holds::text, "Name of the account."},
  {"timeZone", Holds::zone, "Zone of everybody who has none of his own; Etc/UTC where absent."},
  {"language", Holds::choice, "Language of everybody who has none of his own; En where absent.", Section::none, languages},
  {"standardTemplate", Holds::reference, "Template of tasks for which nothing else names one; the lowest number where absent.", Section::task_templates},
  {"owner", Holds::reference, "Managing employee.", Section::users},
  {"subtaskMayEndLater", Holds::boolean, "A subtask may end after its parent; false where absent."},
  {"shiftParentEnd", Holds::boolean, "A subtask that ends later moves the end of its parent; true where absent."},
  {"finishTicksChecklist", Holds::boolean, "Done and Completed tick every item of the checklist; true where absent."},
  {"contactComments", Holds::choice, "Which comments contacts with access see on what they see: all but hidden ones (where absent), or notified: those that are addressed to them, and their own.", Section::none, told_contacts},
};
constexpr Key schedule_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
  {"days", Holds::week, "Working hours by day of the week, 1 Monday to 7 Sunday; absent days are days off."},
  {"exceptions", Holds::exceptions, "Working hours by date (DD-MM-YYYY); an empty text is a day off."},
};
constexpr Key named_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
};
constexpr Key group_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
  {"heads", Holds::references, "Employees who lead the group: they reach the tasks of its members.", Section::users},
  {"parents", Holds::references, "Groups above this one: their heads lead its members, too.", Section::groups},
  {"headsSeeEachOther", Holds::boolean, "Each head of the group reaches what the others reach; true where absent."},
};
constexpr Key user_keys[] = {
  {"name", Holds::row_field, ""},  // or `lastname`
  {"schedule", Holds::row_field, "", Section::schedules},
  {"defaultTemplate", Holds::row_field, "", Section::task_templates},
};
constexpr Key status_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
  {"color", Holds::color, "Colour, in quotes: \"#4573b1\"."},
  {"isActive", Holds::boolean, "Counts as active; true where absent."},
  {"hasDeadline", Holds::boolean, "Tracks the deadline; true where absent."},
  {"isAppliedIndividually", Holds::boolean, "Holds for each assignee apart; false where absent."},
  {"texts", Holds::text_map, "Names by language.", Section::none, languages},
};
constexpr Key transition_keys[] = {
  {"from", Holds::reference, "Status before.", Section::statuses, {}, {}, true},
  {"to", Holds::reference, "Status after.", Section::statuses, {}, {}, true},
  {"who", Holds::choices, "Roles on the task that may; assigner and auditor where absent. assigneeUnchecked: an assignee, where the task goes without checking of results.", Section::none, movers},
};
constexpr Key ban_keys[] = {
  {"status", Holds::reference, "Status of the task.", Section::statuses, {}, {}, true},
  {"who", Holds::choices, "Roles on the task that add no comments then; whoever has another role besides may.", Section::none, task_roles, {}, true},
};
constexpr Key process_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
  {"objectType", Holds::integer, "Whose process: 0 tasks (where absent), 1 contacts."},
  {"builtIn", Holds::boolean, "The one process of tasks for which nothing else names one; it stays out of lists. false where absent."},
  {"statuses", Holds::references, "Statuses in display order; the standard eight where absent.", Section::statuses},
  {"transitions", Holds::records, "Allowed moves. Where absent: all within the set for assigner and auditors, and the standard moves for assignees.", Section::none, {}, transition_keys},
  {"statusAfterAcceptance", Holds::reference, "Status of an accepted task; 2 where absent.", Section::statuses},
  {"autoAccept", Holds::boolean, "A task that somebody gives to himself is accepted at once; true where absent."},
  {"commentsClosed", Holds::boolean, "Its tasks take no new comments; false where absent."},
  {"commentBans", Holds::records, "Who may not comment in which status. Where absent: assignees, while the task is New.", Section::none, {}, ban_keys},
};
constexpr Key set_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
  {"objectType", Holds::integer, "Whose fields: 0 task (where absent), 1 contact, 3 project, 6 employee."},
};
constexpr Key color_keys[] = {
  {"color", Holds::color, "Colour of the text."},
  {"background", Holds::color, "Colour behind it."},
};
constexpr Key view_keys[] = {
  {"id", Holds::integer, "Number."},
  {"name", Holds::text, "Name."},
};
constexpr Key field_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
  {"names", Holds::text_map, "Names by language (en, ru …)."},
  {"type", Holds::field_type, "Number of the type, as GET /customfield/type lists them.", Section::none, {}, {}, true},
  {"objectType", Holds::integer, "Whose field: 0 task (where absent), 1 contact, 2 directory, 3 project, 4 data tag, 5 main, 6 employee."},
  {"groupId", Holds::reference, "Set of fields; 0, where absent, is the general one.", Section::custom_field_sets},
  {"directoryId", Holds::reference, "Directory, for types 9 and 15.", Section::directories},
  {"directoryFields", Holds::references, "Fields of the entry shown beside it.", Section::custom_fields},
  {"enumValues", Holds::texts, "Values, for types 8 and 20."},
  {"listValuesColors", Holds::record_map, "Colours by value.", Section::none, {}, color_keys},
  {"freeInput", Holds::boolean, "Type 20: unknown values are taken in. false where absent."},
  {"unique", Holds::boolean, "No two objects with the same value. false where absent."},
  {"html", Holds::boolean, "Type 2 with the text editor. false where absent."},
  {"numberOfDecimalPlaces", Holds::integer, "Decimals shown."},
  {"delimiter", Holds::text, "Decimal separator."},
  {"formula", Holds::text, "Text of a calculated field."},
  {"viewResult", Holds::record, "Kind of a calculated field's result.", Section::none, {}, view_keys},
  {"options", Holds::texts, "Names of settings that are switched on, as clients read them."},
  {"sourceField", Holds::reference, "Type 26: the field that is summed. Type 23: the field of a data tag whose entries are summed (types 1, 6, 7, 24, 28).", Section::custom_fields},
  {"sourceFields", Holds::references, "Type 29: the numbers that are added.", Section::custom_fields},
  {"directOnly", Holds::boolean, "Type 26: direct subtasks only. false where absent."},
  {"templates", Holds::references, "Templates that carry the field. May be written at the template instead.", Section::task_templates},
  {"projectTemplates", Holds::references, "Project templates that carry the field; projects carry a field that none of them does, too.", Section::project_templates},
  {"objects", Holds::references, "Objects that carry the field. May be written at the object instead.", Section::task_templates},
  {"view", Holds::people, "Who may see its values, where they may see the row: people, groups, and roles on the task. Everybody where absent.", Section::none, task_roles},
  {"edit", Holds::people, "Who may see and change its values, whatever else they may not change in the row. Whoever may change the row where absent.", Section::none, task_roles},
  {"contactTemplates", Holds::references, "Of a field of contacts: templates whose contacts carry it; all of them where absent.", Section::contact_templates},
};
constexpr Key directory_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
  {"group", Holds::reference, "Group of directories.", Section::directory_groups},
  {"sourceObjectId", Holds::text, "Id of the object in an external application."},
  {"sourceDataVersion", Holds::text, "Version of the object in an external application."},
  {"fields", Holds::references, "Custom fields of its entries, in order; the first one is the name of an entry.", Section::custom_fields},
  {"required", Holds::references, "Those of them that an entry must have.", Section::custom_fields},
  {"view", Holds::people, "Who may see the directory and its entries. All employees where absent."},
  {"edit", Holds::people, "Who may see and change its entries. Administrators alone where absent."},
  {"add", Holds::people, "Who may see the directory and add entries. As edit where absent."},
  {"delete", Holds::people, "Who may see the directory and delete its entries. As edit where absent."},
  {"entries", Holds::items, "Entries; their keys are those of directory entries below.", Section::directory_entries},
};
constexpr Key data_tag_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
  {"group", Holds::reference, "Group of data tags.", Section::data_tag_groups},
  {"sourceObjectId", Holds::text, "Id of the object in an external application."},
  {"sourceDataVersion", Holds::text, "Version of the object in an external application."},
  {"fields", Holds::references, "Custom fields of its entries, in order.", Section::custom_fields},
  {"required", Holds::references, "Those of them that an entry must have.", Section::custom_fields},
  {"view", Holds::people, "Who may see its entries, on tasks and contacts that they may see. All employees where absent."},
  {"edit", Holds::people, "Who may see and add its entries. All employees where absent."},
  {"closedStatuses", Holds::references, "Statuses of a task in which its entries are neither added nor changed nor deleted.", Section::statuses},
};
constexpr Key template_keys[] = {
  {"process", Holds::reference, "Process of its tasks; that of its object, else the built-in one, where absent.", Section::processes},
  {"fields", Holds::references, "Custom fields that its tasks carry, in order.", Section::custom_fields},
  {"required", Holds::references, "Those of them that are mandatory.", Section::custom_fields},
  {"view", Holds::people, "Who may see and use it. All employees where absent."},
  {"edit", Holds::people, "Who may see, use and change it. Administrators alone where absent."},
  {"name", Holds::row_field, "", Section::none, {}, {}, true},
};
constexpr Key recurring_keys[] = {
  template_keys[0], template_keys[1], template_keys[2], template_keys[5],
  {"recurrence", Holds::row_field, "", Section::none, {}, {}, true},
};
constexpr Key file_keys[] = {
  {"name", Holds::row_field, "", Section::none, {}, {}, true},
};
constexpr Key entry_keys[] = {
  {"name", Holds::row_field, ""},  // an entry whose first field is empty has none
  {"parentKey", Holds::row_field, "", Section::directory_entries},
};
constexpr Key contact_template_keys[] = {
  {"name", Holds::row_field, "", Section::none, {}, {}, true},
  {"group", Holds::row_field, "", Section::contact_groups},
};
constexpr Key contact_keys[] = {
  {"name", Holds::row_field, ""},  // or `lastname`
  {"template", Holds::row_field, "", Section::contact_templates},
  {"group", Holds::row_field, "", Section::contact_groups},
};
constexpr Key filter_keys[] = {
  {"name", Holds::text, "Name.", Section::none, {}, {}, true},
  {"entity", Holds::choice, "Which lists may use it; task where absent.", Section::none, filtered},
  {"directory", Holds::reference, "Directory whose entries it chooses, for `entity: directory`.", Section::directories},
  {"owner", Holds::reference, "Whose filter it is.", Section::users},
  {"view", Holds::people, "Who may use it besides the owner. Nobody where absent; everybody, where there is no owner either."},
  {"filters", Holds::conditions, "Conditions, as `filters` of the list has them; all must hold.", Section::none, {}, {}, true},
};
constexpr Key task_keys[] = {
  {"name", Holds::row_field, "", Section::none, {}, {}, true},
  {"processId", Holds::row_field, "", Section::processes},
};
constexpr Key checklist_keys[] = {
  {"task", Holds::reference, "Task whose checklist it is.", Section::tasks, {}, {}, true},
  {"name", Holds::row_field, "", Section::none, {}, {}, true},
};
constexpr Key tag_entry_keys[] = {
  {"dataTag", Holds::row_field, "", Section::none, {}, {}, true},
};
constexpr std::string_view hidden_in_templates[] = {"processId", "recurrence"};
constexpr std::string_view hidden_in_recurring[] = {"processId"};
constexpr std::string_view hidden_in_tasks[] = {"recurrence"};
constexpr std::string_view hidden_in_contact_templates[] = {"template", "createdDate", "addedBy", "companies", "sourceObjectId", "sourceDataVersion"};
constexpr std::string_view hidden_in_entries[] = {"directory"};
constexpr std::string_view hidden_in_projects[] = {"viewers"};
constexpr std::string_view hidden_in_row_templates[] = {"template", "parent"};

constexpr Kind table[] = {
  {.section = Section::account, .name = "account", .stored = "account", .sequence = "account", .id_most = 1, .keys = account_keys, .about = "Settings of the account. One object, not a list."},
  {.section = Section::schedules, .name = "schedules", .stored = "schedule", .sequence = "schedule", .id_most = id_max, .keys = schedule_keys, .about = "Working schedules. The one with the lowest number is the account's."},
  {.section = Section::positions, .name = "positions", .stored = "position", .sequence = "position", .id_most = id_max, .keys = named_keys, .about = "Positions of employees."},
  {.section = Section::workspaces, .name = "workspaces", .stored = "workspace", .sequence = "workspace", .id_most = id_max, .keys = named_keys, .about = "Workspaces."},
  {.section = Section::contact_groups, .name = "contactGroups", .stored = "contact_group", .sequence = "contact_group", .id_most = id_max, .keys = named_keys, .about = "Groups of contacts."},
  {.section = Section::project_groups, .name = "projectGroups", .stored = "project_group", .sequence = "project_group", .id_most = id_max, .keys = named_keys, .about = "Groups of projects."},
  {.section = Section::directory_groups, .name = "directoryGroups", .stored = "directory_group", .sequence = "directory_group", .id_most = id_max, .keys = named_keys, .about = "Groups of directories."},
  {.section = Section::data_tag_groups, .name = "dataTagGroups", .stored = "data_tag_group", .sequence = "data_tag_group", .id_most = id_max, .keys = named_keys, .about = "Groups of data tags."},
  {.section = Section::groups, .name = "groups", .stored = "group", .sequence = "group", .id_most = id_max, .keys = group_keys, .about = "Groups of employees. Who belongs to one is written at the user."},
  {.section = Section::users, .name = "users", .entity = &schema::user, .sequence = "user", .id_most = id_max, .keys = user_keys, .about = "Employees and robots."},
  {.section = Section::statuses, .name = "statuses", .stored = "status", .sequence = "status", .id_least = 0, .id_most = id_max, .reserved = 7, .keys = status_keys, .about = "Statuses of tasks. 0 to 7 exist by themselves; named here, they are replaced."},
  {.section = Section::processes, .name = "processes", .stored = "process", .sequence = "process", .id_most = id_max, .keys = process_keys, .about = "Sets of statuses with the moves between them."},
  {.section = Section::custom_field_sets, .name = "customFieldSets", .stored = "custom_field_set", .sequence = "custom_field_set", .id_most = id_max, .keys = set_keys, .about = "Sets of custom fields, besides the general one."},
  {.section = Section::custom_fields, .name = "customFields", .stored = "custom_field", .sequence = "custom_field", .id_most = id_max, .keys = field_keys, .about = "Custom fields."},
  {.section = Section::directories, .name = "directories", .stored = "directory", .sequence = "directory", .id_most = schema::directory_id_max, .keys = directory_keys, .about = "Directories."},
  {.section = Section::data_tags, .name = "dataTags", .stored = "data_tag", .sequence = "data_tag", .id_most = id_max, .keys = data_tag_keys, .about = "Data tags."},
  {.section = Section::objects, .name = "objects", .stored = "task_template", .entity = &schema::task, .sequence = "task", .id_most = id_max, .task_kind = TaskKind::object, .keys = template_keys, .hidden = hidden_in_templates, .about = "Objects: kinds of tasks, with their fields, statuses and presets."},
  {.section = Section::task_templates, .name = "taskTemplates", .stored = "task_template", .entity = &schema::task, .sequence = "task", .id_most = id_max, .task_kind = TaskKind::task_template, .keys = template_keys, .hidden = hidden_in_templates, .about = "Task templates. Fields of a task that they name are presets."},
  {.section = Section::recurring_templates, .name = "recurringTemplates", .stored = "task_template", .entity = &schema::task, .sequence = "task", .id_most = id_max, .task_kind = TaskKind::recurring, .keys = recurring_keys, .hidden = hidden_in_recurring, .about = "Recurring templates: templates with `recurrence`."},
  {.section = Section::files, .name = "files", .entity = &schema::file, .sequence = "file", .id_most = id_max, .keys = file_keys, .about = "Files: names and sizes in kilobytes."},
  {.section = Section::contact_templates, .name = "contactTemplates", .entity = &schema::contact, .sequence = "contact", .id_most = id_max, .row_templates = true, .keys = contact_template_keys, .hidden = hidden_in_contact_templates, .about = "Templates of people and, with `isCompany`, of companies. They share their numbers with contacts. Other fields that they name are presets. An account has one of each kind at least; which custom fields a template carries is written at the field."},
  {.section = Section::contacts, .name = "contacts", .entity = &schema::contact, .sequence = "contact", .id_most = id_max, .keys = contact_keys, .about = "People and companies. Links are written at the person, as `companies`."},
  {.section = Section::directory_entries, .name = "entries", .entity = &schema::directory_entry, .sequence = "directory_entry", .id_key = "key", .id_most = schema::entry_key_max, .keys = entry_keys, .hidden = hidden_in_entries, .about = "Entries of a directory, inside `directories`. Keys are numbers within the directory."},
  {.section = Section::project_templates, .name = "projectTemplates", .entity = &schema::project, .sequence = "project", .id_most = id_max, .row_templates = true, .keys = file_keys, .hidden = hidden_in_row_templates, .about = "Project templates. What they say of a project is its preset."},
  {.section = Section::projects, .name = "projects", .entity = &schema::project, .sequence = "project", .id_most = id_max, .keys = file_keys, .hidden = hidden_in_projects, .about = "Projects. `status`: 0 draft, 1 completed, 2 active."},
  {.section = Section::tasks, .name = "tasks", .entity = &schema::task, .sequence = "task", .id_most = id_max, .keys = task_keys, .hidden = hidden_in_tasks, .about = "Tasks, for fixtures and for moving from an account whose numbers are to stay."},
  {.section = Section::checklists, .name = "checklists", .entity = &schema::checklist_item, .sequence = "task", .id_most = id_max, .keys = checklist_keys, .about = "Items of checklists. `parent` is the item above."},
  {.section = Section::comments, .name = "comments", .entity = &schema::comment, .sequence = "comment", .id_most = id_max, .keys = {}, .about = "Comments of tasks and contacts; each names one `task` or `contact`. The comment that shows a task's description is the task's `firstComment` and not among them."},
  {.section = Section::data_tag_entries, .name = "dataTagEntries", .entity = &schema::data_tag_entry, .sequence = "data_tag_entry", .id_key = "key", .id_most = id_max, .keys = tag_entry_keys, .about = "Entries of data tags. Their keys are unique in the account."},
  {.section = Section::main_values, .name = "mainValues", .entity = &schema::main_values, .sequence = "main_values", .id_most = 1, .keys = {}, .about = "Values of the main fields (`objectType: 5`): one item, number 1."},
  {.section = Section::saved_filters, .name = "savedFilters", .stored = "saved_filter", .sequence = "saved_filter", .id_most = id_max, .keys = filter_keys, .about = "Filters that are kept under a name: lists take their numbers as `filterId`."},
  {.section = Section::telegram_bots, .name = "telegramBots", .entity = &schema::telegram_bot, .sequence = "telegram_bot", .id_most = id_max, .keys = file_keys, .about = "Bots that the account has in Telegram."},
};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(table); ++i)
    if (static_cast<std::size_t>(table[i].section) != i) return false;
  return std::size(table) == static_cast<std::size_t>(Section::none);
}
static_assert(in_order());

constexpr Section user_section[] = {Section::users}, group_section[] = {Section::groups},
                  contact_section[] = {Section::contacts, Section::contact_templates},
                  project_section[] = {Section::projects, Section::project_templates},
                  entry_section[] = {Section::directory_entries}, file_section[] = {Section::files},
                  tag_section[] = {Section::data_tags}, status_section[] = {Section::statuses},
                  process_section[] = {Section::processes},
                  directory_section[] = {Section::directories},
                  field_section[] = {Section::custom_fields},
                  item_section[] = {Section::checklists}, comment_section[] = {Section::comments},
                  contact_group_section[] = {Section::contact_groups},
                  project_group_section[] = {Section::project_groups},
                  directory_group_section[] = {Section::directory_groups},
                  data_tag_group_section[] = {Section::data_tag_groups},
                  position_section[] = {Section::positions},
                  workspace_section[] = {Section::workspaces},
                  task_sections[] = {Section::tasks, Section::task_templates, Section::checklists};

}  // namespace

std::span<const Kind> kinds() { return table; }

const Kind& kind_of(Section section) { return table[static_cast<std::size_t>(section)]; }

const Kind* find_kind(std::string_view name) {
  for (const Kind& kind : table)
    if (kind.name == name && kind.section != Section::directory_entries) return &kind;
  return nullptr;
}

const Kind* find_stored(std::string_view stored, schema::TaskKind task_kind) {
  for (const Kind& kind : table)
    if (kind.stored == stored && (!kind.is_template() || kind.task_kind == task_kind)) return &kind;
  return nullptr;
}

const Key* find_key(std::span<const Key> keys, std::string_view name) {
  auto it = std::ranges::find(keys, name, &Key::name);
  return it == keys.end() ? nullptr : &*it;
}

const schema::Field* find_row_field(const Kind& kind, std::string_view name) {
  if (kind.entity == nullptr || name.starts_with('_') ||
      std::ranges::find(kind.hidden, name) != kind.hidden.end())
    return nullptr;
  const schema::Field* field = schema::find_field(*kind.entity, name);
  return field != nullptr && schema::has(field->on, schema::On::structure) ? field : nullptr;
}

std::string_view template_word(schema::TaskKind kind) {
  switch (kind) {
    case TaskKind::task:
      return "task";
    case TaskKind::task_template:
      return "template";
    case TaskKind::recurring:
      return "recurring";
    case TaskKind::object:
      return "object";
  }
  return {};
}

std::span<const Section> sections_of(base::RefKind kind) {
  switch (kind) {
    case base::RefKind::none:
      return {};
    case base::RefKind::user:
      return user_section;
    case base::RefKind::contact:
      return contact_section;
    case base::RefKind::group:
      return group_section;
    case base::RefKind::task:
      return task_sections;
    case base::RefKind::project:
      return project_section;
    case base::RefKind::entry:
      return entry_section;
    case base::RefKind::file:
      return file_section;
    case base::RefKind::data_tag:
      return tag_section;
    case base::RefKind::status:
      return status_section;
    case base::RefKind::process:
      return process_section;
    case base::RefKind::directory:
      return directory_section;
    case base::RefKind::custom_field:
      return field_section;
    case base::RefKind::checklist_item:
      return item_section;
    case base::RefKind::contact_group:
      return contact_group_section;
    case base::RefKind::project_group:
      return project_group_section;
    case base::RefKind::directory_group:
      return directory_group_section;
    case base::RefKind::data_tag_group:
      return data_tag_group_section;
    case base::RefKind::position:
      return position_section;
    case base::RefKind::workspace:
      return workspace_section;
    case base::RefKind::comment:
      return comment_section;
    case base::RefKind::data_tag_entry:
    case base::RefKind::main_values:
      return {};
  }
  return {};
}

}  // namespace planstead::structure
