// SQL texts and bound values, made by the tables of schema/. The only SQL of rows of entities.
#include "storage/sql.h"

#include <algorithm>

namespace planstead::storage {

using schema::Entity;
using schema::Field;
using schema::Record;
using schema::Shape;
using schema::Value;

Storing storing_of(Shape shape) {
  switch (shape) {
    case Shape::integer:
    case Shape::boolean:
    case Shape::enumeration:
    case Shape::timepoint:
    case Shape::date:
    case Shape::ref:
    case Shape::ref_or_name:
    case Shape::person:
    case Shape::counterparty:
    case Shape::status:
    case Shape::custom_type:
    case Shape::bare_id:
    case Shape::thing:
      return Storing::integer;
    case Shape::text:
    case Shape::html:
    case Shape::named:
    case Shape::telegram:
    case Shape::password:
    case Shape::url:
      return Storing::text;
    default:  // lists, structures, custom values: whatever has a codec tag of its own
      return Storing::bytes;
  }
}

namespace {

std::string_view type_of(const Field& field, const Database& database) {
  switch (storing_of(field.shape)) {
    case Storing::integer:
      return database.integer_type();
    case Storing::text:
      return database.text_type();
    case Storing::bytes:
      return database.bytes_type();
  }
  return {};
}

std::string join_columns(const Entity& entity, const Columns& columns) {
  std::string text = "id";
  for (std::size_t column : columns) text.append(", ").append(entity.fields[column].column);
  return text;
}

Value integer_value(Shape shape, std::int64_t number) {
  switch (shape) {
    case Shape::boolean:
      return number != 0;
    case Shape::timepoint:
      return schema::Moment{number >> 1, (number & 1) != 0};
    case Shape::date:
      return schema::Day{static_cast<std::int32_t>(number)};
    case Shape::ref:
    case Shape::ref_or_name:
    case Shape::person:
    case Shape::counterparty:
    case Shape::status:
    case Shape::thing:
      return base::Ref::unpacked(number);
    default:
      return number;
  }
}

std::int64_t integer_of(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  if (const auto* moment = std::get_if<schema::Moment>(&value))
    return moment->utc * 2 + (moment->has_time ? 1 : 0);
  if (const auto* day = std::get_if<schema::Day>(&value)) return day->days;
  return std::get<base::Ref>(value).packed();
}

void bind_value(Statement& statement, int position, Shape shape, const Value& value) {
  switch (storing_of(shape)) {
    case Storing::integer:
      statement.bind(position, integer_of(value));
      return;
    case Storing::text:
      statement.bind_in_place(position, std::get<std::string>(value));
      return;
    case Storing::bytes: {
      std::string bytes;
      encode(bytes, value);
      statement.bind_bytes(position, bytes);
      return;
    }
  }
}

}  // namespace

Columns all_columns(const Entity& entity) {
  Columns columns;
  for (std::size_t i = 1; i < entity.fields.size(); ++i)
    if (!entity.fields[i].column.empty()) columns.push_back(i);
  std::ranges::stable_sort(columns, {}, [&](std::size_t i) {
    const Shape shape = entity.fields[i].shape;
    return shape == Shape::html            ? 3
           : shape == Shape::custom_values ? 2
                                           : storing_of(shape) == Storing::bytes;
  });
  return columns;
}

std::string create_table(const Entity& entity, const Database& database) {
  std::string sql = "CREATE TABLE " + std::string(entity.table) + " (id " +
                    std::string(database.integer_type()) + " PRIMARY KEY";
  for (std::size_t column : all_columns(entity)) {
    const Field& field = entity.fields[column];
    sql.append(", ").append(field.column).append(" ").append(type_of(field, database));
  }
  return sql + ")";
}

std::string add_column(const Entity& entity, const Field& field, const Database& database) {
  return "ALTER TABLE " + std::string(entity.table) + " ADD COLUMN " + std::string(field.column) +
         " " + std::string(type_of(field, database));
}

std::string select_rows(const Entity& entity, const Columns& columns, std::string_view tail) {
  return "SELECT " + join_columns(entity, columns) + " FROM " + std::string(entity.table) + " " +
         std::string(tail);
}

std::string and_live(const Entity& entity) {
  if (entity.deleted.empty()) return {};
  const Field* flag = schema::find_field(entity, entity.deleted);
  return " AND COALESCE(" + std::string(flag->column) + ", 0) = 0";
}

// The columns stand in partial indexes, so that entries without an owner of the kind cost nothing.
std::string entries_of(base::RefKind owner) {
  const std::string column(schema::owner_field(schema::data_tag_entry, owner)->column);
  return "WHERE " + column + " = $1 AND " + column + " IS NOT NULL ORDER BY id";
}

std::int64_t entries_key(base::Ref owner) {
  const Field& field = *schema::owner_field(schema::data_tag_entry, owner.kind);
  return field.shape == Shape::integer ? owner.id : owner.packed();
}

std::string and_no_template(const Entity& entity) {
  const Field* flag = schema::find_field(entity, "_template");
  return flag == nullptr ? std::string()
                         : " AND COALESCE(" + std::string(flag->column) + ", 0) = 0";
}

std::string upsert_row(const Entity& entity) {
  const Columns columns = all_columns(entity);
  std::string sql = "INSERT INTO " + std::string(entity.table) + " (" +
                    join_columns(entity, columns) + ") VALUES ($1";
  for (std::size_t i = 0; i < columns.size(); ++i) sql += ", $" + std::to_string(i + 2);
  sql += ") ON CONFLICT (id) DO UPDATE SET ";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string column(entity.fields[columns[i]].column);
    sql += (i == 0 ? "" : ", ") + column + " = excluded." + column;
  }
  return sql;
}

Record read_row(const Statement& row, const Entity& entity, const Columns& columns) {
  Record record(entity);
  record.set_id(row.integer(0));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const int column = static_cast<int>(i) + 1;
    if (row.is_null(column)) continue;
    const Shape shape = entity.fields[columns[i]].shape;
    Value& value = record.at(columns[i]);
    switch (storing_of(shape)) {
      case Storing::integer:
        value = integer_value(shape, row.integer(column));
        break;
      case Storing::text:
        value = std::string(row.bytes(column));
        break;
      case Storing::bytes:
        if (shape == Shape::custom_values) {
          record.custom = decode_custom(row.bytes(column));
        } else {
          std::string_view bytes = row.bytes(column);
          value = decode(bytes);
        }
    }
  }
  return record;
}

void write_row(Statement& statement, const Record& record, const Columns& columns) {
  const Entity& entity = record.entity();
  statement.clear().bind(1, record.id());  // most fields of a row are empty
  int position = 1;
  for (std::size_t column : columns) {
    const Shape shape = entity.fields[column].shape;
    ++position;
    if (shape == Shape::custom_values && !record.custom.empty())
      statement.bind_bytes(position, encode_custom(record.custom));
    else if (const Value& value = record.at(column); !schema::is_empty(value))
      bind_value(statement, position, shape, value);
  }
  statement.run();  // here, as texts were bound where they stand in the record
}

}  // namespace planstead::storage
