// The built-in process of every account: eight system statuses with the numbers that clients use as
// constants (observed 13.2), and who may move between them (domain/tasks-and-access.md 1.5, 1.6).
#pragma once

#include <cstdint>
#include <vector>

#include "catalog/catalog.h"

namespace planstead::domain {

/// Numbers of the system statuses. Stored and on the wire: never renumber.
namespace system_status {
inline constexpr std::int64_t draft = 0;
inline constexpr std::int64_t fresh = 1;  ///< New
inline constexpr std::int64_t in_progress = 2;
inline constexpr std::int64_t completed = 3;
inline constexpr std::int64_t delayed = 4;
inline constexpr std::int64_t rejected = 5;
inline constexpr std::int64_t done = 6;
inline constexpr std::int64_t cancelled = 7;
}  // namespace system_status

/// The eight, ascending by id.
std::vector<catalog::Status> standard_statuses();
/// The allowed moves inside the built-in process.
std::vector<catalog::Transition> standard_transitions();

}  // namespace planstead::domain
