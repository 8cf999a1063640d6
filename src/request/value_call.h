// What the readers of single values share. Private to parsing values; the way in is parse_value of
// parse.h.
#pragma once

#include <optional>
#include <string>

#include "request/parse.h"

namespace planstead::request {

/// A value to be read, and everything that reading may look at.
struct ValueCall {
  const base::Node& node;
  std::string where;
  const ParseContext& context;
  const schema::Field* system_field;         ///< nullptr in custom values
  const catalog::CustomField* custom_field;  ///< nullptr in system fields

  /// A part of this value.
  ValueCall part(const base::Node& inner, std::string_view suffix) const {
    return {inner, where + std::string(suffix), context, system_field, custom_field};
  }
  ValueCall item(const base::Node& inner, std::size_t index) const {
    return part(inner, '[' + std::to_string(index) + ']');
  }
};

/// A wrong JSON type: code 30 in a system field, 41 in a custom field, whose shape the account
/// decides.
base::Error wrong_type(const ValueCall& call, std::string_view wanted);
/// A value of the right type that cannot be: code 41.
base::Error refused(const ValueCall& call, std::string detail);

/// Any form of observed 7.3 to 7.7. nullopt: the forms that clear.
base::Result<std::optional<base::Moment>> parse_timepoint(const ValueCall& call);
/// The calendar day of the same forms, as written: a day knows no zone.
base::Result<std::optional<base::Day>> parse_day(const ValueCall& call);
/// `{"time":"17:55"}` or `"17:55"`.
base::Result<std::optional<base::TimeOfDay>> parse_time_of_day(const ValueCall& call,
                                                               bool allow_24);

/// One reference of the shape (status apart). nullopt: `{"id":0}`, `{"id":""}`, "".
base::Result<std::optional<base::Ref>> parse_ref(schema::Shape shape, const ValueCall& call);
/// A list of references, without repeats; `most` 0: no limit.
base::Result<schema::RefList> parse_ref_list(schema::Shape item_shape, const ValueCall& call,
                                             std::size_t most);

base::Result<schema::Value> parse_system_value(schema::Shape shape, const ValueCall& call);
base::Result<schema::Value> parse_custom_value(schema::Shape shape, const ValueCall& call);
base::Result<schema::Value> parse_recurrence(const ValueCall& call);
/// `[{number,type}]`; what is masked is computed.
base::Result<schema::Value> parse_phones(const ValueCall& call);
/// `{isEnabled,isIndefinite,employee,from,to}`; false or null ends it.
base::Result<schema::Value> parse_replacement(const ValueCall& call);
/// {users,groups}; nothing is the empty list.
base::Result<schema::RefList> parse_people(const ValueCall& call);
/// The shapes that comments alone have; any other is refused.
base::Result<schema::Value> parse_comment_value(schema::Shape shape, const ValueCall& call);

/// An optional as a Value: nothing is the empty Value.
template <class T>
base::Result<schema::Value> to_value(base::Result<std::optional<T>> read) {
  if (!read.ok()) return std::move(read).error();
  if (!read.value()) return schema::Value{};
  return schema::Value{*std::move(read).value()};
}
inline schema::Value list_value(schema::RefList list) {
  return list.empty() ? schema::Value{} : schema::Value{std::move(list)};
}

}  // namespace planstead::request
