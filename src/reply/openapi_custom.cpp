// Schemas of custom fields: the types as numbers, and one form of value item per type, so that a
// validator sees a wrong value of a known type.
#include <set>

#include "reply/append.h"
#include "reply/openapi.h"

namespace planstead::reply {

using schema::CustomType;

namespace {

void write_types(JsonWriter& json) {
  std::string names;
  json.key("CustomFieldType").open('{').member("type", "integer").key("enum").open('[');
  for (const CustomType& type : schema::custom_types()) {
    json.number(type.id);
    names += "\n* `" + std::to_string(type.id) + "` " + std::string(type.name);
  }
  json.close(']').member("description", "Type of a custom field:" + names).close('}');
}

std::string value_schema(const CustomType& type) {
  std::string schema = read_schema(type.shape, nullptr);
  // A field that is shown without a value (objects, entries) reads "" where its shape has no empty
  // form.
  if (!left_out_when_empty(type.shape)) return schema;
  return R"({"anyOf":[)" + schema + R"(,{"$ref":"#/components/schemas/NoValue"}]})";
}

void write_item(JsonWriter& json, const CustomType& type) {
  const bool of_directory =
      type.shape == schema::Shape::entry || type.shape == schema::Shape::entries;
  json.open('{').member("title", type.name).member("type", "object");
  json.raw_member("required", R"(["field","value"])").raw_member("additionalProperties", "false");
  json.key("properties").open('{');
  json.key("field").open('{').member("type", "object").key("additionalProperties").boolean(false);
  json.raw_member("required", R"(["id","name","type","typeName","objectType"])");
  json.key("properties").open('{');
  json.raw_member("id", R"({"type":"integer","format":"int64"})")
      .raw_member("name", R"({"type":"string"})");
  json.key("type")
      .open('{')
      .member("type", "integer")
      .key("enum")
      .open('[')
      .number(type.id)
      .close(']')
      .close('}');
  json.key("typeName")
      .open('{')
      .member("type", "string")
      .key("enum")
      .open('[')
      .text(type.type_name);
  json.close(']').close('}');
  json.raw_member("objectType", R"({"$ref":"#/components/schemas/CustomFieldObjectType"})");
  if (of_directory) json.raw_member("directoryId", R"({"type":"integer","format":"int64"})");
  json.close('}').close('}');
  json.raw_member("value", value_schema(type));
  json.raw_member("stringValue",
                  R"({"type":"string","description":"The value as a person reads it."})");
  json.close('}').close('}');
}

void write_response(JsonWriter& json) {
  json.key("CustomFieldValueResponse").open('{');
  json.member("description",
              "A custom field and its value; the form of the value follows from the field's type.");
  json.key("anyOf").open('[');
  for (const CustomType& type : schema::custom_types()) write_item(json, type);
  json.close(']').close('}');
}

// What to send for a shape, as an example; computed ones have none.
struct Example {
  schema::Shape shape;
  std::string_view json;
};
using schema::Shape;
constexpr Example examples[] = {
    {Shape::line, R"("text")"},
    {Shape::number, "99.5"},
    {Shape::multiline, R"("text")"},
    {Shape::date, R"({"date":"31-12-2026"})"},
    {Shape::time, R"({"time":"17:45"})"},
    {Shape::date_time, R"({"date":"31-12-2026","time":"17:45"})"},
    {Shape::period, R"({"from":{"time":"10:00"},"to":{"time":"13:00"}})"},
    {Shape::checkbox, "true"},
    {Shape::label, R"("value of the list")"},
    {Shape::entry, R"({"id":2})"},
    {Shape::contact, R"({"id":"contact:5"})"},
    {Shape::employee, R"({"id":"user:3"})"},
    {Shape::member, R"({"id":"group:1"})"},
    {Shape::members, R"([{"id":"user:1"},{"id":"group:5"}])"},
    {Shape::entries, R"([{"id":1},{"id":2}])"},
    {Shape::task, R"({"id":111})"},
    {Shape::tasks, R"([{"id":111},{"id":112}])"},
    {Shape::labels, R"(["first","second"])"},
    {Shape::file_ids, "[204308,205305]"},
    {Shape::project, R"({"id":5})"},
    {Shape::location, R"({"address":"Orel","longitude":36.06,"latitude":52.97})"},
    {Shape::frame,
     R"({"from":{"date":"21-12-2026","time":"21:15"},"to":{"date":"22-12-2026","time":"00:40"}})"},
};

std::string example_of(const CustomType& type) {
  for (const Example& example : examples)
    if (type.writable && example.shape == type.shape) return "`" + std::string(example.json) + "`";
  return "computed, cannot be set";
}

void write_request(JsonWriter& json) {
  std::string forms;
  std::set<std::string> schemas;  // several types share one
  for (const CustomType& type : schema::custom_types()) {
    forms +=
        "\n* `" + std::to_string(type.id) + "` " + std::string(type.name) + ": " + example_of(type);
    if (type.writable) schemas.insert(write_schema(type.shape, nullptr));
  }
  json.key("CustomFieldValueRequest").open('{').member("type", "object");
  json.raw_member("required", R"(["field"])").key("properties").open('{');
  json.raw_member("field", described(schema_ref("BaseEntity"), "The field, by its number."));
  json.key("value").open('{').member("description", "By the field's type; null clears:" + forms);
  json.key("anyOf").open('[');
  for (const std::string& schema : schemas) json.raw(schema);
  json.close(']').close('}').close('}');
  json.member("description", "A custom field and the value to set.").close('}');
}

}  // namespace

void write_custom_schemas(JsonWriter& json) {
  write_types(json);
  json.raw_member(
      "CustomFieldObjectType",
      R"({"type":"integer","enum":[0,1,2,3,4,5,6],"description":"What the field belongs to: )"
      R"(0 task, 1 contact, 2 directory, 3 project, 4 data tag, 5 the account, 6 employee."})");
  json.raw_member("NoValue",
                  R"({"type":"string","enum":[""],"description":"The field has no value."})");
  write_response(json);
  write_request(json);
}

}  // namespace planstead::reply
