// Bodies of requests in the OpenAPI file, with an example that "try it out" offers to send.
#include "reply/openapi.h"

namespace planstead::reply {

using schema::Act;
using schema::Entity;
using schema::Operation;

namespace {

// What a list takes besides follows from the tables: filters where the entity has some, options.
void write_list_body(JsonWriter& json, const Operation& operation) {
  const Entity& entity = *operation.entity;
  json.open('{').member("type", "object").key("properties").open('{');
  json.raw_member("offset", described(std::string(offset_schema), about_offset));
  json.raw_member("pageSize", described(std::string(page_schema), about_page));
  json.raw_member("fields",
                  described(R"({"type":"string"})", about_fields(entity, schema::On::list)));
  if (takes_source(operation))
    json.raw_member("sourceId", described(std::string(source_schema), about_source));
  for (const OptionDoc& row : option_docs())
    if (has(operation.options, row.option))
      json.raw_member(row.name, described(std::string(row.schema), row.about));
  if (!entity.filters.empty())
    json.raw_member("filters",
                    R"({"type":"array","items":)" + schema_ref(schemas_of(entity).filter) + "}");
  json.close('}').close('}');
}

// What "try it out" offers to send. An operation without a row offers an empty object.
struct BodyExample {
  std::string_view operation, json;
};
constexpr BodyExample body_examples[] = {
    {"post-task", R"({"name":"Call the client","description":"<p>Ask for the contract.</p>",)"
                  R"("priority":"Urgent","endDateTime":{"date":"31-12-2030","time":"18:00"}})"},
    {"post-task-by-id", R"({"name":"Call the client again","status":{"id":2}})"},
    {"get-task-list",
     R"({"offset":0,"pageSize":20,"fields":"id,name,status,assignees,endDateTime",)"
     R"("filters":[{"type":10,"operator":"equal","value":[1,2]}]})"},
    {"post-checklist-item", R"({"name":"Find the number"})"},
    {"post-checklist-item-by-id", R"({"isDone":true})"},
    {"get-task-checklist", R"({"offset":0,"pageSize":100,"fields":"id,name,isDone,assignees"})"},
    {"get-object-list", R"({"offset":0,"pageSize":100,"fields":"id,name"})"},
    {"post-customfield-task-add",
     R"({"name":"Contract number","names":{"en":"Contract number"},"type":0})"},
    {"post-customfield-set-task-add", R"({"name":"Contracts"})"},
};
std::string_view body_example(std::string_view operation) {
  for (const BodyExample& example : body_examples)
    if (example.operation == operation) return example.json;
  return "{}";
}

}  // namespace

std::string about_fields(const Entity& entity, schema::On on) {
  std::string text = "Fields to answer, joined by commas. Possible: " + field_names(entity, on);
  if (entity.has_custom) text += ", and numbers of custom fields";
  return text + ".";
}

// The contract has it where rows come from an application and can be asked for by themselves.
bool takes_source(const Operation& operation) {
  if (operation.entity == nullptr || operation.owner != base::RefKind::none) return false;
  const bool reads = operation.act == Act::get_one || operation.act == Act::list ||
                     operation.act == Act::reference_list;
  return reads && operation.source != schema::Source::objects &&
         schema::find_field(*operation.entity, "sourceObjectId") != nullptr;
}

void write_request_body(JsonWriter& json, const Operation& operation) {
  if (operation.method != schema::Method::post) return;
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
  else
    write_list_body(json, operation);
  json.raw_member("example", body_example(operation.id));
  json.close('}').close('}').close('}');
}

}  // namespace planstead::reply
