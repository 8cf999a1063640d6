// Sums over subtasks (type 26) and over a task's own numbers (type 29). Kept as stored values, so
// that filters see them. The documents define type 29 for projects only; on a task it adds the
// numbers of the task itself, which is our choice.
#include <cmath>
#include <optional>

#include "base/text.h"
#include "domain/task_custom.h"
#include "domain/task_tree.h"

namespace planstead::domain {

namespace {

using catalog::CustomField;
using schema::Record;
using schema::Value;

constexpr int subtask_total_type = 26;
constexpr int total_type = 29;
constexpr int day_minutes = 1440;

/// What a value adds to a sum. nullopt: it is no number.
struct Amount {
  std::optional<double> operator()(double number) const { return number; }
  std::optional<double> operator()(std::int64_t number) const {
    return static_cast<double>(number);
  }
  std::optional<double> operator()(bool ticked) const { return ticked ? 1.0 : 0.0; }
  std::optional<double> operator()(const std::string& text) const {
    return base::parse_number(text);
  }
  std::optional<double> operator()(const schema::Period& period) const {
    const int minutes = period.to.minutes - period.from.minutes;
    return minutes < 0 ? minutes + day_minutes : minutes;  // over midnight
  }
  std::optional<double> operator()(const schema::Frame& frame) const {
    return static_cast<double>(frame.to.utc - frame.from.utc) / 60;
  }
  template <class Other>
  std::optional<double> operator()(const Other&) const {
    return std::nullopt;
  }
};

std::optional<double> amount_of(const Record& task, std::int64_t field) {
  const Value* value = task.custom_value(field);
  return value == nullptr ? std::nullopt : std::visit(Amount{}, *value);
}

// nullopt: there is nothing below, so there is no total either.
std::optional<double> sum_below(std::int64_t task, const CustomField& field, Records& records) {
  std::optional<double> sum;
  std::vector<std::int64_t> open{task};
  while (!open.empty()) {
    const std::int64_t above = open.back();
    open.pop_back();
    for (const Record& below : live_subtasks(above, records)) {
      sum = sum.value_or(0) + amount_of(below, field.source_field).value_or(0);
      if (!field.direct_only) open.push_back(below.id());
    }
  }
  return sum;
}

void set_number(Record& task, std::int64_t field, std::optional<double> number) {
  const bool usable = number && std::isfinite(*number);
  task.set_custom(field, usable ? Value{*number} : Value{});
}

template <class Compute>
void for_fields_of_type(int type, const Record& task, const catalog::Catalog& catalog,
                        Compute compute) {
  const std::int64_t form = task.ref("template").id, object = task.ref("object").id;
  const schema::CustomType* wanted = schema::find_custom_type(type);
  for (const CustomField& field : catalog.fields)
    if (field.type == wanted && field.object_type == task.entity().custom_object_type &&
        catalog.owns(form, object, field))
      compute(field);
}

}  // namespace

void compute_own_totals(Record& task, const catalog::Catalog& catalog) {
  for_fields_of_type(total_type, task, catalog, [&](const CustomField& field) {
    std::optional<double> sum;
    for (std::int64_t source : field.source_fields)
      if (const auto amount = amount_of(task, source)) sum = sum.value_or(0) + *amount;
    set_number(task, field.id, sum);
  });
}

void compute_totals(Record& task, Context& context) {
  for_fields_of_type(subtask_total_type, task, context.catalog, [&](const CustomField& field) {
    set_number(task, field.id, sum_below(task.id(), field, context.records));
  });
  compute_own_totals(task, context.catalog);
}

}  // namespace planstead::domain
