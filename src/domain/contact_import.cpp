// Importing contacts (domain/fields-datatags-directories-reports.md 5.4): each row by itself, in
// the order of the request; what is wrong with one does not stop the others.
#include <algorithm>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/contact_companies.h"
#include "domain/contact_match.h"
#include "domain/entity_access.h"
#include "domain/entity_rules.h"
#include "domain/source_names.h"
#include "domain/write_access.h"

namespace planstead::domain {

namespace {

using base::Ref;
using Action = ImportedRow::Action;
using request::Body;
using request::OnDuplicate;
using schema::Record;
using schema::Value;

template <class T>
T list_in(const Value& value) {
  const T* list = std::get_if<T>(&value);
  return list == nullptr ? T{} : *list;
}

/// The stored list, and behind it those of the sent one that it lacks.
template <class List, class Same>
Value grown(const Value& stored, const Value& sent, Same same) {
  List list = list_in<List>(stored);
  for (const auto& item : list_in<List>(sent))
    if (std::ranges::none_of(list, [&](const auto& held) { return same(held, item); }))
      list.push_back(item);
  return list.empty() ? Value{} : Value{std::move(list)};
}

bool same_email(const std::string& a, const std::string& b) {
  return base::fold(base::trim(a)) == base::fold(base::trim(b));
}

bool same_phone(const schema::Phone& a, const schema::Phone& b) {
  const std::string digits = base::digits_of(a.number);
  return digits.empty() ? a == b : digits == base::digits_of(b.number);
}

void set_change(Body& body, std::string_view name, Value value) {
  const schema::Field* field = schema::find_field(schema::contact, name);
  for (request::Change& change : body.changes)
    if (change.field == field) {
      change.value = std::move(value);
      return;
    }
  body.changes.push_back({field, std::move(value)});
  std::ranges::sort(body.changes, {}, &request::Change::field);
}

// A main address that is new takes the place of the old one, which stays among the others; one that
// the contact has already changes nothing.
void supplement_emails(Body& body, const Body& row, const Record& stored) {
  const std::vector<std::string> sent = emails_in(row);
  if (sent.empty()) return;
  const request::Change* change = row.find("email");
  const bool has_main = change != nullptr && !schema::is_empty(change->value);
  std::string main = stored.text("email");
  schema::TextList all = list_in<schema::TextList>(stored.get("additionalEmailAddresses"));
  if (!main.empty()) all.push_back(main);
  const auto is_new = [&](const std::string& email) {
    return std::ranges::none_of(all, [&](const auto& held) { return same_email(held, email); });
  };
  if (main.empty() || (is_new(sent.front()) && has_main)) main = sent.front();
  for (const std::string& email : sent)
    if (is_new(email)) all.push_back(email);
  std::erase_if(all, [&](const std::string& email) { return same_email(email, main); });
  set_change(body, "email", main);
  set_change(body, "additionalEmailAddresses", all.empty() ? Value{} : Value{std::move(all)});
}

/// What a row changes in a contact that it supplements: values that are there overwrite, empty ones
/// leave, lists grow.
Body supplement(const Body& row, const Record& stored) {
  constexpr std::string_view left[] = {"id", "template", "isCompany", "isDeleted"};
  Body body;
  for (const request::Change& change : row.changes) {
    const bool leave = std::ranges::find(left, change.field->name) != std::end(left);
    if (!leave && !schema::is_empty(change.value)) body.changes.push_back(change);
  }
  for (request::Change& change : body.changes) {
    const Value& held = stored.get(change.field->name);
    if (change.field->shape == schema::Shape::phones)
      change.value = grown<schema::PhoneList>(held, change.value, same_phone);
    else if (std::holds_alternative<schema::RefList>(change.value))
      change.value = grown<schema::RefList>(held, change.value, std::equal_to<base::Ref>());
  }
  supplement_emails(body, row, stored);
  for (const request::CustomChange& change : row.custom)
    if (!schema::is_empty(change.value)) body.custom.push_back(change);
  return body;
}

Ref template_of(const Body& row) {
  const auto* ref = row.sent<Ref>("template");
  return ref == nullptr ? Ref{} : *ref;
}

std::string place_of(std::size_t index) {
  std::string place = "contacts[";
  base::append_number(place, static_cast<std::int64_t>(index));
  return place + "]";
}

class Importer {
 public:
  Importer(const request::Import& import, Context& context)
      : import_(import), context_(context), match_(import, context) {}

  /// Templates that the options name must be there, whether a row needs them or not.
  base::Status check_templates() {
    PS_CHECK(check_template(import_.person_template, false, "contactTemplateId"));
    return check_template(import_.company_template, true, "companyTemplateId");
  }

  ImportedRow take(std::size_t index) {
    const request::ImportRow& row = import_.rows[index];
    ImportedRow result;
    if (row.refused) {
      result.action = Action::failed;
      result.error = *row.refused;
      return result;
    }
    std::vector<std::string> notes;
    Context own = context_with(result.failures, notes);
    base::Status done = settle_named(row.body, own, result);
    if (done.ok() && result.action != Action::ignored)
      done = link_named_companies(result.id, row.companies, kind_form(true, own), own);
    if (!done.ok()) {
      result.action = Action::failed;
      result.failures.clear();
      result.error = std::move(done).error();
      result.error.where =
          place_of(index) + (result.error.where.empty() ? "" : "." + result.error.where);
    }
    for (std::string& note : notes) context_.notes.push_back(place_of(index) + '.' + note);
    return result;
  }

