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
  return {.fields = in_table_order(entity, wanted), .custom = {}};
}

/// Who may know of which fields; nullptr: everybody of all.
using Knower = const ParseContext*;

bool is_custom_field_of(const Entity& entity, std::int64_t id, const catalog::Catalog& catalog,
                        Knower knower) {
  const catalog::CustomField* field = catalog.field(id);
  return field != nullptr && field->object_type == entity.custom_object_type &&
         (knower == nullptr || knows_field(*knower, *field));
}

constexpr std::size_t named_max = 50;  ///< unknown names that a note lists

std::string joined(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) (text += text.empty() ? "" : ", ") += shortened(name);
  return names.size() < named_max ? text : text + ", …";
}

// A body may hold a million numbers, nearly always none of them twice.
std::vector<std::int64_t> without_repeats(std::vector<std::int64_t> ids) {
  std::vector<std::int64_t> sorted = ids;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) == sorted.end()) return ids;
  std::unordered_set<std::int64_t> seen;
  std::erase_if(ids, [&](std::int64_t id) { return !seen.insert(id).second; });
  return ids;
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

Selection select(const Entity& entity, std::string_view text, On on,
                 const catalog::Catalog& catalog, Knower knower) {
  Selection selection;
  std::vector<bool> wanted(entity.fields.size());
  std::vector<std::string_view> unknown;
  bool any = false;
  for (std::string_view name : base::split(text, ',')) {
    name = base::trim(name);
    if (name.empty()) continue;
    any = true;
    const auto id = base::parse_integer(name);
    const Field* field = id ? nullptr : schema::find_field(entity, name);
    selection.asked_custom = selection.asked_custom || (id && entity.has_custom);
    if (field && has(field->on, on))
      wanted[schema::index_of(entity, *field)] = true;
    else if (id && entity.has_custom && is_custom_field_of(entity, *id, catalog, knower))
      selection.custom.push_back(*id);
    else if (unknown.size() < named_max && std::ranges::find(unknown, name) == unknown.end())
      unknown.push_back(name);
  }
  if (!any) return bare(entity, on);
  if (!unknown.empty()) selection.note = "fields: " + joined(unknown);
  selection.fields = in_table_order(entity, wanted);
  selection.custom = without_repeats(std::move(selection.custom));
  return selection;
}

/// What the text comes to for those who know all of its fields.
SelectionPtr shared(const schema::Operation& operation, std::string_view text, On on,
                    const ParseContext& context) {
  const Selections::Of* kept = context.selections;
  SelectionPtr selection = kept != nullptr ? kept->find(operation, text) : nullptr;
  if (selection != nullptr) return selection;
  selection = std::make_shared<const Selection>(
      select(*operation.entity, text, on, context.catalog, nullptr));
  if (kept != nullptr) kept->keep(operation, text, selection);
  return selection;
}

bool knows_all(const Selection& selection, const ParseContext& context) {
  return context.viewer.is_admin || std::ranges::all_of(selection.custom, [&](std::int64_t id) {
           return knows_field(context, *context.catalog.field(id));
         });
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

SelectionPtr parse_fields(const schema::Operation& operation, std::string_view text, On on,
                          const ParseContext& context, std::vector<std::string>& notes) {
  const Entity& entity = *operation.entity;
  if (&entity == &schema::directory_entry && base::trim(text) == "all")
    return std::make_shared<const Selection>(whole_entry(entity, on, context));
  SelectionPtr selection = shared(operation, text, on, context);
  if (!knows_all(*selection, context))
    selection =
        std::make_shared<const Selection>(select(entity, text, on, context.catalog, &context));
  if (!selection->note.empty()) notes.push_back(selection->note);
  return selection;
}

}  // namespace planstead::request
