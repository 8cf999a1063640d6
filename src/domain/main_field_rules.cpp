// Values of main fields are the custom values of one row, so that they are kept, written and
// cleaned up like those of everything else. Their definitions are structure items.
#include <algorithm>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/entity_rules.h"
#include "domain/main_fields.h"
#include "domain/structure_body.h"

namespace planstead::domain {

namespace {

using catalog::CustomField;
using schema::Record;

constexpr int not_main[] = {8, 20, 25};  // the contract has no value of theirs (digest 1.6)
constexpr std::size_t name_length_max = 250;

schema::RefList numbers(const std::vector<std::int64_t>& ids) {
  schema::RefList refs;
  for (std::int64_t id : ids) refs.push_back({base::RefKind::custom_field, id});
  return refs;
}

// What the structure file alone gives main fields of types that REST makes none of.
void append_values(StructureBody& body, const CustomField& field) {
  if (!field.values.empty()) body.texts("enumValues", field.values);
  if (!field.colors.empty()) body.colors("listValuesColors", field.colors);
  if (field.free_input) body.flag("freeInput", true);
  if (!field.formula.empty()) body.text("formula", field.formula);
  if (!field.view_result.empty()) body.view("viewResult", field.view_result_id, field.view_result);
  if (field.source_field != 0) body.number("sourceField", field.source_field);
  if (!field.source_fields.empty()) body.numbers("sourceFields", numbers(field.source_fields));
  if (field.direct_only) body.flag("directOnly", true);
}

// The whole definition again: a structure item is replaced as a whole.
std::string body_of(const CustomField& field, const std::string& name,
                    const schema::TextMap& names) {
  StructureBody body;
  body.number("id", field.id);
  body.text("name", name);
  if (!names.empty()) body.map("names", names);
  body.number("type", field.type->id);
  body.number("objectType", field.object_type);
  if (field.directory != 0) body.number("directoryId", field.directory);
  if (!field.directory_fields.empty())
    body.numbers("directoryFields", numbers(field.directory_fields));
  if (field.group != 0) body.number("groupId", field.group);
  append_values(body, field);
  if (field.html) body.flag("html", true);
  if (field.unique) body.flag("unique", true);
  if (field.decimals >= 0) body.number("numberOfDecimalPlaces", field.decimals);
  if (!field.delimiter.empty()) body.text("delimiter", field.delimiter);
  if (!field.options.empty()) body.texts("options", field.options);
  return body.finish();
}

base::Status check_name(const std::string& name) {
  if (base::trim(name).empty()) return base::invalid("name", "a field needs a name");
  if (base::count_characters(name) > name_length_max)
    return base::invalid("name", "longer than 250 characters");
  return base::ok();
}

base::Status rename(const CustomField& field, const request::Body& body, Context& context) {
  const request::Change* name = body.find("name");
  const request::Change* names = body.find("names");
  if (name == nullptr && names == nullptr) return base::ok();
  const auto* text = name == nullptr ? nullptr : std::get_if<std::string>(&name->value);
  const std::string fresh = name == nullptr ? field.name : text == nullptr ? "" : *text;
  PS_CHECK(check_name(fresh));
  const auto* map = names == nullptr ? nullptr : std::get_if<schema::TextMap>(&names->value);
  const schema::TextMap fresh_names = names == nullptr ? field.names
                                      : map == nullptr ? schema::TextMap{}
                                                       : *map;
  if (fresh != field.name || fresh_names != field.names)
    context.records.save_structure("custom_field", field.id, body_of(field, fresh, fresh_names));
  return base::ok();
}

}  // namespace

base::Status check_main_type(const schema::CustomType& type) {
  const bool fits = type.writable && std::ranges::find(not_main, type.id) == std::end(not_main);
  return fits ? base::ok() : base::invalid("type", "there are no main fields of this type");
}

base::Status save_main_value(std::int64_t field, const request::CustomChange& change,
                             Context& context) {
  Records& records = context.records;
  auto row = records.find(schema::main_values, main_values_row);
  if (!row) {
    row.emplace(schema::main_values);
    row->set_id(main_values_row);
  }
  PS_CHECK(check_references(change.value, row->custom_value(field), change.where, records));
  row->set_custom(field, change.value);
  records.save(*row);
  return base::ok();
}

base::Status update_custom_field(const PathIds& ids, const request::Body& body, Context& context) {
  const CustomField* field = context.catalog.field(ids.back());
  if (field == nullptr || field->object_type != static_cast<int>(schema::ObjectType::main))
    return base::invalid("path", not_found_text({base::RefKind::custom_field, ids.back()}));
  if (!body.custom.empty()) PS_CHECK(save_main_value(field->id, body.custom.front(), context));
  return rename(*field, body, context);
}

}  // namespace planstead::domain
