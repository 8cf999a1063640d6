// Who may look at a thing of the structure, as its access list says. Knows no rows.
#pragma once

#include "catalog/catalog.h"

namespace planstead::catalog {

/// Owner, administrators and robots see and do everything.
bool is_admin(base::Ref person, const Catalog& catalog);
/// Technical administrators configure the account, and see no more data than others.
bool is_technical(base::Ref person, const Catalog& catalog);
/// Is the person among those of a list that is given: himself, or by one of his groups? Roles on a
/// task are not asked.
bool is_named(const AccessList& list, base::Ref person, const Catalog& catalog);
/// May he look at a directory, a data tag, a template? Who may change it may look at it. Where no
/// list is given, all employees may, and no contact.
bool may_view(const Access& access, base::Ref person, const Catalog& catalog);
/// May he look at the entries of a directory or data tag? Technical administrators arrange these
/// and see no data of theirs, unless a list names them (domain/tasks-and-access.md 5.1).
bool may_view_rows(const Access& access, base::Ref person, const Catalog& catalog);
/// The same of a custom field: where no list is given, everybody who sees the row may.
bool may_view_field(const CustomField& field, base::Ref person, const Catalog& catalog);
/// Who has one of these roles on a task may view the field there, whatever the people of its lists.
std::vector<TaskRole> viewing_roles(const CustomField& field);
/// May he view it somewhere? Of other fields he does not learn that they exist.
bool knows_field(const CustomField& field, base::Ref person, const Catalog& catalog);
/// A filter that somebody saved is his own and of those whom he shares it with; nobody's is
/// everybody's.
bool may_view(const SavedFilter& filter, base::Ref person, const Catalog& catalog);

}  // namespace planstead::catalog
