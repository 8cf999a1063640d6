// Whose tasks a person reaches besides his own: through groups that he leads, through the other
// heads of these, as somebody's head in person (domain/tasks-and-access.md 5.2, 5.3). Knows people
// and groups; no task, no level.
#pragma once

#include "catalog/catalog.h"

namespace planstead::catalog {

/// All lists ascend without repeats. Made once for a request.
struct Circle {
  base::Ref person;
  /// Whose places as assigner, assignee and participant count: he, partners, subordinates of all
  /// these.
  schema::RefList people;
  schema::RefList names;  ///< `people` with the groups of each, as lists of people hold them
  /// Auditing is passed to partners, not to heads: he, partners, the groups of each.
  schema::RefList auditor_names;
  schema::RefList own_names;     ///< he and his groups
  schema::RefList subordinates;  ///< his own: members of groups that he leads or that are below
                                 ///< these, and whose head in person he is
  /// Is he the head of this person?
  bool leads(base::Ref other) const;
};

/// Contacts lead nobody and belong to no group.
Circle circle_of(base::Ref person, const Catalog& catalog);

/// Is the person or group among these? `people` ascends.
bool is_among(const schema::RefList& people, base::Ref person);
/// Is one of the list among these? `people` ascends, `list` need not.
bool is_one_among(const schema::RefList& people, const schema::RefList& list);

}  // namespace planstead::catalog
