// Totals of data tag fields after a document changed entries, definitions, or what carries them:
// one pass over the entries, one over the rows that may show totals.
#include <algorithm>
#include <map>

#include "domain/data_tag_summaries.h"
#include "structure/structure.h"
#include "structure/work.h"

namespace planstead::structure {

using base::Ref;
using catalog::Catalog;
using catalog::CustomField;
using schema::Record;
using schema::Value;

namespace {

using Fields = std::vector<const CustomField*>;
/// Owner and summed field to the total.
using Totals = std::map<std::pair<Ref, std::int64_t>, double>;

bool may_touch(const Target& target) {
  if (target.outcome == Outcome::unchanged) return false;
  switch (target.kind->section) {
    case Section::custom_fields:
    case Section::data_tags:
    case Section::data_tag_entries:
    case Section::objects:
    case Section::task_templates:
    case Section::tasks:
    case Section::contacts:
      return true;
    default:
      return false;
  }
}

Fields summaries_of(const Catalog& catalog) {
  Fields fields;
  for (const CustomField& field : catalog.fields)
    if (field.type->id == domain::summary_type && catalog.field(field.source_field) != nullptr)
      fields.push_back(&field);
  return fields;
}

Totals totals_of(const Fields& summaries, const Catalog& catalog,
                 storage::Transaction& transaction) {
  Totals totals;
  transaction.scan(schema::data_tag_entry, [&](const Record& entry) {
    const Ref task = entry.ref("task");
    const Ref owner = task.id != 0 ? task : entry.ref("contact");
    for (const schema::CustomValue& value : entry.custom) {
      const CustomField* source = catalog.field(value.field);
      const auto is_summed = [&](const CustomField* field) {
        return field->source_field == value.field;
      };
      if (source == nullptr || source->data_tag != entry.ref("dataTag").id ||
          std::ranges::none_of(summaries, is_summed))
        continue;
      if (const auto share = domain::share_of(&value.value)) totals[{owner, value.field}] += *share;
    }
  });
  return totals;
}

/// Did the row's totals change?
bool settle(Record& row, const Fields& summaries, const Totals& totals, const Catalog& catalog) {
  bool changed = false;
  for (const CustomField* field : summaries) {
    if (!catalog.owns(row, *field)) continue;
    const auto found = totals.find({{row.entity().kind, row.id()}, field->source_field});
    Value wanted = found == totals.end() ? Value{} : Value{found->second};
    const Value* held = row.custom_value(field->id);
    if (held == nullptr ? schema::is_empty(wanted) : *held == wanted) continue;
    row.set_custom(field->id, std::move(wanted));
    changed = true;
  }
  return changed;
}

}  // namespace

void settle_summaries(Work& work) {
  if (std::ranges::none_of(work.targets, may_touch)) return;
  storage::Transaction& transaction = work.transaction;
  const catalog::CatalogPtr catalog = build_catalog(transaction.structure(), {}, 0);
  const Fields summaries = summaries_of(*catalog);
  if (summaries.empty()) return;
  const Totals totals = totals_of(summaries, *catalog, transaction);
  for (const schema::Entity* entity : {&schema::task, &schema::contact}) {
    const auto belongs = [&](const CustomField* field) {
      return field->object_type == entity->custom_object_type;
    };
    if (std::ranges::none_of(summaries, belongs)) continue;
    std::vector<Record> changed;
    transaction.scan(*entity, [&](Record row) {
      if (settle(row, summaries, totals, *catalog)) changed.push_back(std::move(row));
    });
    for (const Record& row : changed) transaction.save(row);
  }
}

}  // namespace planstead::structure
