// By what an import recognises a row as an existing contact
// (domain/fields-datatags-directories-reports.md 5.4).
#pragma once

#include <optional>
#include <unordered_map>

#include "domain/contact_edit.h"
#include "request/import.h"

namespace planstead::domain {

/// Asks the store for every row, so that it sees what the import itself has made before.
class ContactMatch {
 public:
  ContactMatch(const request::Import& import, Context& context)
      : import_(import), context_(context) {}

  /// The contact that the row means: of its kind, neither in the bin nor a template; of several the
  /// one with the lowest number.
  std::optional<schema::Record> find(const request::Body& row, bool company);
  /// A row was stored: the custom field that is the key may have another value now.
  void learn(const schema::Record& stored);

 private:
  using Ids = std::vector<std::int64_t>;
  std::optional<schema::Record> first_of(const Ids& ids, bool company);
  std::vector<std::int64_t> by_source(const std::string& name);
  Ids by_key(request::UniqueKey key, const request::Body& row, bool company);
  Ids by_email(const request::Body& row);
  Ids by_phone(const request::Body& row);
  Ids by_name(const request::Body& row, bool company);
  Ids by_custom(const request::Body& row);

  const request::Import& import_;
  Context& context_;
  bool scanned_ = false;
  std::unordered_multimap<std::string, std::int64_t> custom_;  ///< by the key field's value
};

/// The addresses that a row has: its main one first.
std::vector<std::string> emails_in(const request::Body& row);

}  // namespace planstead::domain
