// The table of permissions as a page of the documentation, made of the tables of operations and of
// rights (schema/rights.h). Decides nothing.
#pragma once

#include <string>

namespace planstead::reply {

/// What stands in docs/permissions.md.
std::string permissions_page();

}  // namespace planstead::reply
