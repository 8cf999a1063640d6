// What creating, changing and importing contacts share
// (domain/fields-datatags-directories-reports.md 5). Stores nothing but in save_contact.
#pragma once

#include <string>

#include "domain/row_edit.h"

namespace planstead::domain {

/// A contact of the lists: no template, not in the bin.
bool is_live_contact(const schema::Record& contact);
/// First and last name of a person, the name of a company: how an import recognises it.
std::string full_name(const schema::Record& contact);
/// Sets what follows from other fields of the row. Whoever writes a contact calls it.
void settle_contact(schema::Record& contact);

/// May several contacts have one e-mail address? Imports that compare nothing let them.
enum class Emails : std::uint8_t { unique, any };

/// Copies what the body sets, and refuses what no contact may hold: codes 2003 to 2006, 41. Of a
/// new contact also what another one has already: 2001.
base::Status fill_contact(RowEdit& edit, Emails emails);
/// May the row come back among the contacts? Code 2002 where another has one of its addresses now.
base::Status check_addresses_free(const schema::Record& contact, Records& records);
/// Stores the row, and the links that the change made or broke in the rows at their other end.
void save_contact(RowEdit& edit);

// Both sides of a link between a person and a company are kept in step.
/// Companies are named by people, and people by companies.
base::Status check_links(const RowEdit& edit);
/// Writes the other ends of links that a row has gained or lost.
void mirror_links(const schema::Record& before, const schema::Record& after, Records& records);

/// The template that makes contacts of the kind where nobody names one: the one with the lowest
/// number. nullopt: there is none.
std::optional<schema::Record> standard_contact_template(bool company, Records& records);
/// Creates by a template's row; answers the new number.
base::Result<std::int64_t> create_by_template(const schema::Record& form, const request::Body& body,
                                              Emails emails, Context& context);
/// The template's row; code 41 with its place for a number that is no template.
base::Result<schema::Record> find_contact_template(std::int64_t id, const std::string& where,
                                                   Context& context);
/// Changes a row that has been found.
base::Status change_contact(schema::Record before, const request::Body& body, Context& context);

}  // namespace planstead::domain
