// Values that only people have: phones, and who stands in for an employee.
#include <algorithm>

#include "base/text.h"
#include "request/coerce.h"
#include "request/value_call.h"

namespace planstead::request {

using base::Node;
using base::Result;
using schema::Value;

namespace {

constexpr std::size_t number_length_max = 100;
constexpr std::size_t phones_max = 100;

// 0, as a sample of the contract has it, and an absent type mean mobile (fields digest 5.2).
Result<int> phone_type(const ValueCall& call, const Node* type) {
  if (is_blank(type)) return 1;
  const auto number = as_whole(*type);
  if (!number) return wrong_type(call, "a number");
  if (*number < 0 || *number > schema::phone_type_max)
    return refused(call, shown(*type) + " is none of: 1 mobile, 2 work, 3 home, 4 other");
  return *number == 0 ? 1 : static_cast<int>(*number);
}

Result<schema::Phone> phone_of(const ValueCall& call) {
  if (call.node.as_object() == nullptr) return wrong_type(call, "an object with a number");
  const Node* number = call.node.find("number");
  if (number == nullptr) return base::missing(call.where + ".number", "the number of the phone");
  if (number->as_text() == nullptr && number->as_integer() == nullptr)
    return wrong_type(call.part(*number, ".number"), "a text");
  schema::Phone phone;
  phone.number = number->as_text() ? std::string(base::trim(*number->as_text())) : shown(*number);
  if (base::count_characters(phone.number) > number_length_max)
    return refused(call.part(*number, ".number"), "longer than 100 characters");
  const Node* type = call.node.find("type");
  PS_TRY(phone.type, phone_type(type ? call.part(*type, ".type") : call, type));
  return phone;
}

Result<bool> flag_of(const ValueCall& call, std::string_view key, bool absent) {
  const Node* node = call.node.find(key);
  if (is_blank(node)) return absent;
  const auto flag = as_flag(*node);
  if (!flag) return wrong_type(call.part(*node, '.' + std::string(key)), "true or false");
  return *flag;
}

// Whether there is such an employee is for the rules to say: the contract names it in `failures`.
Result<base::Ref> substitute_of(const ValueCall& call) {
  const Node* id = call.node.find("id");
  if (is_blank(id)) return base::missing(call.where + ".id", "who stands in");
  const std::string* text = id->as_text();
  if (const auto person = text ? base::parse_prefixed(*text) : std::nullopt;
      person && person->kind == base::RefKind::user)
    return *person;
  const auto number = as_whole(*id);
  if (!number || *number < 1 || *number > base::id_max)
    return refused(call.part(*id, ".id"), shown(*id) + " is not user:5 or 5");
  return base::Ref{base::RefKind::user, *number};
}

Result<base::Day> day_of(const ValueCall& call, std::string_view key) {
  const std::string place = '.' + std::string(key);
  const Node* node = call.node.find(key);
  if (node == nullptr) return base::missing(call.where + place, "a date");
  PS_TRY(const auto day, parse_day(call.part(*node, place)));
  if (!day) return base::missing(call.where + place, "a date");
  return *day;
}

}  // namespace

Result<Value> parse_phones(const ValueCall& call) {
  const Node::Array* items = call.node.as_array();
  if (items == nullptr) return wrong_type(call, "an array of phones");
  schema::PhoneList phones;
  for (std::size_t i = 0; i < items->size(); ++i) {
    PS_TRY(schema::Phone phone, phone_of(call.item((*items)[i], i)));
    const bool is_new = std::ranges::find(phones, phone) == phones.end();
    if (!phone.number.empty() && is_new) phones.push_back(std::move(phone));
    if (phones.size() > phones_max) return refused(call, "at most 100 phones are allowed");
  }
  return phones.empty() ? Value{} : Value{std::move(phones)};
}

Result<Value> parse_replacement(const ValueCall& call) {
  if (call.node.as_object() == nullptr) return wrong_type(call, "an object");
  schema::Replacement replacement;
  PS_TRY(replacement.enabled, flag_of(call, "isEnabled", true));
  if (!replacement.enabled) return Value{};
  PS_TRY(replacement.indefinite, flag_of(call, "isIndefinite", false));
  const Node* employee = call.node.find("employee");
  if (employee == nullptr) return base::missing(call.where + ".employee", "who stands in");
  PS_TRY(replacement.employee, substitute_of(call.part(*employee, ".employee")));
  if (replacement.indefinite) return Value{std::move(replacement)};
  PS_TRY(replacement.from, day_of(call, "from"));
  PS_TRY(replacement.to, day_of(call, "to"));
  if (replacement.to.days < replacement.from.days)
    return refused(call.part(call.node, ".to"), "the end lies before the start");
  return Value{std::move(replacement)};
}

}  // namespace planstead::request
