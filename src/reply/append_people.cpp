// Values that only people have: phones, and who stands in for an employee.
#include <algorithm>

#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

namespace {

std::string_view mask_of(int type) {
  const auto index = static_cast<std::size_t>(type - 1);
  return index < std::size(schema::phone_masks) ? schema::phone_masks[index] : std::string_view{};
}

void append_flag(std::string& out, std::string_view key, bool on) {
  out += key;
  out += on ? "true" : "false";
}

}  // namespace

void append_phones(std::string& out, const schema::PhoneList& phones, const RenderContext&) {
  append_array(out, phones, [&](const schema::Phone& phone) {
    out += R"({"number":)";
    base::append_json_string(out, phone.number);
    out += R"(,"maskedNumber":)";
    base::append_json_string(out, base::masked_phone(phone.number, mask_of(phone.type)));
    out += R"(,"type":)";
    base::append_number(out, std::int64_t{phone.type});
    out += '}';
  });
}

void append_replacement(std::string& out, const schema::Replacement& replacement,
                        const RenderContext& context) {
  append_flag(out, R"({"isEnabled":)", replacement.enabled);
  append_flag(out, R"(,"isIndefinite":)", replacement.indefinite);
  out += R"(,"employee":)";
  append_person(out, replacement.employee, context);
  if (!replacement.indefinite) {
    out += R"(,"from":)";
    append_day(out, replacement.from, context);
    out += R"(,"to":)";
    append_day(out, replacement.to, context);
  }
  out += '}';
}

}  // namespace planstead::reply
