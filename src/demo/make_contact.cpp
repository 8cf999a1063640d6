// People with the fields that clients search by.
#include "demo/make_contact.h"

#include "demo/plan.h"
#include "demo/words.h"
#include "domain/contact_edit.h"
#include "schema/contact.h"

namespace planstead::demo {

namespace {

using base::Ref;
using base::RefKind;

constexpr std::int64_t person_template = 1, day_seconds = 86'400;

}  // namespace

schema::Record ContactMaker::make(std::int64_t id) {
  schema::Record contact(schema::contact);
  contact.set_id(id);
  contact.set("template", Ref{RefKind::contact, person_template});
  contact.set("name", std::string(random_.pick(first_names)));
  contact.set("lastname", std::string(random_.pick(last_names)) + " " + std::to_string(id % 9973));
  contact.set("isCompany", false);
  contact.set("isDeleted", false);
  contact.set("addedBy", Ref{RefKind::user, random_.between(2, users)});
  contact.set("supervisors", schema::RefList{{RefKind::user, random_.between(2, 8)}});
  const base::Moment created{now_ - random_.below(900) * day_seconds, true};
  contact.set("createdDate", created);
  contact.set("dateOfLastUpdate", created);
  set_addresses(contact);
  if (random_.chance(60))
    contact.set("group", Ref{RefKind::contact_group, random_.between(1, contact_groups)});
  if (random_.chance(50)) contact.set_custom(contact_field, std::string(random_.pick(sources)));
  if (random_.chance(50))
    contact.set_custom(contact_field + 1, static_cast<double>(random_.between(0, 15)));
  domain::settle_contact(contact);
  return contact;
}

void ContactMaker::set_addresses(schema::Record& contact) {
  const std::string number = std::to_string(contact.id());
  contact.set("email", "person" + number + "@example.org");
  const std::string digits = std::to_string(9'000'000'000 + contact.id() * 31 % 1'000'000'000);
  contact.set("phones",
              schema::PhoneList{{"+7 " + digits.substr(0, 3) + " " + digits.substr(3), 1}});
  if (random_.chance(30)) contact.set("telegram", "person_" + number);
  if (random_.chance(30))
    contact.set("birthDate", schema::Day{static_cast<std::int32_t>(random_.between(0, 14'000))});
  if (random_.chance(20)) contact.set("position", std::string(random_.pick(positions)));
}

}  // namespace planstead::demo
