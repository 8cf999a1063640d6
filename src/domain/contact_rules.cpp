// Creating and changing contacts: the order of the rules. Nothing is stored before all of them have
// agreed.
#include <algorithm>

#include "base/text.h"
#include "domain/access.h"
#include "domain/comment_rules.h"
#include "domain/contact_edit.h"
#include "domain/data_tag_summaries.h"
#include "domain/entity_rules.h"

namespace planstead::domain {

namespace {

using base::ErrorCode;
using base::Ref;
using base::RefKind;
using schema::Record;

// What a template's row says about the template itself, and not about its contacts.
constexpr std::string_view own_keys[] = {
    "id",       "template",        "sourceObjectId", "sourceDataVersion", "name",    "midname",
    "lastname", "isDeleted",       "createdDate",    "dateOfLastUpdate",  "addedBy", "companies",
    "contacts", "customFieldData", "_template",      "_fullName",         "_form"};

void copy_presets(RowEdit& edit, const Record& form) {
  for (const schema::Field& field : schema::contact.fields) {
    const bool own = std::ranges::find(own_keys, field.name) != std::end(own_keys);
    if (!field.column.empty() && !own) edit.row.set(field.name, form.get(field.name));
  }
  edit.row.custom = form.custom;
  edit.row.set("template", Ref{RefKind::contact, form.id()});
}

// A template is one of people or of companies; an update that changes the kind of its contact may
// name one of the new kind beside it.
base::Status change_template(RowEdit& edit) {
  const request::Change* change = edit.body.find("template");
  const Ref* ref = change == nullptr ? nullptr : std::get_if<Ref>(&change->value);
  if (change != nullptr && ref == nullptr) edit.note("template: a contact always has one");
  if (ref == nullptr || *ref == edit.before->ref("template")) return base::ok();
  PS_TRY(const Record form, find_contact_template(ref->id, "template.id", edit.context));
  const request::Change* kind = edit.body.find("isCompany");
  const bool company =
      kind == nullptr ? edit.row.flag("isCompany") : kind->value == schema::Value{true};
  if (form.flag("isCompany") == company)
    edit.row.set("template", *ref);
  else
    edit.fail("template", "a template of people does not fit a company, nor the other way round");
  return base::ok();
}

base::Status restore(Record contact, Context& context) {
  PS_CHECK(check_addresses_free(contact, context.records));
  hide_comments({RefKind::contact, contact.id()}, false, context);
  contact.set("isDeleted", false);
  contact.set("dateOfLastUpdate", at_instant(context.now));
  context.records.save(contact);
  return base::ok();
}

bool sent_to_bin(const request::Body& body) {
  const request::Change* change = body.find("isDeleted");
  return change != nullptr && change->value == schema::Value{true};
}

std::int64_t sent_number(const request::Body& body) {
  const auto* id = body.sent<std::int64_t>("id");
  return id == nullptr ? 0 : *id;
}

// A create that has the number of a contact is an update (observed 15.2).
base::Result<std::int64_t> update_numbered(std::int64_t id, const request::Body& body,
                                           Context& context) {
  PS_CHECK(update_contact({id}, body, context));
  // A create knows no 202. What is wrong with it otherwise has been told before.
  if (context.is_busy && context.is_busy({RefKind::contact, id}))
    return base::refusal(schema::contact.not_updated, {}, "somebody else holds it");
  return id;
}

}  // namespace

base::Result<Record> find_contact_template(std::int64_t id, const std::string& where,
                                           Context& context) {
  auto form = context.records.find(schema::contact, id);
  // One that the person may not view is not there.
  const bool there = form && form->flag("_template") && Asker(context).sees_contact(*form);
  if (there) return *std::move(form);
  return base::invalid(where, "Contact template not found by id " + std::to_string(id));
}

base::Result<std::int64_t> create_by_template(const Record& form, const request::Body& body,
                                              Emails emails, Context& context) {
  RowEdit edit{context, body, Record(schema::contact), std::nullopt};
  copy_presets(edit, form);
  PS_CHECK(fill_contact(edit, emails));
  if (sent_to_bin(body)) edit.row.set("isDeleted", true);
  edit.row.set("createdDate", at_instant(context.now));
  edit.row.set("addedBy", context.viewer.person);
  edit.row.set_id(context.records.next_id(schema::contact));
  save_contact(edit);
  return edit.row.id();
}

base::Status change_contact(Record before, const request::Body& body, Context& context) {
  RowEdit edit{context, body, before, std::move(before)};
  PS_CHECK(change_template(edit));
  PS_CHECK(fill_contact(edit, Emails::unique));
  if (edit.row.ref("template") != edit.before->ref("template")) settle_totals(edit.row, context);
  if (sent_to_bin(body)) {
    edit.row.set("isDeleted", true);
    hide_comments({RefKind::contact, edit.row.id()}, true, context);
  }
  if (!same_content(edit.row, *edit.before)) save_contact(edit);
  return base::ok();
}

base::Result<std::int64_t> create_contact(const PathIds&, const request::Body& body,
                                          Context& context) {
  if (const std::int64_t id = sent_number(body); id != 0) return update_numbered(id, body, context);
  const auto* ref = body.sent<Ref>("template");
  if (ref == nullptr) return base::missing("template", "which template the contact is made from");
  PS_TRY(const Record form, find_contact_template(ref->id, "template.id", context));
  return create_by_template(form, body, Emails::unique, context);
}

base::Status update_contact(const PathIds& ids, const request::Body& body, Context& context) {
  auto before = context.records.find(schema::contact, ids.back());
  if (!before) return no_such_row(schema::contact, ids.back());
  if (before->flag("_template")) return is_template(schema::contact, ids.back());
  if (!before->flag("isDeleted")) return change_contact(*std::move(before), body, context);
  if (only_restores(body)) return restore(*std::move(before), context);
  return in_the_bin(schema::contact, ids.back());
}

}  // namespace planstead::domain
