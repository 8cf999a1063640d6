// Catalog: look-ups over the account's structure. All lists are ascending by id, so a look-up is a
// binary search; nothing here changes the snapshot.
#include "catalog/catalog.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "schema/task.h"

namespace planstead::catalog {

namespace {

template <class Item>
const Item* find_by_id(const std::vector<Item>& items, std::int64_t id) {
  auto it = std::ranges::lower_bound(items, id, {}, &Item::id);
  return it == items.end() || it->id != id ? nullptr : &*it;
}

const std::string* text_in(const schema::TextMap& texts, std::string_view language) {
  for (const auto& [key, text] : texts)
    if (key == language && !text.empty()) return &text;
  return nullptr;
}

// The working week that the digest proposes for an account without schedules (chapter 7).
Schedule office_week() {
  Schedule schedule;
  for (std::size_t day = 1; day <= 5; ++day) schedule.week[day] = {{540, 780}, {840, 1080}};
  return schedule;
}

// A template names each field once, so only the fields of one before it can repeat.
void append_fields(const Catalog& catalog, std::int64_t template_id,
                   std::vector<const CustomField*>& out) {
  const Template* form = catalog.task_template(template_id);
  if (form == nullptr) return;
  const auto before = static_cast<std::ptrdiff_t>(out.size());
  for (std::int64_t id : form->fields) {
    const CustomField* field = catalog.field(id);
    const auto known = out.begin() + before;
    if (field != nullptr && std::find(out.begin(), known, field) == known) out.push_back(field);
  }
}

// The objects' table of fields stands position for position on the tasks'.
std::int64_t ref_at(const schema::Record& row, std::size_t position) {
  const auto* ref = std::get_if<base::Ref>(&row.at(position));
  return ref == nullptr ? 0 : ref->id;
}

// What an entry is an entry of; nullptr for other rows.
const Definition* definition_of(const Catalog& catalog, const schema::Record& row) {
  switch (static_cast<schema::ObjectType>(row.entity().custom_object_type)) {
    case schema::ObjectType::directory:
      return catalog.directory(row.ref("directory").id);
    case schema::ObjectType::data_tag:
      return catalog.data_tag(row.ref("dataTag").id);
    default:
      return nullptr;
  }
}

}  // namespace

const User* Catalog::user(std::int64_t id) const { return find_by_id(users, id); }
const Group* Catalog::group(std::int64_t id) const { return find_by_id(groups, id); }
const Status* Catalog::status(std::int64_t id) const { return find_by_id(statuses, id); }
const Process* Catalog::process(std::int64_t id) const { return find_by_id(processes, id); }
const CustomField* Catalog::field(std::int64_t id) const { return find_by_id(fields, id); }
const Template* Catalog::task_template(std::int64_t id) const { return find_by_id(templates, id); }
const std::vector<NamedItem>* Catalog::named_items(base::RefKind kind) const {
  switch (kind) {
    case base::RefKind::contact_group:
      return &contact_groups;
    case base::RefKind::project_group:
      return &project_groups;
    case base::RefKind::directory_group:
      return &directory_groups;
    case base::RefKind::data_tag_group:
      return &data_tag_groups;
    case base::RefKind::position:
      return &positions;
    case base::RefKind::workspace:
      return &workspaces;
    default:
      return nullptr;
  }
}
const NamedItem* Catalog::named_item(base::Ref ref) const {
  const std::vector<NamedItem>* items = named_items(ref.kind);
  return items == nullptr ? nullptr : find_by_id(*items, ref.id);
}
const Definition* Catalog::directory(std::int64_t id) const { return find_by_id(directories, id); }
const Definition* Catalog::data_tag(std::int64_t id) const { return find_by_id(data_tags, id); }
const SavedFilter* Catalog::saved_filter(std::int64_t id) const {
  return find_by_id(saved_filters, id);
}

const Process& Catalog::default_process() const {
  for (const Process& process : processes)
    if (process.built_in) return process;
  throw std::logic_error("a catalogue without the built-in process");
}

const Schedule& Catalog::schedule_of(std::int64_t id) const {
  static const Schedule office = office_week();
  if (const Schedule* schedule = find_by_id(schedules, id)) return *schedule;
  return schedules.empty() ? office : schedules.front();
}

bool Catalog::owns(std::int64_t template_id, std::int64_t object_id,
                   const CustomField& field) const {
  const auto holds = [&](std::int64_t id) {
    return id != 0 && std::ranges::binary_search(field.holders, id);
  };
  return holds(template_id) || holds(object_id);
}

bool Catalog::owns(const schema::Record& row, const CustomField& field) const {
  using schema::ObjectType;
  const schema::Entity& entity = row.entity();
  if (field.object_type != entity.custom_object_type) return false;
  switch (static_cast<ObjectType>(field.object_type)) {
    case ObjectType::task:
      return owns(ref_at(row, schema::task_at("template")), ref_at(row, schema::task_at("object")),
                  field);
    case ObjectType::contact:
    case ObjectType::project:
      // A template carries its own fields; its number is no other row's.
      return field.holders.empty() || owns(row.ref("template").id, row.id(), field);
    case ObjectType::directory:
      return field.owner_directory == row.ref("directory").id;
    case ObjectType::data_tag:
      return field.data_tag == row.ref("dataTag").id;
    case ObjectType::main:
    case ObjectType::employee:
      break;
  }
  return true;
}

std::vector<const CustomField*> Catalog::fields_of(std::int64_t template_id,
                                                   std::int64_t object_id) const {
  std::vector<const CustomField*> found;
  append_fields(*this, template_id, found);
  append_fields(*this, object_id, found);
  return found;
}

std::vector<const CustomField*> Catalog::fields_of(const schema::Record& row) const {
  if (const Definition* form = definition_of(*this, row)) {
    std::vector<const CustomField*> found;
    for (std::int64_t id : form->fields)
      if (const CustomField* held = field(id)) found.push_back(held);
    return found;
  }
  if (row.entity().custom_object_type == 0) {
    const bool is_form = task_template(row.id()) != nullptr;
    return fields_of(is_form ? row.id() : row.ref("template").id,
                     is_form ? row.id() : row.ref("object").id);
  }
  std::vector<const CustomField*> found;
  for (const CustomField& field : fields)
    if (owns(row, field)) found.push_back(&field);
  return found;
}

bool Catalog::in_group(base::Ref person, std::int64_t group) const {
  if (person.kind != base::RefKind::user) return false;
  const User* found = user(person.id);
  return found != nullptr && std::ranges::binary_search(found->groups, group);
}

base::Zone Catalog::zone_of(base::Ref person) const {
  const User* found = person.kind == base::RefKind::user ? user(person.id) : nullptr;
  return found != nullptr && found->zone ? *found->zone : account.zone;
}

std::string Catalog::language_of(base::Ref person) const {
  const User* found = person.kind == base::RefKind::user ? user(person.id) : nullptr;
  return found == nullptr || found->language.empty() ? account.language : found->language;
}

const std::string& Catalog::name_in(const CustomField& field, std::string_view language) {
  const auto same_letter = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  };
  for (const auto& [code, name] : field.names)
    if (!name.empty() && std::ranges::equal(code, language, same_letter)) return name;
  return field.name;
}

const std::string& Catalog::name_in(const Status& status, std::string_view language) const {
  if (const std::string* text = text_in(status.texts, language)) return *text;
  if (const std::string* text = text_in(status.texts, account.language)) return *text;
  return status.name;
}

}  // namespace planstead::catalog
