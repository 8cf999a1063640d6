// Catalog: an immutable snapshot of the account's structure: people, groups, statuses, processes,
// templates, custom fields, schedules. Small enough to keep in memory; a change of the structure
// publishes a new snapshot.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/node.h"
#include "base/ref.h"
#include "base/time.h"
#include "schema/record.h"
#include "schema/shape.h"

namespace planstead::catalog {

enum class Role : std::uint8_t { admin, user, tech_admin, user_without_access, robot };
enum class PersonStatus : std::uint8_t { active, inactive, active_without_access };

/// An employee or a robot.
struct User {
  std::int64_t id = 0;
  std::string name;  ///< as shown: first and last name
  Role role = Role::user;
  PersonStatus status = PersonStatus::active;
  std::optional<base::Zone> zone;     ///< absent: the account's
  std::string language;               ///< `Ru`, `En` …; empty: the account's
  std::vector<std::int64_t> groups;   ///< ascending
  std::int64_t schedule = 0;          ///< 0: the account's first
  std::int64_t default_template = 0;  ///< 0: none
  std::vector<std::int64_t> personal_heads = {};  ///< employees who lead this one in person
  bool adds_employees = false;  ///< and changes those of his own groups
  bool sees_own_groups_only = false;  ///< of the employees
};

struct Group {
  std::int64_t id = 0;
  std::string name;
  std::vector<std::int64_t> heads;    ///< employees
  std::vector<std::int64_t> members;  ///< employees, ascending; computed from User::groups
  std::vector<std::int64_t> parents = {};  ///< groups above: their heads lead this one, too
  bool heads_see_each_other = true;        ///< each reaches what the others reach
};

/// What somebody is on a task.
enum class TaskRole : std::uint8_t { assigner, assignee, participant, auditor };

/// Who may do something with a thing of the structure.
struct AccessList {
  bool is_given = false;             ///< false: the default of its place holds
  schema::RefList people = {};       ///< employees, contacts, and groups, which mean their members
  std::vector<TaskRole> roles = {};  ///< of fields of tasks: who has one of these on the task
};
struct Access {
  AccessList view = {}, edit = {};
  AccessList add = {}, remove = {};  ///< of entries of directories; as `edit` where not given
};

struct Status {
  std::int64_t id = 0;
  std::string name, color;
  bool is_active = true, has_deadline = true, is_individual = false;
  schema::TextMap texts;  ///< `Ru` -> name, `En` -> name
};

/// Who may make a transition. Rights in full come with the roles; robots and administrators always
/// may.
struct Transition {
  std::int64_t from = 0, to = 0;
  bool assigner = true, assignee = false, participant = false, auditor = true;
  /// An assignee may only where the task is without result checking
  /// (domain/tasks-and-access.md 1.6, A*).
  bool assignee_without_checking = false;
};

/// Roles on a task that may not comment while it has the status (domain/tasks-and-access.md 1.6).
struct CommentBan {
  std::int64_t status = 0;
  std::vector<TaskRole> roles = {};
};

struct Process {
  std::int64_t id = 0;
  std::string name;
  int object_type = 0;                 ///< whose: 0 tasks, 1 contacts
  bool built_in = false;               ///< not listed by GET /process/task (observed 13.3)
  std::vector<std::int64_t> statuses;  ///< in display order
  std::vector<Transition> transitions;
  std::int64_t status_after_acceptance = 2;
  bool auto_accept = true;
  bool comments_closed = false;  ///< no new comments (observed 3.16)
  std::vector<CommentBan> comment_bans = {};
};

struct CustomField {
  std::int64_t id = 0;
  std::string name;
  schema::TextMap names;  ///< language (`en`) -> name
  const schema::CustomType* type = nullptr;
  int object_type =
      0;  ///< contract: 0 task, 1 contact, 2 directory, 3 project, 4 data tag, 5 main, 6 employee
  std::int64_t group = 0;      ///< set; 0 the general one
  std::int64_t directory = 0;  ///< types 9, 15
  std::vector<std::int64_t> directory_fields;
  std::vector<std::string> values;  ///< enumValues of types 8, 20
  schema::ColorList colors;
  bool free_input = false;  ///< type 20: unknown values are taken
  bool unique = false;      ///< forbid duplicates
  bool required = false;    ///< mandatory in entries of directories and data tags
  bool html = false;        ///< type 2 with the text editor
  int decimals = -1;        ///< numberOfDecimalPlaces; -1 not set
  std::string delimiter, formula, view_result;
  int view_result_id = 0;
  std::vector<std::string> options;
  std::int64_t source_field = 0;            ///< types 23 and 26: the field that is summed
  std::vector<std::int64_t> source_fields;  ///< type 29: the numbers that are added
  bool direct_only = false;                 ///< type 26: direct subtasks only
  std::int64_t data_tag = 0;                ///< owner, for object type 4
  std::int64_t owner_directory = 0;         ///< owner, for object type 2
  std::vector<std::int64_t>
      holders;  ///< ascending ids of the templates and objects that carry it (tasks)
  Access access;
};

struct FieldSet {
  std::int64_t id = 0;
  std::string name;
  int object_type = 0;
};

/// A template, recurring template or object: presets as a task record, and what it decides about a
/// task's form.
struct Template {
  std::int64_t id = 0;
  std::string name;
  schema::TaskKind kind = schema::TaskKind::task_template;
  std::int64_t process = 0;
  std::vector<std::int64_t> fields;      ///< custom fields attached, in order
  std::vector<std::int64_t> required;    ///< of these, the mandatory ones (observed 3.14)
  schema::Record preset;                 ///< entity task; the fields that it sets
  std::vector<std::string> preset_keys;  ///< contract names of the fields it sets
  Access access;
};

struct NamedItem {
  std::int64_t id = 0;
  std::string name;
};

/// What a directory or a data tag is made of.
struct Definition {
  std::int64_t id = 0;
  std::string name;
  std::int64_t group = 0;            ///< directory_group or data_tag_group; 0: none
  std::vector<std::int64_t> fields = {};  ///< custom fields of its entries, in order
  std::string source_object = {};  ///< id and version in an external application
  std::string source_version = {};
  Access access = {};
  /// Of data tags: statuses of a task in which its entries stay as they are.
  std::vector<std::int64_t> closed_statuses = {};
};

/// Conditions that somebody keeps under a name. They are read when they are used, so that dates
/// like `today` mean the day of the question.
struct SavedFilter {
  std::int64_t id = 0;
  std::string name;
  base::Ref owner;                         ///< {none,0}: nobody's
  const schema::Entity* entity = nullptr;  ///< whose rows it chooses
  std::int64_t directory = 0;              ///< of the entries that it chooses
  base::Node filters;                      ///< as in the body of a list
  Access access;
};

/// Working time: minutes since midnight, half open.
struct Interval {
  int from = 0, to = 0;
};
struct Schedule {
  std::int64_t id = 0;
  std::string name;
  std::array<std::vector<Interval>, 8> week;              ///< 1 Monday .. 7 Sunday; [0] unused
  std::map<base::Day, std::vector<Interval>> exceptions;  ///< by date; empty: a day off
};

struct AccountSettings {
  std::string name;
  base::Zone zone = base::Zone::utc();
  std::string language = "En";
  std::int64_t standard_template = 0;  ///< used where nothing else names one
  bool subtask_may_end_later = false;  ///< domain/tasks-and-access.md 1.11
  bool shift_parent_end = true;
  bool finish_ticks_checklist = true;  ///< domain/tasks-and-access.md 4
  std::int64_t owner = 0;              ///< managing employee
  /// Contacts with access see the comments that are addressed to them, and no others.
  bool contacts_see_told_only = false;
};

class Catalog {
 public:
  AccountSettings account;
  std::int64_t version = 0;  ///< grows with every change of the structure

