// The Content-Type of a download by the end of its name. Knows only what is safe to show in a page.
#pragma once

#include <string_view>

namespace planstead::files {

/// `application/octet-stream` for everything that could run where it is shown.
std::string_view media_type_of(std::string_view name);

}  // namespace planstead::files
