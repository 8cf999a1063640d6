// Who counts as the person of a filter: groups stand for their members, and members for their
// groups.
#pragma once

#include "catalog/catalog.h"

namespace planstead::plan {

/// For a field that holds one person: a group means each of its members (and itself, where a field
/// may hold groups).
schema::RefList one_of(base::Ref person, const catalog::Catalog& catalog);
/// For a list of people. A person: himself and the groups he belongs to. A group: itself and each
/// of its members.
schema::RefList listed_as(base::Ref person, const catalog::Catalog& catalog);

}  // namespace planstead::plan
