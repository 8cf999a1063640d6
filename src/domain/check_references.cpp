// What a row already refers to is not asked again: a person who left since must not stop clients
// that read a task and write it back whole (observed 6.9).
#include "domain/check_references.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "schema/references.h"
#include "schema/task.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Shape;
using schema::TaskKind;
using schema::Value;

std::string_view title_of(RefKind kind) {
  switch (kind) {
    case RefKind::user:
      return "Employee";
    case RefKind::contact:
      return "Contact";
    case RefKind::group:
      return "Group";
    case RefKind::task:
      return "Task";
    case RefKind::project:
      return "Project";
    case RefKind::entry:
      return "Directory entry";
    case RefKind::file:
      return "File";
    case RefKind::data_tag:
      return "Data tag";
    case RefKind::status:
      return "Status";
    case RefKind::process:
      return "Process";
    case RefKind::directory:
      return "Directory";
    case RefKind::custom_field:
      return "Custom field";
    case RefKind::checklist_item:
      return "Checklist item";
    case RefKind::comment:
      return "Comment";
    case RefKind::data_tag_entry:
      return "Data tag entry";
    case RefKind::contact_group:
    case RefKind::project_group:
    case RefKind::directory_group:
    case RefKind::data_tag_group:
      return "Group";
    case RefKind::position:
      return "Position";
    case RefKind::workspace:
      return "Workspace";
    case RefKind::main_values:
    case RefKind::none:
      return "Thing";
  }
  return "Thing";
}

bool held_before(const Value* before, Ref ref) {
  if (before == nullptr) return false;
  if (const Ref* one = std::get_if<Ref>(before)) return *one == ref;
  const auto* many = std::get_if<schema::RefList>(before);
  return many != nullptr && std::ranges::find(*many, ref) != many->end();
}

// Groups sort the entries of a directory, they are no values (fields digest 2.2); archived entries
// stay where they are and come nowhere else (tasks digest 5.4).
template <class Place>
base::Status check_entry(Ref ref, Place place, Records& records) {
  const auto entry = records.find(schema::directory_entry, ref.id);
  if (!entry || entry->flag("_deleted")) return base::invalid(place(), not_found_text(ref));
  if (entry->flag("isGroup"))
    return base::invalid(place(), "a group of entries is no value of a field");
  if (entry->flag("archived"))
    return base::invalid(place(),
                         "the entry " + std::to_string(schema::entry_key(ref.id)) + " is archived");
  return base::ok();
}

// Forms of tasks stand among the tasks, but nothing refers to one as to a task.
bool is_there(Ref ref, Records& records) {
  if (ref.kind != RefKind::task) return records.exists(ref);
  const auto task = records.find(schema::task, ref.id);
  return task && !task->flag("isDeleted") &&
         static_cast<TaskKind>(task->integer("_kind")) == TaskKind::task;
}

// `place` spells out where the reference stands, which nobody reads where it is good.
template <class Place>
base::Status check_one(Ref ref, const Value* before, Place place, Records& records) {
  if (ref.kind == RefKind::none || held_before(before, ref)) return base::ok();
  if (ref.kind == RefKind::entry) return check_entry(ref, place, records);
  return is_there(ref, records) ? base::ok() : base::invalid(place(), not_found_text(ref));
}

std::string numbered(const std::string& where, std::size_t index) {
  std::string place = where + "[";
  base::append_number(place, static_cast<std::int64_t>(index));
  return place + "]";
}

// People stand in two arrays on the wire, so each is counted apart.
base::Status check_people(const schema::RefList& people, const Value* before,
                          const std::string& where, Records& records) {
  std::size_t users = 0, groups = 0;
  for (const Ref& ref : people) {
    const bool group = ref.kind == RefKind::group;
    const std::size_t index = group ? groups++ : users++;
    const auto place = [&] {
      return numbered(where + (group ? ".groups" : ".users"), index) + ".id";
    };
    PS_CHECK(check_one(ref, before, place, records));
  }
  return base::ok();
}

bool left_to_rules(std::string_view field) {
  return field == "parent" || field == "template" || field == "object" || field == "status";
}

}  // namespace

std::string not_found_text(Ref ref) {
  std::string text(title_of(ref.kind));
  text += " not found by id ";
  base::append_number(text, ref.kind == RefKind::entry ? schema::entry_key(ref.id) : ref.id);
  return text;
}

base::Status check_references(const Value& value, const Value* before, const std::string& where,
                              Records& records) {
  if (const Ref* one = std::get_if<Ref>(&value))
    return check_one(*one, before, [&] { return where + ".id"; }, records);
  if (const auto* many = std::get_if<schema::RefList>(&value))
    for (std::size_t i = 0; i < many->size(); ++i)
      PS_CHECK(check_one((*many)[i], before, [&] { return numbered(where, i) + ".id"; }, records));
  return base::ok();
}

base::Status check_body_references(const request::Body& body, const schema::Record* before,
                                   Records& records) {
  for (const request::Change& change : body.changes) {
    if (left_to_rules(change.field->name) || change.field->column.empty()) continue;
    const std::string where(change.field->name);
    const Value* held = before == nullptr ? nullptr : &before->get(change.field->name);
    const auto* people = std::get_if<schema::RefList>(&change.value);
    const Shape shape = change.field->shape;
    const bool of_people =
        (shape == Shape::people || shape == Shape::notified) && people != nullptr;
    PS_CHECK(of_people ? check_people(*people, held, where, records)
                       : check_references(change.value, held, where, records));
  }
  for (const request::CustomChange& change : body.custom)
    PS_CHECK(check_references(change.value,
                              before == nullptr ? nullptr : before->custom_value(change.field),
                              change.where, records));
  return base::ok();
}

}  // namespace planstead::domain
