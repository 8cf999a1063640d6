// Creating custom fields and their sets by REST (fields digest 1.4, 1.5). They are structure items:
// what is written here has the keys of the account's structure file. The contract cannot attach a
// field to a template, so a new one goes to the standard template: otherwise nothing could hold a
// value of it.
#include <algorithm>
#include <set>
#include <string>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/entity_rules.h"
#include "domain/main_fields.h"
#include "domain/structure_body.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using request::Body;
using request::Change;

constexpr std::size_t name_length_max = 250;
constexpr std::ptrdiff_t fields_in_set_max = 150;
constexpr std::int64_t decimals_max = 10;

// The operation says whose field it is.
int object_type_of(const Context& context) {
  return context.operation == nullptr ? 0 : context.operation->object_type;
}

base::Status check_name(const Body& body) {
  const std::string* name = body.sent<std::string>("name");
  if (name == nullptr || base::trim(*name).empty()) return base::missing("name", "a name");
  if (base::count_characters(*name) > name_length_max)
    return base::invalid("name", "longer than 250 characters");
  return base::ok();
}

// Totals need to know what they add up, which the contract has no words for.
bool creatable(const schema::CustomType& type) {
  return type.writable || type.shape == schema::Shape::computed_text;
}

base::Result<const schema::CustomType*> check_type(const Body& body) {
  const auto* id = body.sent<std::int64_t>("type");
  if (id == nullptr) return base::missing("type", "the number of a custom field type");
  const schema::CustomType* type = schema::find_custom_type(*id);
  if (type == nullptr) return base::invalid("type", "no such custom field type");
  if (!creatable(*type))
    return base::invalid("type", "fields of this type are described in the account's structure");
  return type;
}

base::Status check_set(const Body& body, int object_type, const catalog::Catalog& catalog) {
  const auto* id = body.sent<std::int64_t>("groupId");
  const std::int64_t group = id == nullptr ? 0 : *id;
  const bool known = std::ranges::any_of(catalog.field_sets, [&](const catalog::FieldSet& set) {
    return set.id == group && set.object_type == object_type;
  });
  if (group != 0 && !known) return base::invalid("groupId", "no such set of fields of this kind");
  const auto held = std::ranges::count_if(catalog.fields, [&](const catalog::CustomField& field) {
    return field.object_type == object_type && field.group == group;
  });
  if (held >= fields_in_set_max) return base::invalid("groupId", "a set holds at most 150 fields");
  return base::ok();
}

bool is_list(const schema::CustomType& type) {
  return type.shape == schema::Shape::label || type.shape == schema::Shape::labels;
}
bool is_entry(const schema::CustomType& type) {
  return type.shape == schema::Shape::entry || type.shape == schema::Shape::entries;
}

base::Status check_values(const Body& body, const schema::CustomType& type) {
  const auto* values = body.sent<schema::TextList>("enumValues");
  if (!is_list(type)) return base::ok();
  // No operation adds values later.
  if (values == nullptr || values->empty())
    return base::missing("enumValues", "the values of the list");
  std::set<std::string_view> seen;
  for (const std::string& value : *values)
    if (base::trim(value).empty() || !seen.insert(value).second)
      return base::invalid("enumValues", "values are not empty and differ from each other");
  return base::ok();
}

bool is_color(const std::string& text) {
  return text.empty() || (text.size() == 7 && text.front() == '#' &&
                          text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos);
}

base::Status check_colors(const Body& body) {
  const auto* colors = body.sent<schema::ColorList>("listValuesColors");
  const auto* values = body.sent<schema::TextList>("enumValues");
  if (colors == nullptr) return base::ok();
  for (const schema::ValueColor& color : *colors) {
    const std::string where = "listValuesColors." + color.value;
    if (values == nullptr || std::ranges::find(*values, color.value) == values->end())
      return base::invalid(where, "it is none of enumValues");
    if (!is_color(color.color) || !is_color(color.background))
      return base::invalid(where, "a colour is expected: #rrggbb");
  }
  return base::ok();
}

