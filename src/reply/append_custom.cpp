// Items of customFieldData: {"field":{…},"value":…,"stringValue":…} (observed 9.1 c, digest 1.2).
#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

using base::append_json_string;
using base::append_number;

namespace {

// What every client reads of a definition (observed 9.1 c).
void append_main_keys(std::string& out, const catalog::CustomField& field,
                      std::string_view language) {
  out += R"({"id":)";
  append_number(out, field.id);
  out += R"(,"name":)";
  append_json_string(out, catalog::Catalog::name_in(field, language));
  out += R"(,"type":)";
  append_number(out, std::int64_t{field.type->id});
}

void append_directory(std::string& out, const catalog::CustomField& field) {
  if (field.directory == 0) return;
  out += R"(,"directoryId":)";
  append_number(out, field.directory);
}

void append_definition(std::string& out, const catalog::CustomField& field,
                       const RenderContext& context) {
  append_main_keys(out, field, context.viewer.language);
  out += R"(,"objectType":)";
  append_number(out, std::int64_t{field.object_type});
  out += R"(,"groupId":)";
  append_number(out, field.group);
  append_directory(out, field);
  if (!field.values.empty()) {
    out += R"(,"enumValues":)";
    append_array(out, field.values,
                 [&](const std::string& value) { append_json_string(out, value); });
  }
  out += '}';
}

}  // namespace

// A field that left the account is left out.
void append_definitions(std::string& out, const schema::RefList& fields,
                        const RenderContext& context) {
  out += '[';
  for (const schema::Ref& ref : fields) {
    const catalog::CustomField* field = context.catalog.field(ref.id);
    if (field == nullptr) continue;
    if (out.back() != '[') out += ',';
    append_definition(out, *field, context);
  }
  out += ']';
}

std::string custom_prefix(const catalog::CustomField& field, std::string_view language) {
  std::string out = R"({"field":)";
  append_main_keys(out, field, language);
  out += R"(,"typeName":)";
  append_json_string(out, field.type->type_name);
  out += R"(,"objectType":)";
  append_number(out, std::int64_t{field.object_type});
  append_directory(out, field);
  out += R"(},"value":)";
  return out;
}

// A field without a value reads "" where its type has no empty list or text of its own: clients of
// directory entries index the items by position and know "" as "nothing" (observed 5.6a, 9.2); null
// breaks strict decoders.
void append_custom_item(std::string& out, std::string_view prefix,
                        const catalog::CustomField& field, const schema::Value* value,
                        const RenderContext& context) {
  const ShapeRow& row = row_of(field.type->shape);
  out += prefix;
  if (value == nullptr || value->index() != row.alternative) {
    out += row.empty.empty() ? R"("")" : row.empty;
    out += R"(,"stringValue":""})";
    return;
  }
  row.append(out, *value, nullptr, context);
  out += R"(,"stringValue":)";
  append_json_string(out, string_value(field, *value, context));
  out += '}';
}

}  // namespace planstead::reply
