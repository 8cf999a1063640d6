// One walk over all entities whose rows have custom values; the index says which rows.
#include "domain/entry_links.h"

#include <algorithm>

#include "schema/directory.h"

namespace planstead::domain {

namespace {

using base::Ref;
using schema::Value;

void drop_from(const schema::Entity& entity, const catalog::CustomField& field, Ref entry,
               Context& context) {
  for (std::int64_t id : context.records.rows_holding(entity, field.id, entry)) {
    auto row = context.records.find(entity, id);
    const Value* held = row ? row->custom_value(field.id) : nullptr;
    if (held == nullptr) continue;
    row->set_custom(field.id, without(*held, [&](Ref ref) { return ref == entry; }));
    context.records.save(*row);
  }
}

}  // namespace

void drop_entry(Ref entry, Context& context) {
  const std::int64_t directory = schema::entry_directory(entry.id);
  for (const catalog::CustomField& field : context.catalog.fields) {
    if (field.directory != directory) continue;
    for (const schema::Entity* entity : schema::stored_entities())
      if (entity->has_custom && entity->custom_object_type == field.object_type)
        drop_from(*entity, field, entry, context);
  }
}

Value without(const Value& value, const std::function<bool(Ref)>& goes) {
  if (const Ref* one = std::get_if<Ref>(&value)) return goes(*one) ? Value{} : value;
  const auto* many = std::get_if<schema::RefList>(&value);
  if (many == nullptr) return value;
  schema::RefList rest = *many;
  std::erase_if(rest, goes);
  return rest.empty() ? Value{} : Value{std::move(rest)};
}

Value without_gone(const Value& value, Records& records) {
  return without(value, [&](Ref ref) {
    const bool may_go = ref.kind == base::RefKind::entry || ref.kind == base::RefKind::file;
    return may_go && !records.exists(ref);
  });
}

}  // namespace planstead::domain
