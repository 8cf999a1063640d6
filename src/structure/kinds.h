// The table of what a structure file may hold: sections, their keys, and what a value of each key
// is. Reading, checking, references, writing back and the reference page follow from it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "schema/entity.h"

namespace planstead::structure {

/// Sections of the file, in the order in which they are applied and written.
enum class Section : std::uint8_t {
  account,
  schedules,
  positions,
  workspaces,
  contact_groups,
  project_groups,
  directory_groups,
  data_tag_groups,
  groups,
  users,
  statuses,
  processes,
  custom_field_sets,
  custom_fields,
  directories,
  data_tags,
  objects,
  task_templates,
  recurring_templates,
  files,
  contact_templates,
  contacts,
  directory_entries,
  project_templates,
  projects,
  tasks,
  checklists,
  comments,
  data_tag_entries,
  main_values,
  saved_filters,
  telegram_bots,
  none,
};

/// What the value of a key is.
enum class Holds : std::uint8_t {
  integer,
  boolean,
  text,
  texts,       ///< list of texts
  choice,      ///< one of Key::choices
  choices,     ///< list of them
  field_type,  ///< number of a custom field type
  zone,        ///< IANA name
  color,       ///< #rrggbb
  reference,   ///< number of an item of Key::to
  references,  ///< list of such numbers
  people,      ///< list of `user:5`, `contact:7`, `group:3` and of Key::choices
  text_map,    ///< object of texts; keys are Key::choices where given
  record,      ///< object with the keys of Key::inner
  records,     ///< list of such objects
  record_map,  ///< object of such objects, keys are free
  week,        ///< object: day 1..7 to working hours
  exceptions,  ///< object: date to working hours
  conditions,  ///< `filters` as a list's body has them
  items,       ///< list of items of the section Key::to, kept apart
  row_field,   ///< a field of the entity that is required here, or refers to Key::to by a bare
               ///< number
};

struct Key {
  std::string_view name;
  Holds holds;
  std::string_view about;
  Section to = Section::none;
  std::span<const std::string_view> choices = {};
  std::span<const Key> inner = {};
  bool required = false;
};

struct Kind {
  Section section;
  std::string_view name;                   ///< the file's word: `users`
  std::string_view stored = {};            ///< kind of the structure item; empty: only rows
  const schema::Entity* entity = nullptr;  ///< whose rows they are; its fields are keys, too
  std::string_view sequence;               ///< who shares its numbers
  std::string_view id_key = "id";
  std::int64_t id_least = 1;
  std::int64_t id_most;
  std::int64_t reserved = 0;  ///< numbers up to this one exist by themselves
  schema::TaskKind task_kind = schema::TaskKind::task;
  bool row_templates = false;  ///< rows whose flag `_template` is set
  std::span<const Key> keys;
  std::span<const std::string_view> hidden = {};  ///< fields of the entity that own keys replace
  std::string_view about;

  bool is_template() const { return !stored.empty() && entity != nullptr; }
  bool is_row_only() const { return stored.empty(); }
};

/// All kinds, in the order of Section.
std::span<const Kind> kinds();
const Kind& kind_of(Section section);
/// nullptr for a word that is no section of its own.
const Kind* find_kind(std::string_view name);
/// The kind of a structure item; templates are told apart by TaskKind.
const Kind* find_stored(std::string_view stored,
                        schema::TaskKind task_kind = schema::TaskKind::task_template);
const Key* find_key(std::span<const Key> keys, std::string_view name);
/// The entity's field that a file may set under this name, or nullptr.
const schema::Field* find_row_field(const Kind& kind, std::string_view name);
/// The word by which a template's item names its TaskKind: `template`, `recurring`, `object`.
std::string_view template_word(schema::TaskKind kind);
/// Sections in which a reference of this kind may be found.
std::span<const Section> sections_of(base::RefKind kind);

}  // namespace planstead::structure
