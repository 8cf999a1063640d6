// Values of system fields by their shapes. A wrong JSON type is code 30, a value that cannot be is
// code 41.
#include <algorithm>

#include "base/secret.h"
#include "base/text.h"
#include "request/coerce.h"
#include "request/value_call.h"

namespace planstead::request {

using base::Node;
using base::Ref;
using base::RefKind;
using base::Result;
using schema::Shape;
using schema::Value;

namespace {

Result<std::int64_t> whole(const ValueCall& call) {
  const auto number = as_whole(call.node);
  if (!number) {
    if (call.node.as_double()) return refused(call, shown(call.node) + " is no whole number");
    return wrong_type(call, "a number");
  }
  if (*number > base::id_max || *number < -base::id_max)
    return refused(call, "the number is too large");
  return *number;
}

Result<std::string> text(const ValueCall& call) {
  if (const std::string* found = call.node.as_text()) return *found;
  return wrong_type(call, "a text");
}

Value text_value(std::string text) { return text.empty() ? Value{} : Value{std::move(text)}; }

Result<Value> plain_value(const ValueCall& call) {
  PS_TRY(std::string read, text(call));
  return text_value(std::move(read));
}

Result<Value> html_value(const ValueCall& call) {
  PS_TRY(const std::string read, text(call));
  return text_value(base::clean_html(read));
}

// A link that runs something where it is clicked is none.
Result<Value> url_value(const ValueCall& call) {
  PS_TRY(const std::string read, text(call));
  const std::string url(base::trim(read));
  const std::string start = base::fold(url.substr(0, 8));
  const std::size_t scheme = start.starts_with("http://")    ? 7
                             : start.starts_with("https://") ? 8
                                                             : 0;
  const bool whole = std::ranges::all_of(
      url, [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7f'; });
  if (!url.empty() && (scheme == 0 || url.size() == scheme || !whole))
    return refused(call, shown(read) + " is no address: http://… or https://…");
  return text_value(url);
}

Result<Value> flag_value(const ValueCall& call) {
  const auto flag = as_flag(call.node);
  if (!flag) return wrong_type(call, "true or false");
  return Value{*flag};
}

std::string listed(std::span<const std::string_view> labels) {
  std::string out;
  for (std::string_view label : labels) (out += out.empty() ? "" : ", ") += label;
  return out;
}

Result<Value> enumeration_value(const ValueCall& call) {
  PS_TRY(const std::string label, text(call));
  const auto labels = call.system_field->labels;
  const auto found = std::ranges::find(labels, std::string_view(label));
  if (found == labels.end()) return refused(call, shown(label) + " is none of: " + listed(labels));
  return Value{std::int64_t{found - labels.begin()}};
}

// 0 is a status here, the draft, and clears nothing.
Result<Value> status_value(const ValueCall& call) {
  const Node* id = call.node.find("id");
  if (call.node.as_object() == nullptr) return wrong_type(call, "an object with an id");
  if (id == nullptr) return base::missing(call.where + ".id", "a reference needs an id");
  const ValueCall inner = call.part(*id, ".id");
  PS_TRY(const std::int64_t number, whole(inner));
  if (call.context.catalog.status(number) == nullptr)
    return refused(inner, "Status not find by id " + std::to_string(number));  // observed 3.15
  return Value{Ref{RefKind::status, number}};
}

// A number, or an object with it.
Result<Value> bare_id_value(const ValueCall& call) {
  const Node* id = call.node.as_object() ? call.node.find("id") : &call.node;
  if (id == nullptr) return base::missing(call.where + ".id", "a reference needs an id");
  PS_TRY(const std::int64_t number, whole(call.part(*id, ".id")));
  return Value{number};
}

Result<schema::RefList> member_list(const ValueCall& call, std::string_view key, Shape shape) {
  const Node* list = call.node.find(key);
  if (list == nullptr || list->is_null()) return schema::RefList{};
  return parse_ref_list(shape, call.part(*list, '.' + std::string(key)), 0);
}

Result<Value> people_value(const ValueCall& call) {
  PS_TRY(schema::RefList people, parse_people(call));
  return list_value(std::move(people));
}

Result<Value> custom_type_value(const ValueCall& call) {
  PS_TRY(const std::int64_t number, whole(call));
  if (schema::find_custom_type(number) == nullptr)
    return refused(call, std::to_string(number) + " is no type of custom fields");
  return Value{number};
}

// Texts of an array; `key` names the member where the items are objects.
Result<Value> text_list_value(const ValueCall& call, std::string_view key) {
  const Node::Array* items = call.node.as_array();
  if (items == nullptr) return wrong_type(call, "an array");
  schema::TextList list;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Node* item = key.empty() ? &(*items)[i] : (*items)[i].find(key);
    if (item == nullptr || !item->as_text()) return wrong_type(call.item((*items)[i], i), "a text");
    list.push_back(*item->as_text());
  }
  return list.empty() ? Value{} : Value{std::move(list)};
}

Result<Value> integer_list_value(const ValueCall& call) {
  const Node::Array* items = call.node.as_array();
  if (items == nullptr) return wrong_type(call, "an array of numbers");
  schema::RefList list;
  for (std::size_t i = 0; i < items->size(); ++i) {
    PS_TRY(const std::int64_t number, whole(call.item((*items)[i], i)));
    if (number < 0) return refused(call.item((*items)[i], i), "the number is negative");
    list.push_back({call.system_field->target, number});
  }
  return list_value(std::move(list));
}

Result<Value> text_map_value(const ValueCall& call) {
  const Node::Object* members = call.node.as_object();
  if (members == nullptr) return wrong_type(call, "an object of texts");
  schema::TextMap map;
  for (const auto& [key, node] : *members) {
    PS_TRY(std::string item, text(call.part(node, '.' + std::string(shortened(key)))));
    map.emplace_back(key, std::move(item));
  }
  return map.empty() ? Value{} : Value{std::move(map)};
}

Result<Value> language_texts_value(const ValueCall& call) {
  const Node::Array* items = call.node.as_array();
  if (items == nullptr) return wrong_type(call, "an array of {lang, name}");
  schema::TextMap map;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Node* lang = (*items)[i].find("lang");
    const Node* name = (*items)[i].find("name");
    if (!lang || !lang->as_text() || !name || !name->as_text())
      return wrong_type(call.item((*items)[i], i), "an object of lang and name");
    map.emplace_back(*lang->as_text(), *name->as_text());
  }
  return map.empty() ? Value{} : Value{std::move(map)};
}

Result<Value> colors_value(const ValueCall& call) {
  const Node::Object* members = call.node.as_object();
  if (members == nullptr) return wrong_type(call, "an object of colours");
  schema::ColorList colors;
  for (const auto& [label, node] : *members) {
    const auto member = [&node = node](std::string_view key) {
      const Node* found = node.find(key);
      return found && found->as_text() ? *found->as_text() : std::string();
    };
    colors.push_back({label, member("color"), member("background")});
  }
  return colors.empty() ? Value{} : Value{std::move(colors)};
}

Result<Value> named_value(const ValueCall& call) {
  const Node* name = call.node.as_object() ? call.node.find("name") : &call.node;
  if (name == nullptr || name->as_text() == nullptr) return wrong_type(call, "a name");
  return text_value(*name->as_text());
}

Result<Value> file_list_value(const ValueCall& call) {
  PS_TRY(schema::RefList files, parse_ref_list(Shape::files, call, 0));
  return list_value(std::move(files));
}

// `{"name":"manager"}` instead of a number (contract: PositionEntity). A name that the account has
// is a reference at once; what an unknown one means is for the rules to say.
Result<Value> ref_or_name_value(const ValueCall& call) {
  const Node* name = call.node.find("name");
  if (!is_blank(call.node.find("id")) || is_blank(name))
    return to_value(parse_ref(Shape::ref, call));
  PS_TRY(const std::string sought, text(call.part(*name, ".name")));
  const RefKind kind = call.system_field->target;
  if (const auto* items = call.context.catalog.named_items(kind))
    for (const catalog::NamedItem& item : *items)
      if (base::fold(item.name) == base::fold(base::trim(sought))) return Value{Ref{kind, item.id}};
  return Value{std::string(base::trim(sought))};
}

Result<Value> telegram_value(const ValueCall& call) {
  PS_TRY(const std::string read, text(call));
  std::string handle = base::messenger_handle(read);
  if (handle.empty() && !base::trim(read).empty())
    return refused(call, shown(read) + " holds no name");
  return text_value(std::move(handle));
}

Result<Value> to_whole_value(Result<std::int64_t> read) {
  if (!read.ok()) return std::move(read).error();
  return Value{read.value()};
}

}  // namespace

Result<schema::RefList> parse_people(const ValueCall& call) {
  // A list that is sent replaces the stored one: a misspelt key must not empty it. {} may.
  constexpr std::string_view keys[] = {"users", "groups", "roles"};
  const Node::Object* object = call.node.as_object();
  const auto has = [&](std::string_view key) { return call.node.find(key) != nullptr; };
  if (object == nullptr || (!object->empty() && std::ranges::none_of(keys, has)))
    return wrong_type(call, "an object with users and groups");
  PS_TRY(schema::RefList people, member_list(call, "users", Shape::person));
  PS_TRY(const schema::RefList groups, member_list(call, "groups", Shape::people));
  people.insert(people.end(), groups.begin(), groups.end());
  return people;
}

Result<Value> parse_system_value(Shape shape, const ValueCall& call) {
  switch (shape) {
    case Shape::integer:
      return to_whole_value(whole(call));
    case Shape::boolean:
      return flag_value(call);
    case Shape::text:
      return plain_value(call);
    case Shape::html:
      return html_value(call);
    case Shape::url:
      return url_value(call);
    case Shape::enumeration:
      return enumeration_value(call);
    case Shape::timepoint:
      return to_value(parse_timepoint(call));
    case Shape::ref:
    case Shape::person:
    case Shape::counterparty:
      return to_value(parse_ref(shape, call));
    case Shape::date:
      return to_value(parse_day(call));
    case Shape::refs:
    case Shape::persons: {
      PS_TRY(schema::RefList list, parse_ref_list(shape, call, 0));
      return list_value(std::move(list));
    }
    case Shape::ref_or_name:
      return ref_or_name_value(call);
    case Shape::phones:
      return parse_phones(call);
    case Shape::telegram:
      return telegram_value(call);
    case Shape::password: {
      PS_TRY(const std::string read, text(call));
      return read.empty() ? Value{} : Value{base::salted_hash(read)};
    }
    case Shape::replacement:
      return parse_replacement(call);
    case Shape::people:
      return people_value(call);
    case Shape::status:
      return status_value(call);
    case Shape::files:
      return file_list_value(call);
    case Shape::recurrence:
      return parse_recurrence(call);
    case Shape::custom_type:
      return custom_type_value(call);
    case Shape::text_list:
      return text_list_value(call, {});
    case Shape::integer_list:
      return integer_list_value(call);
    case Shape::text_map:
      return text_map_value(call);
    case Shape::language_texts:
      return language_texts_value(call);
    case Shape::value_colors:
      return colors_value(call);
    case Shape::named:
      return named_value(call);
    case Shape::option_names:
      return text_list_value(call, "name");
    case Shape::bare_id:
      return bare_id_value(call);
    default:
      return parse_comment_value(shape, call);
  }
}

}  // namespace planstead::request
