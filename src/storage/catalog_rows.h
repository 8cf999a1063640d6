// Rows of what the catalogue knows: statuses, processes, custom fields, sets, types, workspaces.
#pragma once

#include <vector>

#include "catalog/catalog.h"
#include "request/call.h"
#include "schema/record.h"

namespace planstead::storage {

/// All rows of a catalogue's source, before paging. `holder` is the template, object or task-owned
/// pair for the sources that need one.
struct Holder {
  std::int64_t task_template = 0, object = 0;
};
std::vector<schema::Record> catalog_rows(const schema::Operation& operation, std::int64_t path_id,
                                         Holder holder, const catalog::Catalog& catalog,
                                         const request::Viewer& viewer);

}  // namespace planstead::storage
