// The table of texts by which rules find rows: kept inside the transaction that changes the rows,
// so that an import sees at once what it has made itself. Lists of clients never ask it.
#include "schema/sought.h"

#include "storage/write_session.h"

namespace planstead::storage {

using schema::Entity;
using schema::Field;

namespace {
std::string place_of(const Entity& entity, const Field& field) {
  return std::string(entity.table) + "." + std::string(field.name);
}
}  // namespace

std::vector<std::size_t> sought_fields(const Entity& entity) {
  std::vector<std::size_t> fields;
  for (std::size_t i = 0; i < entity.fields.size(); ++i)
    if (entity.fields[i].sought) fields.push_back(i);
  return fields;
}

void WriteSession::forget_sought(const EntitySql& sql, const Entity& entity, std::int64_t id) {
  for (const std::size_t field : sql.sought)
    session_.prepare("DELETE FROM sought WHERE id = $1 AND place = $2")
        .bind(1, id)
        .bind(2, std::string_view(place_of(entity, entity.fields[field])))
        .run();
}

void WriteSession::write_sought(const EntitySql& sql, const schema::Record& record) {
  const Entity& entity = record.entity();
  for (const std::size_t field : sql.sought) {
    const std::string place = place_of(entity, entity.fields[field]);
    for (const std::string& form : schema::sought_forms(entity.fields[field], record.at(field)))
      session_.prepare("INSERT INTO sought (place, form, id) VALUES ($1, $2, $3)")
          .bind(1, std::string_view(place))
          .bind(2, std::string_view(form))
          .bind(3, record.id())
          .run();
  }
}

std::vector<std::int64_t> WriteSession::find_by(const Entity& entity, std::string_view name,
                                                std::string_view text) {
  const Field* field = schema::find_field(entity, name);
  if (field == nullptr || !field->sought)
    throw std::logic_error("rows are not found by " + std::string(name));
  const std::string place = place_of(entity, *field), form = schema::sought_form(*field, text);
  std::vector<std::int64_t> ids;
  Statement& read =
      session_.prepare("SELECT id FROM sought WHERE place = $1 AND form = $2 ORDER BY id");
  read.bind(1, std::string_view(place)).bind(2, std::string_view(form));
  while (read.step()) ids.push_back(read.integer(0));
  return ids;
}

}  // namespace planstead::storage
