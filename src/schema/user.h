// Tables of the employees, their positions and the bots that the account has in Telegram.
#pragma once

#include <array>

#include "schema/custom_filters.h"
#include "schema/task.h"

namespace planstead::schema {

inline constexpr std::string_view role_labels[] = {
    "NotDefined", "Admin", "User", "TechAdmin", "UserWithoutAccess", "Robot"};
inline constexpr std::string_view user_status_labels[] = {"Active", "ActiveWithoutAccess",
                                                          "Inactive"};
/// Positions in role_labels and user_status_labels.
enum class UserRole : std::int64_t {
  not_defined,
  admin,
  employee,
  tech_admin,
  without_access,
  robot
};
enum class UserStatus : std::int64_t { active, active_without_access, inactive };

// clang-format off
inline constexpr auto user_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare | On::ignored, .about = "Number of the employee."},
  {.name = "name", .shape = Shape::text, .column = "name", .on = both_ways | On::bare, .indexed = Indexed::text, .about = "First name."},
  {.name = "midname", .shape = Shape::text, .column = "midname", .on = both_ways, .indexed = Indexed::text, .about = "Middle name."},
  {.name = "lastname", .shape = Shape::text, .column = "lastname", .on = both_ways, .indexed = Indexed::text, .about = "Last name."},
  {.name = "gender", .shape = Shape::enumeration, .column = "gender", .on = both_ways, .labels = gender_labels, .about = "Gender."},
  {.name = "isDeleted", .shape = Shape::boolean, .column = "deleted", .on = read | On::ignored | On::update, .indexed = Indexed::number, .about = "In the bin; true in an update puts the employee there, false takes him out."},
  {.name = "birthDate", .shape = Shape::date, .column = "birth_date", .on = both_ways, .indexed = Indexed::number, .about = "Birthday: a day, the same in every time zone."},
  {.name = "groups", .shape = Shape::refs, .column = "member_of", .on = both_ways, .target = base::RefKind::group, .indexed = Indexed::list, .about = "Groups that the employee belongs to; a list replaces the stored one."},
  {.name = "role", .shape = Shape::enumeration, .column = "role", .on = both_ways, .labels = role_labels, .indexed = Indexed::number, .about = "Role; NotDefined in a body means User.", .never_empty = true},
  {.name = "login", .shape = Shape::text, .column = "login", .on = both_ways, .indexed = Indexed::text, .about = "User name; unique, letters and digits of ASCII and . _ - + @.", .sought = true, .confidential = true},
  {.name = "password", .shape = Shape::password, .column = "password", .on = write, .about = "Password; kept as a salted hash, never answered."},
  {.name = "email", .shape = Shape::text, .column = "email", .on = both_ways, .indexed = Indexed::text, .about = "E-mail; unique among employees.", .sought = true},
  {.name = "secondaryEmails", .shape = Shape::text_list, .column = "secondary_emails", .on = both_ways, .indexed = Indexed::text, .about = "Further addresses; unique, too.", .sought = true, .confidential = true},
  {.name = "telegramId", .shape = Shape::text, .column = "telegram_id", .on = read | On::ignored | On::structure, .indexed = Indexed::text, .about = "Number of the Telegram account."},
  {.name = "telegram", .shape = Shape::text, .column = "telegram", .on = read | On::ignored | On::structure, .about = "Name or address in Telegram."},
  {.name = "status", .shape = Shape::enumeration, .column = "status", .on = both_ways, .labels = user_status_labels, .indexed = Indexed::number, .about = "Active, with or without access, or Inactive: who is inactive or without access cannot sign in, and his tokens stop working.", .never_empty = true},
  {.name = "phones", .shape = Shape::phones, .column = "phones", .on = both_ways, .indexed = Indexed::digits, .about = "Phones; a list replaces the stored one."},
  {.name = "extensionNumber", .shape = Shape::text, .column = "extension", .on = read | On::ignored | On::structure, .indexed = Indexed::text, .about = "Extension of the account's own telephony."},
  {.name = "customFieldData", .shape = Shape::custom_values, .column = "custom", .on = write | On::structure, .about = "Values of custom fields; asked for by their numbers."},
  {.name = "languageCode", .shape = Shape::enumeration, .column = "language", .on = both_ways, .labels = language_labels, .indexed = Indexed::number, .about = "Language of names and texts; that of the account where there is none."},
  {.name = "communicationLanguageCode", .shape = Shape::text, .column = "communication_language", .on = both_ways, .about = "Language in which one writes to the person: En, Ru, De …"},
  {.name = "timezone", .shape = Shape::text, .column = "time_zone", .on = both_ways, .about = "Time zone, an IANA name; that of the account where there is none."},
  {.name = "position", .shape = Shape::ref_or_name, .column = "job", .on = both_ways, .target = base::RefKind::position, .indexed = Indexed::number, .about = "Position, by number or by name. A create makes one of an unknown name."},
  {.name = "workspace", .shape = Shape::ref, .column = "workspace", .on = both_ways, .target = base::RefKind::workspace, .about = "Workspace."},
  {.name = "personalManagers", .shape = Shape::persons, .column = "managers", .on = both_ways, .target = base::RefKind::user, .about = "Employees who lead this one in person."},
  {.name = "avatarUrl", .shape = Shape::text, .column = "avatar", .on = read | On::ignored | On::structure, .about = "Address of the picture."},
  {.name = "temporaryReplacement", .shape = Shape::replacement, .column = "replacement", .on = read | On::update | On::structure, .about = "Who stands in for the employee, and when."},
  {.name = "sourceObjectId", .shape = Shape::text, .column = "source_object", .on = both_ways, .about = "Id of the object in an external application."},
  {.name = "sourceDataVersion", .shape = Shape::text, .column = "source_version", .on = both_ways, .about = "Version of the object in an external application."},
  // Of the structure file alone: the contract has no words for them.
  {.name = "schedule", .shape = Shape::integer, .column = "schedule", .on = On::structure, .about = "Working schedule; the first of the account where absent."},
  {.name = "defaultTemplate", .shape = Shape::integer, .column = "default_template", .on = On::structure, .about = "Template of the person's tasks for which nothing else names one."},
  {.name = "addsEmployees", .shape = Shape::boolean, .column = "adds_employees", .on = On::structure, .about = "May add employees to groups of his own and change who is in them; false where absent. Administrators may in any case."},
  {.name = "seesOwnGroupsOnly", .shape = Shape::boolean, .column = "sees_own_groups", .on = On::structure, .about = "Sees only those employees who share a group with him; false where absent."},
  {.name = "seenByOwnGroupsOnly", .shape = Shape::boolean, .column = "seen_by_own_groups", .on = On::structure, .indexed = Indexed::number, .about = "Only employees who share a group with him see him; false where absent."},
});

