// Directory entries that go, and the custom fields that hold them (domain/fields… 2.2).
#pragma once

#include <functional>

#include "domain/rules.h"

namespace planstead::domain {

/// Puts an entry into the bin, a group with everything in it. Whatever holds one of the entries
/// lets go of it.
void bin_entry(schema::Record entry, Context& context);
/// Removes the entry from the custom values of every row of every entity.
void drop_entry(base::Ref entry, Context& context);
/// The value without the references that go: nothing where none stays.
schema::Value without(const schema::Value& value, const std::function<bool(base::Ref)>& goes);
/// The value without entries and files that are gone, as a preset of a template may still name
/// them.
schema::Value without_gone(const schema::Value& value, Records& records);

}  // namespace planstead::domain
