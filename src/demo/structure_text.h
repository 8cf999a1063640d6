// The demonstration account's structure file.
#pragma once

#include <string>

#include "base/time.h"
#include "demo/random.h"

namespace planstead::demo {

/// A structure file (docs/structure.md): people, processes, templates, some three hundred custom
/// fields, clients, projects, directories. Dates of recurring templates lie before `now`.
std::string structure_text(Random random, base::Seconds now);

}  // namespace planstead::demo
