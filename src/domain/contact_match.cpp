// Recognising rows of an import. E-mails, phones and names are looked up in the store's table of
// sought texts; values of a custom field are read once, when the first row asks.
#include "domain/contact_match.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace planstead::domain {

namespace {

using request::Body;
using request::UniqueKey;
using schema::Record;
using Ids = std::vector<std::int64_t>;

std::string text_in(const Body& row, std::string_view field) {
  const auto* text = row.sent<std::string>(field);
  return text == nullptr ? std::string() : *text;
}

Ids sorted(Ids ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Ids joined(Ids a, const Ids& b) {
  a.insert(a.end(), b.begin(), b.end());
  return sorted(std::move(a));
}

Ids common(const Ids& a, const Ids& b) {
  Ids both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both;
}

/// A value as a text by which equal ones meet; empty for shapes that are no key.
struct KeyText {
  std::string operator()(const std::string& text) const { return base::fold(base::trim(text)); }
  std::string operator()(double number) const {
    std::string text;
    base::append_number(text, number);
    return text;
  }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(base::Day day) const { return std::to_string(day.days); }
  std::string operator()(const base::Moment& moment) const { return std::to_string(moment.utc); }
  std::string operator()(base::Ref ref) const { return std::to_string(ref.packed()); }
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
};
std::string key_text(const schema::Value& value) { return std::visit(KeyText{}, value); }

}  // namespace

std::vector<std::string> emails_in(const Body& row) {
  std::vector<std::string> emails;
  if (const std::string main = text_in(row, "email"); !main.empty()) emails.push_back(main);
  if (const auto* more = row.sent<schema::TextList>("additionalEmailAddresses"))
    emails.insert(emails.end(), more->begin(), more->end());
  return emails;
}

std::optional<Record> ContactMatch::first_of(const Ids& ids, bool company) {
  for (const std::int64_t id : ids) {
    auto row = context_.records.find(schema::contact, id);
    if (row && is_live_contact(*row) && row->flag("isCompany") == company) return row;
  }
  return std::nullopt;
}

std::optional<Record> ContactMatch::find(const Body& row, bool company) {
  const std::string source = text_in(row, "sourceObjectId");
  if (!source.empty())  // what an application calls its own goes before any other rule
    if (auto found = first_of(by_source(source), company)) return found;
  return first_of(by_key(import_.key, row, company), company);
}

Ids ContactMatch::by_source(const std::string& name) {
  Records& records = context_.records;
  return context_.source.empty()
             ? records.find_by(schema::contact, "sourceObjectId", name)
             : records.called_by_source(context_.source, base::RefKind::contact, name);
}

Ids ContactMatch::by_key(UniqueKey key, const Body& row, bool company) {
  const auto* phones = row.sent<schema::PhoneList>("phones");
  const bool has_email = !emails_in(row).empty(), has_phone = phones != nullptr;
  switch (key) {
    case UniqueKey::email:
      return by_email(row);
    case UniqueKey::phone:
      return by_phone(row);
    case UniqueKey::name:
      return by_name(row, company);
    case UniqueKey::email_phone:
      return has_email ? by_email(row) : by_phone(row);
    case UniqueKey::email_phone_name_if_not:
      if (!has_email && !has_phone) return by_name(row, company);
      return has_email ? by_email(row) : by_phone(row);
    case UniqueKey::email_phone_name:
      if (!has_email && !has_phone) return by_name(row, company);
      return joined(by_email(row), by_phone(row));
    case UniqueKey::email_and_phone_and_name:
      return common(common(by_email(row), by_phone(row)), by_name(row, company));
    case UniqueKey::number:
      if (const auto* id = row.sent<std::int64_t>("id"); id != nullptr && *id != 0) return {*id};
      break;
    case UniqueKey::custom:
      if (Ids found = by_custom(row); !found.empty()) return found;
      if (std::ranges::find(row.custom, import_.key_field, &request::CustomChange::field) !=
          row.custom.end())
        return {};
      break;
  }
  return import_.otherwise ? by_key(*import_.otherwise, row, company) : Ids{};
}

Ids ContactMatch::by_email(const Body& row) {
  Ids ids;
  for (const std::string& email : emails_in(row))
    for (const std::string_view field : {"email", "additionalEmailAddresses"})
      ids = joined(std::move(ids), context_.records.find_by(schema::contact, field, email));
  return ids;
}

Ids ContactMatch::by_phone(const Body& row) {
  Ids ids;
  if (const auto* phones = row.sent<schema::PhoneList>("phones"))
    for (const schema::Phone& phone : *phones)
      if (!base::digits_of(phone.number).empty())
        ids = joined(std::move(ids),
                     context_.records.find_by(schema::contact, "phones", phone.number));
  return ids;
}

Ids ContactMatch::by_name(const Body& row, bool company) {
  Record named(schema::contact);
  named.set("isCompany", company);
  for (const std::string_view part : {"name", "lastname"}) named.set(part, text_in(row, part));
  const std::string name = full_name(named);
  return name.empty() ? Ids{} : context_.records.find_by(schema::contact, "_fullName", name);
}

Ids ContactMatch::by_custom(const Body& row) {
  const auto change =
      std::ranges::find(row.custom, import_.key_field, &request::CustomChange::field);
  const std::string key = change == row.custom.end() ? std::string() : key_text(change->value);
  if (key.empty()) return {};
  if (!std::exchange(scanned_, true))
    context_.records.scan(schema::contact, [&](const Record& contact) { learn(contact); });
  Ids ids;
  const auto [first, last] = custom_.equal_range(key);
  for (auto at = first; at != last; ++at) {
    const auto held = context_.records.find(schema::contact, at->second);
    const schema::Value* value = held ? held->custom_value(import_.key_field) : nullptr;
    if (value != nullptr && key_text(*value) == key) ids.push_back(at->second);
  }
  return sorted(std::move(ids));
}

void ContactMatch::learn(const Record& stored) {
  const schema::Value* value = scanned_ ? stored.custom_value(import_.key_field) : nullptr;
  const std::string key = value == nullptr ? std::string() : key_text(*value);
  if (!key.empty()) custom_.emplace(key, stored.id());
}

}  // namespace planstead::domain
