// What an external application (`sourceId`) calls a row and which version of it it has: kept beside
// the row, for that application alone.
#pragma once

#include <optional>
#include <string>

#include "domain/rules.h"

namespace planstead::domain {

/// The names that a body holds, where the request says whose they are; then the rest of the body.
struct SourceNames {
  std::optional<std::string> object, version;  ///< absent: not sent; empty: taken back
  request::Body rest;
};

/// nullopt: no application is named, so that the row itself holds what was sent. Code 41 for a name
/// or version that is too long.
base::Result<std::optional<SourceNames>> source_names(const request::Body& body,
                                                      const Context& context);
void keep_source_names(const SourceNames& names, base::Ref row, Context& context);

}  // namespace planstead::domain
