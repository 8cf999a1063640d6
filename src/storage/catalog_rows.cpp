// Rows made of the catalogue: the tables of schema/account.h, filled.
#include "storage/catalog_rows.h"

#include <algorithm>

#include "catalog/access.h"
#include "schema/account.h"
#include "schema/directory.h"
#include "storage/store.h"

namespace planstead::storage {

using base::RefKind;
using catalog::Catalog;
using catalog::CustomField;
using schema::Record;
using schema::Source;

namespace {

Record named(const schema::Entity& entity, std::int64_t id, std::string_view name) {
  Record record(entity);
  record.set_id(id);
  record.set("name", std::string(name));
  return record;
}

Record status_row(const catalog::Status& status, const Catalog& catalog,
                  const request::Viewer& viewer) {
  Record record = named(schema::status, status.id, catalog.name_in(status, viewer.language));
  record.set("color", status.color);
  record.set("isActive", status.is_active);
  record.set("hasDeadline", status.has_deadline);
  record.set("isAppliedIndividually", status.is_individual);
  record.set("texts", status.texts);
  return record;
}

schema::RefList numbers(const std::vector<std::int64_t>& ids) {
  schema::RefList refs;
  for (std::int64_t id : ids) refs.push_back({base::RefKind::custom_field, id});
  return refs;
}

Record field_row(const CustomField& field, const request::Viewer& viewer) {
  Record record = named(schema::custom_field, field.id, Catalog::name_in(field, viewer.language));
  record.set("names", field.names);
  record.set("type", std::int64_t{field.type->id});
  record.set("objectType", std::int64_t{field.object_type});
  record.set("groupId", field.group);
  if (field.directory != 0) record.set("directoryId", field.directory);
  record.set("directoryFields", numbers(field.directory_fields));
  record.set("enumValues", field.values);
  if (!field.colors.empty()) record.set("listValuesColors", field.colors);
  if (!field.formula.empty()) record.set("formula", field.formula);
  if (!field.view_result.empty()) record.set("viewResult", field.view_result);
  if (!field.delimiter.empty()) record.set("delimiter", field.delimiter);
  if (field.decimals >= 0) record.set("numberOfDecimalPlaces", std::int64_t{field.decimals});
  if (!field.options.empty()) record.set("options", field.options);
  return record;
}

// A field whose values some role on a task opens is known to everybody.
bool is_shown(const CustomField& field, const Catalog& catalog, const request::Viewer& viewer) {
  return viewer.is_admin || catalog::knows_field(field, viewer.person, catalog);
}

schema::RefList shown_numbers(const std::vector<std::int64_t>& ids, const Catalog& catalog,
                              const request::Viewer& viewer) {
  schema::RefList refs;
  for (const std::int64_t id : ids)
    if (const CustomField* field = catalog.field(id);
        field != nullptr && is_shown(*field, catalog, viewer))
      refs.push_back({RefKind::custom_field, id});
  return refs;
}

// Directories or data tags, with their groups and the fields of their entries. `groupId` 0 asks for
// all of them, as an absent one does.
std::vector<Record> definition_rows(const request::Call& call, const Catalog& catalog,
                                    const request::Viewer& viewer, Sight& sight) {
  const bool is_tag = call.operation->kind == RefKind::data_tag;
  const RefKind groups = is_tag ? RefKind::data_tag_group : RefKind::directory_group;
  const std::int64_t group = call.options.group.value_or(0);
  std::vector<Record> rows;
  for (const catalog::Definition& one : is_tag ? catalog.data_tags : catalog.directories) {
    if (group != 0 && one.group != group) continue;
    if (!sight.sees_definition(call.operation->kind, one)) continue;
    Record row = named(*call.operation->entity, one.id, one.name);
    if (one.group != 0) row.set("group", base::Ref{groups, one.group});
    row.set("fields", shown_numbers(one.fields, catalog, viewer));
    if (!is_tag) {
      row.set("sourceObjectId", one.source_object);
      row.set("sourceDataVersion", one.source_version);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

struct SystemFilterName {
  int object_type;
  std::string_view id, en, ru;
};
constexpr SystemFilterName system_filters[] = {
    {0, ":all", "All", "Все"},
    {0, ":in", "Incoming", "Входящие"},
    {0, ":out", "Outgoing", "Исходящие"},
    {0, ":audit", "Audited", "На контроле"},
    {1, ":contact", "Contacts", "Контакты"},
    {1, ":company", "Companies", "Компании"},
};

Record filter_row(std::string id, std::string_view name, base::Ref owner) {
  Record record(schema::saved_filter);
  record.set("id", std::move(id));
  record.set("name", std::string(name));
  if (owner.kind != RefKind::none) record.set("owner", owner);
  return record;
}

// What the server has for everybody, then what the person has saved or is let use. Administrators
// have others' by number, not in their lists (domain/tasks-and-access.md 5.1, 5.5).
std::vector<Record> filter_rows(int object_type, std::int64_t path_id, const Catalog& catalog,
                                const request::Viewer& viewer) {
  std::vector<Record> rows;
  for (const SystemFilterName& filter : system_filters)
    if (filter.object_type == object_type)
      rows.push_back(
          filter_row(std::string(filter.id), viewer.language == "Ru" ? filter.ru : filter.en, {}));
  constexpr const schema::Entity* filtered[] = {&schema::task, &schema::contact,
                                                &schema::directory_entry};
  const schema::Entity* entity = filtered[object_type];
  for (const catalog::SavedFilter& filter : catalog.saved_filters)
    if (filter.entity == entity && filter.directory == path_id &&
        catalog::may_view(filter, viewer.person, catalog))
      rows.push_back(filter_row(std::to_string(filter.id), filter.name, filter.owner));
  return rows;
}

std::vector<Record> status_rows(const catalog::Process* process, const Catalog& catalog,
                                const request::Viewer& viewer) {
  std::vector<Record> rows;
  if (process == nullptr) return rows;  // an unknown process has no statuses (observed 13.4)
  for (std::int64_t id : process->statuses)
    if (const catalog::Status* status = catalog.status(id))
      rows.push_back(status_row(*status, catalog, viewer));
  return rows;
}

template <class Items>
std::vector<Record> named_rows(const schema::Entity& entity, const Items& items) {
  std::vector<Record> rows;
  for (const auto& item : items) rows.push_back(named(entity, item.id, item.name));
  return rows;
}

std::vector<Record> process_rows(const Catalog& catalog, int object_type) {
  std::vector<Record> rows;
  for (const catalog::Process& process : catalog.processes)
    if (!process.built_in && process.object_type == object_type)
      rows.push_back(named(schema::process, process.id, process.name));
  return rows;
}

std::vector<Record> set_rows(const Catalog& catalog, int object_type) {
  std::vector<Record> rows;
  for (const catalog::FieldSet& set : catalog.field_sets)
    if (set.object_type == object_type)
      rows.push_back(named(schema::custom_field_set, set.id, set.name));
  return rows;
}

std::vector<Record> field_rows(const Catalog& catalog, int object_type,
                               const request::Viewer& viewer) {
  std::vector<Record> rows;
  for (const CustomField& field : catalog.fields)
    if (field.object_type == object_type && is_shown(field, catalog, viewer))
      rows.push_back(field_row(field, viewer));
  return rows;
}

std::vector<Record> named_rows(const schema::Operation& operation, const Catalog& catalog) {
  if (operation.kind == RefKind::group) return named_rows(*operation.entity, catalog.groups);
  const std::vector<catalog::NamedItem>* items = catalog.named_items(operation.kind);
  if (items == nullptr) throw std::logic_error("no list of such named things");
  return named_rows(*operation.entity, *items);
}

const catalog::Process* process_of_template(const Catalog& catalog, std::int64_t id) {
  const catalog::Template* found = catalog.task_template(id);
  if (found == nullptr) return nullptr;
  const catalog::Process* process = catalog.process(found->process);
  return process == nullptr ? &catalog.default_process() : process;
}

}  // namespace

std::vector<Record> owned_field_rows(const Record& row, const Catalog& catalog,
                                     const request::Viewer& viewer) {
  std::vector<Record> rows;
  for (const CustomField* field : catalog.fields_of(row))
    if (is_shown(*field, catalog, viewer)) rows.push_back(field_row(*field, viewer));
  return rows;
}

std::vector<Record> catalog_rows(const request::Call& call, const Catalog& catalog,
                                 const request::Viewer& viewer, Sight& sight) {
  const schema::Operation& operation = *call.operation;
  const std::int64_t path_id = call.path_ids.empty() ? 0 : call.path_ids.back();
  switch (operation.source) {
    case Source::object_statuses:
      return status_rows(process_of_template(catalog, path_id), catalog, viewer);
    case Source::process_statuses:
      return status_rows(catalog.process(path_id), catalog, viewer);
    case Source::processes:
      return process_rows(catalog, 0);
    case Source::contact_processes:
      return process_rows(catalog, 1);
    case Source::custom_types:
      return named_rows(schema::custom_field_type, schema::custom_types());
    case Source::custom_fields:
      return field_rows(catalog, operation.object_type, viewer);
    case Source::custom_field_sets:
      return set_rows(catalog, operation.object_type);
    case Source::named_items:
      return named_rows(operation, catalog);
    case Source::definitions:
      return definition_rows(call, catalog, viewer, sight);
    case Source::saved_filters:
      return filter_rows(operation.object_type, path_id, catalog, viewer);
    case Source::rows:
    case Source::row_templates:
    case Source::custom_fields_of_one:
    case Source::task_templates:
    case Source::recurring_templates:
    case Source::objects:
    case Source::own_changes:
    case Source::files_of_owner:
    case Source::changes_log:
    case Source::own_notifications:
      break;  // these are rows, or speak of one
  }
  throw std::logic_error("no catalogue rows for " + std::string(operation.id));
}

}  // namespace planstead::storage
