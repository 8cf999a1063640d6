// What a contact may hold, and what follows from it.
#include "domain/contact_edit.h"

#include <algorithm>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/contact_texts.h"

namespace planstead::domain {

namespace {

using base::ErrorCode;
using schema::Record;

// Fields that have rules of their own.
constexpr std::string_view ruled[] = {"id", "template", "isDeleted"};
constexpr std::string_view email_fields[] = {"email", "additionalEmailAddresses"};

base::Error error_of(ErrorCode code, std::string where, std::string detail) {
  return {.code = code, .where = std::move(where), .detail = std::move(detail), .log = {}};
}

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
  return error_of(ErrorCode::contact_without_name, "name", "");
}

std::vector<std::string> emails_of(const Record& row) {
  std::vector<std::string> emails;
  if (!row.text("email").empty()) emails.push_back(row.text("email"));
  if (const auto* more = std::get_if<schema::TextList>(&row.get("additionalEmailAddresses")))
    emails.insert(emails.end(), more->begin(), more->end());
  return emails;
}

/// The contact that has the address already; 0: nobody.
std::int64_t holder_of(const std::string& email, const RowEdit& edit) {
  Records& records = edit.context.records;
  for (const std::string_view field : email_fields)
    for (const std::int64_t id : records.find_by(schema::contact, field, email)) {
      const auto row = id == edit.row.id() ? std::nullopt : records.find(schema::contact, id);
      if (row && is_live_contact(*row)) return id;
    }
  return 0;
}

// A new contact is refused; a change leaves the address as it was, unless somebody signs in with
// it.
base::Status refuse_taken(RowEdit& edit, std::string_view field, std::int64_t holder) {
  std::string text = "contact ";
  base::append_number(text, holder);
  text += " has this address";
  if (edit.row.flag("hasAccess"))
    return error_of(ErrorCode::email_not_unique, std::string(field), std::move(text));
  if (edit.creating())
    return error_of(ErrorCode::contact_not_added, std::string(field), std::move(text));
  edit.row.set(field, edit.before->get(field));
  edit.fail(std::string(field), std::move(text));
  return base::ok();
}

base::Status check_unique(RowEdit& edit, std::string_view field) {
  const schema::Value& value = edit.row.get(field);
  const auto* more = std::get_if<schema::TextList>(&value);
  const auto* one = std::get_if<std::string>(&value);
  std::vector<std::string> emails = more != nullptr ? *more : std::vector<std::string>{};
  if (one != nullptr) emails.push_back(*one);
  for (const std::string& email : emails)
    if (const std::int64_t holder = holder_of(email, edit); holder != 0)
      return refuse_taken(edit, field, holder);
  return base::ok();
}

base::Status check_emails(RowEdit& edit, Emails emails) {
  for (const std::string& email : emails_of(edit.row))
    if (!is_email(email) && (edit.creating() || emails_of(*edit.before) != emails_of(edit.row)))
      return error_of(ErrorCode::email_malformed, "email", "\"" + email + "\"");
  if (edit.row.flag("hasAccess") && edit.row.text("email").empty())
    return error_of(ErrorCode::contact_without_email, "email", "");
  for (const std::string_view field : email_fields)
    if (edit.changed(field) && emails == Emails::unique) PS_CHECK(check_unique(edit, field));
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
  return field == "address" || field == "site" ? 1000 : 250;
}

// How templates are found by whom they make.
std::string_view form_of(bool company) { return company ? "company" : "person"; }

}  // namespace

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
