// Do the things exist that a body refers to? Asks the store; knows no rule of any entity.
#pragma once

#include <string>

#include "domain/rules.h"

namespace planstead::domain {

/// `Project not found by id 9`, the wording of observed 3.15.
std::string not_found_text(base::Ref ref);

/// Every reference of a value that is not already in `before` must exist. The first that does not
/// is refused with code 41 and its place. `where` is the place of the whole value.
base::Status check_references(const schema::Value& value, const schema::Value* before,
                              const std::string& where, Records& records);

/// The same for all system fields and custom values of a body. Fields with rules of their own
/// (parent, template, object, status) are left to these.
base::Status check_body_references(const request::Body& body, const schema::Record* before,
                                   Records& records);

}  // namespace planstead::domain
