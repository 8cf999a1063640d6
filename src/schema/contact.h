// THE TABLES OF CONTACTS: people and companies in one table with their templates. A new field or
// filter is one row here.
#pragma once

#include <array>

#include "schema/custom_filters.h"
#include "schema/task.h"

namespace planstead::schema {

// What the structure file alone may set stands in no answer: rights and pick lists of the interface
// come later, filters ask them already.
// clang-format off
inline constexpr auto contact_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare | On::create | On::ignored, .about = "Number. A create that has the number of a contact changes it."},
  {.name = "template", .shape = Shape::ref, .column = "template", .on = both_ways, .target = base::RefKind::contact, .indexed = Indexed::number, .about = "Template that the contact was made from; it decides which custom fields there are."},
  {.name = "processId", .shape = Shape::integer, .column = "process", .on = read_only | On::structure, .about = "Number of the contact's process."},
  {.name = "sourceObjectId", .shape = Shape::text, .column = "source_object", .on = both_ways, .about = "Id of the object in an external application.", .sought = true},
  {.name = "sourceDataVersion", .shape = Shape::text, .column = "source_version", .on = both_ways, .about = "Version of the object in an external application."},
  {.name = "name", .shape = Shape::text, .column = "name", .on = both_ways | On::bare, .indexed = Indexed::text, .about = "First name of a person, or name of a company."},
  {.name = "midname", .shape = Shape::text, .column = "midname", .on = both_ways, .indexed = Indexed::text, .about = "Middle name."},
  {.name = "lastname", .shape = Shape::text, .column = "lastname", .on = both_ways, .indexed = Indexed::text, .about = "Last name."},
  {.name = "gender", .shape = Shape::enumeration, .column = "gender", .on = both_ways, .labels = gender_labels, .indexed = Indexed::number, .about = "Female, Male or NotDefined."},
  {.name = "description", .shape = Shape::text, .column = "description", .on = both_ways, .about = "Description, plain text."},
  {.name = "address", .shape = Shape::text, .column = "address", .on = both_ways, .indexed = Indexed::text, .about = "Postal address."},
  {.name = "site", .shape = Shape::text, .column = "site", .on = both_ways, .about = "Website."},
  {.name = "email", .shape = Shape::text, .column = "email", .on = both_ways, .indexed = Indexed::text, .about = "Main e-mail address; no other contact has it.", .sought = true},
  {.name = "additionalEmailAddresses", .shape = Shape::text_list, .column = "more_emails", .on = both_ways, .indexed = Indexed::text, .about = "Further e-mail addresses.", .sought = true},
  {.name = "skype", .shape = Shape::text, .column = "skype", .on = both_ways, .about = "Skype name."},
  {.name = "telegramId", .shape = Shape::text, .column = "telegram_id", .on = both_ways, .indexed = Indexed::text, .about = "Number in Telegram."},
  {.name = "telegram", .shape = Shape::telegram, .column = "telegram", .on = both_ways, .indexed = Indexed::handle, .about = "Name in Telegram: name, @name or https://t.me/name; read as the last."},
  {.name = "facebook", .shape = Shape::text, .column = "facebook", .on = both_ways, .about = "Page on Facebook."},
  {.name = "instagram", .shape = Shape::text, .column = "instagram", .on = both_ways, .about = "Page on Instagram."},
  {.name = "viberId", .shape = Shape::text, .column = "viber_id", .on = both_ways, .about = "Number in Viber."},
  {.name = "vk", .shape = Shape::text, .column = "vk", .on = both_ways, .about = "Page on VK; older clients send it."},
  {.name = "position", .shape = Shape::text, .column = "position", .on = both_ways, .indexed = Indexed::text, .about = "Position."},
  {.name = "languageCode", .shape = Shape::enumeration, .column = "language", .on = both_ways, .labels = language_labels, .about = "Language of the interface."},
  {.name = "communicationLanguageCode", .shape = Shape::text, .column = "communication_language", .on = both_ways, .about = "Language of letters and talks, a code such as En or zh_TW."},
  {.name = "timezone", .shape = Shape::text, .column = "zone", .on = both_ways, .about = "Time zone, an IANA name."},
  {.name = "group", .shape = Shape::ref, .column = "contact_group", .on = both_ways, .target = base::RefKind::contact_group, .indexed = Indexed::number, .about = "Group of contacts; {\"id\":0} takes it out."},
  {.name = "isCompany", .shape = Shape::boolean, .column = "is_company", .on = both_ways, .indexed = Indexed::number, .about = "A company; that of its template where absent in a create."},
  {.name = "isDeleted", .shape = Shape::boolean, .column = "deleted", .on = read | write, .indexed = Indexed::number, .about = "In the bin; true puts it there, false takes it out."},
  {.name = "birthDate", .shape = Shape::date, .column = "birth_date", .on = both_ways, .indexed = Indexed::number, .about = "Birth date, a day without time."},
  {.name = "createdDate", .shape = Shape::timepoint, .column = "created", .on = read_only | On::structure, .indexed = Indexed::number, .about = "When the contact was made."},
  {.name = "dateOfLastUpdate", .shape = Shape::timepoint, .column = "updated", .on = read_only, .indexed = Indexed::number, .about = "Last change."},
  {.name = "supervisors", .shape = Shape::people, .column = "supervisors", .on = both_ways, .indexed = Indexed::list, .about = "Who is responsible for the contact."},
  {.name = "addedBy", .shape = Shape::person, .column = "added_by", .on = read_only | On::structure, .indexed = Indexed::number, .about = "Who added the contact."},
  {.name = "phones", .shape = Shape::phones, .column = "phones", .on = both_ways, .indexed = Indexed::digits, .about = "Phones; the list that is sent replaces the stored one.", .sought = true},
  {.name = "companies", .shape = Shape::refs, .column = "companies", .on = both_ways, .target = base::RefKind::contact, .indexed = Indexed::list, .about = "Companies of a person; the list that is sent replaces the stored one."},
  {.name = "contacts", .shape = Shape::persons, .column = "people", .on = read | write, .target = base::RefKind::contact, .about = "People of a company, the same links seen from the other side."},
  {.name = "customFieldData", .shape = Shape::custom_values, .column = "custom", .on = write | On::structure, .about = "Values of custom fields; asked for by their numbers."},
  {.name = "files", .shape = Shape::files, .column = "files", .on = both_ways, .target = base::RefKind::file, .about = "Files of the contact."},
  {.name = "dataTags", .shape = Shape::data_tags, .on = read_only, .derive = Derive::data_tags, .about = "Data tag entries of the contact."},
  {.name = "hasAccess", .shape = Shape::boolean, .column = "has_access", .on = On::structure, .indexed = Indexed::number, .about = "Has access to the account; then an e-mail is needed, and it is the login.", .confidential = true},
  {.name = "canBeParticipant", .shape = Shape::boolean, .column = "can_be_participant", .on = On::structure, .indexed = Indexed::number, .about = "Is offered as participant of tasks; people are, where absent."},
  {.name = "canBeCounterparty", .shape = Shape::boolean, .column = "can_be_counterparty", .on = On::structure, .indexed = Indexed::number, .about = "Is offered as counterparty of tasks; companies are, where absent."},
  {.name = "viewers", .shape = Shape::people, .column = "viewers", .on = On::structure, .indexed = Indexed::list, .about = "Who may see the contact, besides editors, supervisors and who added it; all employees where absent."},
  {.name = "editors", .shape = Shape::people, .column = "editors", .on = On::structure, .indexed = Indexed::list, .about = "Who may change the contact, besides supervisors and who added it."},
  {.name = "seesCompanyTasks", .shape = Shape::boolean, .column = "sees_company_tasks", .on = On::structure, .indexed = Indexed::number, .about = "Of a person with access: takes part in all tasks whose counterparty is one of his companies."},
  {.name = "_template", .shape = Shape::boolean, .column = "is_template", .on = internal, .indexed = Indexed::number},
  {.name = "_fullName", .shape = Shape::text, .column = "full_name", .on = internal, .sought = true},  // first and last name, by which imports recognise a row
  {.name = "_form", .shape = Shape::text, .column = "form", .on = internal, .sought = true},           // of templates: person or company
});
// clang-format on

