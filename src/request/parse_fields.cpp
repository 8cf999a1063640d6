// The `fields` of a read: names of the table and numbers of custom fields (observed 5). Never
// refuses: what it does not know is noted.
#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "catalog/access.h"
#include "request/coerce.h"
#include "request/parse.h"

namespace planstead::request {

using schema::Entity;
using schema::Field;
using schema::On;

namespace {

// The table's fields that were named; its first, the number, is always one of them (observed 5.2).
std::vector<const Field*> in_table_order(const Entity& entity, const std::vector<bool>& wanted) {
  std::vector<const Field*> fields;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (i == 0 || wanted[i]) fields.push_back(&entity.fields[i]);
  return fields;
}

Selection bare(const Entity& entity, On on) {
  std::vector<bool> wanted(entity.fields.size());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    wanted[i] = has(entity.fields[i].on, on) && has(entity.fields[i].on, On::bare);
  return {.fields = in_table_order(entity, wanted), .custom = {}, .asked_custom = false};
}

bool is_custom_field_of(const Entity& entity, std::int64_t id, const ParseContext& context) {
  const catalog::CustomField* field = context.catalog.field(id);
  return field != nullptr && field->object_type == entity.custom_object_type &&
         knows_field(context, *field);
}

// Everything an entry has, with all fields of its directory in their order (observed 20.5).
Selection whole_entry(const Entity& entity, On on, const ParseContext& context) {
  Selection selection;
  std::vector<bool> wanted(entity.fields.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) wanted[i] = has(entity.fields[i].on, on);
  selection.fields = in_table_order(entity, wanted);
  selection.asked_custom = true;
  const std::int64_t id = context.path_ids.empty() ? 0 : context.path_ids.front();
  if (const catalog::Definition* directory = context.catalog.directory(id))
    selection.custom = known_fields(directory->fields, context);
  return selection;
}

}  // namespace

std::vector<std::int64_t> known_fields(std::vector<std::int64_t> ids, const ParseContext& context) {
  std::erase_if(ids, [&](std::int64_t id) {
    const catalog::CustomField* field = context.catalog.field(id);
    return field == nullptr || !knows_field(context, *field);
  });
  return ids;
}

bool knows_field(const ParseContext& context, const catalog::CustomField& field) {
  const Viewer& viewer = context.viewer;
  return viewer.is_admin || catalog::knows_field(field, viewer.person, context.catalog);
}

Selection parse_fields(const Entity& entity, std::optional<std::string_view> text, On on,
                       const ParseContext& context, std::vector<std::string>& notes) {
  if (&entity == &schema::directory_entry && base::trim(text.value_or("")) == "all")
    return whole_entry(entity, on, context);
  Selection selection;
  std::vector<bool> wanted(entity.fields.size());
  std::unordered_set<std::string_view> seen;
  std::string unknown;
  for (std::string_view name : base::split(text.value_or(""), ',')) {
    name = base::trim(name);
    if (name.empty() || !seen.insert(name).second) continue;
    const auto id = base::parse_integer(name);
    const Field* field = id ? nullptr : schema::find_field(entity, name);
    selection.asked_custom = selection.asked_custom || (id && entity.has_custom);
    if (field && has(field->on, on))
      wanted[schema::index_of(entity, *field)] = true;
    else if (id && entity.has_custom && is_custom_field_of(entity, *id, context))
      selection.custom.push_back(*id);
    else
      (unknown += unknown.empty() ? "" : ", ") += shortened(name);
  }
  if (seen.empty()) return bare(entity, on);
  if (!unknown.empty()) notes.push_back("fields: " + unknown);
  selection.fields = in_table_order(entity, wanted);
  return selection;
}

}  // namespace planstead::request
