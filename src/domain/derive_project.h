// Values of projects that are computed when one is read.
#pragma once

#include "domain/rules.h"

namespace planstead::domain {

/// domain::derive for the rows of projects.
schema::Value derive_project(schema::Derive derive, const schema::Record& project,
                             const catalog::Catalog& catalog, base::Seconds now);

}  // namespace planstead::domain
