// One filter of a request as a condition over the index of its entity. Each function serves the
// rules named beside it.
#pragma once

#include "plan/conditions.h"

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
};

/// Any filter.
Condition filter_condition(const request::FilterCall& call, const FilterScope& scope);

// Rules over columns.
Condition equals(const schema::Field& field, std::size_t column,
                 const std::vector<std::int64_t>& ids);
Condition in_audited_project(base::Ref person, const FilterScope& scope);

/// Rule::custom, custom_has_value, custom_no_value: false on tasks that do not own the field.
Condition custom_condition(const request::FilterCall& call, const FilterScope& scope);
/// The comparison alone, as `filter`'s operand decides it; rows without a value meet the negated
/// operators.
Condition compare_custom(const request::FilterCall& call, const schema::Filter& filter,
                         const FilterScope& scope);

/// Rule::data_tag_has, data_tag_lacks, data_tag_value.
Condition data_tag_condition(const request::FilterCall& call, const FilterScope& scope);

}  // namespace planstead::plan
