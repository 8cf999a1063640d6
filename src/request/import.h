// Import: many rows in one request, and how rows that exist already are recognised
// (domain/fields-datatags-directories-reports.md 5.4).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "request/call.h"

namespace planstead::request {

/// What happens to a row that is recognised as an existing one (`optionImportDuplicate`).
enum class OnDuplicate : std::uint8_t { ignore, update, none };

/// By what a row is recognised (`optionImportUniqueField`).
enum class UniqueKey : std::uint8_t {
  email_phone,              ///< e-mail; the phone of a row without one
  email_phone_name_if_not,  ///< likewise; the name of a row with neither
  email_phone_name,         ///< e-mail or phone, whichever meets; the name of a row with neither
  phone,
  email,
  name,                      ///< first and last name; name of a company
  email_and_phone_and_name,  ///< all three at once
  number,                    ///< `id` of the row
  custom,                    ///< the custom field Import::key_field
};

/// A company that a row names without its number.
struct CompanyName {
  std::string name;
  std::string where;  ///< within the row: `companies[0]`
};

struct ImportRow {
  Body body;
  std::vector<CompanyName> companies;
  std::optional<base::Error> refused;  ///< what parsing found wrong with it
};

struct Import {
  OnDuplicate on_duplicate = OnDuplicate::ignore;
  UniqueKey key = UniqueKey::email_phone;
  /// For rows that have no number or no value of the custom field
  /// (`optionImportUniqueDefaultField`).
  std::optional<UniqueKey> otherwise;
  std::int64_t key_field = 0;
  std::int64_t person_template = 0, company_template = 0;  ///< 0: the standard one
  bool silent = false;  ///< leaves no trace, as `silent=true` in the query of other changes
  std::vector<ImportRow> rows;
};

}  // namespace planstead::request
