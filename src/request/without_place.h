// A body without what an error has named, so that the rest of a change may still be carried out.
#pragma once

#include <string_view>

#include "base/node.h"
#include "base/result.h"

namespace planstead::request {

/// The body without the member that a place names: `parent`, or `assignees` of
/// `assignees.users[0]`; of `customFieldData[2].value` that one item alone. Refused where there is
/// no such member, and where it is the last.
base::Result<base::Node> without_place(const base::Node& body, std::string_view place);

}  // namespace planstead::request
