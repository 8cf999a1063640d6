// What a person may see: one predicate for each kind of row, asked by lists, by reads of single
// rows and by references alike (domain/tasks-and-access.md 5.3 to 5.6). Administrators, the owner
// and robots see everything, and no predicate is made for them.
#pragma once

#include "base/result.h"
#include "plan/filters.h"
#include "request/call.h"

namespace planstead::plan {

/// The rows of the scope's entity that its viewer may see.
Condition visible(const FilterScope& scope);
/// The same of rows whose task or contact he is known to see: the comments of one task.
Condition visible_on_seen(const FilterScope& scope);
/// Of these numbers those whose rows he may see, ascending, as `visible_on_seen` decides. The
/// entity must be indexed.
std::vector<std::int64_t> seen_among(std::vector<std::int64_t> ids, const FilterScope& scope);
/// The documents of projects, apart from those of their tasks, are auditors' and client managers'.
Condition projects_with_documents(const FilterScope& scope);
/// The rows on which the viewer may see the value of a custom field of theirs: all, or those where
/// he has a role.
Condition value_visible(const catalog::CustomField& field, const FilterScope& scope);
/// Conditions over what the viewer may not see would tell it to him: custom fields, confidential
/// ones.
base::Status check_filtered_fields(const request::Call& call, const FilterScope& scope);

}  // namespace planstead::plan
