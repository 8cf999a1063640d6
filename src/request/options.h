// What a request may say besides fields, paging and filters: one table for the keys of lists'
// bodies and for queries. Private to parse.
#pragma once

#include "request/parse.h"
#include "request/query.h"

namespace planstead::request {

/// Reads one key of a list's body into the call's options. nullopt: the operation has no such key.
std::optional<base::Status> read_option(Call& call, std::string_view key, const base::Node& value);
/// The options of the operation that stand in the query.
base::Status read_query_options(Call& call, Query& query);

}  // namespace planstead::request
