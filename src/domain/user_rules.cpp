// Creating and changing employees (fields digest 5.6, tasks digest 5.1). What a role and a status
// mean together is in user_access.cpp. A change is a change of the account's structure: the store
// publishes a new catalogue, so that tokens, groups and zones follow at once.
#include <algorithm>
#include <functional>

#include "base/text.h"
#include "domain/check_references.h"
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

base::Error refusal(ErrorCode code, std::string_view where, std::string detail) {
  return {.code = code, .where = std::string(where), .detail = std::move(detail), .log = {}};
}

// ---- names ----

base::Status check_names(RowEdit& edit) {
  bool named = false;
  for (std::string_view part : {"name", "midname", "lastname"}) {
    PS_CHECK(check_length(edit, part, name_length_max));
    named = named || !base::trim(edit.row.text(part)).empty();
  }
  return named ? base::ok() : refusal(ErrorCode::user_without_name, "name", "");
}

// ---- addresses and logins ----

/// Every address of a row, folded.
schema::TextList addresses_of(const Record& row) {
  schema::TextList addresses;
  if (const std::string& main = row.text("email"); !main.empty())
    addresses.push_back(base::fold(main));
  if (const auto* more = std::get_if<schema::TextList>(&row.get("secondaryEmails")))
    for (const std::string& one : *more) addresses.push_back(base::fold(one));
  return addresses;
}

/// Is there another employee of whom this holds?
bool some_other(const RowEdit& edit, const std::function<bool(const Record&)>& holds) {
  return std::ranges::any_of(edit.context.catalog.users, [&](const catalog::User& user) {
    if (user.id == edit.row.id()) return false;
    const auto other = edit.context.records.find(schema::user, user.id);
    return other && !other->flag("isDeleted") && holds(*other);
  });
}

base::Status check_address(const std::string& address, const std::string& where) {
  const bool blank = address.find_first_of(" \t\r\n") != address.npos;
  const std::size_t at = address.find('@');
  const bool one_at = at != address.npos && address.find('@', at + 1) == address.npos;
  if (blank || !one_at || at == 0 || at + 1 == address.size())
    return base::invalid(where, "is no e-mail address");
  if (base::count_characters(address) > address_length_max)
    return base::invalid(where, "longer than 255 characters");
  return base::ok();
}

base::Status check_emails(RowEdit& edit) {
  if (!edit.changed("email") && !edit.changed("secondaryEmails")) return base::ok();
  const std::string& main = edit.row.text("email");
  if (!main.empty()) PS_CHECK(check_address(main, "email"));
  if (const auto* more = std::get_if<schema::TextList>(&edit.row.get("secondaryEmails")))
    for (std::size_t i = 0; i < more->size(); ++i)
      PS_CHECK(check_address((*more)[i], "secondaryEmails[" + std::to_string(i) + "]"));
  const schema::TextList mine = addresses_of(edit.row);
  const bool taken = some_other(edit, [&](const Record& other) {
    const schema::TextList theirs = addresses_of(other);
    return std::ranges::find_first_of(mine, theirs) != mine.end();
  });
  if (!taken) return base::ok();
  return refusal(ErrorCode::user_email_not_unique,
                 edit.changed("email") ? "email" : "secondaryEmails", "");
}

bool fits_login(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._-+@").find(c) != std::string_view::npos;
}

base::Status check_login(RowEdit& edit) {
  if (!edit.changed("login")) return base::ok();
  const std::string& login = edit.row.text("login");
  if (login.empty()) return base::ok();
  if (login.size() > login_length_max || !std::ranges::all_of(login, fits_login))
    return refusal(ErrorCode::login_malformed, "login",
                   "letters and digits of ASCII and . _ - + @, at most 100");
  const std::string folded = base::fold(login);
  const bool taken = some_other(
      edit, [&](const Record& other) { return base::fold(other.text("login")) == folded; });
  return taken ? refusal(ErrorCode::login_not_unique, "login", "") : base::ok();
}

// ---- settings ----

// The contract lists these codes; letters of either case are taken.
constexpr std::string_view communication_languages =
    " az ay sq am en ar hy as af bm eu be bn my bg bs bho cy hu vi haw gl lg el ka gn gu da doi zu "
    "iw ig yi ilo id ga is es it yo kk kn ca qu ky zh_tw zh gom ko co xh ht kri ku ckb km lo la lv "
    "ln lt lb mai mk mg ms ml dv mt mi mr lus mn de ne nl no or om pa fa pl pt ps rw ro ru sm sa "
    "ceb nso sr st si sd sk sl so sw su tg th ta tt te ti ts tr tk uz ug uk ur tl fi fr fy ha hi "
    "hmn hr ak ny cs sv sn gd ee eo et ja jv ";

base::Status check_settings(RowEdit& edit) {
  const std::string& zone = edit.row.text("timezone");
  if (edit.changed("timezone") && !zone.empty() && !base::Zone::find(zone))
    return base::invalid("timezone", zone + " is no time zone");
  const std::string& language = edit.row.text("communicationLanguageCode");
  const bool known =
      communication_languages.find(' ' + base::fold(language) + ' ') != std::string_view::npos;
  if (edit.changed("communicationLanguageCode") && !language.empty() && !known)
    return base::invalid("communicationLanguageCode", language + " is no code of a language");
  return base::ok();
}

// A create makes the position that it names; an update leaves the field as it was and says so
// (contract: POST /user/{id}, failures).
void settle_position(RowEdit& edit) {
  const request::Change* change = edit.body.find("position");
  if (change == nullptr) return;
  const auto* name = std::get_if<std::string>(&change->value);
  if (name == nullptr) return edit.row.set("position", change->value);
  if (const auto known = find_position(edit.context.catalog, *name))
    return edit.row.set("position", Ref{RefKind::position, *known});
  if (!edit.creating()) return edit.fail("position", "Position not found by name - " + *name);
  edit.row.set("position", Ref{RefKind::position, make_position(*name, edit.context)});
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
  PS_CHECK(settle_access(edit));
  PS_CHECK(apply_custom(edit));
  settle_replacement(edit);
  settle_position(edit);  // last: it may make a position
  return base::ok();
}

// New employees begin with the account's language (tasks digest 7); a body may say otherwise.
void take_language(Record& row, const catalog::Catalog& catalog) {
  const auto& labels = schema::language_labels;
  const auto found = std::ranges::find(labels, catalog.account.language);
  if (found != std::end(labels)) row.set("languageCode", std::int64_t{found - std::begin(labels)});
}

bool only_restores(const request::Body& body) {
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
  if (!before || (before->flag("isDeleted") && !only_restores(body)))
    return no_such_row(schema::user, ids.back());
  RowEdit edit{context, body, *before, std::move(before)};
  if (const request::Change* bin = body.find("isDeleted"))
    edit.row.set("isDeleted", bin->value == Value{true});
  PS_CHECK(build(edit));
  if (!same_content(edit.row, *edit.before)) context.records.save(edit.row);
  return base::ok();
}

}  // namespace planstead::domain
