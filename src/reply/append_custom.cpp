// Items of customFieldData: {"field":{…},"value":…,"stringValue":…} (observed 9.1 c, digest 1.2).
#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

using base::append_json_string;
using base::append_number;

std::string custom_prefix(const catalog::CustomField& field, std::string_view language) {
  std::string out = R"({"field":{"id":)";
  append_number(out, field.id);
  out += R"(,"name":)";
  append_json_string(out, catalog::Catalog::name_in(field, language));
  out += R"(,"type":)";
  append_number(out, std::int64_t{field.type->id});
  out += R"(,"typeName":)";
  append_json_string(out, field.type->type_name);
  out += R"(,"objectType":)";
  append_number(out, std::int64_t{field.object_type});
  if (field.directory != 0) {
    out += R"(,"directoryId":)";
    append_number(out, field.directory);
  }
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
