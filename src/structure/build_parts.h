// Parts of building a catalogue: processes, custom fields, templates.
#pragma once

#include "structure/entries.h"

namespace planstead::structure {

catalog::User user_of(const schema::Record& row);
void add_process(catalog::Catalog& catalog, const Entry& entry);
void add_custom_field(catalog::Catalog& catalog, const Entry& entry);
void add_template(catalog::Catalog& catalog, const Entry& entry);
/// Who holds which field: written at templates and objects, at fields, at directories, at data
/// tags.
void link_fields(catalog::Catalog& catalog, const std::vector<Entry>& entries);
/// Processes and presets of templates; needs everything else in its place.
void read_presets(catalog::Catalog& catalog, const std::vector<Entry>& entries);

}  // namespace planstead::structure
