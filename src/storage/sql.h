// The one place where SQL texts are made: from the tables of schema/, the same for every database.
#pragma once

#include <string>
#include <vector>

#include "schema/record.h"
#include "storage/codec.h"
#include "storage/database.h"

namespace planstead::storage {

/// A moment with a time as it stands in a column.
constexpr std::int64_t column_of(base::Seconds utc) { return utc * 2 + 1; }

/// Which columns a read takes; positions of fields in Entity::fields.
using Columns = std::vector<std::size_t>;

Storing storing_of(schema::Shape shape);
/// Every field that has a column, but the id. Wide ones last, so that short reads stay on the row's
/// first page.
Columns all_columns(const schema::Entity& entity);

std::string create_table(const schema::Entity& entity, const Database& database);
std::string add_column(const schema::Entity& entity, const schema::Field& field,
                       const Database& database);
/// `SELECT id, … FROM table` with the tail given (`WHERE id = $1`).
std::string select_rows(const schema::Entity& entity, const Columns& columns,
                        std::string_view tail);
/// ` AND …` for rows that are not in the bin; empty for an entity without one.
std::string and_live(const schema::Entity& entity);
/// `WHERE … ORDER BY id`: data tag entries of the task, contact or comment $1, and what $1 is.
std::string entries_of(base::RefKind owner);
std::int64_t entries_key(base::Ref owner);
/// ` AND …` for rows that are no templates of such rows; empty where templates are kept apart.
std::string and_no_template(const schema::Entity& entity);
/// Positions of the fields by whose texts rules find rows (Field::sought).
std::vector<std::size_t> sought_fields(const schema::Entity& entity);
/// Inserts a row or replaces the one with its id; $1 is the id, then all_columns in order.
std::string upsert_row(const schema::Entity& entity);

/// The statement's present row, whose columns are the id and then `columns`.
schema::Record read_row(const Statement& row, const schema::Entity& entity, const Columns& columns);
/// Stores a record by its upsert_row; `columns` are the entity's all_columns.
void write_row(Statement& statement, const schema::Record& record, const Columns& columns);

}  // namespace planstead::storage
