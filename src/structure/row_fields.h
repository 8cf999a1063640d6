// Fields of rows, read by the parser that REST uses, and told with the lines of the file.
#pragma once

#include "request/call.h"
#include "structure/work.h"

namespace planstead::structure {

/// The line of the deepest node that a place (`assignees.users[1].id`) names below an object.
int line_of(const base::Node& object, std::string_view place);

/// The item's fields as typed changes; what is wrong is told with its line. Custom fields exist and
/// may be written.
base::Result<request::Body> parse_fields(const Work& work, const Target& target);

/// Sets what the body names; what it clears becomes empty.
void set_fields(schema::Record& record, const request::Body& body);

}  // namespace planstead::structure
