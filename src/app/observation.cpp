// What the log shows of a request.
#include "app/observation.h"

#include "schema/change.h"

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

void log_change(const Log& log, const storage::SettledChange& settled) {
  const schema::Record& change = settled.row;
  const bool is_applied =
      change.integer("state") == static_cast<std::int64_t>(schema::ChangeState::applied);
  std::string failures;
  const auto* kept = std::get_if<schema::TextList>(&change.get("failures"));
  for (const std::string& failure : kept == nullptr ? schema::TextList{} : *kept)
    failures += (failures.empty() ? "" : "; ") + failure;
  const Level whole = failures.empty() ? Level::debug : Level::info;
  const Level level = is_applied ? whole : Level::warning;
  if (!log.shows(level)) return;
  const std::string code = is_applied ? "" : std::to_string(change.integer("code"));
  const bool of_task = change.ref("task").kind != base::RefKind::none;
  const std::string person = prefixed(change.ref("person"));
  const std::string object = thing_text(change.ref(of_task ? "task" : "contact"));
  log.write(level, is_applied ? "change applied" : "change failed",
            {{"change", change.id()},
             {"request", change.integer("request")},
             {"object", object},
             {"operation", change.text("operation")},
             {"person", person},
             {"code", code},
             {"error", is_applied ? std::string_view(failures) : change.text("error")},
             {"log", settled.log}});
}

}  // namespace planstead::app