inline constexpr auto own_user_filters = std::to_array<Filter>({
  {9001, "group", equality, Operand::ids, Rule::list_equals, "groups"},
  {9002, "phone contains, digits alone", equality, Operand::text, Rule::contains, "phones"},
  {9003, "external e-mail contains", equality, Operand::text, Rule::contains, "email secondaryEmails"},
  {9004, "extension number contains", equality, Operand::text, Rule::contains, "extensionNumber"},
  {9005, "position, by name", equality, Operand::text, Rule::named, "position"},
  {9006, "any part of the full name", equality, Operand::text, Rule::words, "name midname lastname"},
  {9008, "number of the employee", ordered, Operand::ids, Rule::number, "id"},
  {9009, "role", equality, Operand::enumeration, Rule::equals, "role"},
  {9120, "birthday, whatever the year", dates, Operand::date, Rule::birthday, "birthDate"},
  {9121, "first name contains", equality, Operand::text, Rule::contains, "name"},
  {9122, "middle name contains", equality, Operand::text, Rule::contains, "midname"},
  {9123, "last name contains", equality, Operand::text, Rule::contains, "lastname"},
  {9124, "interface language", equality, Operand::enumeration, Rule::equals, "languageCode"},
  {9126, "number of the Telegram account", equality, Operand::text, Rule::is, "telegramId"},
  {9127, "position, by number", equality, Operand::ids, Rule::equals, "position"},
});
inline constexpr auto user_filters = with_custom_filters<9100>(own_user_filters, std::array{52, 53});
static_assert(user_filters.size() == 33);

inline constexpr auto user_position_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .on = read | On::bare | On::ignored, .about = "Number."},
  {.name = "name", .shape = Shape::text, .on = read | write | On::bare, .about = "Name; no two positions share one."},
});

inline constexpr auto telegram_bot_fields = std::to_array<Field>({
  {.name = "botId", .shape = Shape::integer, .column = "id", .on = read | On::bare, .about = "Number of the bot."},
  {.name = "name", .shape = Shape::text, .column = "name", .on = On::structure, .about = "Name."},
  {.name = "webhookManagedExternally", .shape = Shape::boolean, .column = "external_webhook", .on = read | On::bare | On::update | On::structure, .about = "An external server holds the bot's webhook: it is not set from here."},
  {.name = "webhookSecretTokenConfigured", .shape = Shape::boolean, .column = "has_secret", .on = read | On::bare, .about = "There is a secret token; its text is not answered."},
  {.name = "secretToken", .shape = Shape::text, .column = "secret", .on = On::update, .about = "32 to 256 letters and digits of ASCII, _ and -; kept as a hash."},
});
// clang-format on

static_assert(well_formed(user_fields, user_filters));

}  // namespace planstead::schema
