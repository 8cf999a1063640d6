// The SQLite adapter: connect, prepare, bind, step, map failures. Nothing else.
#pragma once

#include <memory>
#include <string>

#include "storage/database.h"

namespace planstead::storage {

/// Opens the database file, made where `create` says so. `durable`: full synchronisation, so that
/// an answered write survives power loss. Throws StorageError.
std::unique_ptr<Database> open_sqlite(const std::string& file, bool create, bool durable);

}  // namespace planstead::storage
