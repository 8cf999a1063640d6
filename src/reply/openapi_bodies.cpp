// Bodies of requests in the OpenAPI file.
#include "reply/openapi.h"

namespace planstead::reply {

using schema::Act;
using schema::Entity;
using schema::Operation;

namespace {

constexpr std::string_view own_flag = R"({"type":"boolean","default":false,"x-planstead":true})";

struct PassKey {
  std::string_view name, schema, about;
};
constexpr PassKey pass_keys[] = {
    {"onlyChanged", R"({"type":"boolean","default":false})",
     "Only what has changed since the application's last complete pass; offset 0 begins one."},
    {"repeatPass", own_flag,
     "With offset 0 of onlyChanged: begins where the last pass began, though it is "
     "complete: its answer was lost."},
    {"withDeleted", own_flag,
     "With onlyChanged: lists what was put into the bin, too; isDeleted tells which it is."}};

// What a list takes besides follows from the tables: filters where the entity has some, options.
void write_list_body(JsonWriter& json, const Operation& operation) {
  const Entity& entity = *operation.entity;
  json.open('{').member("type", "object").key("properties").open('{');
  json.raw_member("offset", described(std::string(offset_schema), about_offset));
  json.raw_member("pageSize", described(std::string(page_schema), about_page));
  json.raw_member("fields",
                  described(R"({"type":"string"})", about_fields(entity, schema::On::list)));
  if (schema::takes_source(operation)) {
    json.raw_member("sourceId", described(std::string(source_schema), about_source));
    json.raw_member("sourceObjectId",
                    described(R"({"type":"string","x-planstead":true})",
                              "Only what the application calls so."));
  }
  if (entity.tracked)
    for (const auto& [name, schema, about] : pass_keys)
      json.raw_member(name, described(std::string(schema), about));
  for (const OptionDoc& row : option_docs())
    if (has(operation.options, row.option))
      json.raw_member(row.name, described(std::string(row.schema), row.about));
  if (!entity.filters.empty())
    json.raw_member("filters",
                    R"({"type":"array","items":)" + schema_ref(schemas_of(entity).filter) + "}");
  json.close('}').close('}');
}

struct ImportKey {
  std::string_view name, schema, about;
};
// clang-format off
constexpr ImportKey import_keys[] = {
  {"silent", R"({"anyOf":[{"type":"boolean"},{"type":"string"}],"default":false})", "Keeps the import out of logs and mails."},
  {"sourceId", source_schema, about_source},
  {"contactTemplateId", R"({"type":"integer","format":"int64"})", "Template of people; the first one where absent."},
  {"companyTemplateId", R"({"type":"integer","format":"int64"})", "Template of companies; the first one where absent."},
  {"optionImportDuplicate", R"({"type":"string","enum":["ignore","update","none"],"default":"ignore"})", "What happens to a row that exists already: it is left out, it is supplemented, or nothing is compared and all rows are new."},
  {"optionImportUniqueField", R"({"type":"string","default":"email-phone","example":"custom:36"})", "By what a row is recognised. email-phone: its e-mail, the phone of a row without one. email-phone-name-ifnot: likewise, the name of a row with neither. email-phone-name: e-mail or phone, whichever meets, the name of a row with neither. email, phone, name, number: that alone. email-and-phone-and-name: all three at once. custom:36: custom field 36."},
  {"optionImportUniqueDefaultField", R"({"type":"string","example":"name"})", "How a row is recognised that has no number or no value of the custom field: any of the other words; not at all where absent."},
};
constexpr std::string_view form = R"({"required":true,"content":{"multipart/form-data":{"schema":{"type":"object","required":["file"],"properties":{"file":{"type":"string","format":"binary","description":"The file, with its name."}}}}}})";
// clang-format on

}  // namespace

std::string about_fields(const Entity& entity, schema::On on) {
  std::string text = "Fields to answer, joined by commas. Possible: " + field_names(entity, on);
  if (entity.has_custom) text += ", and numbers of custom fields";
  return text + ".";
}

// The body of an import: how rows are recognised, and the rows.
void write_import_body(JsonWriter& json, const Entity& entity) {
  json.open('{').member("type", "object").key("required").open('[').text(entity.many).close(']');
  json.key("additionalProperties").boolean(false).key("properties").open('{');
  for (const auto& [name, schema, about] : import_keys)
    json.raw_member(name, described(std::string(schema), about));
  json.raw_member(entity.many,
                  R"({"type":"array","items":)" + schema_ref(schemas_of(entity).create) + "}");
  json.close('}').close('}');
}

void write_request_body(JsonWriter& json, const Operation& operation) {
  using schema::Takes;
  if (operation.method != schema::Method::post || operation.takes == Takes::nothing) return;
  if (operation.takes == Takes::form) {
    json.raw_member("requestBody", form);
    return;
  }
  json.key("requestBody")
      .open('{')
      .key("content")
      .open('{')
      .key("application/json")
      .open('{')
      .key("schema");
  if (operation.act == Act::create)
    json.raw(schema_ref(schemas_of(*operation.entity).create));
  else if (operation.act == Act::update)
    json.raw(schema_ref(schemas_of(*operation.entity).update));
  else if (operation.act == Act::import_rows)
    write_import_body(json, *operation.entity);
  else
    write_list_body(json, operation);
  json.raw_member("example", body_example(operation.id));
  json.close('}').close('}').close('}');
}

}  // namespace planstead::reply
