// Totals of data tag fields on tasks and contacts: custom fields of type 23 (observed 9.2; fields
// digest 3.6). They are stored values of the row, kept right by whoever changes an entry.
#pragma once

#include <optional>
#include <vector>

#include "domain/rules.h"

namespace planstead::domain {

inline constexpr int summary_type = 23;

/// Numbers and calculated fields are added up, checkboxes counted, periods and time frames summed
/// in minutes.
bool can_be_summed(const schema::CustomType& type);
/// What a value adds to a total; nullopt: no value, or one that adds nothing.
std::optional<double> share_of(const schema::Value* value);

/// An entry before and after; nullptr where it was not there yet, or is gone.
struct EntryChange {
  const schema::Record* before = nullptr;
  const schema::Record* after = nullptr;
};
/// Brings the totals of a task or contact up to date, after the entries were stored. The caller
/// stores the row.
void follow_entries(schema::Record& owner, const std::vector<EntryChange>& changes,
                    Context& context);
/// Every total anew: for a row that carries other fields than before.
void settle_totals(schema::Record& owner, Context& context);

}  // namespace planstead::domain
