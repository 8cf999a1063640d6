// Observation: all that is told about one request, made once; log and metrics decide apart what
// they show of it.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "app/log.h"
#include "base/ref.h"
#include "schema/entity.h"
#include "storage/store.h"

namespace planstead::app {

/// The parts of the road that are timed.
enum class Stage : std::uint8_t { admit, parse, store, reply };
inline constexpr std::array<std::string_view, 4> stage_names = {"admit", "parse", "store", "reply"};

using Ticks = std::chrono::nanoseconds;

struct Observation {
  std::uint64_t id = 0;  ///< of the request, as in X-Request-Id
  const schema::Operation* operation =
      nullptr;  ///< nullptr: none was found, or none was looked for
  std::string_view method, path, query, remote;  ///< views of the request
  base::Ref person;
  int status = 0;
  int code = -1;      ///< contract's error code; -1: it worked
  std::string error;  ///< what the client was told
  std::string log;    ///< what only the log may say
  std::array<Ticks, stage_names.size()> stages{};
  Ticks total{};
};

using Observer = std::function<void(const Observation&)>;

/// One line: what failed on our side as error, what was refused or slow as info, the rest as debug.
void log_observation(const Log& log, const Observation& observation);
/// The line of a change that waited and has ended: what failed as warning, what was applied in part
/// as info, the rest as debug.
void log_change(const Log& log, const storage::SettledChange& change);

}  // namespace planstead::app
