// Presets of templates, less what is gone: they stand in the structure, where the deletion of a
// file or of a directory entry does not reach them.
#pragma once

#include <vector>

#include "storage/store.h"
#include "structure/entries.h"

namespace planstead::structure {

/// Takes files and directory entries that are not there any more out of the bodies of templates.
void drop_gone_presets(std::vector<Entry>& entries, storage::Transaction& rows);

}  // namespace planstead::structure
