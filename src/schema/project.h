// THE TABLES OF PROJECTS: fields of the contract, what is stored besides, filters.
#pragma once

#include <array>

#include "schema/task.h"

namespace planstead::schema {

// clang-format off
inline constexpr auto project_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare | On::ignored, .about = "Number of the project."},
  {.name = "sourceObjectId", .shape = Shape::text, .column = "source_object", .on = both_ways, .about = "Id of the object in an external application."},
  {.name = "sourceDataVersion", .shape = Shape::text, .column = "source_version", .on = both_ways, .about = "Version of the object in an external application."},
  {.name = "name", .shape = Shape::text, .column = "name", .on = both_ways | On::bare, .indexed = Indexed::text, .about = "Name, at most 250 characters."},
  {.name = "description", .shape = Shape::html, .column = "description", .on = both_ways, .about = "Description, HTML."},
  {.name = "status", .shape = Shape::bare_id, .column = "status", .on = both_ways, .indexed = Indexed::number, .about = "0 draft, 1 completed, 2 active.", .never_empty = true},
  {.name = "owner", .shape = Shape::person, .column = "owner", .on = both_ways, .indexed = Indexed::number, .about = "Who owns the project: an employee or a contact."},
  {.name = "parent", .shape = Shape::ref, .column = "parent", .on = both_ways, .target = base::RefKind::project, .indexed = Indexed::number, .about = "Project above this one; {\"id\":0} takes it out."},
  {.name = "template", .shape = Shape::ref, .column = "template", .on = both_ways, .target = base::RefKind::project, .indexed = Indexed::number, .about = "Template that the project was made from."},
  {.name = "group", .shape = Shape::ref, .column = "project_group", .on = both_ways, .target = base::RefKind::project_group, .indexed = Indexed::number, .about = "Group of projects."},
  {.name = "counterparty", .shape = Shape::counterparty, .column = "counterparty", .on = both_ways, .indexed = Indexed::number, .about = "Contact or company that the work is for."},
  {.name = "startDate", .shape = Shape::timepoint, .column = "start", .on = both_ways, .indexed = Indexed::number, .about = "First day; the day of creation where nothing else is said."},
  {.name = "endDate", .shape = Shape::timepoint, .column = "finish", .on = both_ways, .indexed = Indexed::number, .about = "Last day."},
  {.name = "hasEndDate", .shape = Shape::boolean, .on = read | write, .derive = Derive::has_end_date, .about = "Whether there is an end date; false in a request clears it."},
  {.name = "hiddenForEmployees", .shape = Shape::boolean, .column = "hidden_for_employees", .on = both_ways, .indexed = Indexed::number, .about = "Hidden from employees who have no task in it."},
  {.name = "hiddenForClients", .shape = Shape::boolean, .column = "hidden_for_clients", .on = both_ways, .indexed = Indexed::number, .about = "Hidden from contacts who have no task in it."},
  {.name = "overdue", .shape = Shape::boolean, .on = computed, .derive = Derive::overdue, .about = "The project is active and its end has passed."},
  {.name = "isCloseToDeadline", .shape = Shape::boolean, .on = computed, .derive = Derive::close_to_deadline, .about = "The project is active, and at most a quarter of its time is left."},
  {.name = "assignees", .shape = Shape::people, .column = "assignees", .on = both_ways, .indexed = Indexed::list, .about = "Put among the assignees of new tasks."},
  {.name = "participants", .shape = Shape::people, .column = "participants", .on = both_ways, .indexed = Indexed::list, .about = "Put among the participants of new tasks."},
  {.name = "auditors", .shape = Shape::people, .column = "auditors", .on = both_ways, .indexed = Indexed::list, .about = "Watch all tasks of the project."},
  {.name = "clientManagers", .shape = Shape::people, .column = "client_managers", .on = both_ways, .indexed = Indexed::list, .about = "Whom clients may address."},
  {.name = "isDeleted", .shape = Shape::boolean, .column = "deleted", .on = read | On::ignored | On::update, .indexed = Indexed::number, .about = "In the bin; true in an update puts it there with its tasks, false takes both out."},
  {.name = "files", .shape = Shape::files, .column = "files", .on = write | On::structure, .target = base::RefKind::file, .about = "Documents of the project; a list that is sent replaces them."},
  {.name = "customFieldData", .shape = Shape::custom_values, .column = "custom", .on = write | On::structure, .about = "Values of custom fields; asked for by their numbers."},
  {.name = "taskTemplate", .shape = Shape::ref, .column = "task_template", .on = On::structure, .target = base::RefKind::task, .about = "Template of tasks in the project for which nothing else names one."},
  {.name = "viewers", .shape = Shape::people, .column = "viewers", .on = On::structure, .indexed = Indexed::list, .about = "Of a template: who may see and use it, besides the owner; all employees where absent."},
  // Stored, never on the wire.
  {.name = "_template", .shape = Shape::boolean, .column = "is_template", .on = internal, .indexed = Indexed::number},
  {.name = "_created", .shape = Shape::timepoint, .column = "created", .on = internal, .indexed = Indexed::number},
  {.name = "_deletedWith", .shape = Shape::integer, .column = "deleted_with", .on = internal},                            // project with which it went to the bin
});

// The contract does not say what 5009 and 5015 are; they stand for what else a project has: its
// participants and the moment of its creation. 5013 is called "created" in one place of the contract
// and "start date" in another: a project that is not told another day starts when it is created.
inline constexpr auto own_project_filters = std::to_array<Filter>({
  {5001, "name contains", equality, Operand::text, Rule::contains, "name"},
  {5002, "group of projects", equality, Operand::ids, Rule::equals, "group"},
  {5003, "counterparty", equality, Operand::counterparty, Rule::person, "counterparty"},
  {5004, "owner", equality, Operand::person, Rule::person, "owner"},
  {5005, "end date", dates, Operand::date, Rule::date, "endDate"},
  {5006, "status", equality, Operand::ids, Rule::equals, "status"},
  {5007, "project number", ordered, Operand::ids, Rule::number, "id"},
  {5008, "client manager, groups count", equality, Operand::person, Rule::member, "clientManagers"},
  {5009, "participant, groups count", equality, Operand::person, Rule::member, "participants"},
  {5010, "template", equality, Operand::ids, Rule::equals, "template"},
  {5011, "assignee, groups count", equality, Operand::person, Rule::member, "assignees"},
  {5012, "auditor, groups count", equality, Operand::person, Rule::member, "auditors"},
  {5013, "start date", dates, Operand::date, Rule::date, "startDate"},
  {5014, "parent project", equality, Operand::ids, Rule::equals, "parent"},
  {5015, "created", dates, Operand::date, Rule::date, "_created"},
});
// clang-format on
inline constexpr auto project_filters =
    with_custom_filters<5100>(own_project_filters, std::array{14, 52, 53});

static_assert(well_formed(project_fields, project_filters));
static_assert(project_filters.size() == 32);

}  // namespace planstead::schema
