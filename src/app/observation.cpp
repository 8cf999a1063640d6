// What the log shows of a request.
#include "app/observation.h"

namespace planstead::app {

namespace {
constexpr Ticks slow = std::chrono::seconds(1);

Level level_for(const Observation& observation) {
  if (observation.status >= 500) return Level::error;
  if (observation.status >= 400 || observation.total >= slow) return Level::info;
  return Level::debug;
}
}  // namespace

void log_observation(const Log& log, const Observation& observation) {
  const Level level = level_for(observation);
  if (!log.shows(level)) return;
  const double milliseconds =
      static_cast<double>(
          std::chrono::duration_cast<std::chrono::microseconds>(observation.total).count()) /
      1000;
  const std::string query = mask_query(observation.query);
  const bool known = observation.person.kind != base::RefKind::none;
  const std::string person = known ? prefixed(observation.person) : "";
  const std::string code = observation.code < 0 ? "" : std::to_string(observation.code);
  log.write(level, "request",
            {{"request", static_cast<std::int64_t>(observation.id)},
             {"method", observation.method},
             {"path", observation.path},
             {"query", query},
             {"status", observation.status},
             {"code", code},
             {"ms", milliseconds},
             {"person", person},
             {"remote", observation.remote},
             {"error", observation.error},
             {"log", observation.log}});
}

}  // namespace planstead::app
