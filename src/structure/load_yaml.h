// From YAML text to a Node tree with lines. Knows nothing of sections.
#pragma once

#include <string>
#include <string_view>

#include "base/node.h"
#include "base/result.h"

namespace planstead::structure {

/// A refusal at a line of a file.
base::Error wrong(std::string_view file, int line, std::string detail);

/// Plain scalars become null, true/false, integers or numbers where they look like one; quoted ones
/// are texts. Refuses repeated keys, keys that are no scalars, nesting past 64 levels, several
/// documents. An empty text is an empty object.
base::Result<base::Node> load_yaml(std::string_view text, std::string_view file);

}  // namespace planstead::structure
