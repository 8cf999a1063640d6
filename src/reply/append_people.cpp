// Values that only people have: phones, and who stands in for an employee.
#include <algorithm>

#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

namespace {

// A type without a mask, and a number that does not fit its own, take the first mask that fits: an
// official example shows a work number of eleven digits like a mobile one.
std::string masked(const schema::Phone& phone) {
  const auto own = static_cast<std::size_t>(phone.type - 1);
  std::string shown = phone.number;
  if (own < std::size(schema::phone_masks))
    shown = base::masked_phone(phone.number, schema::phone_masks[own]);
  for (const std::string_view mask : schema::phone_masks)
    if (shown == phone.number) shown = base::masked_phone(phone.number, mask);
  return shown;
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
    base::append_json_string(out, masked(phone));
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
