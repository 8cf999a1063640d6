// Creating and changing employees (fields digest 5.6, tasks digest 5.1). What a role and a status
// mean together is in user_access.cpp. A change is a change of the account's structure: the store
// publishes a new catalogue, so that tokens, groups and zones follow at once.
#include <algorithm>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/contact_texts.h"
#include "domain/entity_rules.h"
#include "domain/row_edit.h"
#include "domain/user_access.h"

namespace planstead::domain {

namespace {

using base::ErrorCode;
using base::Ref;
using base::RefKind;
using schema::Record;
using schema::Value;

constexpr std::size_t name_length_max = 255, login_length_max = 100, address_length_max = 255;
constexpr std::string_view ruled[] = {"position", "temporaryReplacement", "isDeleted"};

// ---- names ----

base::Status check_names(RowEdit& edit) {
  bool named = false;
  for (std::string_view part : {"name", "midname", "lastname"}) {
    PS_CHECK(check_length(edit, part, name_length_max));
    named = named || !base::trim(edit.row.text(part)).empty();
  }
  return named ? base::ok() : base::refusal(ErrorCode::user_without_name, "name", "");
}

// ---- addresses and logins ----

/// Every address of a row.
schema::TextList addresses_of(const Record& row) {
  schema::TextList addresses;
  if (const std::string& main = row.text("email"); !main.empty()) addresses.push_back(main);
  if (const auto* more = std::get_if<schema::TextList>(&row.get("secondaryEmails")))
    addresses.insert(addresses.end(), more->begin(), more->end());
  return addresses;
}

/// Has another employee one of these texts in the field?
bool taken(const RowEdit& edit, std::string_view field, const schema::TextList& texts) {
  Records& records = edit.context.records;
  for (const std::string& text : texts)
    for (const std::int64_t id : records.find_by(schema::user, field, text)) {
      const auto other = id == edit.row.id() ? std::nullopt : records.find(schema::user, id);
      if (other && !other->flag("isDeleted")) return true;
    }
  return false;
}

// What another one has taken in the meantime keeps an employee in the bin.
bool must_be_free(const RowEdit& edit, std::string_view field) {
  const bool back =
      !edit.creating() && edit.before->flag("isDeleted") && !edit.row.flag("isDeleted");
  return back || edit.changed(field);
}

base::Status check_address(const std::string& address, const std::string& where) {
  if (!is_email(address)) return base::invalid(where, '"' + address + "\" is no e-mail address");
  if (base::count_characters(address) > address_length_max)
    return base::invalid(where, "longer than 255 characters");
  return base::ok();
}

base::Status check_further_addresses(const Record& row) {
  const auto* more = std::get_if<schema::TextList>(&row.get("secondaryEmails"));
  if (more == nullptr) return base::ok();
  if (more->size() > addresses_max)
    return base::invalid("secondaryEmails", "more than 100 addresses");
  for (std::size_t i = 0; i < more->size(); ++i)
    if (!(*more)[i].empty())
      PS_CHECK(check_address((*more)[i], "secondaryEmails[" + std::to_string(i) + "]"));
  return base::ok();
}

base::Status check_emails(RowEdit& edit) {
  if (!must_be_free(edit, "email") && !must_be_free(edit, "secondaryEmails")) return base::ok();
  const std::string& main = edit.row.text("email");
  if (!main.empty()) PS_CHECK(check_address(main, "email"));
  PS_CHECK(check_further_addresses(edit.row));
  tidy_addresses(edit.row, "secondaryEmails");
  const schema::TextList mine = addresses_of(edit.row);
  if (!taken(edit, "email", mine) && !taken(edit, "secondaryEmails", mine)) return base::ok();
  return base::refusal(
      ErrorCode::user_email_not_unique,
      edit.changed("secondaryEmails") && !edit.changed("email") ? "secondaryEmails" : "email", "");
}

bool fits_login(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._-+@").find(c) != std::string_view::npos;
}

base::Status check_login(RowEdit& edit) {
  if (!must_be_free(edit, "login")) return base::ok();
  const std::string& login = edit.row.text("login");
  if (login.empty()) return base::ok();
  if (login.size() > login_length_max || !std::ranges::all_of(login, fits_login))
    return base::refusal(ErrorCode::login_malformed, "login",
                         "letters and digits of ASCII and . _ - + @, at most 100");
  return taken(edit, "login", {login}) ? base::refusal(ErrorCode::login_not_unique, "login", "")
                                       : base::ok();
}

// ---- settings ----

base::Status check_settings(RowEdit& edit) {
  const std::string& zone = edit.row.text("timezone");
  if (edit.changed("timezone") && !zone.empty() && !base::Zone::find(zone))
    return base::invalid("timezone", zone + " is no time zone");
  const std::string& language = edit.row.text("communicationLanguageCode");
  if (edit.changed("communicationLanguageCode") && !language.empty() && !is_language(language))
    return base::invalid("communicationLanguageCode", language + " is no code of a language");
  return base::ok();
}

// A create makes the position that it names; an update leaves the field as it was and says so
// (contract: POST /user/{id}, failures).
base::Status settle_position(RowEdit& edit) {
  const request::Change* change = edit.body.find("position");
  if (change == nullptr) return base::ok();
  const auto* name = std::get_if<std::string>(&change->value);
  if (name == nullptr) {
    edit.row.set("position", change->value);
  } else if (const auto known = find_position(edit.context.catalog, *name)) {
    edit.row.set("position", Ref{RefKind::position, *known});
  } else if (edit.creating()) {
    PS_CHECK(check_position_name(*name, "position.name"));
    edit.row.set("position", Ref{RefKind::position, make_position(*name, edit.context)});
  } else {
    edit.fail("position", "Position not found by name - " + *name);
  }
  return base::ok();
}

base::Status check_managers(const RowEdit& edit) {
  const schema::RefList& managers = edit.row.refs("personalManagers");
  const auto self = std::ranges::find(managers, Ref{RefKind::user, edit.row.id()});
  if (self == managers.end() || !edit.changed("personalManagers")) return base::ok();
  return base::invalid("personalManagers[" + std::to_string(self - managers.begin()) + "].id",
                       "nobody leads himself");
}

void settle_replacement(RowEdit& edit) {
  const request::Change* change = edit.body.find("temporaryReplacement");
  if (change == nullptr) return;
  if (const auto* sent = std::get_if<schema::Replacement>(&change->value)) {
    constexpr std::string_view place = "temporaryReplacement.employee.id";
    if (!edit.context.records.exists(sent->employee))
      return edit.fail(std::string(place), "Employee not found");
    if (sent->employee.id == edit.row.id())
      return edit.fail(std::string(place), "An employee cannot stand in for himself");
  }
  edit.row.set("temporaryReplacement", change->value);
}

// ---- both ways ----

base::Status build(RowEdit& edit) {
  apply_plain_changes(edit, ruled);
  PS_CHECK(check_names(edit));
  PS_CHECK(check_body_references(edit.body, edit.creating() ? nullptr : &*edit.before,
                                 edit.context.records));
  PS_CHECK(check_emails(edit));
  PS_CHECK(check_login(edit));
  PS_CHECK(check_settings(edit));
  PS_CHECK(check_managers(edit));
  PS_CHECK(settle_access(edit));
  PS_CHECK(apply_custom(edit));
  settle_replacement(edit);
  return settle_position(edit);  // last: it may make a position
}

// New employees begin with the account's language (tasks digest 7); a body may say otherwise.
void take_language(Record& row, const catalog::Catalog& catalog) {
  const auto& labels = schema::language_labels;
  const auto found = std::ranges::find(labels, catalog.account.language);
  if (found != std::end(labels)) row.set("languageCode", std::int64_t{found - std::begin(labels)});
}

bool takes_out(const request::Body& body) {
  const request::Change* bin = body.find("isDeleted");
  return bin != nullptr && bin->value == Value{false};
}

}  // namespace

base::Result<std::int64_t> create_user(const PathIds&, const request::Body& body,
                                       Context& context) {
  RowEdit edit{context, body, Record(schema::user), std::nullopt};
  take_language(edit.row, context.catalog);
  PS_CHECK(build(edit));
  edit.row.set("isDeleted", false);
  edit.row.set_id(context.records.next_id(schema::user));
  context.records.save(edit.row);
  return edit.row.id();
}

base::Status update_user(const PathIds& ids, const request::Body& body, Context& context) {
  auto before = context.records.find(schema::user, ids.back());
  if (!before || (before->flag("isDeleted") && !takes_out(body)))
    return no_such_row(schema::user, ids.back());
  RowEdit edit{context, body, *before, std::move(before)};
  if (const request::Change* bin = body.find("isDeleted"))
    edit.row.set("isDeleted", bin->value == Value{true});
  PS_CHECK(build(edit));
  if (!same_content(edit.row, *edit.before)) context.records.save(edit.row);
  return base::ok();
}

}  // namespace planstead::domain
