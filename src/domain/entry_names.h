// The name of a directory's entry and its first field, which say the same (observed 20.1, 20.3).
#pragma once

#include <optional>
#include <string>

#include "catalog/catalog.h"

namespace planstead::domain {

/// The field that holds the names of entries; nullptr: the directory has no fields.
const catalog::CustomField* name_field(const catalog::Definition& directory,
                                       const catalog::Catalog& catalog);
/// The name that a value of the first field means; nullopt: fields of its type leave the name
/// alone.
std::optional<std::string> name_of(const schema::Value& value);
/// The value of the first field that a name means; nullopt: there is none in its type.
std::optional<schema::Value> value_of(const std::string& name, const catalog::CustomField& field);

}  // namespace planstead::domain
