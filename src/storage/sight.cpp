// Single rows, by how their entity is seen.
#include "storage/sight.h"

#include <algorithm>

#include "catalog/access.h"
#include "domain/access.h"
#include "schema/references.h"
#include "storage/file_uses.h"

namespace planstead::storage {

using base::Ref;
using base::RefKind;
using schema::Entity;
using schema::Seen;

plan::FilterScope Sight::over(const Entity& entity, std::int64_t owner) {
  if (!indexes_) indexes_ = index_.wait()->until(deadline_);
  return {entity, catalog_, viewer_, now_, *indexes_, auditors_, owner};
}

std::vector<std::int64_t> Sight::among(const Entity& entity, std::vector<std::int64_t> ids) {
  if (sees_all() || ids.empty()) return ids;
  return plan::seen_among(std::move(ids), over(entity));
}

std::vector<std::int64_t> Sight::still_seen(const Entity& entity, std::vector<std::int64_t> ids) {
  if (sees_all() || ids.empty()) return ids;
  const plan::FilterScope scope = over(entity);
  return scope.indexes.of(entity).among(ids, plan::visible(scope));
}

bool Sight::sees_row(const Entity& entity, std::int64_t id) {
  return !entity.indexed || !among(entity, {id}).empty();
}

// What lies in the bin lets nobody look at what hangs on it.
bool Sight::is_binned(const Entity& entity, std::int64_t id) {
  if (!entity.indexed || entity.deleted.empty()) return false;
  const std::size_t column = schema::index_of(entity, *schema::find_field(entity, entity.deleted));
  return over(entity).indexes.of(entity).number_at(column, id) == 1;
}

bool Sight::sees_documents_of(std::int64_t project) {
  if (sees_all()) return true;
  const plan::FilterScope scope = over(schema::project);
  const std::int64_t ids[] = {project};
  return !is_binned(schema::project, project) &&
         !scope.indexes.of(schema::project)
              .among(ids, plan::projects_with_documents(scope))
              .empty();
}

// The task or contact of a comment or data tag entry.
std::vector<Ref> Sight::owners_of(const Entity& entity, std::int64_t id) {
  std::vector<Ref> owners;
  const search::Index index = over(entity).indexes.of(entity);
  for (const std::string_view name : {"task", "contact"}) {
    const std::size_t column = schema::index_of(entity, *schema::find_field(entity, name));
    const std::int64_t number = index.number_at(column, id);
    if (number != search::no_number) owners.push_back(Ref::unpacked(number));
  }
  return owners;
}

bool Sight::sees(Ref thing, Session& session, Ref& culprit) {
  const Entity* entity = sees_all() ? nullptr : schema::entity_of(thing.kind);
  if (entity == nullptr) return true;
  culprit = thing;
  switch (entity->seen.how) {
    case Seen::where_used:
      return sees_file(thing.id, session);
    case Seen::as_feed:
    case Seen::by_data_tag:
      for (const Ref owner : owners_of(*entity, thing.id))
        if (!sees(owner, session, culprit)) return false;
      culprit = thing;
      return sees_row(*entity, thing.id);
    case Seen::with_owner: {
      Statement& read = session.prepare("SELECT task FROM checklist_item WHERE id = $1");
      const Ref task{RefKind::task, read.bind(1, thing.id).step() ? read.integer(0) : 0};
      read.reset();
      return sees(task, session, culprit);
    }
    case Seen::by_roles:
    case Seen::by_card:
    case Seen::as_project:
    case Seen::by_directory:
    case Seen::by_employees:
      return !is_binned(*entity, thing.id) && sees_row(*entity, thing.id);
    case Seen::by_definition:  // main fields: contacts have none
      return viewer_.person.kind != RefKind::contact;
    case Seen::by_all:
      break;
  }
  return true;
}

bool Sight::sees(Ref thing, Session& session) {
  Ref culprit;
  return sees(thing, session, culprit);
}

// Whoever sees something that holds the file sees it, who uploaded it, and his heads: they may
// change it, too (domain/tasks-and-access.md 5.4).
bool Sight::sees_file(std::int64_t id, Session& session) {
  Statement& uploaded = session.prepare("SELECT COALESCE(owner, 0) FROM file WHERE id = $1");
  const Ref owner = uploaded.bind(1, id).step() ? Ref::unpacked(uploaded.integer(0)) : Ref{};
  uploaded.reset();
  if (owner == viewer_.person || circle().leads(owner)) return true;
  std::vector<std::pair<Ref, FileUse>> uses;
  Statement& read = session.prepare("SELECT kind, thing, use FROM file_use WHERE file = $1");
  read.bind(1, id);
  while (read.step())
    uses.push_back({{static_cast<RefKind>(read.integer(0)), read.integer(1)},
                    static_cast<FileUse>(read.integer(2))});
  return std::ranges::any_of(uses, [&](const auto& use) {
    const bool document = use.first.kind == RefKind::project && use.second == FileUse::attached;
    return document ? sees_documents_of(use.first.id) : sees(use.first, session);
  });
}

bool Sight::sees_value(const catalog::CustomField& field, const schema::Record& row) {
  if (sees_all() || catalog::may_view_field(field, viewer_.person, catalog_)) return true;
  if (row.entity().table != schema::task.table) return false;
  const std::vector<catalog::TaskRole> roles = catalog::viewing_roles(field);
  if (roles.empty()) return false;
  const std::int64_t project = row.ref("project").id;
  const auto found =
      std::ranges::lower_bound(auditors_, project, {}, &ProjectAuditors::value_type::first);
  const bool audited = found != auditors_.end() && found->first == project;
  const domain::Places places =
      domain::places_on(row, audited ? found->second : schema::RefList(), circle());
  return std::ranges::any_of(
      roles, [&](catalog::TaskRole role) { return domain::has_role(places, role); });
}

bool Sight::sees_definition(RefKind kind, const catalog::Definition& one) {
  if (sees_all() || catalog::may_view(one.access, viewer_.person, catalog_)) return true;
  if (kind != RefKind::directory) return false;
  if (!directories_) {
    const plan::FilterScope scope = over(schema::directory_entry);
    const std::size_t column = schema::index_of(
        schema::directory_entry, *schema::find_field(schema::directory_entry, "directory"));
    const search::Condition live = plan::listed(schema::directory_entry);
    directories_ = scope.indexes.of(schema::directory_entry)
                       .numbers(plan::all({live, plan::visible(scope)}), column);
  }
  return std::ranges::binary_search(*directories_, Ref{kind, one.id}.packed());
}

const catalog::Circle& Sight::circle() {
  if (!circle_) circle_ = catalog::circle_of(viewer_.person, catalog_);
  return *circle_;
}

void Sight::drop_unseen(const Entity& entity, std::vector<Ref>& refs) {
  std::vector<std::int64_t> ids;
  for (const Ref ref : refs)
    if (ref.kind == entity.kind) ids.push_back(ref.id);
  if (ids.empty()) return;
  const std::vector<std::int64_t> seen = among(entity, std::move(ids));
  std::erase_if(refs, [&](Ref ref) {
    return ref.kind == entity.kind && !std::ranges::binary_search(seen, ref.id);
  });
}

void Sight::drop_unseen(std::vector<Ref>& refs) {
  if (sees_all()) return;
  for (const Entity* entity : {&schema::task, &schema::project}) drop_unseen(*entity, refs);
}

}  // namespace planstead::storage
