// What a request may say besides fields, paging and filters: one table for the keys of lists'
// bodies and for queries. Private to parse.
#pragma once

#include "request/parse.h"
#include "request/query.h"

namespace planstead::request {

/// Reads one key of a list's body into the call's options. nullopt: the operation has no such key.
std::optional<base::Status> read_option(Call& call, std::string_view key, const base::Node& value);
/// The keys of a list's body by which an external application walks through its rows: `sourceId`,
/// `sourceObjectId`, `onlyChanged` and what belongs to it. nullopt: the operation has no such key.
std::optional<base::Status> read_source_option(Call& call, std::string_view key,
                                               const base::Node& value);
/// `sourceId`: which application asks.
base::Status read_source(Call& call, const base::Node& value);
/// Without `sourceId`, `onlyChanged` is noted: everything is listed; a name is refused.
base::Status check_source_options(Call& call);
/// The options of the operation that stand in the query.
base::Status read_query_options(Call& call, Query& query);

}  // namespace planstead::request
