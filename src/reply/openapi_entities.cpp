// Schemas of entities, from their tables of fields: what is answered, what a create and an update
// take.
#include <algorithm>
#include <stdexcept>

#include "reply/openapi.h"

namespace planstead::reply {

using schema::Entity;
using schema::Field;
using schema::has;
using schema::On;

namespace {

constexpr std::string_view short_entity = "ShortEntity";  // written with the shapes

constexpr EntitySchemas all[] = {
    {&schema::task, "TaskResponse", "TaskCreateRequest", "TaskUpdateRequest", "ComplexTaskFilter"},
    {&schema::object, "ObjectResponse", {}, {}},
    {&schema::checklist_item, "ChecklistItemResponse", "ChecklistItemCreateRequest",
     "ChecklistItemUpdateRequest"},
    {&schema::comment, "CommentResponse", "CommentCreateRequest", "CommentUpdateRequest",
     "ComplexCommentFilter"},
    {&schema::data_tag, "DataTag", {}, {}},
    {&schema::data_tag_entry, "DataTagEntryResponse", "DataTagEntryCreateRequest",
     "DataTagEntryUpdateRequest", "ComplexDataTagFilter"},
    {&schema::contact, "ContactResponse", "ContactCreateRequest", "ContactUpdateRequest",
     "ComplexContactFilter"},
    {&schema::user, "UserResponse", "UserRequest", "UserUpdateRequest", "ComplexUserFilter"},
    {&schema::user_position, short_entity, "PositionRequest", "PositionUpdateRequest"},
    {&schema::telegram_bot, {}, {}, "TelegramWebhookSettingsRequest"},  // its answer has no level
    {&schema::file, "FileResponse", "FileUploadRequest", "FileUpdateRequest"},
    {&schema::queued_change, "QueuedChange", {}, {}},
    {&schema::lease, {}, "LeaseRequest", {}},
    {&schema::status, "TaskStatus", {}, {}},
    {&schema::process, short_entity, {}, {}},
    {&schema::custom_field, "CustomField", "CustomFieldRequest", "CustomFieldUpdateRequest"},
    {&schema::custom_field_set, short_entity, "CustomFieldSetRequest", {}},
    {&schema::custom_field_type, short_entity, {}, {}},
    {&schema::workspace, short_entity, {}, {}},
    {&schema::named_thing, short_entity, {}, {}},
    {&schema::project, "ProjectResponse", "ProjectRequest", "ProjectUpdateRequest",
     "ComplexProjectFilter"},
    {&schema::directory, "Directory", {}, {}},
    {&schema::directory_entry, "DirectoryEntryResponse", "DirectoryEntryRequest",
     "DirectoryEntryUpdateRequest", "ComplexDirectoryFilter"},
    {&schema::saved_filter, "Filter", {}, {}},
};

bool is_read(const Field& field) { return has(field.on, schema::read); }

void open_object(JsonWriter& json, std::string_view name, std::string description) {
  json.key(name).open('{').member("type", "object").member("description", description);
  json.key("additionalProperties").boolean(false);
}

// Lists with `prefixedId` answer numbers with their prefixes, as texts.
std::string shown_schema(const Entity& entity, const Field& field) {
  const auto prefixed = [&](const schema::Operation& operation) {
    return operation.entity == &entity && has(operation.options, schema::Option::prefixed_id);
  };
  const bool is_id = &field == entity.fields.data();
  if (is_id && std::ranges::any_of(schema::operations(), prefixed))
    return R"({"anyOf":[{"type":"integer","format":"int64"},)"
         R"({"type":"string","pattern":"^(user|contact):\\d+$"}]})";
  return read_schema(field.shape, &field);
}

void write_read(JsonWriter& json, const Entity& entity, std::string_view name) {
  open_object(json, name,
              std::string(entity.title) + " as it is answered: the fields that were asked for.");
  json.key("required").open('[').text(entity.fields[0].name).close(']');
  json.key("properties").open('{');
  for (const Field& field : entity.fields)
    if (is_read(field))
      json.raw_member(field.name, described(shown_schema(entity, field), field.about));
  if (entity.has_custom)
    json.raw_member("customFieldData",
                    described(read_schema(schema::Shape::custom_values, nullptr),
                              "Values of the custom fields that were asked for by their numbers."));
  json.close('}').close('}');
}

// A key that the server computes is taken, so that an answer can be sent back whole, and named in
// Planstead-Notes.
void write_write(JsonWriter& json, const Entity& entity, std::string_view name, On on) {
  const std::string verb =
      on == On::create ? " to create." : " to change; absent keys stay as they are.";
  open_object(json, name, std::string(entity.title) + verb);
  json.key("properties").open('{');
  for (const Field& field : entity.fields) {
    if (has(field.on, on) && field.shape == schema::Shape::items) {
      json.raw_member(field.name, described(R"({"type":"array","items":)" +
                                                schema_ref(schemas_of(entity).update) + "}",
                                            field.about));
    } else if (has(field.on, on)) {
      json.raw_member(field.name, described(write_schema(field.shape, &field), field.about));
    } else if (has(field.on, On::ignored)) {
      json.key(field.name).open('{').member("description", "Computed; taken, not used.");
      json.key("x-planstead-ignored").boolean(true).close('}');
    }
  }
  json.close('}').close('}');
}

}  // namespace

std::span<const EntitySchemas> all_entity_schemas() { return all; }

const EntitySchemas& schemas_of(const Entity& entity) {
  for (const EntitySchemas& row : all)
    if (row.entity == &entity) return row;
  throw std::logic_error("no schema names for " + std::string(entity.name));
}

void write_entity_schemas(JsonWriter& json) {
  for (const auto& [entity, read, create, update, filter] : all) {
    if (!read.empty() && read != short_entity) write_read(json, *entity, read);
    if (!create.empty()) write_write(json, *entity, create, On::create);
    if (!update.empty()) write_write(json, *entity, update, On::update);
  }
}

std::string field_names(const Entity& entity, On on) {
  std::string names;
  for (const Field& field : entity.fields) {
    if (!has(field.on, on)) continue;
    if (!names.empty()) names += ", ";
    names += field.name;
  }
  return names;
}

}  // namespace planstead::reply
