// What a list asks: which of its keys choose rows. Two lists that ask the same, whatever fields and
// page they want to see, are one for those who walk through them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/node.h"

namespace planstead::request {

using Member = base::Node::Object::value_type;  ///< a key and its value

/// A digest of the keys that choose rows, of those that the list knows, in any order; empty: all
/// rows are asked for.
std::string question_of(std::vector<const Member*> keys);

}  // namespace planstead::request
