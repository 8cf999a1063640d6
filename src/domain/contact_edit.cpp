// What a contact may hold, and what follows from it.
#include "domain/contact_edit.h"

#include <algorithm>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/contact_texts.h"
#include "schema/user.h"

namespace planstead::domain {

namespace {

using base::ErrorCode;
using schema::Record;

// Fields that have rules of their own.
constexpr std::string_view ruled[] = {"id", "template", "isDeleted"};
constexpr std::string_view email_fields[] = {"email", "additionalEmailAddresses"};

base::Status check_name(const RowEdit& edit) {
  const Record& row = edit.row;
  if (!edit.creating() && !edit.changed("name") && !edit.changed("lastname") &&
      !edit.changed("midname"))
    return base::ok();
  bool named = !base::trim(row.text("name")).empty();
  if (!row.flag("isCompany"))
    for (const std::string_view part : {"midname", "lastname"})
      named |= !base::trim(row.text(part)).empty();
  if (named) return base::ok();
  return base::refusal(ErrorCode::contact_without_name, "name", "");
}

schema::TextList texts_of(const schema::Value& value) {
  if (const auto* one = std::get_if<std::string>(&value)) return {*one};
  const auto* many = std::get_if<schema::TextList>(&value);
  return many == nullptr ? schema::TextList{} : *many;
}

/// Who else has the address: `contact 5 has this address`; empty: nobody. Employees count, too
/// (fields digest 5.3).
std::string holder_of(const std::string& email, std::int64_t self, Records& records) {
  for (const std::string_view field : email_fields)
    for (const std::int64_t id : records.find_by(schema::contact, field, email)) {
      const auto row = id == self ? std::nullopt : records.find(schema::contact, id);
      if (row && is_live_contact(*row))
        return "contact " + std::to_string(id) + " has this address";
    }
  for (const std::string_view field : {"email", "secondaryEmails"})
    for (const std::int64_t id : records.find_by(schema::user, field, email))
      if (const auto row = records.find(schema::user, id); row && !row->flag("isDeleted"))
        return "employee " + std::to_string(id) + " has this address";
  return {};
}

// A new contact is refused; a change leaves the address as it was, unless somebody signs in with
// it.
base::Status refuse_taken(RowEdit& edit, std::string_view field, std::string why) {
  if (edit.row.flag("hasAccess"))
    return base::refusal(ErrorCode::email_not_unique, std::string(field), std::move(why));
  if (edit.creating())
    return base::refusal(ErrorCode::contact_not_added, std::string(field), std::move(why));
  edit.row.set(field, edit.before->get(field));
  edit.fail(std::string(field), std::move(why));
  return base::ok();
}

base::Status check_unique(RowEdit& edit, std::string_view field) {
  for (const std::string& email : texts_of(edit.row.get(field)))
    if (std::string why = holder_of(email, edit.row.id(), edit.context.records); !why.empty())
      return refuse_taken(edit, field, std::move(why));
  return base::ok();
}

base::Status check_wellformed(const RowEdit& edit, std::string_view field) {
  const schema::TextList emails = texts_of(edit.row.get(field));
  if (emails.size() > addresses_max)
    return base::invalid(std::string(field), "more than 100 addresses");
  for (std::size_t i = 0; i < emails.size(); ++i) {
    if (emails[i].empty() || is_email(emails[i])) continue;
    std::string where(field);
    if (field != "email") where += '[' + std::to_string(i) + ']';
    return base::refusal(ErrorCode::email_malformed, std::move(where), '"' + emails[i] + '"');
  }
  return base::ok();
}

base::Status check_emails(RowEdit& edit, Emails emails) {
  for (const std::string_view field : email_fields)
    if (edit.changed(field)) PS_CHECK(check_wellformed(edit, field));
  if (edit.row.flag("hasAccess") && edit.row.text("email").empty())
    return base::refusal(ErrorCode::contact_without_email, "email", "");
  bool changed = false;
  for (const std::string_view field : email_fields) {
    changed |= edit.changed(field);
    if (edit.changed(field) && emails == Emails::unique) PS_CHECK(check_unique(edit, field));
  }
  if (changed) tidy_addresses(edit.row, "additionalEmailAddresses");
  return base::ok();
}

base::Status check_codes(const RowEdit& edit) {
  const std::string& zone = edit.row.text("timezone");
  if (edit.changed("timezone") && !zone.empty() && !base::Zone::find(zone))
    return base::invalid("timezone", "there is no time zone " + zone);
  const std::string& language = edit.row.text("communicationLanguageCode");
  if (edit.changed("communicationLanguageCode") && !language.empty() && !is_language(language))
    return base::invalid("communicationLanguageCode", "\"" + language + "\" is no language code");
  return base::ok();
}

// A contact with links to the other kind cannot change its own.
base::Status check_kind(const RowEdit& edit) {
  if (edit.creating() || edit.row.flag("isCompany") == edit.before->flag("isCompany"))
    return base::ok();
  const bool linked =
      !edit.before->refs("companies").empty() || !edit.before->refs("contacts").empty();
  if (!linked) return base::ok();
  return base::invalid("isCompany", "links to companies or contacts must be taken away first");
}

// Names as those of tasks; what is written out in full may be longer.
std::size_t longest(std::string_view field) {
  if (field == "description") return 65'535;
  if (field == "sourceDataVersion") return 100;
  return field == "address" || field == "site" ? 1000 : 250;
}

// How templates are found by whom they make.
std::string_view form_of(bool company) { return company ? "company" : "person"; }

}  // namespace

base::Status check_addresses_free(const Record& contact, Records& records) {
  for (const std::string_view field : email_fields)
    for (const std::string& email : texts_of(contact.get(field)))
      if (std::string why = holder_of(email, contact.id(), records); !why.empty())
        return base::refusal(ErrorCode::contact_not_updated, std::string(field), std::move(why));
  return base::ok();
}

bool is_live_contact(const Record& contact) {
  return !contact.flag("isDeleted") && !contact.flag("_template");
}

std::string full_name(const Record& contact) {
  std::string name(base::trim(contact.text("name")));
  const std::string_view last = base::trim(contact.text("lastname"));
  if (contact.flag("isCompany") || last.empty()) return name;
  return (name.empty() ? name : name + ' ').append(last);
}

void settle_contact(Record& contact) {
  const bool company = contact.flag("isCompany");
  const auto fill = [&](std::string_view field, schema::Value value) {
    if (schema::is_empty(contact.get(field))) contact.set(field, std::move(value));
  };
  fill("gender", std::int64_t{0});
  fill("isCompany", false);
  fill("isDeleted", false);
  fill("hasAccess", false);
  fill("canBeParticipant", !company);
  fill("canBeCounterparty", company);
  const auto text_or_none = [](std::string text) {
    return text.empty() ? schema::Value{} : schema::Value{std::move(text)};
  };
  const bool form = contact.flag("_template");
  contact.set("_fullName", text_or_none(form ? std::string() : full_name(contact)));
  contact.set("_form", text_or_none(form ? std::string(form_of(company)) : std::string()));
}

std::optional<Record> standard_contact_template(bool company, Records& records) {
  for (const std::int64_t id : records.find_by(schema::contact, "_form", form_of(company)))
    if (auto form = records.find(schema::contact, id); form && !form->flag("isDeleted"))
      return form;
  return std::nullopt;
}

base::Status fill_contact(RowEdit& edit, Emails emails) {
  apply_plain_changes(edit, ruled);
  const schema::Record* before = edit.before ? &*edit.before : nullptr;
  PS_CHECK(check_body_references(edit.body, before, edit.context.records));
  PS_CHECK(check_name(edit));
  for (const schema::Field& field : schema::contact.fields)
    if (field.shape == schema::Shape::text && has(field.on, schema::On::update))
      PS_CHECK(check_length(edit, field.name, longest(field.name)));
  PS_CHECK(check_emails(edit, emails));
  PS_CHECK(check_codes(edit));
  PS_CHECK(check_kind(edit));
  PS_CHECK(check_links(edit));
  PS_CHECK(apply_custom(edit));
  settle_contact(edit.row);
  return base::ok();
}

void save_contact(RowEdit& edit) {
  edit.row.set("dateOfLastUpdate", at_instant(edit.context.now));
  edit.context.records.save(edit.row);
  mirror_links(edit.before ? *edit.before : Record(schema::contact), edit.row,
               edit.context.records);
}

}  // namespace planstead::domain
