// One filter of a request as a condition over the index of its entity. Each function serves the
// rules named beside it.
#pragma once

#include "plan/conditions.h"
#include "search/index_set.h"

namespace planstead::plan {

using ProjectAuditors = std::vector<std::pair<std::int64_t, schema::RefList>>;

/// What the filters may look at.
struct FilterScope {
  const schema::Entity& entity;  ///< whose rows are chosen
  const catalog::Catalog& catalog;
  const request::Viewer& viewer;
  base::Seconds now;
  const search::IndexSet& indexes;
  const ProjectAuditors& project_auditors;
  std::int64_t owner = 0;  ///< first number of the path: whose rows

  /// The same for the rows of another entity.
  FilterScope over(const schema::Entity& other) const {
    return {other, catalog, viewer, now, indexes, project_auditors};
  }
};

/// Any filter.
Condition filter_condition(const request::FilterCall& call, const FilterScope& scope);

// column_filters.cpp: rules over columns of any entity. The comparison alone, before the operator
// may turn it round, but for number, date and birthday, which answer the operator themselves.
Condition equals(const schema::Field& field, std::size_t column,
                 const std::vector<std::int64_t>& ids);
Condition list_equals(const schema::Field& field, std::size_t column,
                      const std::vector<std::int64_t>& ids);
Condition number(const request::FilterCall& call, std::size_t column);
Condition date(const request::FilterCall& call, std::size_t column, std::size_t other_column = 0);
Condition birthday(const request::FilterCall& call, std::size_t column);
Condition text_contains(const request::FilterCall& call, const FilterScope& scope);
Condition text_is(const request::FilterCall& call, const FilterScope& scope);
Condition named(const schema::Field& field, std::size_t column, const std::string& name,
                const catalog::Catalog& catalog);
Condition text_words(const request::FilterCall& call, const FilterScope& scope);

// task_filters.cpp: rules over columns that tasks alone have.
Condition status(const std::vector<std::int64_t>& ids, const FilterScope& scope);
Condition overdue(const FilterScope& scope);
Condition any_below(const std::vector<std::int64_t>& tasks, const FilterScope& scope);
Condition template_or_object(const std::vector<std::int64_t>& ids);
Condition in_audited_project(base::Ref person, const FilterScope& scope);

// custom_filters.cpp
/// Rule::custom, custom_has_value, custom_no_value: false on rows that do not own the field.
Condition custom_condition(const request::FilterCall& call, const FilterScope& scope);
/// The comparison alone, as `filter`'s operand decides it; rows without a value meet the negated
/// operators.
Condition compare_custom(const request::FilterCall& call, const schema::Filter& filter,
                         const FilterScope& scope);

// cross_filters.cpp: rules that ask the index of another entity first.
/// Rule::data_tag_has, data_tag_lacks, data_tag_value, of tasks and of contacts.
Condition data_tag_condition(const request::FilterCall& call, const FilterScope& scope);
/// Rule::of_task.
Condition of_task(const request::FilterCall& call, const FilterScope& scope);
/// Rule::client_of_active and those behind it.
Condition of_tasks(const request::FilterCall& call, const FilterScope& scope);

// list_condition.cpp
/// What a list shows at all: no templates, nothing from the bin.
Condition listed(const schema::Entity& entity, bool with_deleted = false);

}  // namespace planstead::plan
