// The paths of the OpenAPI file, from the table of operations.
#include <algorithm>
#include <set>

#include "reply/openapi.h"
#include "schema/change.h"

namespace planstead::reply {

using schema::Act;
using schema::Answer;
using schema::Entity;
using schema::Method;
using schema::Operation;

namespace {

bool changes(const Operation& operation) {
  return operation.act == Act::create || operation.act == Act::update ||
         operation.act == Act::remove || operation.act == Act::import_rows;
}

void write_path_parameters(JsonWriter& json, std::string_view path) {
  for (std::size_t open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
    const std::string_view name = path.substr(open + 1, path.find('}', open) - open - 1);
    json.open('{').member("name", name).member("in", "path").key("required").boolean(true);
    json.raw_member("schema", R"({"type":"integer","format":"int64","minimum":1})").close('}');
  }
}

void write_query(JsonWriter& json, std::string_view name, std::string_view schema,
                 std::string_view about, bool required = false) {
  json.open('{').member("name", name).member("in", "query").member("description", about);
  if (required) json.key("required").boolean(true);
  json.raw_member("schema", schema).close('}');
}

void write_fields(JsonWriter& json, const Operation& operation, schema::On on) {
  const Entity& entity = *operation.entity;
  const bool whole = has(operation.options, schema::Option::whole_rows);
  std::string example;  // the first two fields, for "try it out"
  const std::size_t shown = std::min<std::size_t>(entity.fields.size(), 2);
  for (const schema::Field& field : entity.fields.first(shown))
    example += (example.empty() ? "" : ",") + std::string(field.name);
  json.open('{').member("name", "fields").member("in", "query");
  const std::string ignored = " Taken, not used: all of them are answered.";
  json.member("description", about_fields(entity, on) + (whole ? ignored : ""));
  json.member("example", example);
  json.raw_member("schema", R"({"type":"string"})").close('}');
}

/// Options in the query of a GET, or of a POST without a list's body.
void write_options(JsonWriter& json, const Operation& operation) {
  if (operation.act == Act::list) return;
  for (const OptionDoc& row : option_docs())
    if (has(operation.options, row.option))
      write_query(json, row.name, row.schema, row.about, row.option == schema::Option::target);
}

// The defaults mean "none": tools that fill every header in have something harmless to fill in.
// clang-format off
constexpr std::string_view idempotency = R"({"name":"Idempotency-Key","in":"header","x-planstead":true,"description":"A mark of the client's own: for 24 hours a request with the same mark, method, path, query and body is not carried out again but answered as the first one was. Empty: none.","schema":{"type":"string","maxLength":255,"default":""}})";
constexpr std::string_view held_lease = R"({"name":"Planstead-Lease","in":"header","x-planstead":true,"description":"The lease by which the sender holds the thing: his change does not wait. 0: none.","schema":{"type":"integer","format":"int64","default":0}})";
// clang-format on

void write_parameters(JsonWriter& json, const Operation& operation) {
  json.key("parameters").open('[');
  write_path_parameters(json, operation.path);
  if (operation.act == Act::get_one) write_fields(json, operation, schema::On::get);
  if (operation.act == Act::reference_list) {
    if (!has(operation.options, schema::Option::whole_rows))
      write_fields(json, operation, schema::On::list);
    const bool unpaged = has(operation.options, schema::Option::unpaged);
    // What the account merely defines comes whole.
    if (!operation.entity->table.empty() && !unpaged) {
      write_query(json, "offset", offset_schema, about_offset);
      write_query(json, "pageSize", page_schema, about_page);
    }
  }
  write_options(json, operation);
  if (schema::takes_source(operation) && operation.act != Act::list &&
      operation.act != Act::import_rows)
    write_query(json, "sourceId", source_schema, about_source);
  if (changes(operation) && operation.takes == schema::Takes::json)
    write_query(json, "silent", R"({"type":"boolean","default":false})",
                "Keeps the change out of logs and mails.");
  if (changes(operation)) json.raw(idempotency);
  if (schema::minds_leases(operation)) json.raw(held_lease);
  json.close(']');
}

constexpr std::string_view result_ok = R"({"type":"string","enum":["success"]})";

// Members of the answer beside `result`: which key, its schema, and whether it is always there.
struct Payload {
  std::string key, schema;
  bool required = true;
};
constexpr std::string_view number_schema = R"({"type":"integer","format":"int64"})";

std::vector<Payload> made_by(Answer answer) {
  const std::string number(number_schema);
  const Payload keys{"keys", R"({"type":"array","items":)" + number + "}"};
  switch (answer) {
    case Answer::by_act:
    case Answer::ok_id:
      return {{"id", number}};
    case Answer::ok_key:
      return {{"key", number}};
    case Answer::keys:
      return {keys};
    case Answer::keys_and_comment:
      return {keys, {"commentId", number}};
    case Answer::row:
      break;
  }
  return {};
}

std::vector<Payload> import_payload(const Entity& entity) {
  const std::string numbers = R"({"type":"array","items":)" + std::string(number_schema) + "}";
  return {{"created", numbers},
          {"updated", numbers},
          {"ignored", numbers},
          {std::string(entity.many),
           R"({"type":"array","items":{"$ref":"#/components/schemas/ImportedRow"}})"}};
}

std::vector<Payload> fields_of(const Entity& entity) {
  std::vector<Payload> fields;
  for (const schema::Field& field : entity.fields)
    if (has(field.on, schema::read))
      fields.push_back(
          {std::string(field.name), described(read_schema(field.shape, &field), field.about)});
  return fields;
}

std::vector<Payload> payload_of(const Operation& operation) {
  switch (operation.act) {
    case Act::ping:
    case Act::download:
      return {};
    case Act::get_one:
      return {{std::string(operation.entity->one), schema_ref(schemas_of(*operation.entity).read)}};
    case Act::list:
    case Act::reference_list:
      return {
          {std::string(operation.many.empty() ? operation.entity->many : operation.many),
           R"({"type":"array","items":)" + schema_ref(schemas_of(*operation.entity).read) + "}"}};
    case Act::create:
      return made_by(operation.answer);
    case Act::import_rows:
      return import_payload(*operation.entity);
    case Act::remove:
      return {};
    case Act::update:
      if (operation.answer == Answer::row) return fields_of(*operation.entity);
      return {{"failures",
               R"({"type":"array","items":{"$ref":"#/components/schemas/UpdateFailure"}})", false}};
  }
  return {};
}

std::string_view success_status(const Operation& operation) {
  const bool ok = operation.answer == Answer::ok_id || operation.answer == Answer::ok_key;
  const bool makes = operation.act == Act::create || operation.act == Act::import_rows;
  return makes && !ok ? "201" : "200";
}

// Whoever follows the redirection gets the bytes.
// clang-format off
constexpr std::string_view redirection = R"({"description":"The content is at Location; reading it there needs no token, and ranges are served.","headers":{"Location":{"description":"Where the content can be read, for some time.","schema":{"type":"string","format":"uri"}}},"content":{"application/octet-stream":{"schema":{"type":"string","format":"binary"}}}})";
constexpr std::string_view queued = R"({"description":"Somebody holds it: the change is stored and will be carried out in its turn.","headers":{"Planstead-Change":{"description":"Number of the change; GET /planstead/change/{id} tells what becomes of it.","schema":{"type":"integer","format":"int64"}}},"content":{"application/json":{"schema":{"type":"object","required":["result"],"additionalProperties":false,"properties":{"result":{"type":"string","enum":["success"]}}}}}})";
// clang-format on

void write_success(JsonWriter& json, const Operation& operation) {
  if (operation.act == Act::download) {
    json.raw_member("302", redirection);
    return;
  }
  if (operation.queues) json.raw_member("202", queued);
  const std::vector<Payload> payloads = payload_of(operation);
  json.key(success_status(operation)).open('{').member("description", "It worked.");
  changes(operation) ? write_headers(json, headers_of_change)
                     : write_headers(json, headers_of_read);
  json.key("content").open('{').key("application/json").open('{').key("schema").open('{');
  json.member("type", "object").key("required").open('[').text("result");
  for (const Payload& payload : payloads)
    if (payload.required) json.text(payload.key);
  json.close(']').key("additionalProperties").boolean(false);
  json.key("properties").open('{').raw_member("result", result_ok);
  for (const Payload& payload : payloads) json.raw_member(payload.key, payload.schema);
  json.close('}').close('}').close('}').close('}').close('}');
}

// `/task/{id}/comments` may miss the task.
bool speaks_of_owner(const Operation& operation, base::ErrorCode code) {
  const Entity* owner = schema::entity_of(operation.owner);
  return owner != nullptr && code == owner->not_found && code != base::ErrorCode::unknown;
}

// Codes below those of single entities can meet any operation; of the others those that the entity
// names.
bool may_meet(const Operation& operation, base::ErrorCode code) {
  if (code == base::ErrorCode::idempotency_key_reused) return changes(operation);
  if (code < base::ErrorCode::checklist_item_not_found) return true;
  const Entity* entity = operation.entity;
  return entity != nullptr && (code == entity->not_found || code == entity->not_added ||
                               code == entity->not_updated || speaks_of_owner(operation, code));
}

void write_responses(JsonWriter& json, const Operation& operation) {
  std::set<int> statuses;
  for (const base::ErrorRow& row : base::error_table())
    if (may_meet(operation, row.code))
      statuses.insert(changes(operation) ? row.http_status_on_write : row.http_status);
  json.key("responses").open('{');
  write_success(json, operation);
  for (const int status : statuses)
    json.key(std::to_string(status))
        .raw(R"({"$ref":"#/components/responses/Error)" + std::to_string(status) + R"("})");
  json.raw_member("default", R"({"$ref":"#/components/responses/Error"})").close('}');
}

void write_operation(JsonWriter& json, const Operation& operation) {
  const bool get = operation.method == Method::get;
  std::string description(operation.about);
  if (!operation.scope.empty())
    description += " Needs the scope `" + std::string(operation.scope) + "`.";
  json.key(get                               ? "get"
           : operation.method == Method::del ? "delete"
                                             : "post")
      .open('{')
      .member("operationId", operation.id);
  json.member("summary", operation.about).member("description", description);
  json.key("tags").open('[').text(operation.tag).close(']');
  if (operation.tag == "Planstead") json.key("x-planstead").boolean(true);
  if (!operation.scope.empty()) json.member("x-planstead-scope", operation.scope);
  if (!get)
    json.raw_member("security", R"([{"rest_auth":[]}])");  // a token in the query is for GET alone
  write_parameters(json, operation);
  write_request_body(json, operation);
  write_responses(json, operation);
  json.close('}');
}

}  // namespace

void write_paths(JsonWriter& json) {
  std::set<std::string_view> written;
  for (const Operation& first : schema::operations()) {
    if (first.alias || !written.insert(first.path).second) continue;
    json.key(first.path).open('{');
    for (const Operation& operation : schema::operations())
      if (operation.path == first.path) write_operation(json, operation);
    json.close('}');
  }
}

}  // namespace planstead::reply
