// The header Content-Disposition, read as clients write it and written as browsers read it; names
// of files made fit to be kept (observed 22.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace planstead::files {

struct Disposition {
  std::string type;                     ///< `form-data`, `attachment`, in small letters
  std::string name;                     ///< of the field of a form
  std::optional<std::string> filename;  ///< decoded, not yet cleaned
};

/// nullopt: no header of that kind can be read from it.
std::optional<Disposition> read_disposition(std::string_view header);

/// Without folders, control characters and blanks around; empty where nothing is left, and for the
/// names of folders themselves (`.`, `..`).
std::string clean_name(std::string_view name);

/// `attachment; filename="a.txt"; filename*=UTF-8''…`.
std::string write_disposition(std::string_view type, std::string_view name);

/// Everything but letters, digits and `-._~` as `%XX`.
std::string percent_encode(std::string_view text);

}  // namespace planstead::files
