// Schemas of complex filters: types as numbers with their names, operators and operands, from the
// tables of filters.
#include "reply/openapi.h"

namespace planstead::reply {

using schema::Filter;
using schema::Operand;

namespace {

struct OperandRow {
  Operand operand;
  std::string_view text;
};
constexpr OperandRow operands[] = {
    {Operand::person, "person: `\"user:5\"`, `\"contact:7\"` or `\"group:3\"`"},
    {Operand::counterparty, "contact: `7` or `\"contact:7\"`"},
    {Operand::id, "number"},
    {Operand::ids, "number, list of numbers, or `\"1;2\"`"},
    {Operand::text, "text"},
    {Operand::label, "value of the list"},
    {Operand::labels, "value of the set, or list of values"},
    {Operand::keys, "key of a directory entry, or list of keys"},
    {Operand::number, "number"},
    {Operand::boolean, "true or false"},
    {Operand::flag, "true"},
    {Operand::date, "date (see DateFilterValue)"},
    {Operand::time, "time of day, `\"HH:MM\"`"},
    {Operand::field_id, "number of the custom field"},
    {Operand::subfilter, "by `subfilter`"},
};
constexpr std::string_view operator_names[] = {"equal",      "notequal",   "gt",   "lt",
                                               "gtAndEqual", "ltAndEqual", "have", "nothave"};

std::string_view text_of(Operand operand) {
  for (const OperandRow& row : operands)
    if (row.operand == operand) return row.text;
  return "any";
}

// `"Urgent"` or `"NotUrgent"`
std::string labels_of(const Filter& filter, const schema::Entity& entity) {
  std::string text;
  const schema::Field* field = schema::find_field(entity, filter.field);
  for (std::size_t i = 0; field != nullptr && i < field->labels.size(); ++i) {
    if (i != 0) text += i + 1 == field->labels.size() ? " or " : ", ";
    (text += "`\"").append(field->labels[i]) += "\"`";
  }
  return text;
}

// `* 10 status: equal, notequal; number …`
std::string line_of(const Filter& filter, const schema::Entity& entity) {
  std::string line = "\n* `" + std::to_string(filter.type) + "` " + std::string(filter.name) + " (";
  bool first = true;
  for (std::size_t i = 0; i < std::size(operator_names); ++i) {
    if ((filter.operators & (1u << i)) == 0) continue;
    if (!first) line += ", ";
    first = false;
    line += operator_names[i];
  }
  line += "); value: ";
  if (filter.operand == Operand::enumeration)
    line += labels_of(filter, entity);
  else
    line += text_of(filter.operand);
  return line;
}

void write_filter(JsonWriter& json, std::string_view name, const schema::Entity& entity) {
  std::string types = "Number of the filter's type:";
  for (const Filter& filter : entity.filters) types += line_of(filter, entity);
  json.key(name).open('{').member("type", "object");
  json.member("description",
              "A condition on " + std::string(entity.many) + "; all filters of a list must hold.");
  json.raw_member("required", R"(["type","operator"])").key("properties").open('{');
  json.key("type").open('{').member("type", "integer").key("enum").open('[');
  for (const Filter& filter : entity.filters) json.number(filter.type);
  json.close(']').member("description", types).close('}');
  json.key("operator").open('{').member("type", "string").key("enum").open('[');
  for (std::string_view word : operator_names) json.text(word);
  json.close(']').close('}');
  json.raw_member(
      "value",
      R"({"description":"What to compare with; its form follows from the type.","anyOf":[)"
      R"({"$ref":"#/components/schemas/DateFilterValue"},{"type":"string"},{"type":"number"},)"
      R"({"type":"boolean"},{"type":"array","items":{}}]})");
  json.raw_member(
      "field",
      R"({"type":"integer","format":"int64","description":"Number of the custom field, for the )"
      R"(types that speak of one."})");
  json.raw_member("subfilter", R"({"$ref":"#/components/schemas/DataTagSubfilter"})");
  json.close('}').close('}');
}

// clang-format off
constexpr std::string_view date_value = R"({"type":"object","description":"Days or moments to compare with, read in the zone of the token's person.","required":["dateType"],"properties":{"dateType":{"type":"string","enum":["today","yesterday","tomorrow","thisWeek","lastWeek","nextWeek","thisMonth","lastMonth","nextMonth","last","next","in","otherDate","otherRange","otherDate_withTime","otherRange_withTime"]},"dateValue":{"description":"Number of days for last, next and in; the date for otherDate.","anyOf":[{"type":"integer"},{"type":"string"}]},"dateFrom":{"type":"string","example":"01-12-2026"},"dateTo":{"type":"string","example":"31-12-2026"}}})";
constexpr std::string_view subfilter = R"({"type":"object","description":"For type 93: a field of the entries of a data tag. Operator and value stand outside.","required":["dataTagId","filter"],"properties":{"dataTagId":{"type":"integer","format":"int64"},"filter":{"type":"object","required":["type","field"],"properties":{"type":{"type":"integer","description":"Number of a filter type of data tag entries (31xx)."},"field":{"type":"integer","format":"int64"}}}}})";
// clang-format on

}  // namespace

void write_filter_schemas(JsonWriter& json) {
  json.raw_member("DateFilterValue", date_value);
  json.raw_member("DataTagSubfilter", subfilter);
  for (const EntitySchemas& schemas : all_entity_schemas())
    if (!schemas.filter.empty()) write_filter(json, schemas.filter, *schemas.entity);
}

}  // namespace planstead::reply
