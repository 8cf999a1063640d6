// The vocabulary of the declarative place: fields, filters, entities, operations. The tables
// themselves are in task.cpp, checklist.cpp, account.cpp, operations.cpp; everything about a
// surface is derived from them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.h"
#include "base/ref.h"
#include "schema/rights.h"
#include "schema/shape.h"

namespace planstead::schema {

/// Where a field may be asked for or sent. Bits.
enum class On : std::uint8_t {
  nowhere = 0,
  get = 1,   ///< `fields` of a single read
  list = 2,  ///< `fields` of a list
  create = 4,
  update = 8,
  bare = 16,       ///< also answered when the request has no `fields`
  ignored = 32,    ///< in the contract's request schema, but computed: accepted, not used, named in
                   ///< Planstead-Notes
  structure = 64,  ///< may be set by the account's structure file, even where REST cannot
};
constexpr On operator|(On a, On b) {
  return static_cast<On>(static_cast<int>(a) | static_cast<int>(b));
}
constexpr bool has(On set, On bit) { return (static_cast<int>(set) & static_cast<int>(bit)) != 0; }
inline constexpr On read = On::get | On::list;
inline constexpr On write = On::create | On::update;

/// Fields that are computed when read, never stored (domain/tasks-and-access.md 1.11, 1.13).
enum class Derive : std::uint8_t {
  none,
  task_type,
  has_start_date,
  has_end_date,
  has_start_time,
  has_end_time,
  overdue,
  close_to_deadline,
  not_accepted_in_time,
  in_favorites,
  project_auditors,
  data_tags,  ///< entries of a task or of a comment
  status_for_viewer,
  comment_project,    ///< the project of the comment's task
  comment_unread,     ///< the viewer was notified of it and has not marked that as read
  comment_reminders,  ///< as stored, with the number of the comment
  download_url,       ///< of a file's content; signed, for some time
  of_description,     ///< in a task's first comment the field of the task (observed 12.5)
};

/// What the in-memory index keeps of a field, so that filters need no row.
enum class Indexed : std::uint8_t {
  no,
  number,   ///< integer, boolean, enumeration, ref (packed), moment, day
  text,     ///< folded text, or each of a list of texts, for contains-search and whole equality
  list,     ///< list of refs (packed)
  digits,   ///< like text, but the digits alone (base::digits_of): phones (observed 11.11)
  handle,   ///< like text, but as base::messenger_name gives it: Telegram (observed 11.12)
  ordered,  ///< like number; rows can also be listed in its order (search::Order)
  grouped,  ///< like number; the few rows of one number are found without looking at the others
};

struct Field {
  std::string_view
      name;  ///< the contract's word; internal ones begin with `_` and are never on the wire
  Shape shape;
  std::string_view column = {};  ///< column of the entity's table; empty: derived or embedded
  On on = On::nowhere;
  base::RefKind target = base::RefKind::none;
  std::span<const std::string_view> labels = {};
  Derive derive = Derive::none;
  Indexed indexed = Indexed::no;
  std::string_view about = {};  ///< our own words, for OpenAPI
  bool never_empty = false;     ///< null in a body says nothing; booleans are so without being told
  bool sought = false;  ///< rules find rows by its texts or phones (domain::Records::find_by)
  /// Told to administrators alone and, where the row is an employee, to himself: neither shown to
  /// others nor a thing that they choose rows by.
  bool confidential = false;
};

/// The fields of an entity in their order. Rules ask for them by name all the time, so that a name
/// leads to its field without a look at the others.
class Fields : public std::span<const Field> {
 public:
  Fields() = default;
  template <std::size_t count>
  constexpr Fields(const std::array<Field, count>& table) : span(table) {  // NOLINT: as a span
    static_assert(count < slots / 2, "a crowded table is slow");
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t slot = slot_of(table[i].name);
      while (places_[slot] != 0) slot = (slot + 1) % slots;
      places_[slot] = static_cast<std::uint8_t>(i + 1);
    }
  }
  /// nullptr where there is no such field.
  constexpr const Field* find(std::string_view name) const {
    if (name.empty()) return nullptr;
    for (std::size_t slot = slot_of(name); places_[slot] != 0; slot = (slot + 1) % slots)
      if (const Field& field = (*this)[places_[slot] - 1u]; field.name == name) return &field;
    return nullptr;
  }

