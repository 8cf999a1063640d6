// Bodies of creates and updates: keys to fields by the entity's table, custom values by the
// account's definitions. Does not know what a change means.
#include <algorithm>
#include <unordered_set>

#include "request/coerce.h"
#include "request/parse.h"

namespace planstead::request {

using base::Node;
using base::Result;
using catalog::CustomField;
using schema::On;

namespace {

// `field: {id}` of an item of customFieldData.
Result<std::int64_t> field_id(const Node& item, const std::string& where) {
  const Node* field = item.find("field");
  const Node* id = field ? field->find("id") : nullptr;
  if (field && !field->as_object())
    return base::malformed(where + ".field", "expected an object with an id");
  if (is_blank(id)) return base::missing(where + ".field.id", "which custom field");
  const auto number = as_whole(*id);
  if (!number || *number < 1 || *number > base::id_max)
    return base::invalid(where + ".field.id", shown(*id) + " is no number of a field");
  return *number;
}

Result<CustomChange> custom_change(const Node& item, const std::string& where,
                                   const ParseContext& context) {
  if (item.as_object() == nullptr)
    return base::malformed(where, "expected an object with field and value");
  PS_TRY(const std::int64_t id, field_id(item, where));
  const Node* value = item.find("value");
  if (value == nullptr)
    return base::missing(where + ".value", "the value of field " + std::to_string(id));
  CustomChange change{
      .field = id, .definition = context.catalog.field(id), .value = {}, .where = where + ".value"};
  if (change.definition == nullptr) return change;
  PS_TRY(change.value, parse_value(change.definition->type->shape, *value, change.where, context,
                                   nullptr, change.definition));
  return change;
}

Result<std::vector<CustomChange>> custom_changes(const Node& data, const std::string& where,
                                                 const ParseContext& context) {
  std::vector<CustomChange> changes;
  if (data.is_null()) return changes;
  const Node::Array* items = data.as_array();
  if (items == nullptr) return base::malformed(where, "expected an array");
  std::unordered_set<std::int64_t> seen;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const std::string place = where + '[' + std::to_string(i) + ']';
    PS_TRY(CustomChange change, custom_change((*items)[i], place, context));
    if (!seen.insert(change.field).second)
      return base::invalid(place + ".field.id",
                           "field " + std::to_string(change.field) + " stands twice");
    changes.push_back(std::move(change));
  }
  return changes;
}

// The value of a main field: its type is that of the field of the path, or the one which the body
// names beside it.
Result<CustomChange> main_value(const Node::Object& members, const Node& value,
                                const std::string& where, const ParseContext& context) {
  CustomChange change{.field = 0, .definition = nullptr, .value = {}, .where = where};
  CustomField fresh;
  const CustomField* field = &fresh;
  if (!context.path_ids.empty()) {
    change.field = context.path_ids.front();
    change.definition = field = context.catalog.field(change.field);
    if (field == nullptr) return change;  // the rules say so
  }
  const auto number = [&](std::string_view key) {
    for (const auto& [name, node] : members)
      if (name == key) return as_whole(node).value_or(-1);
    return std::int64_t{-1};
  };
  if (field == &fresh) {
    fresh.type = schema::find_custom_type(number("type"));
    fresh.directory = number("directoryId");
    if (fresh.type == nullptr) return change;
  }
  PS_TRY(change.value, parse_value(field->type->shape, value, where, context, nullptr, field));
  return change;
}

}  // namespace

const Change* Body::find(std::string_view field) const {
  const auto found =
      std::ranges::find(changes, field, [](const Change& change) { return change.field->name; });
  return found == changes.end() ? nullptr : &*found;
}

namespace {

/// Reads one body, and the bodies inside it.
class BodyReader {
 public:
  BodyReader(const schema::Entity& entity, const ParseContext& context,
             std::vector<std::string>& notes)
      : entity_(entity), context_(context), notes_(notes) {}

  /// `place` is empty, or ends with a dot: `items[1].`.
  Result<Body> read(const Node& node, On allowed, const std::string& place) {
    const Node::Object* members = node.as_object();
    if (members == nullptr)
      return base::malformed(place.empty() ? "body" : place.substr(0, place.size() - 1),
                             "expected an object");
    Body body;
    for (const auto& [key, value] : *members)
      PS_CHECK(read_member(body, *members, key, value, allowed, place));
    std::ranges::sort(body.changes, {},
                      &Change::field);  // rows of one table: their addresses are its order
    return body;
  }

 private:
  base::Status read_member(Body& body, const Node::Object& members, const std::string& key,
                           const Node& node, On allowed, const std::string& place) {
    const schema::Field* field = schema::find_field(entity_, key);
    if (field == nullptr || (!has(field->on, allowed) && !has(field->on, On::ignored)))
      return base::malformed(place + std::string(shortened(key)), "no such key here");
    const bool says_nothing =
        node.is_null() && (field->never_empty || field->shape == schema::Shape::boolean);
    if (!has(field->on, allowed) || says_nothing) {
      notes_.push_back("body: " + place + key);
    } else if (field->shape == schema::Shape::custom_values) {
      PS_TRY(body.custom, custom_changes(node, place + key, context_));
    } else if (field->shape == schema::Shape::main_value) {
      PS_TRY(CustomChange change, main_value(members, node, place + key, context_));
      body.custom.push_back(std::move(change));
    } else if (field->shape == schema::Shape::items) {
      PS_TRY(body.items, items(node, place + key));
    } else {
      PS_TRY(schema::Value value,
             parse_value(field->shape, node, place + key, context_, field, nullptr));
      body.changes.push_back({field, std::move(value)});
    }
    return base::ok();
  }

  // Each is what an update of one row takes.
  Result<std::vector<Body>> items(const Node& node, const std::string& place) {
    std::vector<Body> bodies;
    if (node.is_null()) return bodies;
    const Node::Array* list = node.as_array();
    if (list == nullptr) return base::malformed(place, "expected an array");
    for (std::size_t i = 0; i < list->size(); ++i) {
      PS_TRY(Body body, read((*list)[i], On::update, place + '[' + std::to_string(i) + "]."));
      bodies.push_back(std::move(body));
    }
    return bodies;
  }

  const schema::Entity& entity_;
  const ParseContext& context_;
  std::vector<std::string>& notes_;
};

}  // namespace

Result<Body> parse_body(const schema::Entity& entity, const Node& body, On allowed,
                        const ParseContext& context, std::vector<std::string>& notes) {
  return BodyReader(entity, context, notes).read(body, allowed, {});
}

}  // namespace planstead::request
