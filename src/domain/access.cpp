// Places, levels, and who sees and changes contacts and projects.
#include "domain/access.h"

#include <algorithm>

#include "domain/standard_process.h"
#include "domain/task_edit.h"
#include "schema/directory.h"
#include "schema/project.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using catalog::is_one_among;
using schema::Record;
using schema::RefList;

constexpr std::int64_t draft_project = 0, active_project = 2;

}  // namespace

namespace {
bool& place_of(Places& places, catalog::TaskRole role) {
  switch (role) {
    case catalog::TaskRole::assigner:
      return places.assigner;
    case catalog::TaskRole::assignee:
      return places.assignee;
    case catalog::TaskRole::participant:
      return places.participant;
    case catalog::TaskRole::auditor:
      break;
  }
  return places.auditor;
}
}  // namespace

bool has_role(const Places& places, catalog::TaskRole role) {
  Places copy = places;
  return place_of(copy, role);
}

void take_role(Places& places, catalog::TaskRole role) { place_of(places, role) = false; }

bool has_some(const Places& places) {
  return places.assigner || places.assignee || places.participant || places.auditor;
}

Places places_on(const Record& task, const RefList& project_auditors,
                 const catalog::Circle& circle) {
  Places places;
  places.assigner = catalog::is_among(circle.people, task.ref("assigner"));
  places.assignee = is_one_among(circle.names, task.refs("assignees"));
  places.participant = is_one_among(circle.names, task.refs("participants"));
  places.auditor = is_one_among(circle.auditor_names, task.refs("auditors")) ||
                   is_one_among(circle.auditor_names, project_auditors);
  places.works = is_one_among(circle.own_names, task.refs("assignees"));
  return places;
}

Places own_places(const Record& task, const RefList& project_auditors,
                  const catalog::Circle& circle) {
  catalog::Circle alone;
  alone.people = {circle.person};
  alone.names = alone.auditor_names = alone.own_names = circle.own_names;
  return places_on(task, project_auditors, alone);
}

Level level_on(const Record& task, const Places& places, Ref person) {
  const bool is_assigner = task.ref("assigner") == person;
  if (general_status(task) == system_status::draft) return is_assigner ? Level::edit : Level::none;
  if (places.assigner || places.auditor) return Level::edit;
  if (places.assignee) return Level::status;
  return places.participant ? Level::comment : Level::none;
}

const catalog::Circle& Asker::circle() {
  if (!circle_) circle_ = catalog::circle_of(person(), context_.catalog);
  return *circle_;
}

RefList Asker::project_auditors(const Record& task) {
  const Ref project = task.ref("project");
  const auto row = project.id == 0 ? std::nullopt : records().find(schema::project, project.id);
  return row ? row->refs("auditors") : RefList{};
}

Places Asker::places(const Record& task) {
  return places_on(task, project_auditors(task), circle());
}

Places Asker::own_places(const Record& task) {
  return domain::own_places(task, project_auditors(task), circle());
}

Level Asker::level(const Record& task) {
  if (is_admin()) return Level::edit;
  if (kind_of(task) != schema::TaskKind::task) return Level::none;
  const Level level = level_on(task, places(task), person());
  return level == Level::none && is_of_its_company(task) ? Level::comment : level;
}

Level Asker::level_on_task(std::int64_t id) {
  const auto task = context_.records.find(schema::task, id);
  return task ? level(*task) : Level::none;
}

// A contact whose card allows it takes part in the tasks of his companies (digest 5.6).
bool Asker::is_of_its_company(const Record& task) {
  if (!is_contact() || general_status(task) == system_status::draft) return false;
  if (task.flag("hiddenFromCompanyContacts")) return false;
  const auto card = context_.records.find(schema::contact, person().id);
  return card && card->flag("seesCompanyTasks") &&
         schema::mentions(card->get("companies"), task.ref("counterparty"));
}

// ---- contacts ----

RefList Asker::companies() {
  if (!is_contact()) return {};
  const auto card = context_.records.find(schema::contact, person().id);
  RefList mine = card ? card->refs("companies") : RefList{};
  std::ranges::sort(mine);  // a card holds them in the order that was sent
  return mine;
}

