// The demonstration account: a small trading company, full of data, the same for the same seed.
#pragma once

#include <cstdint>
#include <functional>

#include "base/time.h"
#include "storage/store.h"

namespace planstead::demo {

struct Options {
  std::uint64_t seed = 1;
  std::int64_t tasks = 2000;  ///< 1 .. 1,000,000
  std::int64_t contacts = 0;  ///< at least; some three hundred are there always
  base::Seconds now = 0;      ///< dates lie around it
};

/// How far the filling is: tasks made so far, of how many.
using Progress = std::function<void(std::int64_t made, std::int64_t all)>;

/// People whose tokens a newcomer is given: one who may do everything, and an ordinary employee
/// (number 2 is the administrator).
inline constexpr std::int64_t robot_id = 1;
inline constexpr std::int64_t employee_id = 3;

/// Fills an empty account; throws std::runtime_error where it cannot.
void fill(storage::Store& store, const Options& options, const Progress& progress);

}  // namespace planstead::demo
