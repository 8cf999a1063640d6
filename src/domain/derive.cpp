// Values that are computed when a task is read (domain/tasks-and-access.md 1.13). Reads only the
// row.
#include "domain/derive_project.h"
#include "domain/rules.h"
#include "domain/standard_process.h"
#include "schema/task.h"

namespace planstead::domain {

namespace {

using base::Moment;
using base::Ref;
using schema::Derive;
using schema::Record;
using schema::task_at;
using schema::Value;

const Moment* moment_at(const Record& task, std::size_t index) {
  return std::get_if<Moment>(&task.at(index));
}

std::int64_t general_status(const Record& task) {
  const auto* ref = std::get_if<Ref>(&task.at(task_at("status")));
  return ref == nullptr ? system_status::fresh : ref->id;
}

bool tracks_deadline(const Record& task, const catalog::Catalog& catalog) {
  const catalog::Status* status = catalog.status(general_status(task));
  return status != nullptr && status->has_deadline;
}

bool overdue(const Record& task, const catalog::Catalog& catalog, base::Seconds now) {
  const Moment* end = moment_at(task, task_at("endDateTime"));
  return end != nullptr && tracks_deadline(task, catalog) &&
         deadline_of(*end, catalog.account.zone) <= now;
}

// The documented rule of projects: at most a quarter of the allotted time is left.
bool close_to_deadline(const Record& task, const catalog::Catalog& catalog, base::Seconds now) {
  const Moment* end = moment_at(task, task_at("endDateTime"));
  if (end == nullptr || !tracks_deadline(task, catalog)) return false;
  const Moment* start = moment_at(task, task_at("startDateTime"));
  if (start == nullptr) start = moment_at(task, task_at("dateTime"));
  const base::Seconds deadline = deadline_of(*end, catalog.account.zone);
  if (start == nullptr || deadline <= now) return false;
  return close_from(start_of(*start, catalog.account.zone), deadline) <= now;
}

bool not_accepted_in_time(const Record& task, const catalog::Catalog& catalog, base::Seconds now) {
  const Moment* start = moment_at(task, task_at("startDateTime"));
  return start != nullptr && general_status(task) == system_status::fresh &&
         start_of(*start, catalog.account.zone) <= now;
}

std::int64_t task_type(const Record& task) {
  const auto* kind = std::get_if<std::int64_t>(&task.at(task_at("_kind")));
  const bool plain = kind == nullptr || *kind == static_cast<std::int64_t>(schema::TaskKind::task);
  return plain ? 0 : 1;  // positions in task_type_labels
}

bool has_time(const Record& task, std::size_t index) {
  const Moment* moment = moment_at(task, index);
  return moment != nullptr && moment->has_time;
}

}  // namespace

base::Seconds deadline_of(const Moment& end, const base::Zone& account_zone) {
  if (end.has_time) return end.utc;
  return account_zone.midnight({base::day_of_utc(end.utc).days + 1});
}

// Exactly: (deadline - now) * 4 <= deadline - start.
base::Seconds close_from(base::Seconds start, base::Seconds deadline) {
  const base::Seconds allotted = deadline - start;
  return deadline - (allotted >= 0 ? allotted / 4 : (allotted - 3) / 4);
}

base::Seconds start_of(const Moment& moment, const base::Zone& zone) {
  return moment.has_time ? moment.utc : zone.midnight(base::day_of_utc(moment.utc));
}

std::int64_t status_for(const Record& task, const request::Viewer& viewer) {
  if (const auto* rows = std::get_if<schema::RefList>(&task.at(task_at("_personalStatuses"))))
    for (std::size_t i = 0; i + 1 < rows->size(); i += 2)
      if ((*rows)[i] == viewer.person) return (*rows)[i + 1].id;
  return general_status(task);
}

Value derive(Derive derive, const Record& task, const catalog::Catalog& catalog,
             const request::Viewer& viewer, base::Seconds now) {
  if (&task.entity() == &schema::project) return derive_project(derive, task, catalog, now);
  switch (derive) {
    case Derive::task_type:
      return task_type(task);
    case Derive::has_start_date:
      return moment_at(task, task_at("startDateTime")) != nullptr;
    case Derive::has_end_date:
      return moment_at(task, task_at("endDateTime")) != nullptr;
    case Derive::has_start_time:
      return has_time(task, task_at("startDateTime"));
    case Derive::has_end_time:
      return has_time(task, task_at("endDateTime"));
    case Derive::overdue:
      return overdue(task, catalog, now);
    case Derive::close_to_deadline:
      return close_to_deadline(task, catalog, now);
    case Derive::not_accepted_in_time:
      return not_accepted_in_time(task, catalog, now);
    case Derive::status_for_viewer:
      return Ref{base::RefKind::status, status_for(task, viewer)};
    case Derive::none:
    case Derive::in_favorites:
    case Derive::project_auditors:
    case Derive::data_tags:
    case Derive::comment_project:
    case Derive::comment_unread:
    case Derive::comment_reminders:
    case Derive::of_description:
    case Derive::download_url:
      return {};
  }
  return {};
}

}  // namespace planstead::domain
