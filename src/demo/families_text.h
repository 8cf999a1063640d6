// Projects, directories, saved filters and custom fields of everything but tasks, as the structure
// file of the demonstration account has them.
#pragma once

#include <string>

#include "demo/random.h"

namespace planstead::demo {

/// Rows of `customFields`: one of each writable type for contacts, directory entries, projects,
/// employees and the account itself.
void append_family_fields(std::string& out);
void append_directories(std::string& out, Random& random);
void append_projects(std::string& out, Random& random);
/// Values of the main fields, and saved filters.
void append_saved(std::string& out);

}  // namespace planstead::demo