  // In ascending order of ids.
  std::vector<User> users;
  std::vector<Group> groups;
  std::vector<Status> statuses;
  std::vector<Process> processes;
  std::vector<CustomField> fields;
  std::vector<FieldSet> field_sets;
  std::vector<Template> templates;  ///< all kinds
  std::vector<Definition> directories, data_tags;
  std::vector<SavedFilter> saved_filters;
  std::vector<NamedItem> positions, workspaces;
  std::vector<NamedItem> contact_groups, project_groups, directory_groups, data_tag_groups;
  std::vector<Schedule> schedules;

  const User* user(std::int64_t id) const;
  const Group* group(std::int64_t id) const;
  const Status* status(std::int64_t id) const;
  const Process* process(std::int64_t id) const;
  const Process& default_process() const;  ///< the built-in one; every catalogue has it
  const CustomField* field(std::int64_t id) const;
  const Template* task_template(std::int64_t id) const;  ///< any kind
  const Schedule& schedule_of(std::int64_t id) const;    ///< 0 or unknown: the account's first
  /// The list of a kind of named things: groups of contacts, projects, directories and data tags,
  /// positions, workspaces. nullptr for another kind.
  const std::vector<NamedItem>* named_items(base::RefKind kind) const;
  const NamedItem* named_item(base::Ref ref) const;
  const Definition* directory(std::int64_t id) const;
  const Definition* data_tag(std::int64_t id) const;
  const SavedFilter* saved_filter(std::int64_t id) const;

  /// Does a task with this template and object carry the field? (domain/tasks-and-access.md 2.3:
  /// the write gate)
  bool owns(std::int64_t template_id, std::int64_t object_id, const CustomField& field) const;
  /// Does the row carry the field? Tasks by template and object; contacts and projects by their
  /// template, or all of them where nothing holds the field; entries by their directory or data
  /// tag; employees carry every field of theirs (domain/fields… 1.1). The row's references to these
  /// must be loaded.
  bool owns(const schema::Record& row, const CustomField& field) const;
  /// Fields of a task with this template and object: template's first, then the object's, without
  /// repeats.
  std::vector<const CustomField*> fields_of(std::int64_t template_id, std::int64_t object_id) const;
  /// Fields that a row of any entity carries, as `owns` decides; a template or object carries its
  /// own.
  std::vector<const CustomField*> fields_of(const schema::Record& row) const;
  /// Is the employee a member of the group? Contacts never are.
  bool in_group(base::Ref person, std::int64_t group) const;
  base::Zone zone_of(base::Ref person) const;
  std::string language_of(base::Ref person) const;
  /// A status name in a language (`Ru`), else in the account's, else the plain one.
  const std::string& name_in(const Status& status, std::string_view language) const;
  /// A field's name in a language, else the plain one. `names` is keyed by lower-case codes (`en`),
  /// people's languages begin with a capital (`En`).
  static const std::string& name_in(const CustomField& field, std::string_view language);
};

using CatalogPtr = std::shared_ptr<const Catalog>;

}  // namespace planstead::catalog
