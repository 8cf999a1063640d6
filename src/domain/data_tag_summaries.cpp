// Whole numbers are added and taken away exactly, whatever the number of entries; totals with
// fractions are summed anew, so that 0.1 + 0.2 - 0.2 is 0.1 and the order of changes leaves no
// trace.
#include "domain/data_tag_summaries.h"

#include <cmath>

#include "base/text.h"

namespace planstead::domain {

namespace {

using catalog::CustomField;
using schema::Record;
using schema::Shape;
using schema::Value;

constexpr double day_minutes = 24 * 60;
constexpr double exact_max = 9007199254740992.0;  // 2^53: whole numbers below are exact

bool is_exact(double number) {
  return std::abs(number) < exact_max && number == std::trunc(number);
}

// An end before the start is on the next day; 00:00-00:00 is nothing (observed 24).
double minutes_of(const schema::Period& period) {
  const double minutes = period.to.minutes - period.from.minutes;
  return minutes < 0 ? minutes + day_minutes : minutes;
}

double minutes_of(const schema::Frame& frame) {
  return static_cast<double>(frame.to.utc - frame.from.utc) / 60;
}

std::optional<double> share_in(const Record* entry, const CustomField& source) {
  if (entry == nullptr || entry->ref("dataTag").id != source.data_tag) return std::nullopt;
  return share_of(entry->custom_value(source.id));
}

// What the changes add; nullopt: they do not touch the field. `exact` becomes false where doubles
// would round.
std::optional<double> difference(const std::vector<EntryChange>& changes, const CustomField& source,
                                 bool& exact) {
  std::optional<double> sum;
  const auto add = [&](std::optional<double> share, double sign) {
    if (!share) return;
    sum = sum.value_or(0) + sign * *share;
    exact = exact && is_exact(*share);
  };
  for (const EntryChange& change : changes) {
    add(share_in(change.before, source), -1);
    add(share_in(change.after, source), 1);
  }
  return sum;
}

// From all entries of the row; none where no entry has a value.
void set_total(Record& owner, const CustomField& field, const CustomField& source,
               Records& records) {
  std::optional<double> sum;
  records.visit_entries({owner.entity().kind, owner.id()}, [&](const Record& entry) {
    if (const auto share = share_in(&entry, source)) sum = sum.value_or(0) + *share;
  });
  owner.set_custom(field.id, sum ? Value{*sum} : Value{});
}

// The row's own summaries, each with the field that it sums.
template <class Visit>
void for_each_summary(const Record& owner, const Context& context, Visit visit) {
  for (const CustomField& field : context.catalog.fields) {
    if (field.type->id != summary_type || !context.catalog.owns(owner, field)) continue;
    if (const CustomField* source = context.catalog.field(field.source_field))
      visit(field, *source);
  }
}

}  // namespace

bool can_be_summed(const schema::CustomType& type) {
  return type.shape == Shape::number || type.shape == Shape::checkbox ||
         type.shape == Shape::period || type.shape == Shape::frame ||
         type.shape == Shape::computed_text;
}

std::optional<double> share_of(const Value* value) {
  if (value == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<double>(value)) return *number;
  if (const auto* period = std::get_if<schema::Period>(value)) return minutes_of(*period);
  if (const auto* frame = std::get_if<schema::Frame>(value)) return minutes_of(*frame);
  if (const auto* flag = std::get_if<bool>(value)) return *flag ? 1 : 0;
  const auto* text = std::get_if<std::string>(value);  // the result of a formula
  return text == nullptr ? std::nullopt : base::parse_number(*text);
}

void follow_entries(Record& owner, const std::vector<EntryChange>& changes, Context& context) {
  for_each_summary(owner, context, [&](const CustomField& field, const CustomField& source) {
    bool exact = true;
    const auto change = difference(changes, source, exact);
    if (!change) return;
    const double before = share_of(owner.custom_value(field.id)).value_or(0);
    const double after = before + *change;
    // 0 may mean that nothing is left: then there is no total at all.
    if (exact && is_exact(before) && is_exact(after) && after != 0)
      owner.set_custom(field.id, after);
    else
      set_total(owner, field, source, context.records);
  });
}

void settle_totals(Record& owner, Context& context) {
  for_each_summary(owner, context, [&](const CustomField& field, const CustomField& source) {
    set_total(owner, field, source, context.records);
  });
}

}  // namespace planstead::domain