base::Status check_directory(const Body& body, const schema::CustomType& type,
                             const catalog::Catalog& catalog) {
  if (!is_entry(type)) return base::ok();
  const auto* id = body.sent<std::int64_t>("directoryId");
  if (id == nullptr || *id == 0)
    return base::missing("directoryId", "the directory whose entries the field takes");
  const catalog::Definition* directory = catalog.directory(*id);
  if (directory == nullptr)
    return base::invalid("directoryId", not_found_text({RefKind::directory, *id}));
  const auto* shown = body.sent<schema::RefList>("directoryFields");
  for (std::size_t i = 0; shown != nullptr && i < shown->size(); ++i)
    if (std::ranges::find(directory->fields, (*shown)[i].id) == directory->fields.end())
      return base::invalid("directoryFields[" + std::to_string(i) + "]",
                           "the directory has no field " + std::to_string((*shown)[i].id));
  return base::ok();
}

base::Status check_decimals(const Body& body) {
  const auto* decimals = body.sent<std::int64_t>("numberOfDecimalPlaces");
  if (decimals == nullptr || (*decimals >= 0 && *decimals <= decimals_max)) return base::ok();
  return base::invalid("numberOfDecimalPlaces", "a number from 0 to 10 is expected");
}

// A template holds the general set and one more (fields digest 1.4).
bool fits_template(const catalog::Template& form, std::int64_t group,
                   const catalog::Catalog& catalog) {
  return group == 0 || std::ranges::all_of(form.fields, [&](std::int64_t id) {
           const catalog::CustomField* field = catalog.field(id);
           return field == nullptr || field->group == 0 || field->group == group;
         });
}

/// Which keys only some types have.
bool belongs(std::string_view key, const schema::CustomType& type) {
  if (key == "enumValues" || key == "listValuesColors") return is_list(type);
  if (key == "directoryId" || key == "directoryFields") return is_entry(type);
  const bool computed = type.shape == schema::Shape::computed_text;
  if (key == "formula" || key == "delimiter") return computed;
  if (key == "numberOfDecimalPlaces") return computed || type.shape == schema::Shape::number;
  return true;
}

std::string definition_body(std::int64_t id, const Body& body, const schema::CustomType& type,
                            Context& context) {
  StructureBody text;
  text.number("id", id);
  for (const Change& change : body.changes) {
    const std::string_view key = change.field->name;
    if (belongs(key, type))
      text.value(key, change.value);
    else
      context.notes.push_back(std::string(key) + ": fields of this type have none");
  }
  const int object_type = object_type_of(context);
  text.number("objectType", object_type);
  // Contacts, projects and employees carry what no template holds.
  if (object_type != static_cast<int>(schema::ObjectType::task)) return text.finish();
  const catalog::Catalog& catalog = context.catalog;
  const catalog::Template* form = catalog.task_template(catalog.account.standard_template);
  const auto* group = body.sent<std::int64_t>("groupId");
  if (form != nullptr && fits_template(*form, group == nullptr ? 0 : *group, catalog))
    text.numbers("templates", {Ref{RefKind::task, form->id}});
  else
    context.notes.push_back("templates: the field is attached to no template yet");
  return text.finish();
}

}  // namespace

base::Result<std::int64_t> create_custom_field(const PathIds&, const Body& body, Context& context) {
  PS_CHECK(check_name(body));
  PS_TRY(const schema::CustomType* type, check_type(body));
  const int object_type = object_type_of(context);
  const bool main = object_type == static_cast<int>(schema::ObjectType::main);
  if (main) PS_CHECK(check_main_type(*type));
  PS_CHECK(check_set(body, object_type, context.catalog));
  PS_CHECK(check_values(body, *type));
  PS_CHECK(check_colors(body));
  PS_CHECK(check_directory(body, *type, context.catalog));
  PS_CHECK(check_decimals(body));
  const std::int64_t id = context.records.next_id(schema::custom_field);
  if (!body.custom.empty() && !main)
    context.notes.push_back("mainValue: main fields alone have a value of their own");
  if (!body.custom.empty() && main) PS_CHECK(save_main_value(id, body.custom.front(), context));
  context.records.save_structure("custom_field", id, definition_body(id, body, *type, context));
  return id;
}

base::Result<std::int64_t> create_custom_field_set(const PathIds&, const Body& body,
                                                   Context& context) {
  PS_CHECK(check_name(body));
  const std::int64_t id = context.records.next_id(schema::custom_field_set);
  StructureBody text;
  text.number("id", id);
  text.text("name", *body.sent<std::string>("name"));
  text.number("objectType", object_type_of(context));
  context.records.save_structure("custom_field_set", id, text.finish());
  return id;
}

}  // namespace planstead::domain