 private:
  static constexpr std::size_t slots = 256;
  // Size, both ends and the middle tell the names of our tables apart.
  static constexpr std::size_t slot_of(std::string_view name) {
    const auto letter = [&](std::size_t at) { return static_cast<unsigned char>(name[at]); };
    return (name.size() * 37 + letter(0) * 11u + letter(name.size() - 1) + letter(name.size() / 2)) %
           slots;
  }
  std::array<std::uint8_t, slots> places_ = {};  ///< position of the field + 1; 0: none
};

enum class Operator : std::uint8_t { equal, notequal, gt, lt, gt_equal, lt_equal, have, nothave };
/// Sets of operators as bits of 1 << Operator.
inline constexpr unsigned equality = 0b11;
inline constexpr unsigned only_equal = 0b1;
inline constexpr unsigned ordered = 0b1111;
inline constexpr unsigned dates = 0b111111;
inline constexpr unsigned texts = 0b11000011;
inline constexpr unsigned any_operator = 0b11111111;

/// Kinds of `value` a filter takes (contract/filters.json).
enum class Operand : std::uint8_t {
  person,
  counterparty,
  id,
  ids,
  text,
  label,
  labels,
  keys,
  number,
  boolean,
  flag,
  date,
  time,         ///< `HH:MM`
  enumeration,  ///< one of the labels of the filter's field
  field_id,
  subfilter,
};

/// How a filter is decided. Parameters: the filter's field, or the custom field of the request.
enum class Rule : std::uint8_t {
  equals,         ///< number column in the operand's ids
  status,         ///< status as the viewer sees it
  project,        ///< project column; kept apart for the ids' kind
  person,         ///< person column, a group operand means its members
  member,         ///< list column holds the person, or a group he belongs to
  member_direct,  ///< list column holds the person himself
  project_auditor,
  any_auditor,
  list_equals,  ///< list column holds one of the operand's ids; 0 means an empty list
  number,       ///< whole number column, or the row's own number, by every operator
  flag,
  not_flag,  ///< boolean column; what is absent is false
  contains,  ///< some of the text columns contains the operand, as Indexed::digits … compare it
  is,        ///< some of the text columns, or of their lists, is the operand; "" means empty
  named,     ///< reference column to a named thing of the operand's name; "" means none
  words,     ///< each word of the operand stands in some of the text columns, in any order
  birthday,  ///< day column against a range, years left out of account
  date,      ///< moment column against a range
  date_either,  ///< the later of two moment columns (last change or comment)
  missing,
  present,       ///< column empty / not empty
  list_missing,  ///< list column empty
  kind_user,
  kind_contact,  ///< person column is an employee / a contact
  list_has_user,
  list_has_contact,  ///< some element is an employee / a contact
  recurring,
  not_recurring,
  overdue,
  not_overdue,
  tree,  ///< anywhere below the task
  template_or_object,
  custom,  ///< the custom field of the request, by its type
  custom_has_value,
  custom_no_value,
  data_tag_has,
  data_tag_lacks,
  data_tag_value,
  entry_key,  ///< key of an entry of the directory that the path names
  of_task,    ///< the filter of tasks with the same type, asked of the row's task
  may_view,   ///< in_charge, or in the list of those who may view the row
  in_charge,  ///< the person, himself or by a group, is in the list column or added the row; an
              ///< administrator is of every row
  // Contacts by the tasks that they are counterparty of, or take part in.
  client_of_active,
  client_of_no_active,
  client_of_overdue,
  client_of_activity,  ///< of a task whose last change or comment is in the range
  client_of_no_activity,
  participant_of_active,
  participant_of_no_active,
  participant_of_overdue,
  participant_of_activity,
  participant_of_no_activity,
};

struct Filter {
  int type;
  std::string_view name;
  unsigned operators;
  Operand operand;
  Rule rule;
  std::string_view field = {};  ///< Field::name, for the rules over columns; `contains`, `is` and
                                ///< `words` take several, with a blank between
  std::uint64_t custom_types = 0;  ///< Rule::custom: bits of 1 << custom field type that fit
};

/// What a task row is. Tasks, templates, recurring templates and objects share one table and one
/// sequence of numbers (observed 21.2).
enum class TaskKind : std::int64_t { task = 0, task_template = 1, recurring = 2, object = 3 };

/// What a custom field belongs to (contract objectType).
enum class ObjectType : std::uint8_t {
  task = 0,
  contact = 1,
  directory = 2,
  project = 3,
  data_tag = 4,
  main = 5,
  employee = 6,
};

