// The person is stored before his companies are made: a row that is refused leaves no company
// behind.
#include "domain/contact_companies.h"

#include <algorithm>

#include "domain/access.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;

request::Body body_with(std::string_view field, schema::Value value) {
  request::Body body;
  body.changes.push_back({schema::find_field(schema::contact, field), std::move(value)});
  return body;
}

/// 0: there is none.
std::int64_t company_named(const std::string& name, Records& records) {
  for (const std::int64_t id : records.find_by(schema::contact, "_fullName", name)) {
    const auto row = records.find(schema::contact, id);
    if (row && is_live_contact(*row) && row->flag("isCompany")) return id;
  }
  return 0;
}

base::Result<std::int64_t> find_or_make(const request::CompanyName& called,
                                        const base::Result<Record>& form, Context& context) {
  if (const std::int64_t id = company_named(called.name, context.records); id != 0) return id;
  if (!form.ok()) return form.error();
  PS_TRY(const std::int64_t made,
         create_by_template(form.value(), body_with("name", called.name), Emails::any, context));
  context.notes.push_back(called.where + ": company " + std::to_string(made) + " was made");
  return made;
}

}  // namespace

base::Status link_named_companies(std::int64_t person,
                                  const std::vector<request::CompanyName>& names,
                                  const base::Result<Record>& form, Context& context) {
  const auto fail = [&](const request::CompanyName& called, std::string why) {
    context.notes.push_back(called.where + ": " + why);
    context.failures.push_back({called.where, std::move(why)});
  };
  auto row = context.records.find(schema::contact, person);
  if (!row || names.empty()) return base::ok();
  Asker asker(context);
  const bool own = asker.edits_contact(*row);
  schema::RefList companies = row->refs("companies");
  for (const request::CompanyName& called : names) {
    if (row->flag("isCompany")) {
      fail(called, "a company belongs to no companies");
      continue;
    }
    if (!own) {
      fail(called, text_of(denied(schema::contact, person)));
      continue;
    }
    const base::Result<std::int64_t> found = find_or_make(called, form, context);
    if (!found.ok()) {
      fail(called, text_of(found.error()));
      continue;
    }
    const Ref company{RefKind::contact, found.value()};
    if (std::ranges::find(companies, company) != companies.end()) continue;
    // A link stands on both cards.
    const auto card = context.records.find(schema::contact, company.id);
    if (card && asker.edits_contact(*card))
      companies.push_back(company);
    else
      fail(called, text_of(denied(schema::contact, company.id)));
  }
  if (companies.empty()) return base::ok();
  return change_contact(*std::move(row), body_with("companies", std::move(companies)), context);
}

}  // namespace planstead::domain
