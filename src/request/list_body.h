// Bodies of lists, and the paging that reference lists take in the query. Private to parse.
#pragma once

#include <string>

#include "request/parse.h"

namespace planstead::request {

/// Sets offset and page size of the call from the query's texts; nullptr and blanks: the defaults.
base::Status read_page(Call& call, const std::string* offset, const std::string* page_size);
/// Sets paging, selection, system filter, filters and run_as of the call, and notes the rest.
base::Status read_list_body(Call& call, const base::Node& body, const ParseContext& context);

}  // namespace planstead::request
