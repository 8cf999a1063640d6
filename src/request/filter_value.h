// What a filter is compared with. Private to parsing filters.
#pragma once

#include "request/parse.h"

namespace planstead::request {

/// The `value` of a filter of the entity by the row's operand. `field` is the custom field it
/// compares, or nullptr; a subfilter has no value of its own (its row's operand is asked for
/// instead), and a field id is read by `parse_field_id`.
base::Result<FilterOperand> parse_filter_value(const schema::Entity& entity,
                                               const schema::Filter& filter,
                                               const base::Node& value, const std::string& where,
                                               const catalog::CustomField* field,
                                               const ParseContext& context);

}  // namespace planstead::request
