// Single rows, by how their entity is seen.
#include "storage/sight.h"

#include <algorithm>

#include "catalog/access.h"
#include "catalog/circle.h"
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

bool Sight::sees_row(const Entity& entity, std::int64_t id) {
  return !entity.indexed || !among(entity, {id}).empty();
}

bool Sight::sees_documents_of(std::int64_t project) {
  if (sees_all()) return true;
  const plan::FilterScope scope = over(schema::project);
  const std::int64_t ids[] = {project};
  return !scope.indexes.of(schema::project)
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
      return sees_row(*entity, thing.id);
    case Seen::by_definition:
    case Seen::by_all:
      break;
  }
  return true;
}

bool Sight::sees(Ref thing, Session& session) {
  Ref culprit;
  return sees(thing, session, culprit);
}

// Whoever sees something that holds the file sees it, and who uploaded it
// (domain/tasks-and-access.md 5.4).
bool Sight::sees_file(std::int64_t id, Session& session) {
  Statement& uploaded = session.prepare("SELECT COALESCE(owner, 0) FROM file WHERE id = $1");
  const bool own =
      uploaded.bind(1, id).step() && uploaded.integer(0) == viewer_.person.packed();
  uploaded.reset();
  if (own) return true;
  std::vector<std::pair<Ref, FileUse>> uses;
  Statement& read = session.prepare("SELECT kind, thing, use FROM file_use WHERE file = $1");
  read.bind(1, id);
  while (read.step())
    uses.push_back({{static_cast<RefKind>(read.integer(0)), read.integer(1)},
                    static_cast<FileUse>(read.integer(2))});
  return std::ranges::any_of(uses, [&](const auto& use) {
    const bool document =
        use.first.kind == RefKind::project && use.second == FileUse::attached;
    return document ? sees_documents_of(use.first.id) : sees(use.first, session);
  });
}

bool Sight::sees_value(const catalog::CustomField& field, const schema::Record& row) const {
  if (sees_all() || catalog::may_view_field(field, viewer_.person, catalog_)) return true;
  if (row.entity().table != schema::task.table) return false;
  const schema::RefList names = catalog::circle_of(viewer_.person, catalog_).own_names;
  return std::ranges::any_of(field.access.view.roles, [&](catalog::TaskRole role) {
    switch (role) {
      case catalog::TaskRole::assigner:
        return row.ref("assigner") == viewer_.person;
      case catalog::TaskRole::assignee:
        return catalog::is_one_among(names, row.refs("assignees"));
      case catalog::TaskRole::participant:
        return catalog::is_one_among(names, row.refs("participants"));
      case catalog::TaskRole::auditor:
        return catalog::is_one_among(names, row.refs("auditors"));
    }
    return false;
  });
}

void Sight::drop_unseen(std::vector<Ref>& refs) {
  if (sees_all()) return;
  std::vector<std::int64_t> tasks;
  for (const Ref ref : refs)
    if (ref.kind == RefKind::task) tasks.push_back(ref.id);
  if (tasks.empty()) return;
  const std::vector<std::int64_t> seen = among(schema::task, std::move(tasks));
  std::erase_if(refs, [&](Ref ref) {
    return ref.kind == RefKind::task && !std::ranges::binary_search(seen, ref.id);
  });
}

}  // namespace planstead::storage
