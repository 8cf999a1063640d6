// Call: a request after parsing. Typed; no JSON value lives past this point.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/deadline.h"
#include "base/ref.h"
#include "base/time.h"
#include "base/worked_out.h"
#include "catalog/catalog.h"
#include "schema/entity.h"
#include "schema/value.h"

namespace planstead::request {

/// Which fields the answer of one operation shows, in one catalogue. Shared by all requests that
/// ask the same (request/selections.h), with what later stages work out of it.
struct Selection {
  std::vector<const schema::Field*> fields;  ///< in table order, without repeats; `id` always first
  std::vector<std::int64_t> custom;          ///< custom field ids as asked for, without repeats
  bool asked_custom = false;  ///< customFieldData appears, possibly empty (observed 5.6)
  std::string note = {};      ///< what of the text was not used; told on every request
  base::WorkedOut worked_out = {};
};
using SelectionPtr = std::shared_ptr<const Selection>;

/// A date operand as instants [lo, hi) in the reader's zone, and the days they span for values
/// without a time.
struct DateRange {
  base::Seconds lo = 0, hi = 0;
  base::Day first_day, last_day;  ///< both included
  bool operator==(const DateRange&) const = default;
};

/// What a filter is compared with, by its Operand:
/// person, counterparty -> RefList (one); id, ids, keys, field_id, enumeration -> integers; text,
/// label -> string; labels -> TextList; number, time (minutes) -> double; boolean, flag -> bool;
/// date -> DateRange.
using FilterOperand =
    std::variant<std::monostate, bool, double, std::string, std::vector<std::int64_t>,
                 schema::RefList, schema::TextList, DateRange>;

struct FilterCall {
  const schema::Filter* filter = nullptr;
  schema::Operator op = schema::Operator::equal;
  FilterOperand operand;
  const catalog::CustomField* field = nullptr;  ///< Rule::custom and custom_has/no_value
  std::string where;                            ///< `filters[2]`
  // Rule::data_tag_value
  std::int64_t data_tag = 0;
  const schema::Filter* subfilter = nullptr;  ///< row of data_tag_entry.filters
};

/// Filters that every account has: of tasks, and of contacts.
enum class SystemFilter : std::uint8_t { none, all, in, out, audit, people, companies };

/// `typeList` of the comment lists (observed 17.2).
enum class TypeList : std::uint8_t { comments, all, unread, deleted };

/// `resultOrder`: by number or by the moment of the row.
struct ResultOrder {
  bool by_date = false;
  bool descending = false;
  bool operator==(const ResultOrder&) const = default;
};

/// What a list or a read asks besides fields, paging and filters; each only where the operation's
/// row has the option.
struct Options {
  std::optional<bool> is_company;  ///< absent: people and companies (observed 11.15)
  bool prefixed_id = false;
  bool only_active = false;
  bool groups_only = false;
  bool entries_only = false;
  bool from_description = false;
  TypeList type_list = TypeList::comments;
  ResultOrder order;
  std::optional<std::int64_t> group;    ///< `groupId`
  std::optional<std::int64_t> task;     ///< `taskId`
  std::optional<std::int64_t> contact;  ///< `contactId`
  std::int64_t target = 0;              ///< `id` in the query; 0: absent
  base::Ref object;                     ///< `object`; {none,0}: absent
  std::optional<std::int64_t> token;    ///< `token`
  bool only_unread = false;
  std::string source;                   ///< `sourceId`: the application that asks; empty: none
  std::string source_object;            ///< only what it calls so; empty: everything
  bool only_changed = false;            ///< since its last pass
  bool repeat_pass = false;             ///< begins that pass again
  bool with_deleted = false;            ///< what went into the bin has changed, too
  std::string question;                 ///< digest of all else that tells which rows are listed
};

/// One system field that a body sets.
struct Change {
  const schema::Field* field = nullptr;
  schema::Value value;  ///< empty: the body clears it
};
/// One custom field that a body sets. Its type's shape has been checked; whether the object owns it
/// has not.
struct CustomChange {
  std::int64_t field = 0;
  const catalog::CustomField* definition = nullptr;  ///< nullptr: no such field in the account
  schema::Value value;
  std::string where;  ///< `customFieldData[1].value`
};

struct Body {
  std::vector<Change> changes;  ///< in the order of the entity's table
  std::vector<CustomChange> custom;
  std::vector<Body> items;  ///< Shape::items: several rows that one request makes
  const Change* find(std::string_view field) const;
  /// The value of a field that was sent; nullptr where it was not, or holds something else.
  template <class T>
  const T* sent(std::string_view field) const {
    const Change* change = find(field);
    return change == nullptr ? nullptr : std::get_if<T>(&change->value);
  }
};

struct Import;  // request/import.h

struct Call {
  const schema::Operation* operation = nullptr;
  std::vector<std::int64_t> path_ids;
  SelectionPtr selection;  ///< of reads
  std::int64_t offset = 0;
  int page_size = 100;
  SystemFilter system_filter = SystemFilter::none;
  std::int64_t saved_filter = 0;  ///< number in `filterId`; its conditions are among `filters`
  Options options;
  std::vector<FilterCall> filters;
  std::optional<base::Ref> run_as;
  bool silent = false;
  std::uint64_t request = 0;  ///< number of the request, for the log of changes
  base::Deadline deadline;    ///< by when the answer is ready
  Body body;
  std::shared_ptr<const Import> import;  ///< Act::import_rows
  std::vector<std::string>
      notes;  ///< what the request contained and was not used: `fields: midName`
};

/// Who asks: the person of the token, and how he reads dates and names.
struct Viewer {
  base::Ref person;
  base::Zone zone = base::Zone::utc();
  std::string language = "En";
  bool is_admin = false;  ///< administrator, owner or robot
  std::int64_t token = 0;  ///< number of the token by which he came; 0: by none
};

}  // namespace planstead::request
