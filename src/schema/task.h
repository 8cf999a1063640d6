// THE TABLES OF TASKS: 43 fields of the contract, what is stored besides, 63 filters. A new field
// or filter is one row here; reading, writing, validation, SQL, the index and OpenAPI follow from
// it.
#pragma once

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "schema/custom_filters.h"

namespace planstead::schema {

inline constexpr On both_ways = read | write | On::structure;
inline constexpr On read_only = read;
inline constexpr On computed = read | On::ignored;
inline constexpr On internal = On::nowhere;

// clang-format off
inline constexpr auto task_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare | On::ignored, .about = "Number of the task."},
  {.name = "name", .shape = Shape::text, .column = "name", .on = both_ways | On::bare, .indexed = Indexed::text, .about = "Name, at most 250 characters."},
  {.name = "description", .shape = Shape::html, .column = "description", .on = both_ways, .about = "Description, HTML."},
  {.name = "additionalDescriptionData", .shape = Shape::text, .column = "additional_description", .on = On::get | On::structure, .about = "Additional data of the description."},
  {.name = "priority", .shape = Shape::enumeration, .column = "priority", .on = both_ways, .labels = priority_labels, .indexed = Indexed::number, .about = "Urgent or NotUrgent."},
  {.name = "status", .shape = Shape::status, .column = "status", .on = both_ways, .target = base::RefKind::status, .derive = Derive::status_for_viewer, .indexed = Indexed::number, .about = "Status, as the person of the token sees it."},
  {.name = "processId", .shape = Shape::integer, .column = "process", .on = both_ways, .indexed = Indexed::number, .about = "Number of the process whose statuses the task takes."},
  {.name = "resultChecking", .shape = Shape::boolean, .column = "result_checking", .on = both_ways, .about = "Whether the assigner checks the result before the task is completed."},
  {.name = "type", .shape = Shape::enumeration, .on = read_only, .labels = task_type_labels, .derive = Derive::task_type, .about = "Task, Template or Checkmark (item of a checklist)."},
  {.name = "assigner", .shape = Shape::person, .column = "assigner", .on = both_ways, .indexed = Indexed::number, .about = "Who gave the task."},
  {.name = "parent", .shape = Shape::ref, .column = "parent", .on = both_ways, .target = base::RefKind::task, .indexed = Indexed::number, .about = "Task above this one; {\"id\":0} takes it out."},
  {.name = "object", .shape = Shape::ref, .column = "object", .on = both_ways, .target = base::RefKind::task, .indexed = Indexed::number, .about = "Object: the kind of the task, with its fields and statuses."},
  {.name = "template", .shape = Shape::ref, .column = "template", .on = both_ways, .target = base::RefKind::task, .indexed = Indexed::number, .about = "Template that the task was made from."},
  {.name = "project", .shape = Shape::ref, .column = "project", .on = both_ways, .target = base::RefKind::project, .indexed = Indexed::number, .about = "Project of the task; {\"id\":0} takes it out."},
  {.name = "counterparty", .shape = Shape::counterparty, .column = "counterparty", .on = both_ways, .indexed = Indexed::number, .about = "Contact or company that the work is for."},
  {.name = "dateTime", .shape = Shape::timepoint, .column = "created", .on = both_ways, .indexed = Indexed::number, .about = "When the task was created."},
  {.name = "startDateTime", .shape = Shape::timepoint, .column = "start", .on = both_ways, .indexed = Indexed::number, .about = "Planned start."},
  {.name = "endDateTime", .shape = Shape::timepoint, .column = "finish", .on = both_ways, .indexed = Indexed::number, .about = "Planned end (deadline)."},
  {.name = "hasStartDate", .shape = Shape::boolean, .on = read | write, .derive = Derive::has_start_date, .about = "Whether there is a start date; false in a request clears it."},
  {.name = "hasEndDate", .shape = Shape::boolean, .on = read | write, .derive = Derive::has_end_date, .about = "Whether there is an end date; false in a request clears it."},
  {.name = "hasStartTime", .shape = Shape::boolean, .on = read | write, .derive = Derive::has_start_time, .about = "Whether the start has a time of day; false in a request drops it."},
  {.name = "hasEndTime", .shape = Shape::boolean, .on = read | write, .derive = Derive::has_end_time, .about = "Whether the end has a time of day; false in a request drops it."},
  {.name = "delayedTillDate", .shape = Shape::timepoint, .column = "delayed_till", .on = both_ways, .about = "Until when a delayed task sleeps."},
  {.name = "actualCompletionDate", .shape = Shape::timepoint, .column = "completed", .on = read_only, .indexed = Indexed::number, .about = "When the task was completed."},
  {.name = "dateOfLastUpdate", .shape = Shape::timepoint, .column = "updated", .on = read_only, .indexed = Indexed::number, .about = "Last change of the task."},
  {.name = "dateOfLastComment", .shape = Shape::timepoint, .column = "commented", .on = read | On::structure, .indexed = Indexed::number, .about = "Last comment."},
  {.name = "duration", .shape = Shape::integer, .column = "duration", .on = both_ways, .about = "Length, in durationUnit."},
  {.name = "durationUnit", .shape = Shape::enumeration, .column = "duration_unit", .on = both_ways, .labels = duration_unit_labels, .about = "Unit of the duration."},
  {.name = "durationType", .shape = Shape::enumeration, .column = "duration_type", .on = both_ways, .labels = duration_type_labels, .about = "Calendar days, or days of the assignee's working calendar."},
  {.name = "overdue", .shape = Shape::boolean, .on = computed, .derive = Derive::overdue, .about = "The end has passed and the status tracks deadlines."},
  {.name = "closeToDeadLine", .shape = Shape::boolean, .on = computed, .derive = Derive::close_to_deadline, .about = "At most a quarter of the time is left."},
  {.name = "notAcceptedInTime", .shape = Shape::boolean, .on = computed, .derive = Derive::not_accepted_in_time, .about = "The start has passed and the task is still New."},
  {.name = "inFavorites", .shape = Shape::boolean, .on = read | write, .derive = Derive::in_favorites, .about = "Among the favourites of the person of the token."},
  {.name = "isSummary", .shape = Shape::boolean, .column = "is_summary", .on = both_ways, .about = "Takes its dates from its subtasks."},
  {.name = "isSequential", .shape = Shape::boolean, .column = "is_sequential", .on = both_ways, .about = "Waits for the subtask before it."},
  {.name = "assignees", .shape = Shape::people, .column = "assignees", .on = both_ways, .indexed = Indexed::list, .about = "Who does the work."},
  {.name = "participants", .shape = Shape::people, .column = "participants", .on = both_ways, .indexed = Indexed::list, .about = "Who reads and comments."},
  {.name = "auditors", .shape = Shape::people, .column = "auditors", .on = both_ways, .indexed = Indexed::list, .about = "Administrators of this one task."},
  {.name = "projectAuditors", .shape = Shape::people, .on = read_only, .derive = Derive::project_auditors, .about = "Auditors of the task's project."},
  {.name = "recurrence", .shape = Shape::recurrence, .column = "recurrence", .on = read | On::structure, .about = "When a recurring template makes copies."},
  {.name = "isDeleted", .shape = Shape::boolean, .column = "deleted", .on = read | On::ignored | On::update, .indexed = Indexed::number, .about = "In the bin; true in an update puts it there, false takes it out."},
  {.name = "files", .shape = Shape::files, .column = "files", .on = both_ways, .target = base::RefKind::file, .about = "Files of the description."},
  {.name = "dataTags", .shape = Shape::data_tags, .on = read_only, .derive = Derive::data_tags, .about = "Data tag entries of the task."},
  {.name = "sourceObjectId", .shape = Shape::text, .column = "source_object", .on = both_ways, .about = "Id of the object in an external application."},
  {.name = "sourceDataVersion", .shape = Shape::text, .column = "source_version", .on = both_ways, .about = "Version of the object in an external application."},
  {.name = "customFieldData", .shape = Shape::custom_values, .column = "custom", .on = write | On::structure, .about = "Values of custom fields; asked for by their numbers."},
  // Stored, never on the wire.
  {.name = "firstComment", .shape = Shape::integer, .column = "first_comment", .on = On::structure, .indexed = Indexed::number, .about = "Number of the comment that shows the description; the next free one where absent."},
  {.name = "hiddenFromCompanyContacts", .shape = Shape::boolean, .column = "hidden_from_company", .on = On::structure, .indexed = Indexed::number, .about = "Contacts do not see the task because their company is its counterparty; false where absent."},
  {.name = "_kind", .shape = Shape::integer, .column = "kind", .on = internal, .indexed = Indexed::number},             // TaskKind
  {.name = "_author", .shape = Shape::person, .column = "author", .on = internal},                                       // person of the creating token
  {.name = "_done", .shape = Shape::timepoint, .column = "done", .on = internal, .indexed = Indexed::number},           // entered status 6
  {.name = "_statusChanged", .shape = Shape::timepoint, .column = "status_changed", .on = internal},
  {.name = "_statusBefore", .shape = Shape::integer, .column = "status_before", .on = internal},                         // where a delayed task wakes to
  {.name = "_personalStatuses", .shape = Shape::integer_list, .column = "personal_statuses", .on = internal, .indexed = Indexed::list},  // person, status, person, status …
  {.name = "_deletedWith", .shape = Shape::integer, .column = "deleted_with", .on = internal},                           // root of the subtree that went to the bin
  {.name = "_occurrence", .shape = Shape::timepoint, .column = "occurrence", .on = internal, .indexed = Indexed::number},  // copy of a recurring template: for which moment
  {.name = "_order", .shape = Shape::integer, .column = "position", .on = internal},                                     // among the subtasks of one parent
});