 private:
  base::Status check_template(std::int64_t id, bool company, const std::string& place) {
    if (id == 0) return base::ok();
    PS_TRY(const Record form, find_contact_template(id, place, context_));
    if (form.flag("isCompany") == company) return base::ok();
    return base::invalid(place, company ? "this is a template of people, not of companies"
                                        : "this is a template of companies, not of people");
  }

  Context context_with(std::vector<Failure>& failures, std::vector<std::string>& notes) {
    Context own{context_.catalog, context_.viewer, context_.now, context_.records, failures, notes};
    own.operation = context_.operation;
    own.source = context_.source;
    return own;
  }

  base::Status settle_named(const Body& row, Context& own, ImportedRow& result) {
    PS_TRY(const auto names, source_names(row, own));
    const bool company = is_company(row);
    const auto stored =
        import_.on_duplicate == OnDuplicate::none ? std::nullopt : match_.find(row, company);
    PS_CHECK(settle(names ? names->rest : row, stored, own, result));
    if (names && result.action != Action::ignored)
      keep_source_names(*names, {base::RefKind::contact, result.id}, own);
    return base::ok();
  }

  base::Status settle(const Body& row, const std::optional<Record>& stored, Context& own,
                      ImportedRow& result) {
    if (!stored) return create(row, is_company(row), own, result);
    result.id = stored->id();
    result.action = Action::ignored;
    if (import_.on_duplicate == OnDuplicate::ignore) return base::ok();
    note_left(row, *stored, own);
    // Before lists grow: places are those of the row.
    PS_CHECK(check_body_references(row, &*stored, own.records));
    const Body body = supplement(row, *stored);
    PS_CHECK(may_update(schema::contact, {stored->id()}, body, own));
    // A row has no 202, and a list that grows cannot wait: whoever sends it again finds it free.
    if (context_.is_busy && context_.is_busy({base::RefKind::contact, stored->id()}))
      return base::refusal(schema::contact.not_updated, {}, "somebody else holds it");
    PS_CHECK(change_contact(*stored, body, own));
    result.action = Action::updated;
    learn(result.id);
    return base::ok();
  }

  /// What a row is that does not say it: what its template makes, else a person. A row must find
  /// the contact that it would create.
  bool is_company(const Body& row) {
    if (const request::Change* kind = row.find("isCompany")) return kind->value == Value{true};
    const Ref form = template_of(row);
    const auto found =
        form.id == 0 ? std::nullopt : context_.records.find(schema::contact, form.id);
    return found && found->flag("isCompany");
  }

  /// Names what supplementing does not do.
  void note_left(const Body& row, const Record& stored, Context& own) const {
    const Ref form = template_of(row);
    if (form.id != 0 && form != stored.ref("template")) own.notes.push_back("template");
    const request::Change* bin = row.find("isDeleted");
    if (bin != nullptr && bin->value == Value{true}) own.notes.push_back("isDeleted");
    note_number(row, stored.id(), own);
  }

  static void note_number(const Body& row, std::int64_t id, Context& own) {
    const request::Change* number = row.find("id");
    if (number != nullptr && number->value != Value{} && number->value != Value{id})
      own.notes.push_back("id");
  }

  base::Status create(const Body& row, bool company, Context& own, ImportedRow& result) {
    Asker asker(own);
    PS_CHECK(access::new_contact(row, asker));
    PS_TRY(const Record form, form_of(row, company, own));
    const bool compares = import_.on_duplicate != OnDuplicate::none;
    PS_TRY(result.id, create_by_template(form, row, compares ? Emails::unique : Emails::any, own));
    result.action = Action::created;
    note_number(row, result.id, own);
    learn(result.id);
    return base::ok();
  }

  /// The row's own template, else that of its kind: the one that the options name, or the standard
  /// one.
  base::Result<Record> form_of(const Body& row, bool company, Context& own) {
    if (const Ref sent = template_of(row); sent.id != 0)
      return find_contact_template(sent.id, "template.id", own);
    return kind_form(company, own);
  }

  base::Result<Record> kind_form(bool company, Context& own) {
    std::optional<Record>& kept = forms_[company ? 1 : 0];
    if (kept) return *kept;
    const std::int64_t named = company ? import_.company_template : import_.person_template;
    if (named != 0) {
      PS_TRY(kept, find_contact_template(named, "template", own));
    } else {
      kept = standard_contact_template(company, own.records);
    }
    if (!kept) return base::missing("template", "the account has no template for this kind");
    return *kept;
  }

  void learn(std::int64_t id) {
    if (import_.key != request::UniqueKey::custom) return;
    if (const auto row = context_.records.find(schema::contact, id)) match_.learn(*row);
  }

  const request::Import& import_;
  Context& context_;
  ContactMatch match_;
  std::optional<Record> forms_[2];  ///< of people, of companies
};

}  // namespace

base::Status import_contacts(const request::Import& import, Context& context) {
  Importer importer(import, context);
  PS_CHECK(importer.check_templates());
  std::vector<ImportedRow> rows;
  rows.reserve(import.rows.size());
  for (std::size_t i = 0; i < import.rows.size(); ++i) rows.push_back(importer.take(i));
  if (context.made != nullptr) context.made->rows = std::move(rows);
  return base::ok();
}

}  // namespace planstead::domain
