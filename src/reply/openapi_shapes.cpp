// One row per Shape: the schema of what is read and of what is taken; and the schemas that they
// name.
#include <iterator>

#include "reply/openapi.h"

namespace planstead::reply {

using schema::Shape;

namespace {

struct Row {
  Shape shape;
  std::string_view read, write;
};
constexpr std::string_view integer = R"({"type":"integer","format":"int64"})";
constexpr std::string_view integer_or_null =
    R"({"type":"integer","format":"int64","nullable":true})";
constexpr std::string_view boolean = R"({"type":"boolean"})";
constexpr std::string_view number = R"({"type":"number"})";
constexpr std::string_view number_or_null = R"({"type":"number","nullable":true})";
constexpr std::string_view text = R"({"type":"string"})";
constexpr std::string_view text_or_null = R"({"type":"string","nullable":true})";
constexpr std::string_view texts = R"({"type":"array","items":{"type":"string"}})";
constexpr std::string_view integers =
    R"({"type":"array","items":{"type":"integer","format":"int64"}})";
constexpr std::string_view timepoint = R"({"$ref":"#/components/schemas/TimePoint"})";
constexpr std::string_view timepoint_request =
    R"({"$ref":"#/components/schemas/TimePointRequest"})";
constexpr std::string_view short_entity = R"({"$ref":"#/components/schemas/ShortEntity"})";
constexpr std::string_view short_entities =
    R"({"type":"array","items":{"$ref":"#/components/schemas/ShortEntity"}})";
constexpr std::string_view base_entity = R"({"$ref":"#/components/schemas/BaseEntity"})";
constexpr std::string_view base_entities =
    R"({"type":"array","items":{"$ref":"#/components/schemas/BaseEntity"}})";
constexpr std::string_view person = R"({"$ref":"#/components/schemas/PersonResponse"})";
constexpr std::string_view person_request = R"({"$ref":"#/components/schemas/PersonRequest"})";
constexpr std::string_view files =
    R"({"type":"array","items":{"$ref":"#/components/schemas/FileResponse"}})";
constexpr std::string_view never = R"({"not":{}})";

// clang-format off
constexpr Row rows[] = {
  {Shape::integer, integer, integer_or_null},
  {Shape::boolean, boolean, boolean},
  {Shape::text, text, text_or_null},
  {Shape::html, text, text_or_null},
  {Shape::enumeration, text, text},  // with the labels of the field
  {Shape::timepoint, timepoint, timepoint_request},
  {Shape::ref, short_entity, base_entity},
  {Shape::person, person, person_request},
  {Shape::counterparty, person, person_request},
  {Shape::people, R"({"$ref":"#/components/schemas/PeopleResponse"})", R"({"$ref":"#/components/schemas/PeopleRequest"})"},
  {Shape::status, R"({"$ref":"#/components/schemas/TaskStatus"})", base_entity},
  {Shape::refs, short_entities, base_entities},
  {Shape::persons, R"({"type":"array","items":{"$ref":"#/components/schemas/PersonResponse"}})", R"({"type":"array","items":{"$ref":"#/components/schemas/PersonRequest"}})"},
  {Shape::ref_or_name, short_entity, R"({"$ref":"#/components/schemas/PositionEntity"})"},
  {Shape::phones, R"({"type":"array","items":{"$ref":"#/components/schemas/PhoneResponse"}})", R"({"type":"array","items":{"$ref":"#/components/schemas/PhoneRequest"}})"},
  {Shape::telegram, text, text_or_null},
  {Shape::password, never, R"({"type":"string","format":"password","nullable":true})"},
  {Shape::replacement, R"({"$ref":"#/components/schemas/TemporaryReplacement"})", R"({"$ref":"#/components/schemas/TemporaryReplacementRequest"})"},
  {Shape::files, files, base_entities},
  {Shape::data_tags, R"({"type":"array","items":{"$ref":"#/components/schemas/DataTagKey"}})", never},
  {Shape::recurrence, R"({"$ref":"#/components/schemas/Recurrence"})", never},
  {Shape::notified, R"({"$ref":"#/components/schemas/PeopleResponse"})", R"({"$ref":"#/components/schemas/NotifiedRequest"})"},
  {Shape::reminders, R"({"type":"array","items":{"$ref":"#/components/schemas/Reminder"}})", never},
  {Shape::change_status, R"({"$ref":"#/components/schemas/ChangeStatus"})", never},
  {Shape::change_date, R"({"$ref":"#/components/schemas/ChangeDate"})", never},
  {Shape::custom_values, R"({"type":"array","items":{"$ref":"#/components/schemas/CustomFieldValueResponse"}})", R"({"type":"array","items":{"$ref":"#/components/schemas/CustomFieldValueRequest"}})"},
  {Shape::custom_type, R"({"$ref":"#/components/schemas/CustomFieldType"})", R"({"$ref":"#/components/schemas/CustomFieldType"})"},
  {Shape::text_list, texts, texts},
  {Shape::integer_list, integers, integers},
  {Shape::text_map, R"({"type":"object","additionalProperties":{"type":"string"}})", R"({"type":"object","additionalProperties":{"type":"string"}})"},
  {Shape::language_texts, R"({"type":"array","items":{"$ref":"#/components/schemas/LanguageText"}})", never},
  {Shape::value_colors, R"({"type":"object","additionalProperties":{"$ref":"#/components/schemas/ValueColor"}})", R"({"type":"object","additionalProperties":{"$ref":"#/components/schemas/ValueColor"}})"},
  {Shape::named, short_entity, R"({"type":"object"})"},
  {Shape::url, R"({"type":"string","format":"uri"})", R"({"type":"string","format":"uri","nullable":true})"},
  {Shape::option_names, R"({"type":"array","items":{"$ref":"#/components/schemas/OptionName"}})", R"({"type":"array","items":{"type":"object"}})"},
  {Shape::bare_id, R"({"$ref":"#/components/schemas/IdOnly"})", base_entity},
  {Shape::definitions, R"({"type":"array","items":{"$ref":"#/components/schemas/CustomField"}})", never},
  {Shape::main_value, R"({"title":"In the form of the field's type"})", R"({"title":"In the form of the field's type; null clears"})"},
  {Shape::thing, R"({"type":"string","example":"task:5"})", never},
  {Shape::changes, R"({"type":"array","items":{"$ref":"#/components/schemas/FieldChange"}})", never},
  {Shape::items, never, R"({"type":"array","items":{"type":"object"}})"},  // the entity's update, by the entity
  {Shape::line, text, R"({"type":"string","maxLength":255,"nullable":true})"},
  {Shape::number, number, number_or_null},
  {Shape::multiline, text, text_or_null},
  {Shape::date, timepoint, timepoint_request},
  {Shape::time, R"({"$ref":"#/components/schemas/TimeOfDay"})", R"({"$ref":"#/components/schemas/TimeOfDay"})"},
  {Shape::date_time, timepoint, timepoint_request},
  {Shape::period, R"({"$ref":"#/components/schemas/Period"})", R"({"$ref":"#/components/schemas/PeriodRequest"})"},
  {Shape::checkbox, boolean, boolean},
  {Shape::label, text, text_or_null},
  {Shape::entry, R"({"$ref":"#/components/schemas/EntryValue"})", base_entity},
  {Shape::contact, person, person_request},
  {Shape::employee, person, person_request},
  {Shape::member, R"({"$ref":"#/components/schemas/MemberResponse"})", person_request},
  {Shape::members, R"({"type":"array","items":{"$ref":"#/components/schemas/MemberResponse"}})", R"({"type":"array","items":{"$ref":"#/components/schemas/PersonRequest"}})"},
  {Shape::entries, R"({"type":"array","items":{"$ref":"#/components/schemas/EntryValue"}})", base_entities},
  {Shape::task, short_entity, base_entity},
  {Shape::tasks, short_entities, base_entities},
  {Shape::labels, texts, texts},
  {Shape::file_ids, files, R"({"type":"array","items":{"anyOf":[{"type":"integer","format":"int64"},{"$ref":"#/components/schemas/BaseEntity"}]}})"},
  {Shape::project, short_entity, base_entity},
  {Shape::computed_number, number, never},
  {Shape::computed_text, text, never},
  {Shape::location, R"({"$ref":"#/components/schemas/Location"})", R"({"$ref":"#/components/schemas/Location"})"},
  {Shape::frame, R"({"$ref":"#/components/schemas/DateFrame"})", R"({"$ref":"#/components/schemas/DateFrameRequest"})"},
};

struct Named {
  std::string_view name, json;
};
constexpr Named components[] = {
  {"TimePoint", R"({"type":"object","description":"A moment. date and time are shown in the time zone of the token's person, datetime and dateTimeUtcSeconds in UTC. A date without time of day reads 00:00 and is the same for everyone.","required":["date","time","datetime","dateTimeUtcSeconds"],"additionalProperties":false,"properties":{"date":{"type":"string","pattern":"^\\d{2}-\\d{2}-\\d{4}$","example":"31-12-2026"},"time":{"type":"string","pattern":"^\\d{2}:\\d{2}$","example":"17:45"},"datetime":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}Z$","example":"2026-12-31T14:45Z"},"dateTimeUtcSeconds":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\+0000$","example":"2026-12-31T14:45:00+0000"}}})"},
  {"TimePointRequest", R"({"description":"A moment to set: an object with datetime, or with date and perhaps time, or one string. Where several are given datetime wins. A time without zone is read in the zone of the token's person; null clears.","anyOf":[{"type":"object","nullable":true,"properties":{"date":{"type":"string","example":"31-12-2026"},"time":{"type":"string","example":"17:45"},"datetime":{"type":"string","example":"2026-12-31T14:45Z"},"dateTimeUtcSeconds":{"type":"string","example":"2026-12-31T14:45:00+0000"}}},{"type":"string","example":"31-12-2026 17:45"}]})"},
  {"BaseEntity", R"({"type":"object","nullable":true,"description":"Names an existing thing by its number; the place decides the kind. 0 or null clears the field.","properties":{"id":{"anyOf":[{"type":"integer","format":"int64"},{"type":"string"}],"example":1}}})"},
  {"IdOnly", R"({"type":"object","description":"A number without a name.","required":["id"],"additionalProperties":false,"properties":{"id":{"type":"integer","format":"int64"}}})"},
  {"ShortEntity", R"({"type":"object","description":"A thing by number and name.","required":["id"],"additionalProperties":false,"properties":{"id":{"type":"integer","format":"int64"},"name":{"type":"string"}}})"},
  {"PersonResponse", R"({"type":"object","description":"An employee or a contact; the prefix tells which.","required":["id"],"additionalProperties":false,"properties":{"id":{"type":"string","pattern":"^(user|contact):\\d+$","example":"user:5"},"name":{"type":"string"}}})"},
  {"MemberResponse", R"({"type":"object","description":"An employee, a contact or a group; the prefix tells which.","required":["id"],"additionalProperties":false,"properties":{"id":{"type":"string","pattern":"^(user|contact|group):\\d+$","example":"group:3"},"name":{"type":"string"}}})"},
  {"PersonRequest", R"({"type":"object","nullable":true,"description":"Names an employee, contact or group with its prefix: user:5, contact:7, group:3. A bare number is taken where the place allows one kind only. 0 or null clears.","properties":{"id":{"anyOf":[{"type":"string"},{"type":"integer","format":"int64"}],"example":"user:5"}}})"},
  {"GroupResponse", R"({"type":"object","description":"A group of employees.","required":["id"],"additionalProperties":false,"properties":{"id":{"type":"integer","format":"int64"},"name":{"type":"string"}}})"},
  {"GroupRequest", R"({"type":"object","description":"Names a group.","required":["id"],"properties":{"id":{"anyOf":[{"type":"integer","format":"int64"},{"type":"string"}],"example":3}}})"},
  {"PeopleResponse", R"({"type":"object","description":"People and groups; both lists are always present.","required":["users","groups"],"additionalProperties":false,"properties":{"users":{"type":"array","items":{"$ref":"#/components/schemas/PersonResponse"}},"groups":{"type":"array","items":{"$ref":"#/components/schemas/GroupResponse"}}}})"},
  {"PeopleRequest", R"({"type":"object","nullable":true,"description":"People and groups to set. A list that is given replaces the stored one, a list that is absent stays.","properties":{"users":{"type":"array","items":{"$ref":"#/components/schemas/PersonRequest"}},"groups":{"type":"array","items":{"$ref":"#/components/schemas/GroupRequest"}}}})"},
  {"PositionEntity", R"({"type":"object","nullable":true,"description":"Names a thing by its number or by its name. 0 or null clears.","properties":{"id":{"anyOf":[{"type":"integer","format":"int64"},{"type":"string"}],"example":1},"name":{"type":"string","example":"manager"}}})"},
  {"PhoneResponse", R"({"type":"object","description":"A phone: the number as it was sent, the same by the mask of its type.","required":["number","maskedNumber","type"],"additionalProperties":false,"properties":{"number":{"type":"string"},"maskedNumber":{"type":"string"},"type":{"type":"integer","description":"1 mobile, 2 work, 3 home, 4 other."}}})"},
  {"PhoneRequest", R"({"type":"object","description":"A phone to set; a list of them replaces the stored one.","required":["number"],"properties":{"number":{"anyOf":[{"type":"string"},{"type":"integer","format":"int64"}],"example":"+79991234567"},"type":{"type":"integer","minimum":0,"maximum":4,"description":"1 mobile (where absent), 2 work, 3 home, 4 other."}}})"},
  {"TemporaryReplacement", R"({"type":"object","description":"Who stands in for an employee, from one day to another, both counted.","required":["isEnabled","isIndefinite","employee"],"additionalProperties":false,"properties":{"isEnabled":{"type":"boolean"},"isIndefinite":{"type":"boolean"},"employee":{"$ref":"#/components/schemas/PersonResponse"},"from":{"$ref":"#/components/schemas/TimePoint"},"to":{"$ref":"#/components/schemas/TimePoint"}}})"},
  {"TemporaryReplacementRequest", R"({"type":"object","nullable":true,"description":"Who is to stand in. isEnabled false ends the replacement; an indefinite one has no dates.","properties":{"isEnabled":{"type":"boolean"},"isIndefinite":{"type":"boolean"},"employee":{"$ref":"#/components/schemas/PersonRequest"},"from":{"anyOf":[{"type":"string","example":"2026-08-01"},{"$ref":"#/components/schemas/TimePointRequest"}]},"to":{"anyOf":[{"type":"string","example":"2026-08-15"},{"$ref":"#/components/schemas/TimePointRequest"}]}}})"},
  {"DataTagKey", R"({"type":"object","description":"An entry of a data tag.","required":["dataTag","key"],"additionalProperties":false,"properties":{"dataTag":{"$ref":"#/components/schemas/ShortEntity"},"key":{"type":"integer","format":"int64"}}})"},
  {"LanguageText", R"({"type":"object","description":"A name in one language.","required":["lang","name"],"additionalProperties":false,"properties":{"lang":{"type":"string","example":"En"},"name":{"type":"string"}}})"},
  {"ValueColor", R"({"type":"object","description":"Colours of one value of a list.","additionalProperties":false,"properties":{"color":{"type":"string"},"background":{"type":"string"}}})"},
  {"OptionName", R"({"type":"object","description":"A setting that is switched on.","required":["name"],"additionalProperties":false,"properties":{"name":{"type":"string"}}})"},
  {"EntryValue", R"({"type":"object","description":"A directory entry: its key within the directory, and its name.","required":["id"],"additionalProperties":false,"properties":{"id":{"type":"integer","format":"int64"},"value":{"type":"string"}}})"},
  {"TimeOfDay", R"({"type":"object","description":"A time of day.","required":["time"],"additionalProperties":false,"properties":{"time":{"type":"string","pattern":"^\\d{1,2}:\\d{2}","example":"17:45"}}})"},
  {"Period", R"({"type":"object","description":"From one time of day to another; an end before the start is on the next day.","required":["from","to","durationSec"],"additionalProperties":false,"properties":{"from":{"$ref":"#/components/schemas/TimeOfDay"},"to":{"$ref":"#/components/schemas/TimeOfDay"},"durationSec":{"type":"integer","format":"int64"}}})"},
  {"PeriodRequest", R"({"type":"object","nullable":true,"description":"From one time of day to another; 24:00 may end it.","properties":{"from":{"$ref":"#/components/schemas/TimeOfDay"},"to":{"$ref":"#/components/schemas/TimeOfDay"}}})"},
  {"DateFrame", R"({"type":"object","description":"From one moment to another.","required":["from","to"],"additionalProperties":false,"properties":{"from":{"$ref":"#/components/schemas/TimePoint"},"to":{"$ref":"#/components/schemas/TimePoint"},"considerTimeZone":{"type":"boolean"},"stringValue":{"type":"string"}}})"},
  {"DateFrameRequest", R"({"type":"object","nullable":true,"description":"From one moment to another.","properties":{"from":{"$ref":"#/components/schemas/TimePointRequest"},"to":{"$ref":"#/components/schemas/TimePointRequest"},"considerTimeZone":{"type":"boolean"}}})"},
  {"Location", R"({"type":"object","nullable":true,"description":"An address, with a point on the map if it is known.","additionalProperties":false,"properties":{"address":{"type":"string"},"longitude":{"type":"number"},"latitude":{"type":"number"}}})"},
  {"Recurrence", R"({"type":"object","description":"When a recurring template makes copies. Exactly one of daily, weekly and monthly is present.","required":["startDate","endConditions"],"additionalProperties":false,"properties":{"startDate":{"$ref":"#/components/schemas/TimePoint"},"endConditions":{"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","enum":["NoEnd","ByCount","ByEndDate"]},"date":{"$ref":"#/components/schemas/TimePoint"},"repeatCount":{"type":"integer","format":"int64"},"notify":{"type":"object","description":"type 0: day working days before the start; 1: weeks.","additionalProperties":false,"properties":{"type":{"type":"integer"},"day":{"type":"integer"}}}}},"daily":{"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","enum":["Every","EveryWorking","AfterComplete"]},"shift":{"type":"integer"}}},"weekly":{"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","enum":["Every","AfterComplete"]},"shift":{"type":"integer"},"days":{"type":"array","description":"1 Monday to 7 Sunday.","items":{"type":"integer","minimum":1,"maximum":7}}}},"monthly":{"type":"object","required":["type"],"additionalProperties":false,"properties":{"type":{"type":"string","enum":["Every","AfterComplete","Exact"]},"dayType":{"type":"string","enum":["Day","WorkDay","FreeDay","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday","Sunday"]},"month":{"type":"integer"},"day":{"type":"integer","description":"Day of the month; with Exact the how-manieth of dayType, -1 the last."}}}}})"},
  {"NotifiedRequest", R"({"type":"object","nullable":true,"description":"Who is notified. Roles mean the people who have them on the task at that moment.","properties":{"users":{"type":"array","items":{"$ref":"#/components/schemas/PersonRequest"}},"groups":{"type":"array","items":{"$ref":"#/components/schemas/GroupRequest"}},"roles":{"description":"A list of roles; one role may stand as a text.","anyOf":[{"type":"array","items":{"type":"string","enum":["assignee","participant","auditor","assigner"]}},{"type":"string","enum":["assignee","participant","auditor","assigner"]}]}}})"},
  {"Reminder", R"({"type":"object","description":"Reminds somebody of a comment.","required":["id"],"additionalProperties":false,"properties":{"id":{"type":"integer","format":"int64"},"commentId":{"type":"integer","format":"int64"},"recurrenceId":{"type":"integer","format":"int64"},"dataTagEntryKey":{"type":"integer","format":"int64"},"reminderDate":{"$ref":"#/components/schemas/TimePoint"},"reminderDateToCreate":{"$ref":"#/components/schemas/TimePoint"},"reminded":{"type":"boolean"},"text":{"type":"string"},"type":{"type":"string","enum":["Exact","Before","None"]},"subtype":{"type":"string","enum":["BeforeTaskStart","BeforeTaskEnd","BeforeDataTagStart","BeforeDataTagEnd","None"]},"owner":{"$ref":"#/components/schemas/PersonResponse"},"recipientsRoles":{"type":"array","items":{"type":"string","enum":["Assigner","Participants","Assignees","Auditors"]}},"recipientsPeople":{"$ref":"#/components/schemas/PeopleResponse"}}})"},
  {"ChangeStatus", R"({"type":"object","description":"A change of a task's status.","required":["oldStatusId","newStatusId"],"additionalProperties":false,"properties":{"newStatusId":{"type":"integer","format":"int64"},"oldStatusId":{"type":"integer","format":"int64"}}})"},
  {"ChangeDate", R"({"type":"object","description":"A change of one of a task's dates.","additionalProperties":false,"properties":{"oldDateTime":{"$ref":"#/components/schemas/TimePoint"},"newDateTime":{"$ref":"#/components/schemas/TimePoint"},"hasOldDate":{"type":"boolean"},"hasNewDate":{"type":"boolean"},"hasOldTime":{"type":"boolean"},"hasNewTime":{"type":"boolean"}}})"},
  {"FieldChange", R"({"type":"object","description":"A field that a change set to another value. Values have the form that reads of the row give them; a key is absent where there was, or is, none, and where a value is not to be read.","required":["field"],"additionalProperties":false,"properties":{"field":{"type":"string","description":"Name of the field; customFieldData for a custom value."},"customField":{"$ref":"#/components/schemas/ShortEntity"},"oldValue":{},"newValue":{}}})"},
  {"ImportedRow", R"({"type":"object","description":"What became of one row of an import. `id` is the row that was made or recognised, `code` and `error` say why a row failed, `failures` which fields of an updated row stayed as they were.","required":["index","action"],"additionalProperties":false,"properties":{"index":{"type":"integer"},"action":{"type":"string","enum":["created","updated","ignored","failed"]},"id":{"type":"integer","format":"int64"},"code":{"type":"integer"},"error":{"type":"string"},"failures":{"type":"array","items":{"$ref":"#/components/schemas/UpdateFailure"}}}})"},
  {"UpdateFailure", R"({"type":"object","description":"A field that was not changed while the rest was saved.","required":["field","error"],"additionalProperties":false,"properties":{"field":{"type":"string"},"error":{"type":"string"}}})"},
};
// clang-format on

consteval bool in_order() {
  for (std::size_t i = 0; i < std::size(rows); ++i)
    if (static_cast<std::size_t>(rows[i].shape) != i) return false;
  return rows[std::size(rows) - 1].shape == Shape::frame;
}
static_assert(in_order());

std::string with_labels(std::span<const std::string_view> labels) {
  JsonWriter json;
  json.open('{').member("type", "string").key("enum").open('[');
  for (std::string_view label : labels) json.text(label);
  json.close(']').close('}');
  return json.str();
}

bool is_enumeration(Shape shape, const schema::Field* field) {
  return shape == Shape::enumeration && field != nullptr;
}

}  // namespace

std::string read_schema(Shape shape, const schema::Field* field) {
  if (is_enumeration(shape, field)) return with_labels(field->labels);
  return std::string(rows[static_cast<std::size_t>(shape)].read);
}

std::string write_schema(Shape shape, const schema::Field* field) {
  if (is_enumeration(shape, field)) return with_labels(field->labels);
  return std::string(rows[static_cast<std::size_t>(shape)].write);
}

std::string described(std::string schema, std::string_view description) {
  if (description.empty()) return schema;
  std::string out =
      schema.starts_with(R"({"$ref")") ? R"({"allOf":[)" + schema + "]}" : std::move(schema);
  out.pop_back();
  out += R"(,"description":)";
  base::append_json_string(out, description);
  out += '}';
  return out;
}

std::string schema_ref(std::string_view component) {
  return R"({"$ref":"#/components/schemas/)" + std::string(component) + R"("})";
}

void write_shape_schemas(JsonWriter& json) {
  for (const auto& [name, schema] : components) json.raw_member(name, schema);
}

}  // namespace planstead::reply
