// From a Call to what the store shall do. Pure; what the caller may see becomes part of the
// condition here, once.
#pragma once

#include "base/result.h"
#include "catalog/catalog.h"
#include "request/call.h"
#include "search/index_set.h"

namespace planstead::plan {

/// The condition of a list of an indexed entity: what is listed at all, whose rows the path speaks
/// of, the body's options, the system filter, all filters joined by AND. `indexes` are those of the
/// whole account, for filters over other entities' rows.
/// For others than administrators also: the rows that the viewer may see.
base::Result<search::Condition> list_condition(
    const request::Call& call, const catalog::Catalog& catalog, const request::Viewer& viewer,
    base::Seconds now, const search::IndexSet& indexes,
    const std::vector<std::pair<std::int64_t, schema::RefList>>& project_auditors);
/// The order that the body asks for: by number, or by the moment that the index keeps rows in.
search::Order list_order(const request::Call& call);
/// The rows of an indexed entity that are listed and belong to a thing: the tasks of a project.
search::Condition rows_of(const schema::Entity& entity, base::Ref owner);
/// The templates among the rows of an indexed entity (Source::row_templates).
search::Condition template_condition(const request::Call& call);

}  // namespace planstead::plan
