// Entries of data tags, as other rules see them.
#pragma once

#include "domain/rules.h"

namespace planstead::domain {

/// Deletes the entries of a comment that is being deleted, and brings the totals of its task or
/// contact up to date.
void drop_entries_of(std::int64_t comment, Context& context);

/// May they go with the comment? A data tag may keep them while the task has certain statuses.
base::Status check_entries_of(std::int64_t comment, const schema::Record& owner, Context& context);

}  // namespace planstead::domain