/// By what somebody who is no administrator comes to see a row (plan/visible.cpp: one predicate for
/// each; domain/tasks-and-access.md 5.4).
enum class Seen : std::uint8_t {
  by_roles,        ///< tasks: by the people on them and on their projects
  as_feed,         ///< comments: with their task or contact, hidden ones by those whom they address
  by_card,         ///< contacts: by the lists of the card
  as_project,      ///< by everybody, unless it is hidden or a draft; templates by their list
  by_directory,    ///< entries: by their list, that of the group they lie in, of their directory
  by_data_tag,     ///< entries: by the list of their data tag, and with what they hang on
  by_employees,    ///< by employees, some of whom keep to their own groups; by no contact
  with_owner,      ///< items of checklists: with the task, which each path names
  where_used,      ///< files: with something that holds them
  by_definition,   ///< of the catalogue: by the access list of each (catalog/access.h)
  by_all,
};
/// A row that does not say how it is seen does not compile.
struct SeenBy {
  consteval SeenBy(Seen said) : how(said) {}
  Seen how;
};

struct Entity {
  std::string_view name;      ///< `task`
  std::string_view table;     ///< SQL table; empty: rows come from the catalogue
  std::string_view sequence;  ///< who shares its numbers
  base::RefKind kind;
  Fields fields;
  std::span<const Filter> filters;
  std::string_view one;   ///< key of a single answer: `task`
  std::string_view many;  ///< key of a list: `tasks`
  SeenBy seen;
  base::ErrorCode not_found = base::ErrorCode::unknown;
  base::ErrorCode not_added = base::ErrorCode::unknown;
  base::ErrorCode not_updated = base::ErrorCode::unknown;
  base::ErrorCode not_deleted = base::ErrorCode::unknown;
  /// Where a read of a missing row answers another code than a change; unknown: it does not.
  base::ErrorCode not_read = base::ErrorCode::unknown;
  std::string_view title;         ///< `Task`, as error texts and OpenAPI call it
  bool has_custom = false;        ///< rows hold customFieldData
  int custom_object_type = -1;    ///< contract objectType of its custom fields
  bool indexed = false;           ///< its lists are chosen by the index in memory
  std::string_view deleted = {};  ///< the flag of rows in the bin; empty: there is no bin
  /// Flags and kinds that keep a row out of lists where they are not 0: templates, the bin.
  std::span<const std::string_view> unlisted = {};
  /// References by which a row goes with another one: it is not seen while that one is in the bin.
  std::span<const std::string_view> goes_with = {};
  /// The changes of its rows are numbered: `onlyChanged` lists what an application has not seen.
  bool tracked = false;
};

/// nullptr where there is no such field. `find_field` sees internal names too.
const Field* find_field(const Entity& entity, std::string_view name);
/// Position in Entity::fields; the position of its value in a Record.
std::size_t index_of(const Entity& entity, const Field& field);
const Filter* find_filter(const Entity& entity, std::int64_t type);

// The entities. Tables in the .cpp files named beside them.
extern const Entity task;    // task.cpp
extern const Entity object;  // task.cpp: the rows of objects in the tasks' table, with fewer fields
extern const Entity checklist_item;                     // checklist.cpp
extern const Entity user, user_position, telegram_bot;  // user.h
extern const Entity data_tag, directory, saved_filter;
extern const Entity comment;                                         // comment.h
extern const Entity contact;                                         // contact.h
extern const Entity project, directory_entry, data_tag_entry, file;  // references.h
extern const Entity status, process, custom_field, custom_field_set, custom_field_type, workspace,
    named_thing;                  // account.cpp
extern const Entity queued_change, lease;  // change.h
extern const Entity log_entry, notification, outgoing_mail;  // memory.h
extern const Entity main_values;  // the one row that holds the values of main fields
/// Every entity with a SQL table, in the order in which migrations make them.
std::span<const Entity* const> stored_entities();

/// The stored entity whose rows such references mean; nullptr for things of the catalogue.
const Entity* entity_of(base::RefKind kind);
/// The field by which a row of `entity` belongs to a thing of this kind: the `task` of a comment,
/// the `directory` of an entry. nullptr: its rows belong to no such thing.
const Field* owner_field(const Entity& entity, base::RefKind kind);

enum class Method : std::uint8_t { get, post, del };

/// What an operation does. Some hundred operations are instances of a dozen of these.
enum class Act : std::uint8_t {
  ping,
  get_one,         ///< one row by the path's last id
  list,            ///< filters, paging in the body
  reference_list,  ///< rows of the catalogue, paging in the query
  create,
  update,
  remove,
  import_rows,  ///< creates or changes many rows, each by itself (request/import.h)
  download,     ///< sends the client to the content of a file
};