// clang-format off
inline constexpr auto own_contact_filters = std::to_array<Filter>({
  {1, "added by", equality, Operand::person, Rule::person, "addedBy"},
  {2, "supervisor, groups count", equality, Operand::person, Rule::member, "supervisors"},
  {12, "created", dates, Operand::date, Rule::date, "createdDate"},
  {38, "last change", dates, Operand::date, Rule::date, "dateOfLastUpdate"},
  {47, "can be seen by: an administrator, a supervisor, who added it, whom its lists name", equality, Operand::person, Rule::may_view, "supervisors"},
  {48, "can be edited by: the same people, but those who may only view it", equality, Operand::person, Rule::in_charge, "supervisors"},
  {93, "value of a data tag entry field", any_operator, Operand::subfilter, Rule::data_tag_value},
  {4001, "name contains each word", equality, Operand::text, Rule::words, "name midname lastname"},
  {4002, "position contains", equality, Operand::text, Rule::contains, "position"},
  {4003, "phone contains the digits", equality, Operand::text, Rule::contains, "phones"},
  {4004, "address contains", equality, Operand::text, Rule::contains, "address"},
  {4005, "e-mail contains", equality, Operand::text, Rule::contains, "email additionalEmailAddresses"},
  {4006, "is a company", only_equal, Operand::flag, Rule::flag, "isCompany"},
  {4007, "is a person", only_equal, Operand::flag, Rule::not_flag, "isCompany"},
  {4008, "group", equality, Operand::ids, Rule::equals, "group"},
  {4010, "has access to the account", only_equal, Operand::flag, Rule::flag, "hasAccess"},
  {4011, "birth date, year left out", dates, Operand::date, Rule::birthday, "birthDate"},
  {4012, "can be a participant of tasks", only_equal, Operand::flag, Rule::flag, "canBeParticipant"},
  {4013, "can be a counterparty of tasks", only_equal, Operand::flag, Rule::flag, "canBeCounterparty"},
  {4014, "first name, or name of a company, contains", equality, Operand::text, Rule::contains, "name"},
  {4015, "last name contains", equality, Operand::text, Rule::contains, "lastname"},
  {4016, "template", equality, Operand::ids, Rule::equals, "template"},
  {4017, "cannot be a participant of tasks", only_equal, Operand::flag, Rule::not_flag, "canBeParticipant"},
  {4018, "cannot be a counterparty of tasks", only_equal, Operand::flag, Rule::not_flag, "canBeCounterparty"},
  {4019, "gender", equality, Operand::enumeration, Rule::equals, "gender"},
  {4026, "e-mail is", equality, Operand::text, Rule::is, "email additionalEmailAddresses"},
  {4201, "counterparty of no active task", only_equal, Operand::flag, Rule::client_of_no_active},
  {4202, "participant of no active task", only_equal, Operand::flag, Rule::participant_of_no_active},
  {4203, "counterparty of an active task", only_equal, Operand::flag, Rule::client_of_active},
  {4204, "participant of an active task", only_equal, Operand::flag, Rule::participant_of_active},
  {4205, "counterparty of an overdue task", only_equal, Operand::flag, Rule::client_of_overdue},
  {4206, "participant of an overdue task", only_equal, Operand::flag, Rule::participant_of_overdue},
  {4213, "counterparty of a task that was last active", dates, Operand::date, Rule::client_of_activity},
  {4214, "participant of a task that was last active", dates, Operand::date, Rule::participant_of_activity},
  {4219, "counterparty of no task that was last active", dates, Operand::date, Rule::client_of_no_activity},
  {4220, "participant of no task that was last active", dates, Operand::date, Rule::participant_of_no_activity},
  {4221, "additional e-mail contains", equality, Operand::text, Rule::contains, "additionalEmailAddresses"},
  {4222, "middle name contains", equality, Operand::text, Rule::contains, "midname"},
  {4223, "birth date", dates, Operand::date, Rule::date, "birthDate"},
  {4226, "Telegram name is", equality, Operand::text, Rule::is, "telegram"},
  {4231, "number", equality, Operand::ids, Rule::equals, "id"},
  {4233, "number in the older XML interface, which is the same", equality, Operand::ids, Rule::equals, "id"},
  {4234, "Telegram number is", equality, Operand::text, Rule::is, "telegramId"},
});
// clang-format on
inline constexpr auto contact_filters =
    with_custom_filters<4100>(own_contact_filters, std::array<int, 0>{});

/// Position of a contact's field in a Record, at compile time.
consteval std::size_t contact_at(std::string_view name) { return position(contact_fields, name); }

static_assert(well_formed(contact_fields, contact_filters));
static_assert(contact_filters.size() == 63);

}  // namespace planstead::schema
