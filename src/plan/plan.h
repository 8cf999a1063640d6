// From a Call to what the store shall do. Pure; what the caller may see becomes part of the
// condition here, once.
#pragma once

#include "base/result.h"
#include "catalog/catalog.h"
#include "request/call.h"
#include "search/index.h"

namespace planstead::plan {

/// The condition of a list of tasks: kind and bin, system filter, all filters joined by AND.
/// `entries` is the index of data tag entries, for filters over them.
/// Errors: access_denied (runAsUserId by somebody who is no administrator is refused before this).
base::Result<search::Condition> task_condition(
    const request::Call& call, const catalog::Catalog& catalog, const request::Viewer& viewer,
    base::Seconds now, const search::Index& entries,
    const std::vector<std::pair<std::int64_t, schema::RefList>>& project_auditors);

}  // namespace planstead::plan
