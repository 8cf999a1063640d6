// The version of an account's database, and the road from older ones.
#pragma once

#include "storage/database.h"

namespace planstead::storage {

/// The step that lives in a file of its own.
void users_become_rows(Database& database, Session& session);

/// Makes the tables of a new database, or brings an older one up to date, in one transaction. A
/// database of a newer program is refused. Throws StorageError.
void migrate(Database& database, Session& session);

}  // namespace planstead::storage
