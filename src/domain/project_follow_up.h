// What a change of a project means for its tasks and sub-projects.
#pragma once

#include "domain/rules.h"

namespace planstead::domain {

/// Puts a project into the bin, with the sub-projects below it and all their tasks. What is there
/// already stays as it is.
void delete_project(schema::Record project, Context& context);
/// Takes a project out of the bin, with what went there together with it.
void restore_project(schema::Record project, Context& context);
/// Tasks that had the old counterparty get the new one (domain/tasks-and-access.md 1.4).
void pass_to_tasks(const schema::Record& before, const schema::Record& after, Context& context);

}  // namespace planstead::domain
