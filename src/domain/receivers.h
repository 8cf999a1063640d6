// Who can be told of something: people instead of their groups, those who hold a place on a task,
// those who may read it (domain/tasks-and-access.md 6.3). Knows rights, and no kinds of news.
#pragma once

#include "domain/rules.h"

namespace planstead::domain {

/// Employees and contacts, members instead of their groups, without repeats.
schema::RefList people_of(const schema::RefList& list, const catalog::Catalog& catalog);
/// Those of `list` who are not in `known`.
schema::RefList without(const schema::RefList& list, const schema::RefList& known);
/// Everybody who is assigner, assignee, participant or auditor, himself or by a group.
schema::RefList people_on(const schema::Record& task, const catalog::Catalog& catalog);

/// Who has a role of comments and reminders (schema::notified_roles) on the task at this moment. A
/// contact's card knows no such roles.
schema::RefList with_role(base::Ref role, const schema::Record& owner);
/// As people call a person or a group; empty where there is none.
std::string name_of(base::Ref who, Context& context);

/// Robots, employees without access and people who left are told nothing.
bool is_reachable(base::Ref person, Context& context);
/// A contact who has no access to the account: letters alone reach him.
bool is_outside(base::Ref person, Context& context);
/// May he read the task or contact, as reads have it?
bool may_read(base::Ref person, const schema::Record& thing, Context& context);
/// Is the entry one that he finds in a feed that he may read? (Hidden ones are their recipients'.)
bool may_read_entry(base::Ref person, const schema::Record& entry, Context& context);

/// Those of a comment's recipients, people and groups as they were given, who could not read it:
/// they are to become participants.
schema::RefList shut_out(const schema::Record& task, const schema::RefList& recipients,
                         Context& context);
/// Those of the mentioned employees who hold no place on the task; administrators need none.
schema::RefList strangers_to(const schema::Record& task, const schema::RefList& mentioned,
                             Context& context);

}  // namespace planstead::domain
