// Parts of the OpenAPI file that the openapi_*.cpp files write for each other.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "reply/json_writer.h"
#include "schema/entity.h"

namespace planstead::reply {

/// Schema of what a shape reads and takes, as JSON. Shape::enumeration needs the labels of its
/// field.
std::string read_schema(schema::Shape shape, const schema::Field* field);
std::string write_schema(schema::Shape shape, const schema::Field* field);
/// The schema with a description beside it (a $ref takes none in OpenAPI 3.0).
std::string described(std::string schema, std::string_view description);
std::string schema_ref(std::string_view component);

/// Names of an entity's schemas; empty where it has none.
struct EntitySchemas {
  const schema::Entity* entity;
  std::string_view read, create, update;
  std::string_view filter = {};  ///< its complex filters, where it has some
};
const EntitySchemas& schemas_of(const schema::Entity& entity);

/// How an option of a list or a read is described.
struct OptionDoc {
  schema::Option option;
  std::string_view name, schema, about;
};
std::span<const OptionDoc> option_docs();
/// Every entity that has schemas of its own.
std::span<const EntitySchemas> all_entity_schemas();

void write_paths(JsonWriter& json);
void write_request_body(JsonWriter& json, const schema::Operation& operation);
/// The body that "try it out" offers to send, as JSON.
std::string_view body_example(std::string_view operation);
void write_shape_schemas(JsonWriter& json);    ///< members of components.schemas
void write_entity_schemas(JsonWriter& json);   ///< likewise
void write_custom_schemas(JsonWriter& json);   ///< likewise
void write_filter_schemas(JsonWriter& json);   ///< likewise
void write_error_schema(JsonWriter& json);     ///< likewise
void write_error_responses(JsonWriter& json);  ///< members of components.responses

// Headers of answers (openapi_headers.cpp).
inline constexpr std::string_view headers_of_read[] = {"Planstead-Notes", "X-RateLimit-Limit",
                                                       "X-RateLimit-Remaining",
                                                       "X-RateLimit-Reset"};
inline constexpr std::string_view headers_of_change[] = {
    "Planstead-Notes", "Idempotency-Replayed", "X-RateLimit-Limit", "X-RateLimit-Remaining",
    "X-RateLimit-Reset"};
inline constexpr std::string_view headers_of_refusal[] = {
    "Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"};
void write_header_components(JsonWriter& json);  ///< components.headers
void write_headers(JsonWriter& json, std::span<const std::string_view> names);

/// Names of the fields that may be asked for at `on`, joined by commas.
std::string field_names(const schema::Entity& entity, schema::On on);

std::string about_fields(const schema::Entity& entity, schema::On on);

inline constexpr std::string_view source_schema = R"({"type":"string","maxLength":100})";
inline constexpr std::string_view about_source =
    "The external application that asks: sourceObjectId and sourceDataVersion are its own.";

// Paging is the same in a query and in a body.
inline constexpr std::string_view offset_schema =
    R"({"type":"integer","format":"int64","minimum":0,"default":0})";
inline constexpr std::string_view page_schema =
    R"({"type":"integer","minimum":1,"maximum":100,"default":100})";
inline constexpr std::string_view about_offset = "How many rows to pass over.";
inline constexpr std::string_view about_page = "How many rows to answer at most.";

}  // namespace planstead::reply
