// What roles and statuses of employees allow together, and their positions.
#pragma once

#include <optional>

#include "domain/row_edit.h"

namespace planstead::domain {

/// Role and status of a row whose body has been applied: completes each by the other, refuses what
/// would leave the account without anybody who may configure it. Codes 4001, 4002.
base::Status settle_access(RowEdit& edit);

/// The position of this name, whatever its case.
std::optional<std::int64_t> find_position(const catalog::Catalog& catalog, std::string_view name);
/// At most 255 characters: code 41 with the place.
base::Status check_position_name(std::string_view name, std::string where);
/// A new position; its number.
std::int64_t make_position(std::string_view name, Context& context);

}  // namespace planstead::domain