bool Asker::is_colleague(const Record& contact) {
  return is_one_among(companies(), contact.refs("companies"));
}

bool Asker::is_client(Ref contact) {
  return contact == person() || catalog::is_among(companies(), contact);
}

// All employees see a card without a list; who may change it sees it.
bool Asker::sees_contact(const Record& contact) {
  if (is_admin()) return true;
  if (is_contact()) return is_client({RefKind::contact, contact.id()}) || is_colleague(contact);
  const RefList& viewers = contact.refs("viewers");
  return viewers.empty() || is_in(viewers) || edits_contact(contact);
}

bool Asker::edits_contact(const Record& contact) {
  if (is_admin()) return true;
  if (is_contact()) return false;
  return contact.ref("addedBy") == person() || is_in(contact.refs("supervisors")) ||
         is_in(contact.refs("editors"));
}

// ---- what contacts may give to whom ----

bool Asker::may_address(Ref person, std::int64_t project) {
  if (person == this->person()) return true;
  const auto among = [&](const RefList& people) {
    return std::ranges::any_of(people, [&](Ref held) {
      return held == person || (held.kind == RefKind::group && person.kind == RefKind::user &&
                                context_.catalog.in_group(person, held.id));
    });
  };
  const auto card = records().find(schema::contact, this->person().id);
  if (card && among(card->refs("supervisors"))) return true;
  const auto row = project == 0 ? std::nullopt : records().find(schema::project, project);
  return row && among(row->refs("clientManagers"));
}

std::int64_t Asker::default_project() {
  const auto card = is_contact() ? records().find(schema::contact, person().id) : std::nullopt;
  if (!card) return 0;
  RefList clients = card->refs("companies");
  clients.push_back(person());
  std::int64_t first = 0;
  for (const Ref client : clients)
    for (const std::int64_t id : records().rows_with(schema::project, "counterparty", client)) {
      if (first != 0 && id >= first) break;
      const auto project = records().find(schema::project, id);
      const bool offered = project && !project->flag("isDeleted") && !project->flag("_template") &&
                           project->integer("status", active_project) == active_project;
      if (offered && sees_project(*project)) first = id;
    }
  return first;
}

// ---- projects ----

bool Asker::has_task_in(std::int64_t project) {
  const Ref wanted{RefKind::project, project};
  for (const std::int64_t id : context_.records.rows_with(schema::task, "project", wanted)) {
    const auto task = context_.records.find(schema::task, id);
    if (task && is_live_task(*task) && level(*task) != Level::none) return true;
  }
  return false;
}

bool Asker::sees_project(const Record& project) {
  if (is_admin() || project.ref("owner") == person()) return true;
  if (project.flag("_template")) {
    const RefList& viewers = project.refs("viewers");
    return viewers.empty() ? !is_contact() : is_in(viewers);
  }
  if (project.integer("status", 2) == draft_project) return false;
  constexpr std::string_view people[] = {"auditors", "clientManagers", "assignees", "participants"};
  for (const std::string_view list : people)
    if (is_in(project.refs(list))) return true;
  const bool open =
      is_contact() ? !project.flag("hiddenForClients") : !project.flag("hiddenForEmployees");
  if (open && !is_contact()) return true;
  if (open && is_client(project.ref("counterparty"))) return true;
  return has_task_in(project.id());
}

bool Asker::edits_project(const Record& project) {
  if (is_admin() || project.ref("owner") == person()) return true;
  return project.integer("status", 2) != draft_project && is_in(project.refs("auditors"));
}

base::Error denied(const schema::Entity& entity, std::int64_t id, std::string_view key) {
  if (!key.empty())
    return base::refusal(base::ErrorCode::access_denied, std::string(key), "not yours to change");
  const std::int64_t number = &entity == &schema::directory_entry ? schema::entry_key(id) : id;
  return base::refusal(base::ErrorCode::access_denied, {},
                       "for " + std::string(entity.name) + " by id - " + std::to_string(number));
}

}  // namespace planstead::domain
