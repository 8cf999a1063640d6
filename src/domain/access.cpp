// Places, levels, and who sees and changes contacts, projects and files.
#include "domain/access.h"

#include <algorithm>

#include "domain/comment_rules.h"
#include "domain/standard_process.h"
#include "domain/task_edit.h"
#include "schema/comment.h"
#include "schema/directory.h"
#include "schema/file.h"
#include "schema/project.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using catalog::is_one_among;
using schema::Record;
using schema::RefList;

constexpr std::int64_t draft_project = 0;

}  // namespace

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

bool has_role(const Places& places, catalog::TaskRole role) {
  switch (role) {
    case catalog::TaskRole::assigner:
      return places.assigner;
    case catalog::TaskRole::assignee:
      return places.assignee;
    case catalog::TaskRole::participant:
      return places.participant;
    case catalog::TaskRole::auditor:
      return places.auditor;
  }
  return false;
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

Places Asker::places(const Record& task) {
  RefList auditors;
  if (const Ref project = task.ref("project"); project.id != 0)
    if (const auto row = context_.records.find(schema::project, project.id))
      auditors = row->refs("auditors");
  return places_on(task, auditors, circle());
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

bool Asker::works_for_client(const Record& company) {
  if (company.id() == person().id) return true;
  const auto card = context_.records.find(schema::contact, person().id);
  if (!card) return false;
  const RefList& mine = card->refs("companies");
  return std::ranges::any_of(mine, [&](Ref held) { return held.id == company.id(); }) ||
         is_one_among(mine, company.refs("companies"));
}

// All employees see a card without a list; who may change it sees it.
bool Asker::sees_contact(const Record& contact) {
  if (is_admin()) return true;
  if (is_contact()) return works_for_client(contact);
  const RefList& viewers = contact.refs("viewers");
  return viewers.empty() || is_in(viewers) || edits_contact(contact);
}

bool Asker::edits_contact(const Record& contact) {
  if (is_admin()) return true;
  if (is_contact()) return false;
  return contact.ref("addedBy") == person() || is_in(contact.refs("supervisors")) ||
         is_in(contact.refs("editors"));
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
  if (open && project.ref("counterparty").kind == RefKind::contact)
    if (const auto client = context_.records.find(schema::contact, project.ref("counterparty").id))
      if (works_for_client(*client)) return true;
  return has_task_in(project.id());
}

bool Asker::edits_project(const Record& project) {
  if (is_admin() || project.ref("owner") == person()) return true;
  return project.integer("status", 2) != draft_project && is_in(project.refs("auditors"));
}

// ---- files ----

bool Asker::sees_carrier(Ref carrier) {
  const schema::Entity* entity = schema::entity_of(carrier.kind);
  const auto row = entity == nullptr ? std::nullopt : context_.records.find(*entity, carrier.id);
  if (!row) return false;
  if (is_admin()) return true;
  if (entity == &schema::task) return level(*row) != Level::none;
  if (entity == &schema::contact) return sees_contact(*row);
  // Documents of a project are no matter of all who see its name.
  if (entity == &schema::project) return edits_project(*row) || is_in(row->refs("clientManagers"));
  if (entity != &schema::comment && entity != &schema::data_tag_entry) return false;
  const bool hidden = entity == &schema::comment && row->flag("isHidden");
  if (hidden && row->ref("owner") != person() && !is_in(row->refs("recipients"))) return false;
  return sees_carrier(owner_of(*row));
}

bool Asker::edits_carrier(Ref carrier) {
  const schema::Entity* entity = schema::entity_of(carrier.kind);
  const auto row = entity == nullptr ? std::nullopt : context_.records.find(*entity, carrier.id);
  if (!row) return false;
  if (is_admin()) return true;
  if (entity == &schema::task) return level(*row) == Level::edit;
  if (entity == &schema::contact) return edits_contact(*row);
  if (entity == &schema::project) return edits_project(*row);
  if (entity != &schema::comment && entity != &schema::data_tag_entry) return false;
  return edits_carrier(owner_of(*row));
}

bool Asker::sees_file(const Record& file) {
  if (is_admin() || stands_for(file.ref("_owner"))) return true;
  return std::ranges::any_of(context_.records.users_of_file(file.id()),
                             [&](Ref carrier) { return sees_carrier(carrier); });
}

base::Error denied(const schema::Entity& entity, std::int64_t id, std::string_view key) {
  if (!key.empty())
    return base::refusal(base::ErrorCode::access_denied, std::string(key), "not yours to change");
  const std::int64_t number = &entity == &schema::directory_entry ? schema::entry_key(id) : id;
  return base::refusal(base::ErrorCode::access_denied, {},
                       "for " + std::string(entity.name) + " by id - " + std::to_string(number));
}

}  // namespace planstead::domain
