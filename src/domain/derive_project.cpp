// Only an active project can be late (domain/tasks-and-access.md 1.4). Its days are those of the
// account's zone.
#include "domain/derive_project.h"

namespace planstead::domain {

namespace {

using base::Moment;
using schema::Derive;
using schema::Record;

constexpr std::int64_t active = 2;

const Moment* end_of_active(const Record& project) {
  return project.integer("status", active) == active ? project.moment("endDate") : nullptr;
}

bool overdue(const Record& project, const base::Zone& zone, base::Seconds now) {
  const Moment* end = end_of_active(project);
  return end != nullptr && deadline_of(*end, zone) <= now;
}

// At most a quarter of the allotted time is left.
bool close_to_deadline(const Record& project, const base::Zone& zone, base::Seconds now) {
  const Moment* end = end_of_active(project);
  const Moment* start = project.moment("startDate");
  if (end == nullptr || start == nullptr) return false;
  const base::Seconds deadline = deadline_of(*end, zone);
  const base::Seconds begin = zone.midnight(base::day_of_utc(start->utc));
  return deadline > now && (deadline - now) * 4 <= deadline - begin;
}

}  // namespace

schema::Value derive_project(Derive derive, const Record& project, const catalog::Catalog& catalog,
                             base::Seconds now) {
  switch (derive) {
    case Derive::has_end_date:
      return project.moment("endDate") != nullptr;
    case Derive::overdue:
      return overdue(project, catalog.account.zone, now);
    case Derive::close_to_deadline:
      return close_to_deadline(project, catalog.account.zone, now);
    default:
      return {};
  }
}

}  // namespace planstead::domain
