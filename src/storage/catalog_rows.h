// Rows of what the catalogue knows: statuses, processes, custom fields, sets, types, workspaces.
#pragma once

#include <vector>

#include "catalog/catalog.h"
#include "request/call.h"
#include "schema/record.h"
#include "storage/sight.h"

namespace planstead::storage {

/// All rows of a catalogue's source, before paging.
std::vector<schema::Record> catalog_rows(const request::Call& call, const catalog::Catalog& catalog,
                                         const request::Viewer& viewer, Sight& sight);
/// Definitions of the custom fields that a row carries.
std::vector<schema::Record> owned_field_rows(const schema::Record& row,
                                             const catalog::Catalog& catalog,
                                             const request::Viewer& viewer);

}  // namespace planstead::storage
