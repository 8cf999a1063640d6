// Which rules belong to which entity. Knows nothing of what they do.
#include "domain/rules.h"

#include <stdexcept>
#include <string>

#include "domain/entity_rules.h"

namespace planstead::domain {

namespace {

using Create = base::Result<std::int64_t> (*)(const PathIds&, const request::Body&, Context&);
using Update = base::Status (*)(const PathIds&, const request::Body&, Context&);
using Remove = base::Status (*)(const PathIds&, Context&);
using Import = base::Status (*)(const request::Import&, Context&);

struct Row {
  const schema::Entity* entity;
  Create create = nullptr;
  Update update = nullptr;
  Remove remove = nullptr;
  Import import = nullptr;
};

constexpr Row rows[] = {
    {&schema::task, create_task, update_task},
    {&schema::checklist_item, create_checklist_item, update_checklist_item},
    {&schema::comment, create_comment, update_comment, remove_comment},
    {&schema::contact, create_contact, update_contact, nullptr, import_contacts},
    {&schema::project, create_project, update_project},
    {&schema::directory_entry, create_directory_entry, update_directory_entry,
     remove_directory_entry},
    {&schema::custom_field, create_custom_field, update_custom_field},
    {&schema::data_tag_entry, create_data_tag_entries, update_data_tag_entry,
     remove_data_tag_entry},
    {&schema::file, create_file, update_file, remove_file},
    {&schema::custom_field_set, create_custom_field_set},
    {&schema::user, create_user, update_user},
    {&schema::user_position, create_position, update_position},
    {&schema::telegram_bot, nullptr, update_telegram_bot},
    {&schema::lease, take_lease, nullptr, release_lease},
};

// An operation without a rule is a mistake in the tables, not of a client.
const Row& row_of(const schema::Entity& entity) {
  for (const Row& row : rows)
    if (row.entity == &entity) return row;
  throw std::logic_error("no rules for " + std::string(entity.name));
}

template <class Rule>
Rule present(Rule rule, const schema::Entity& entity) {
  if (rule == nullptr) throw std::logic_error("no such rule of " + std::string(entity.name));
  return rule;
}

}  // namespace

base::Result<std::int64_t> create(const schema::Entity& entity,
                                  const std::vector<std::int64_t>& path_ids,
                                  const request::Body& body, Context& context) {
  return present(row_of(entity).create, entity)(path_ids, body, context);
}

base::Status update(const schema::Entity& entity, const std::vector<std::int64_t>& path_ids,
                    const request::Body& body, Context& context) {
  return present(row_of(entity).update, entity)(path_ids, body, context);
}

base::Status remove(const schema::Entity& entity, const std::vector<std::int64_t>& path_ids,
                    Context& context) {
  return present(row_of(entity).remove, entity)(path_ids, context);
}

base::Status import_rows(const schema::Entity& entity, const request::Import& import,
                         Context& context) {
  return present(row_of(entity).import, entity)(import, context);
}

}  // namespace planstead::domain