/// What the body of a create or an update holds.
enum class Takes : std::uint8_t {
  json,
  form,     ///< multipart/form-data with a part `file`, which is streamed to disk
  address,  ///< JSON that names an address from which the file is downloaded
  nothing,
};

/// How a create answers (observed 3.2 to 3.4, 22.1).
enum class Answer : std::uint8_t {
  by_act,            ///< create: 201 with `id`; update: 200, `failures` where there are some
  ok_id,             ///< 200 with `id`
  ok_key,            ///< 200 with `key`
  keys,              ///< 201 with `keys`
  keys_and_comment,  ///< 201 with `keys` and `commentId`
  row,               ///< 200 with the changed row's own fields beside `result`
};

/// What a request may say besides `fields`, paging and filters: keys of a list's body, or of a
/// GET's query. Bits.
enum class Option : std::uint32_t {
  none = 0,
  filter_id = 1,
  run_as = 2,
  is_company = 4,
  prefixed_id = 8,
  only_active = 16,
  type_list = 32,
  result_order = 64,
  group_id = 128,
  groups_only = 256,
  entries_only = 512,
  of_task = 1024,           ///< `taskId`
  of_contact = 2048,        ///< `contactId`
  from_description = 4096,  ///< `onlyFromDescription`
  target = 8192,            ///< `id` in the query: what a file is attached to
  target_type = 16384,      ///< `targetType`
  whole_rows = 32768,  ///< `fields` is taken and not used: all fields are answered (observed 5.8)
  unpaged = 65536,     ///< a list without pages
  of_object = 131072,     ///< `object` of the log: `task:5`
  of_token = 262144,      ///< `token` of the log: its number
  only_unread = 524288,   ///< `onlyUnread`
};
constexpr Option operator|(Option a, Option b) {
  return static_cast<Option>(static_cast<int>(a) | static_cast<int>(b));
}
constexpr bool has(Option set, Option bit) {
  return (static_cast<int>(set) & static_cast<int>(bit)) != 0;
}

/// Where a reference list takes its rows, and a row its parent.
enum class Source : std::uint8_t {
  rows,           ///< the entity's own table
  row_templates,  ///< rows of the entity's table that are templates
  task_templates,
  recurring_templates,
  objects,
  object_statuses,
  processes,
  contact_processes,
  process_statuses,
  custom_types,
  custom_fields,         ///< those of Operation::object_type
  custom_fields_of_one,  ///< those that the thing of the path carries
  custom_field_sets,     ///< those of Operation::object_type
  named_items,           ///< Catalog::named_items(Operation::kind)
  definitions,           ///< directories or data tags, as Operation::kind says
  saved_filters,         ///< those over the rows of Operation::object_type
  own_changes,           ///< queued changes, the newest first
  files_of_owner,        ///< files that hang on the thing of the path
  changes_log,           ///< entries of the log, the newest first
  own_notifications,     ///< those of the viewer, unread ones first
};

struct Operation {
  std::string_view id;  ///< the contract's operationId
  Method method;
  std::string_view path;        ///< `/task/{id}`, without trailing slash
  std::string_view scope = {};  ///< empty: needs none
  /// A create that may change rows instead needs this scope, too, where the body asks for that.
  std::string_view overwrites = {};
  Needs needs;                  ///< the role that it needs at all
  Right right;                  ///< and the right on what it is about
  Act act;
  const Entity* entity = nullptr;
  Source source = Source::rows;
  std::string_view many = {};  ///< key of the list where it differs from the entity's (`templates`)
  std::string_view tag = {};   ///< heading in the documentation
  std::string_view about = {};  ///< one sentence, our own words
  /// Whose rows the path speaks of by its first id: `/task/{id}/comments` → task.
  base::RefKind owner = base::RefKind::none;
  /// Source::named_items: of what kind; Option::target: of what kind the target is.
  base::RefKind kind = base::RefKind::none;
  int object_type = 0;  ///< sources of custom fields: contract objectType
  Option options = Option::none;
  Answer answer = Answer::by_act;
  Takes takes = Takes::json;
  /// A lease on the thing that the path's first id names, or changes of it that wait, let the
  /// change wait too: it is answered 202.
  bool queues = false;
  bool alias = false;  ///< an older path of another row; left out of the documentation
};

/// Can the operation speak of rows as an external application names them (`sourceId`)? Reads where
/// rows can be asked for by themselves, and whatever stores a name.
bool takes_source(const Operation& operation);

std::span<const Operation> operations();
/// All scopes of the contract, documented and proposed (contract/reference.json), and one of ours.
std::span<const std::string_view> scopes();

}  // namespace planstead::schema
