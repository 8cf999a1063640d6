// Who may write entries of directories: administrators, and whom the nearest list names
// (domain/tasks-and-access.md 5.4, 5.5).
#include "catalog/access.h"
#include "domain/entity_access.h"
#include "domain/entry_names.h"
#include "domain/row_edit.h"
#include "schema/directory.h"

namespace planstead::domain {

namespace {

using base::Ref;
using schema::Record;
using schema::RefList;

base::Error no_such_directory(std::int64_t id) {
  return base::refusal(base::ErrorCode::directory_not_found, {}, "by id " + std::to_string(id));
}

base::Error no_such_entry(std::int64_t key) {
  return base::refusal(base::ErrorCode::directory_entry_not_found, {},
                       "by id " + std::to_string(key));
}

// Is it there, for him? Whatever entry of it the path names.
base::Status check_known(std::int64_t id, Asker& asker) {
  const catalog::Definition* directory = asker.context().catalog.directory(id);
  if (directory != nullptr && asker.knows_directory(*directory)) return base::ok();
  return no_such_directory(id);
}

std::optional<Record> entry_of_path(const PathIds& ids, Asker& asker) {
  const std::int64_t directory = ids.front(), key = ids.back();
  if (asker.context().catalog.directory(directory) == nullptr) return std::nullopt;
  if (key < 1 || key > schema::entry_key_max) return std::nullopt;
  auto entry = asker.records().find(schema::directory_entry, schema::entry_id(directory, key));
  if (!entry || entry->flag("_deleted")) return std::nullopt;
  return entry;
}

// Deleting a group bins what lies in it.
bool deletes_all(const Record& entry, Asker& asker) {
  std::vector<Record> open{entry};
  while (!open.empty()) {
    const Record one = std::move(open.back());
    open.pop_back();
    if (!asker.deletes_entry(one)) return false;
    if (!one.flag("isGroup")) continue;
    const std::int64_t key = schema::entry_key(one.id());
    for (const std::int64_t id :
         asker.records().rows_with(schema::directory_entry, "parentKey", schema::Value{key})) {
      if (schema::entry_directory(id) != schema::entry_directory(one.id())) continue;
      auto below = asker.records().find(schema::directory_entry, id);
      if (below && !below->flag("_deleted")) open.push_back(*std::move(below));
    }
  }
  return true;
}

// The name of an entry is what its first field holds, and that field may have lists of its own.
base::Status check_name(const request::Body& body, const Record& entry, bool edits, Asker& asker) {
  const request::Change* name = body.find("name");
  if (name == nullptr || entry.flag("isGroup") || !is_changed(*name, entry, asker))
    return base::ok();
  const catalog::Catalog& catalog = asker.context().catalog;
  const auto* directory = catalog.directory(schema::entry_directory(entry.id()));
  const auto* field = directory == nullptr ? nullptr : name_field(*directory, catalog);
  if (field == nullptr || asker.fills(*field, edits)) return base::ok();
  return denied(schema::directory_entry, entry.id(), "name");
}

std::int64_t group_in(const request::Body& body) {
  const auto* key = body.sent<std::int64_t>("parentKey");
  return key == nullptr ? 0 : *key;
}

}  // namespace

// The nearest list that is given, from the entry up through the groups around it.
std::optional<bool> Asker::by_lists(std::int64_t directory, std::int64_t key,
                                    std::string_view list) {
  while (key > 0 && key <= schema::entry_key_max) {
    const auto row = records().find(schema::directory_entry, schema::entry_id(directory, key));
    if (!row) break;
    if (const RefList& people = row->refs(list); !people.empty()) return is_in(people);
    key = row->integer("parentKey");
  }
  return std::nullopt;
}

// As plan/visible_entries.cpp has it of lists.
bool Asker::sees_entry(const Record& entry) {
  const catalog::Catalog& catalog = context_.catalog;
  const catalog::Definition* directory = catalog.directory(schema::entry_directory(entry.id()));
  if (is_admin()) return true;
  if (directory == nullptr) return false;
  if (catalog::is_named(directory->access.edit, person(), catalog)) return true;
  for (std::optional<Record> row = entry; row;) {
    if (is_in(row->refs("viewers")) || is_in(row->refs("editors"))) return true;
    if (!row->refs("viewers").empty()) return false;
    const std::int64_t key = row->integer("parentKey");
    if (key == 0) break;
    row = records().find(schema::directory_entry, schema::entry_id(directory->id, key));
  }
  return catalog::may_view_rows(directory->access, person(), catalog);
}

// As reads have it (storage/sight.cpp): by an entry or group that names him, too, if it is not in
// the bin.
bool Asker::knows_directory(const catalog::Definition& directory) {
  if (is_admin() || catalog::may_view(directory.access, person(), context_.catalog)) return true;
  for (const std::string_view list : {"viewers", "editors"})
    for (const Ref name : circle().own_names)
      for (const std::int64_t id :
           records().rows_with(schema::directory_entry, list, schema::Value{name})) {
        if (schema::entry_directory(id) != directory.id) continue;
        const auto entry = records().find(schema::directory_entry, id);
        if (entry && !entry->flag("_deleted")) return true;
      }
  return false;
}

bool Asker::edits_entry(const Record& entry) {
  if (is_admin()) return true;
  const std::int64_t id = schema::entry_directory(entry.id());
  if (const auto may = by_lists(id, schema::entry_key(entry.id()), "editors")) return *may;
  const catalog::Definition* directory = context_.catalog.directory(id);
  return directory != nullptr && is_on(directory->access.edit, false);
}

bool Asker::deletes_entry(const Record& entry) {
  if (is_admin()) return true;
  const std::int64_t id = schema::entry_directory(entry.id());
  if (const auto may = by_lists(id, schema::entry_key(entry.id()), "deleters")) return *may;
  const catalog::Definition* directory = context_.catalog.directory(id);
  if (directory == nullptr) return false;
  const catalog::AccessList& own = directory->access.remove;
  return own.is_given ? is_on(own, false) : edits_entry(entry);
}

bool Asker::adds_entry(std::int64_t directory, std::int64_t group) {
  if (is_admin()) return true;
  if (const auto may = by_lists(directory, group, "adders")) return *may;
  const catalog::Definition* definition = context_.catalog.directory(directory);
  if (definition == nullptr) return false;
  const catalog::AccessList& own = definition->access.add;
  return is_on(own.is_given ? own : definition->access.edit, false);
}

namespace access {

base::Status add_directory_entry(const PathIds& ids, const request::Body& body, Asker& asker) {
  if (asker.context().catalog.directory(ids.front()) == nullptr) return base::ok();
  if (!asker.adds_entry(ids.front(), group_in(body))) {
    PS_CHECK(check_known(ids.front(), asker));
    return denied(schema::directory, ids.front());
  }
  PS_CHECK(check_new_fields(body, schema::directory_entry, asker));
  return check_named(body, nullptr, asker);
}

base::Status change_directory_entry(const PathIds& ids, const request::Body& body, Asker& asker) {
  const auto entry = entry_of_path(ids, asker);
  if (!entry || !asker.sees_entry(*entry)) {
    PS_CHECK(check_known(ids.front(), asker));
    return no_such_entry(ids.back());
  }
  const bool edits = asker.edits_entry(*entry);
  PS_CHECK(check_keys(body, *entry, edits, asker));
  PS_CHECK(check_name(body, *entry, edits, asker));
  const std::int64_t group = group_in(body);
  if (body.find("parentKey") != nullptr && group != entry->integer("parentKey") &&
      !asker.adds_entry(ids.front(), group))
    return denied(schema::directory, ids.front(), "parentKey");
  return check_named(body, &*entry, asker);
}

base::Status remove_directory_entry(const PathIds& ids, Asker& asker) {
  const auto entry = entry_of_path(ids, asker);
  if (!entry) return check_known(ids.front(), asker);
  if (!asker.sees_entry(*entry) && !asker.deletes_entry(*entry)) {
    PS_CHECK(check_known(ids.front(), asker));
    return no_such_entry(ids.back());
  }
  return deletes_all(*entry, asker) ? base::ok() : denied(schema::directory_entry, entry->id());
}

}  // namespace access

}  // namespace planstead::domain
