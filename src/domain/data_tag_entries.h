// Entries of data tags, as other rules see them.
#pragma once

#include "domain/rules.h"

namespace planstead::domain {

/// Deletes the entries of a comment that is being deleted, and brings the totals of its task or
/// contact up to date.
void drop_entries_of(std::int64_t comment, Context& context);

}  // namespace planstead::domain
