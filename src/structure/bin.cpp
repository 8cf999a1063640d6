// Rows are looked up once each: lists of people name the same ones again and again.
#include "structure/bin.h"

#include "domain/entry_links.h"

namespace planstead::structure {

using base::Ref;
using schema::Record;
using schema::Value;

bool Bin::holds(Ref ref) {
  const schema::Entity* entity = schema::entity_of(ref.kind);
  if (ref.id == 0 || entity == nullptr || entity->deleted.empty()) return false;
  const auto [known, is_new] = known_.try_emplace({ref.kind, ref.id}, false);
  if (!is_new) return known->second;
  const auto row = rows_.find(*entity, ref.id);
  return known->second = row && row->flag(entity->deleted);
}

Value Bin::shown(const Value& value) {
  return domain::without(value, [this](Ref ref) { return holds(ref); });
}

Record Bin::shown(Record row) {
  for (std::size_t i = 0; i < row.entity().fields.size(); ++i) row.at(i) = shown(row.at(i));
  for (schema::CustomValue& custom : row.custom) custom.value = shown(custom.value);
  std::erase_if(row.custom,
                [](const schema::CustomValue& custom) { return schema::is_empty(custom.value); });
  return row;
}

void Bin::keep_hidden(const Record& before, Record& after) {
  for (std::size_t i = 0; i < before.entity().fields.size(); ++i)
    if (after.at(i) != before.at(i) && after.at(i) == shown(before.at(i)))
      after.at(i) = before.at(i);
  for (const schema::CustomValue& held : before.custom)
    if (const Value* now = after.custom_value(held.field);
        now != nullptr && *now != held.value && *now == shown(held.value))
      after.set_custom(held.field, held.value);
}

}  // namespace planstead::structure
