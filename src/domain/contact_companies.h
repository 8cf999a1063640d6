// Companies that an import calls by their names
// (domain/fields-datatags-directories-reports.md 5.4).
#pragma once

#include "domain/contact_edit.h"
#include "request/import.h"

namespace planstead::domain {

/// Links a stored person with the companies of these names, whatever their case. One that the
/// account lacks is made by `form` and noted. Names that link nothing go to `failures`.
base::Status link_named_companies(std::int64_t person,
                                  const std::vector<request::CompanyName>& names,
                                  const base::Result<schema::Record>& form, Context& context);

}  // namespace planstead::domain
