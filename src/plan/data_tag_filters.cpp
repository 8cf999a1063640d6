// Filters over the data tag entries of a task: asked of the entries' index first, then by the
// tasks' numbers.
#include "plan/filters.h"
#include "schema/references.h"

namespace planstead::plan {

namespace {

using base::Ref;
using base::RefKind;
using Ids = std::vector<std::int64_t>;

constexpr std::size_t tag_column = schema::position(schema::data_tag_entry_fields, "dataTag");
constexpr std::size_t task_column = schema::position(schema::data_tag_entry_fields, "task");

Condition of_tag(std::int64_t data_tag) {
  return in_set(tag_column, packed(RefKind::data_tag, {data_tag}));
}

Condition tasks_of(const Condition& entries, const FilterScope& scope) {
  Ids tasks;
  for (const std::int64_t number :
       scope.indexes.of(schema::data_tag_entry).numbers(entries, task_column))
    tasks.push_back(Ref::unpacked(number).id);
  return id_in(std::move(tasks));
}

}  // namespace

Condition data_tag_condition(const request::FilterCall& call, const FilterScope& scope) {
  // Some entry of the tag whose field compares so: notequal too asks for an entry, and is false
  // without any.
  if (call.filter->rule == schema::Rule::data_tag_value)
    return tasks_of(all({of_tag(call.data_tag), compare_custom(call, *call.subfilter, scope)}),
                    scope);
  const Condition with = tasks_of(of_tag(std::get<Ids>(call.operand).at(0)), scope);
  return call.filter->rule == schema::Rule::data_tag_lacks ? negate(with) : with;
}

}  // namespace planstead::plan
