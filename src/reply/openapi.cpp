// The OpenAPI file: everything in it follows from the tables of operations, entities, fields,
// shapes, filters, custom field types, errors and scopes.
#include "reply/openapi.h"

#include <set>

#include "reply/reply.h"

namespace planstead::reply {

namespace {

constexpr std::string_view introduction =
    "The REST API of a Planstead server. It speaks the contract of the Planfix REST API, version "
    "1.6.9; what is ours "
    "beyond it is marked `x-planstead`.\n\n"
    "**Token.** Send `Authorization: Bearer TOKEN`; GET requests may carry `access_token=TOKEN` in "
    "the query instead. "
    "Paste a token under *Authorize* to try requests out here.\n\n"
    "**Fields.** An answer holds `id`, and `name` as a rule; ask for more with `fields`. Custom "
    "fields are asked for by "
    "their numbers and come in `customFieldData`. A field without a value reads `\"\"` if it is a "
    "text and `[]` if it "
    "is a list; references and dates are left out.\n\n"
    "**Notes.** What a request contained and was not used is named in the response header "
    "`Planstead-Notes`.\n\n"
    "**Paths** may end in a slash. An empty body counts as `{}`.";

void write_info(JsonWriter& json) {
  json.key("info").open('{').member("title", "Planstead REST API").member("version", "1.6.9");
  json.member("description", introduction).close('}');
}

struct Tag {
  std::string_view name, about;
};
constexpr Tag tags[] = {
    {"Task", "Tasks, their templates and recurring templates."},
    {"Checklist", "Items of the checklists of tasks."},
    {"Contact", "People and companies, their groups and templates."},
    {"Comments", "Comments on tasks and contacts."},
    {"Data tags", "Data tags and the entries that hang on tasks and contacts."},
    {"File", "Files: upload, download, and where they are attached."},
    {"Project", "Projects, their groups and templates."},
    {"Employee", "Employees, their groups and positions."},
    {"Directory", "Directories and their entries."},
    {"Object", "Objects: the kinds of tasks."},
    {"Process", "Processes and their statuses."},
    {"Custom fields", "Types of custom fields, and the fields that belong to no other tag."},
    {"Custom fields - Task", "Custom fields of tasks."},
    {"Custom fields - Contact", "Custom fields of contacts."},
    {"Custom fields - Project", "Custom fields of projects."},
    {"Custom fields - Employee", "Custom fields of employees."},
    {"System", "Settings of the account."},
    {"Planstead", "What the original has in its interface alone."},
    {"Monitoring", "Is the server there, is the token valid?"},
};

void write_tags(JsonWriter& json) {
  std::set<std::string_view> used;
  for (const schema::Operation& operation : schema::operations()) used.insert(operation.tag);
  json.key("tags").open('[');
  for (const auto& [name, about] : tags)
    if (used.contains(name))
      json.open('{').member("name", name).member("description", about).close('}');
  json.close(']');
}

void write_security(JsonWriter& json) {
  std::string scopes = "A token without scopes may do everything that its person may. Scopes:";
  for (std::string_view scope : schema::scopes()) scopes += "\n* `" + std::string(scope) + "`";
  json.key("securitySchemes").open('{');
  json.key("rest_auth")
      .open('{')
      .member("type", "http")
      .member("scheme", "bearer")
      .member("description", scopes);
  json.key("x-planstead-scopes").open('[');
  for (std::string_view scope : schema::scopes()) json.text(scope);
  json.close(']').close('}');
  json.raw_member("access_token",
                  R"({"type":"apiKey","in":"query","name":"access_token",)"
                  R"("description":"The same token in the query, for GET requests."})");
  json.close('}');
}

void write_components(JsonWriter& json) {
  json.key("components").open('{');
  write_security(json);
  write_header_components(json);
  json.key("responses").open('{');
  write_error_responses(json);
  json.close('}').key("schemas").open('{');
  write_entity_schemas(json);
  write_shape_schemas(json);
  write_custom_schemas(json);
  write_filter_schemas(json);
  write_error_schema(json);
  json.close('}').close('}');
}

}  // namespace

std::string openapi() {
  JsonWriter json;
  json.open('{').member("openapi", "3.0.3");
  write_info(json);
  json.raw_member("servers", R"([{"url":"/rest"}])");
  json.raw_member("security", R"([{"rest_auth":[]},{"access_token":[]}])");
  write_tags(json);
  json.key("paths").open('{');
  write_paths(json);
  json.close('}');
  write_components(json);
  json.close('}');
  return json.str();
}

}  // namespace planstead::reply
