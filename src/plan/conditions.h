// Small builders of search conditions. Know columns, not filters.
#pragma once

#include <string>
#include <vector>

#include "request/call.h"
#include "search/index_set.h"

namespace planstead::plan {

using search::Condition;

Condition always();
Condition never();
Condition all(std::vector<Condition> children);
Condition any(std::vector<Condition> children);
Condition negate(Condition child);
/// The condition, or its opposite for notequal and nothave.
Condition by_operator(schema::Operator op, Condition condition);

/// `kind` over one column and nothing else.
Condition over(Condition::Kind kind, std::size_t column);
Condition in_set(std::size_t column, std::vector<std::int64_t> numbers);
Condition list_has(std::size_t column, std::vector<std::int64_t> numbers);
Condition over_kind(Condition::Kind kind, std::size_t column, base::RefKind ref_kind);
Condition id_in(std::vector<std::int64_t> ids);
/// `kind` over one custom field and nothing else.
Condition over_custom(Condition::Kind kind, std::int64_t field);

/// Sets the range of a moment condition so that it answers `op` against `range` (by days where
/// values have no time): gt behind the range, lt before it, the inclusive ones from its beginning
/// or to its end (observed 11.3).
Condition ranged(Condition condition, schema::Operator op, const request::DateRange& range);

/// Packed references of one kind, ascending.
std::vector<std::int64_t> packed(base::RefKind kind, const std::vector<std::int64_t>& ids);
std::vector<std::int64_t> packed(const schema::RefList& refs);

}  // namespace planstead::plan
