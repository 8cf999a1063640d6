// What the log alone holds: things of any kind, and changes of fields. A value has the form in
// which reads of its row show it.
#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

using schema::FieldChange;
using schema::Value;

namespace {

// Of a field that is no more, and of definitions, texts alone are shown.
void append_unknown(std::string& out, std::string_view key, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return;
  out += key;
  base::append_json_string(out, *text);
}

void append_side(std::string& out, std::string_view key, const Value& value,
                 const schema::Field* field, const schema::CustomType* type,
                 const RenderContext& context) {
  if (schema::is_empty(value)) return;
  if (field == nullptr && type == nullptr) return append_unknown(out, key, value);
  const ShapeRow& row = row_of(type != nullptr ? type->shape : field->shape);
  if (value.index() != row.alternative) return;
  out += key;
  row.append(out, value, field, context);
}

void append_change(std::string& out, const FieldChange& change, const RenderContext& context) {
  out += R"({"field":)";
  base::append_json_string(out, change.field);
  const catalog::CustomField* custom =
      change.custom == 0 ? nullptr : context.catalog.field(change.custom);
  if (change.custom != 0) {
    out += R"(,"customField":{"id":)";
    base::append_number(out, change.custom);
    out += R"(,"name":)";
    base::append_json_string(
        out, custom == nullptr ? std::string_view{}
                               : catalog::Catalog::name_in(*custom, context.viewer.language));
    out += '}';
  }
  const schema::Entity* entity = schema::entity_of(change.of);
  const schema::Field* field =
      entity == nullptr || change.custom != 0 ? nullptr : schema::find_field(*entity, change.field);
  const schema::CustomType* type = custom == nullptr ? nullptr : custom->type;
  append_side(out, R"(,"oldValue":)", change.before, field, type, context);
  append_side(out, R"(,"newValue":)", change.after, field, type, context);
  out += '}';
}

}  // namespace

void append_thing(std::string& out, const schema::Ref& ref, const RenderContext&) {
  base::append_json_string(out, base::thing_text(ref));
}

void append_changes(std::string& out, const schema::FieldChangeList& changes,
                    const RenderContext& context) {
  append_array(out, changes,
               [&](const FieldChange& change) { append_change(out, change, context); });
}

}  // namespace planstead::reply
