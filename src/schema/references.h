// The table of files.
// Here they are rows with a name and what filters need; their own operations come later and only
// add rows to these tables.
#pragma once

#include <array>

#include "schema/directory.h"
#include "schema/project.h"
#include "schema/task.h"

namespace planstead::schema {

// clang-format off
// clang-format on


}  // namespace planstead::schema
