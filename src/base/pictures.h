// Files that a text shows as pictures. Knows links, and nothing of files.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace planstead::base {

/// The numbers in `<img src="…?action=getfile&uniqueid=5">`, in the order of the text; `&amp;` is
/// read, too.
std::vector<std::int64_t> pictures_in(std::string_view html);

}  // namespace planstead::base
