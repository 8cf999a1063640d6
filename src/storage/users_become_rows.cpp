// A migration: employees, once structure items, become rows of a table.
#include <algorithm>

#include "request/parse.h"
#include "schema/user.h"
#include "storage/migrations.h"
#include "storage/sql.h"
#include "storage/write_session.h"

namespace planstead::storage {

namespace {

using base::Node;
using base::Ref;
using base::RefKind;
using schema::Record;

std::string text_in(const Node& body, std::string_view key) {
  const Node* value = body.find(key);
  return value != nullptr && value->as_text() != nullptr ? *value->as_text() : std::string();
}

std::int64_t number_in(const Node& body, std::string_view key) {
  const Node* value = body.find(key);
  return value != nullptr && value->as_integer() != nullptr ? *value->as_integer() : 0;
}

template <std::size_t count>
std::int64_t label_in(const Node& body, std::string_view key,
                      const std::string_view (&labels)[count], std::int64_t fallback) {
  const std::string text = text_in(body, key);
  const auto found = std::ranges::find(labels, std::string_view(text));
  return found == std::end(labels) ? fallback : found - std::begin(labels);
}

Record row_of(const StructureItem& item, const Node& body, std::int64_t account_language) {
  Record row(schema::user);
  row.set_id(item.id);
  for (std::string_view key : {"name", "midname", "lastname", "email", "login"})
    if (std::string text = text_in(body, key); !text.empty()) row.set(key, std::move(text));
  if (std::string zone = text_in(body, "timeZone"); !zone.empty())
    row.set("timezone", std::move(zone));
  row.set("role", label_in(body, "role", schema::role_labels,
                           static_cast<std::int64_t>(schema::UserRole::employee)));
  row.set("status", label_in(body, "status", schema::user_status_labels, 0));
  row.set("languageCode", label_in(body, "language", schema::language_labels, account_language));
  schema::RefList groups;
  if (const Node* list = body.find("groups"); list != nullptr && list->as_array() != nullptr)
    for (const Node& id : *list->as_array())
      if (id.as_integer() != nullptr) groups.push_back({RefKind::group, *id.as_integer()});
  if (!groups.empty()) row.set("groups", std::move(groups));
  if (const auto position = number_in(body, "position"); position != 0)
    row.set("position", Ref{RefKind::position, position});
  for (std::string_view key : {"schedule", "defaultTemplate"})
    if (const auto number = number_in(body, key); number != 0) row.set(key, number);
  row.set("isDeleted", false);
  return row;
}

Node body_of(const StructureItem& item) {
  auto body = request::parse_json(item.body);
  if (!body)
    throw StorageError("damaged structure item " + item.kind + " " + std::to_string(item.id));
  return std::move(body).value();
}

}  // namespace

void users_become_rows(Database& database, Session& session) {
  if (!database.has_table(session, schema::user.table))
    session.run_script(create_table(schema::user, database));
  const Columns columns = all_columns(schema::user);
  const std::vector<StructureItem> items = read_structure(session);
  std::int64_t language = 0;
  for (const StructureItem& item : items)
    if (item.kind == "account")
      language = label_in(body_of(item), "language", schema::language_labels, 0);
  for (const StructureItem& item : items) {
    if (item.kind != "user") continue;
    write_row(session.prepare(upsert_row(schema::user)), row_of(item, body_of(item), language),
              columns);
  }
  session.prepare("DELETE FROM structure WHERE kind = 'user'").run();
}

}  // namespace planstead::storage
