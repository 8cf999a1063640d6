// One walk over the links of a text.
#include "base/pictures.h"

#include "base/ref.h"
#include "base/text.h"

namespace planstead::base {

namespace {
constexpr std::string_view picture_mark = "action=getfile";
constexpr std::string_view number_mark = "uniqueid=";
}  // namespace

std::vector<std::int64_t> pictures_in(std::string_view html) {
  std::vector<std::int64_t> found;
  for (std::size_t at = html.find(picture_mark); at != std::string_view::npos;
       at = html.find(picture_mark, at + 1)) {
    const std::string_view link = html.substr(at, html.find_first_of("\"'<> ", at) - at);
    const std::size_t number = link.find(number_mark);
    if (number == std::string_view::npos) continue;
    const std::string_view digits = link.substr(number + number_mark.size());
    const auto id = parse_integer(digits.substr(0, digits.find_first_not_of("0123456789")));
    if (id && *id > 0 && *id <= id_max) found.push_back(*id);
  }
  return found;
}

}  // namespace planstead::base
