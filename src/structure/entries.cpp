// Bodies of structure items: JSON in and out, standard ones, reads of members.
#include "structure/entries.h"

#include <algorithm>
#include <set>

#include "domain/standard_process.h"
#include "request/parse.h"
#include "structure/check_value.h"
#include "structure/write_node.h"

namespace planstead::structure {

using base::Node;
using schema::TaskKind;

namespace {

TaskKind task_kind_of(const Node& body) {
  const std::string word = text_in(body, "kind");
  for (TaskKind kind : {TaskKind::recurring, TaskKind::object})
    if (template_word(kind) == word) return kind;
  return TaskKind::task_template;
}

struct StandardName {
  Section section;
  std::string_view en, ru;
};
constexpr StandardName standard_names[] = {
    {Section::processes, "Standard process", "Стандартный процесс"},
    {Section::schedules, "Working week", "Рабочая неделя"},
    {Section::task_templates, "Standard template", "Стандартный шаблон"},
    {Section::objects, "Task", "Задача"},
};

Members standard_body(Section section, std::string_view name) {
  Members body;
  const Kind& kind = kind_of(section);
  if (kind.is_template()) put(body, "kind", text_node(template_word(kind.task_kind)));
  put(body, "name", text_node(name));
  if (section == Section::processes) put(body, "builtIn", Node(true));
  if (section == Section::schedules) {
    Members week;
    for (std::string_view day : {"1", "2", "3", "4", "5"})
      put(week, day, text_node("09:00-13:00,14:00-18:00"));
    put(body, "days", Node(std::move(week)));
  }
  return body;
}

// Known keys in the table's order: what other versions and REST have written compares equal to what
// a file says.
Node canonical_body(const Kind& kind, const Node& body) {
  Members members;
  if (kind.is_template()) put(members, "kind", text_node(template_word(kind.task_kind)));
  for (const Key& key : kind.keys) {
    const Node* value = body.find(key.name);
    if (value == nullptr || value->is_null() || key.holds == Holds::row_field ||
        key.holds == Holds::items)
      continue;
    auto checked = check_value(key, *value, {}, {});
    put(members, key.name, checked ? std::move(checked).value() : *value);
  }
  if (kind.is_template())
    for (const schema::Field& field : kind.entity->fields)
      if (const Node* value = body.find(field.name);
          value != nullptr && find_row_field(kind, field.name) != nullptr)
        put(members, field.name, *value);
  return Node(std::move(members));
}

bool has(const std::vector<Entry>& entries, Section section) {
  return std::ranges::any_of(entries, [&](const Entry& entry) {
    if (entry.kind->section != section) return false;
    return section != Section::processes || flag_in(entry.body, "builtIn");
  });
}

}  // namespace

std::vector<Entry> read_entries(const std::vector<storage::StructureItem>& items) {
  std::vector<Entry> entries;
  for (const storage::StructureItem& item : items) {
    auto body = request::parse_json(item.body);
    if (!body || body.value().as_object() == nullptr)
      throw storage::StorageError("damaged structure item " + item.kind + " " +
                                  std::to_string(item.id));
    const Kind* kind = find_stored(item.kind, task_kind_of(body.value()));
    if (kind != nullptr) entries.push_back({kind, item.id, canonical_body(*kind, body.value())});
  }
  return entries;
}

storage::StructureItem to_item(const Entry& entry) {
  return {std::string(entry.kind->stored), entry.id, to_json(entry.body)};
}

std::vector<Entry> missing_standard(const std::vector<Entry>& entries) {
  std::set<std::pair<std::string_view, std::int64_t>> used;
  bool russian = false;
  for (const Entry& entry : entries) {
    used.emplace(entry.kind->sequence, entry.id);
    if (entry.kind->section == Section::account) russian = text_in(entry.body, "language") == "Ru";
  }
  std::vector<Entry> missing;
  // The template before the object: clients assume that template 1 exists.
  for (const StandardName& name : standard_names) {
    if (has(entries, name.section)) continue;
    const Kind& kind = kind_of(name.section);
    std::int64_t id = 1;
    while (!used.emplace(kind.sequence, id).second) ++id;
    missing.push_back({&kind, id, Node(standard_body(name.section, russian ? name.ru : name.en))});
  }
  return missing;
}

Node fields_of_body(const Kind& kind, const Node& body) {
  Members fields;
  for (const auto& [name, value] : *body.as_object())
    if (find_row_field(kind, name) != nullptr && name != kind.id_key) put(fields, name, value);
  return Node(std::move(fields), body.line());
}

std::int64_t integer_in(const Node& body, std::string_view key, std::int64_t fallback) {
  const Node* value = body.find(key);
  return value != nullptr && value->as_integer() != nullptr ? *value->as_integer() : fallback;
}

bool flag_in(const Node& body, std::string_view key, bool fallback) {
  const Node* value = body.find(key);
  return value != nullptr && value->as_bool() != nullptr ? *value->as_bool() : fallback;
}

std::string text_in(const Node& body, std::string_view key) {
  const Node* value = body.find(key);
  return value != nullptr && value->as_text() != nullptr ? *value->as_text() : std::string();
}

std::vector<std::int64_t> ids_in(const Node& body, std::string_view key) {
  std::vector<std::int64_t> ids;
  const Node* value = body.find(key);
  if (value == nullptr || value->as_array() == nullptr) return ids;
  for (const Node& item : *value->as_array())
    if (item.as_integer() != nullptr) ids.push_back(*item.as_integer());
  return ids;
}

std::vector<std::string> texts_in(const Node& body, std::string_view key) {
  std::vector<std::string> texts;
  const Node* value = body.find(key);
  if (value == nullptr || value->as_array() == nullptr) return texts;
  for (const Node& item : *value->as_array())
    if (item.as_text() != nullptr) texts.push_back(*item.as_text());
  return texts;
}

std::vector<catalog::TaskRole> roles_in(const Node& body, std::string_view key) {
  static constexpr std::string_view names[] = {"assigner", "assignee", "participant", "auditor"};
  std::vector<catalog::TaskRole> roles;
  for (const std::string& text : texts_in(body, key))
    if (const auto role = std::ranges::find(names, text); role != std::end(names))
      roles.push_back(static_cast<catalog::TaskRole>(role - std::begin(names)));
  return roles;
}

namespace {
catalog::AccessList access_list_in(const Node& body, std::string_view key) {
  catalog::AccessList list;
  list.is_given = body.find(key) != nullptr;
  for (const std::string& text : texts_in(body, key))
    if (const auto person = base::parse_prefixed(text)) list.people.push_back(*person);
  list.roles = roles_in(body, key);
  return list;
}
}  // namespace

catalog::Access access_in(const Node& body) {
  return {access_list_in(body, "view"), access_list_in(body, "edit"), access_list_in(body, "add"),
          access_list_in(body, "delete")};
}

schema::TextMap text_map_in(const Node& body, std::string_view key) {
  schema::TextMap texts;
  const Node* value = body.find(key);
  if (value == nullptr || value->as_object() == nullptr) return texts;
  for (const auto& [name, text] : *value->as_object())
    if (text.as_text() != nullptr) texts.emplace_back(name, *text.as_text());
  return texts;
}

}  // namespace planstead::structure
