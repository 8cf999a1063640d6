// The body of an import.
#pragma once

#include <memory>

#include "request/import.h"
#include "request/parse.h"

namespace planstead::request {

/// Options first: a wrong one refuses the import. What is wrong with one row is kept in the row.
base::Result<std::shared_ptr<const Import>> parse_import(const schema::Entity& entity,
                                                         const base::Node& body,
                                                         const ParseContext& context,
                                                         std::vector<std::string>& notes);

}  // namespace planstead::request
