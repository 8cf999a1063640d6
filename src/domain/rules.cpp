// Which rules belong to which entity. Knows nothing of what they do.
#include "domain/rules.h"

#include <stdexcept>
#include <string>

#include "domain/entity_rules.h"

namespace planstead::domain {

namespace {

using Create = base::Result<std::int64_t> (*)(const PathIds&, const request::Body&, Context&);
using Update = base::Status (*)(const PathIds&, const request::Body&, Context&);

struct Row {
  const schema::Entity* entity;
  Create create;
  Update update;
};

constexpr Row rows[] = {
    {&schema::task, create_task, update_task},
    {&schema::checklist_item, create_checklist_item, update_checklist_item},
    {&schema::custom_field, create_custom_field, nullptr},
    {&schema::custom_field_set, create_custom_field_set, nullptr},
};

// An operation without a rule is a mistake in the tables, not of a client.
const Row& row_of(const schema::Entity& entity) {
  for (const Row& row : rows)
    if (row.entity == &entity) return row;
  throw std::logic_error("no rules for " + std::string(entity.name));
}

}  // namespace

base::Result<std::int64_t> create(const schema::Entity& entity,
                                  const std::vector<std::int64_t>& path_ids,
                                  const request::Body& body, Context& context) {
  return row_of(entity).create(path_ids, body, context);
}

base::Status update(const schema::Entity& entity, const std::vector<std::int64_t>& path_ids,
                    const request::Body& body, Context& context) {
  const Row& row = row_of(entity);
  if (row.update == nullptr) throw std::logic_error("no update of " + std::string(entity.name));
  return row.update(path_ids, body, context);
}

}  // namespace planstead::domain
