// One row of any entity on its way from its old state to the new one, and what every entity's
// rules ask of it. Stores nothing but what finish_edit saves.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/rules.h"

namespace planstead::domain {

struct RowEdit {
  Context& context;
  const request::Body& body;
  schema::Record row;                    ///< as it will be
  std::optional<schema::Record> before;  ///< as it was; absent for a new row

  bool creating() const { return !before.has_value(); }
  bool sent(std::string_view field) const { return body.find(field) != nullptr; }
  /// Did the body send a value that differs from the stored one? Clients that read and write back
  /// send everything (observed 12.10).
  bool changed(std::string_view field) const;
  /// `"hasEndDate": false` and the like.
  bool denied(std::string_view flag) const;
  void note(std::string text) const { context.notes.push_back(std::move(text)); }
  /// Names a field that this update leaves as it was, in `failures` and in the notes.
  void fail(std::string field, std::string error) const;
};

/// Equal, where an absent value is the same as false, an empty text or an empty list.
bool same_value(const schema::Value& a, const schema::Value& b);
/// Do the rows hold the same? Ids are not compared.
bool same_content(const schema::Record& a, const schema::Record& b);
inline base::Moment at_instant(base::Seconds utc) { return {utc, true}; }

/// Copies what the body sets into the row, but for computed fields and those named in `ruled`,
/// which have rules of their own.
void apply_plain_changes(RowEdit& edit, std::span<const std::string_view> ruled);
/// Writes the custom values of the body. A bad field refuses a new row; an update names it in
/// `failures` and saves the rest.
base::Status apply_custom(RowEdit& edit);
/// Has the row no value of a field that must have one? An unticked box is none (fields digest
/// 1.2.1); nobody fills in a computed field.
bool lacks_value(const schema::Record& row, const catalog::CustomField& field);
/// The refusal of such a row; clients match its text (observed 3.14).
base::Error field_is_required(base::ErrorCode code, std::string where, std::int64_t field);
/// At most so many characters, where the body changes the text: code 41.
base::Status check_length(const RowEdit& edit, std::string_view field, std::size_t most);

/// The row that an update or removal means. Code: the entity's not_found, with the status of a
/// change.
base::Result<schema::Record> find_row(const schema::Entity& entity, std::int64_t id,
                                      Context& context);
/// A change of what is in the bin is refused with the entity's not_updated, unless it takes it out.
bool only_restores(const request::Body& body);
base::Error in_the_bin(const schema::Entity& entity, std::int64_t id);
/// Templates that stand among the rows of an entity come from the structure file alone.
base::Error is_template(const schema::Entity& entity, std::int64_t id);
/// The entity's not_found for a number, with the status that the contract gives to changes.
base::Error no_such_row(const schema::Entity& entity, std::int64_t id);

}  // namespace planstead::domain