inline constexpr auto own_task_filters = std::to_array<Filter>({
  {1, "assigner", equality, Operand::person, Rule::person, "assigner"},
  {2, "assignee, groups count", equality, Operand::person, Rule::member, "assignees"},
  {3, "auditor of the task or of its project", equality, Operand::person, Rule::any_auditor, "auditors"},
  {5, "project", equality, Operand::ids, Rule::project, "project"},
  {7, "counterparty", equality, Operand::counterparty, Rule::person, "counterparty"},
  {8, "name contains", equality, Operand::text, Rule::contains, "name"},
  {9, "priority", equality, Operand::enumeration, Rule::equals, "priority"},
  {10, "status", equality, Operand::ids, Rule::status, "status"},
  {11, "has an entry of the data tag", only_equal, Operand::id, Rule::data_tag_has},
  {12, "created", dates, Operand::date, Rule::date, "dateTime"},
  {13, "planned start", dates, Operand::date, Rule::date, "startDateTime"},
  {14, "planned end", dates, Operand::date, Rule::date, "endDateTime"},
  {16, "is recurring", only_equal, Operand::flag, Rule::recurring, "_occurrence"},
  {17, "is overdue", only_equal, Operand::flag, Rule::overdue, "endDateTime"},
  {18, "has no entry of the data tag", only_equal, Operand::id, Rule::data_tag_lacks},
  {19, "actual completion", dates, Operand::date, Rule::date, "actualCompletionDate"},
  {20, "date done", dates, Operand::date, Rule::date, "_done"},
  {21, "last comment", dates, Operand::date, Rule::date, "dateOfLastComment"},
  {22, "has no start date", only_equal, Operand::flag, Rule::missing, "startDateTime"},
  {23, "has no end date", only_equal, Operand::flag, Rule::missing, "endDateTime"},
  {24, "process", equality, Operand::ids, Rule::equals, "processId"},
  {25, "has a start date", only_equal, Operand::flag, Rule::present, "startDateTime"},
  {26, "has an end date", only_equal, Operand::flag, Rule::present, "endDateTime"},
  {28, "is not recurring", only_equal, Operand::flag, Rule::not_recurring, "_occurrence"},
  {29, "is not overdue", only_equal, Operand::flag, Rule::not_overdue, "endDateTime"},
  {33, "has no assignees", only_equal, Operand::flag, Rule::list_missing, "assignees"},
  {34, "assigner is an employee", only_equal, Operand::flag, Rule::kind_user, "assigner"},
  {35, "assigner is a contact", only_equal, Operand::flag, Rule::kind_contact, "assigner"},
  {38, "last change", dates, Operand::date, Rule::date, "dateOfLastUpdate"},
  {39, "participant, groups count", equality, Operand::person, Rule::member, "participants"},
  {41, "has no participants", only_equal, Operand::flag, Rule::list_missing, "participants"},
  {51, "template or object", equality, Operand::ids, Rule::template_or_object, "template"},
  {57, "task number", equality, Operand::ids, Rule::equals, "id"},
  {59, "auditor of the project", equality, Operand::person, Rule::project_auditor, "project"},
  {60, "auditor of the task", equality, Operand::person, Rule::member, "auditors"},
  {69, "some assignee is a contact", only_equal, Operand::flag, Rule::list_has_contact, "assignees"},
  {70, "some participant is a contact", only_equal, Operand::flag, Rule::list_has_contact, "participants"},
  {71, "some assignee is an employee", only_equal, Operand::flag, Rule::list_has_user, "assignees"},
  {72, "some participant is an employee", only_equal, Operand::flag, Rule::list_has_user, "participants"},
  {73, "direct parent task", equality, Operand::ids, Rule::equals, "parent"},
  {79, "last change or comment", dates, Operand::date, Rule::date_either, "dateOfLastUpdate"},
  {93, "value of a data tag entry field", any_operator, Operand::subfilter, Rule::data_tag_value},
  {97, "assignee in person", equality, Operand::person, Rule::member_direct, "assignees"},
  {307, "anywhere below the task", equality, Operand::id, Rule::tree, "parent"},
  {325, "object", equality, Operand::ids, Rule::equals, "object"},
});
inline constexpr auto task_filters = with_custom_filters<100>(own_task_filters, std::array{4, 18});
// clang-format on

template <class Table>
consteval std::size_t position(const Table& table, std::string_view name) {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (table[i].name == name) return i;
  throw std::logic_error("no such field");
}
/// Position of a task's field in a Record, at compile time: `record.at(task_at("status"))`.
consteval std::size_t task_at(std::string_view name) { return position(task_fields, name); }

template <class Fields, class Filters>
consteval bool well_formed(const Fields& fields, const Filters& filters) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (fields[i].name == fields[j].name) return false;
  for (std::size_t i = 1; i < filters.size(); ++i)
    if (filters[i].type <= filters[i - 1].type) return false;
  bool known = true;
  for (const Filter& filter : filters)
    each_field_name(filter, [&](std::string_view name) {
      known &= std::any_of(fields.begin(), fields.end(),
                           [&](const Field& field) { return field.name == name; });
    });
  return known && (fields[0].name == "id" || fields[0].name == "key");
}
static_assert(well_formed(task_fields, task_filters));
static_assert(task_filters.size() == 63);

}  // namespace planstead::schema
