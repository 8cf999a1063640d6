// The tables of what tasks refer to, together: for files that speak of several of them. Has no table
// of its own.
#pragma once

#include <array>

#include "schema/directory.h"
#include "schema/project.h"
#include "schema/task.h"
