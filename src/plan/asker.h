// Who asks in the predicates of plan/visible.h, and those of them that stand apart. Nobody else's
// business.
#pragma once

#include <limits>

#include "catalog/circle.h"
#include "plan/filters.h"
#include "schema/contact.h"

namespace planstead::plan {

inline constexpr std::size_t all_rows = std::numeric_limits<std::size_t>::max();

inline std::size_t column_of(const schema::Entity& entity, std::string_view field) {
  return schema::index_of(entity, *schema::find_field(entity, field));
}

inline Condition is_set(const schema::Entity& entity, std::string_view flag) {
  return in_set(column_of(entity, flag), {1});
}

/// Who asks, and what the predicates ask about him more than once.
struct Asker {
  using Ids = std::vector<std::int64_t>;

  explicit Asker(const FilterScope& of)
      : scope(of), circle(catalog::circle_of(of.viewer.person, of.catalog)) {}
  base::Ref person() const { return circle.person; }
  bool is_contact() const { return person().kind == base::RefKind::contact; }
  Ids self() const { return {person().packed()}; }
  Ids own_names() const { return packed(circle.own_names); }
  const search::Index& index(const schema::Entity& entity) const {
    return scope.indexes.of(entity);
  }
  /// Companies of a contact, packed.
  Ids companies() const {
    if (!is_contact()) return {};
    return index(schema::contact)
        .list_numbers(id_in({person().id}), schema::contact_at("companies"));
  }

  const FilterScope& scope;
  const catalog::Circle circle;
};

// visible.cpp
Condition tasks(const Asker& asker);
/// Tasks of projects that he audits.
Condition audited_projects(const Asker& asker);

// visible_entries.cpp
Condition directory_entries(const Asker& asker);

// visible_projects.cpp
Condition projects(const Asker& asker);
/// The same of a few, with a look at their tasks alone. `ids` ascend.
std::vector<std::int64_t> projects_among(const std::vector<std::int64_t>& ids, const Asker& asker);

}  // namespace planstead::plan
