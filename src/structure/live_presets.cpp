// Values are kept in the forms in which they were written: numbers, or objects with an `id`.
#include "structure/live_presets.h"

#include <functional>
#include <map>

#include "base/text.h"
#include "schema/references.h"
#include "structure/write_node.h"

namespace planstead::structure {

using base::Node;
using base::RefKind;

namespace {

constexpr std::int64_t no_field = 0;  // `files`, beside the custom fields
constexpr std::int64_t type_files = 21;

/// Does the value of a field name something that is not there any more?
using IsGone = std::function<bool(std::int64_t field, std::int64_t id)>;

std::int64_t id_of(const Node& value) {
  const Node& id = value.find("id") == nullptr ? value : *value.find("id");
  if (id.as_integer() != nullptr) return *id.as_integer();
  return id.as_text() == nullptr ? 0 : base::parse_integer(*id.as_text()).value_or(0);
}

/// Null where nothing is left.
Node live_value(const Node& value, std::int64_t field, const IsGone& is_gone) {
  if (value.as_array() == nullptr) return is_gone(field, id_of(value)) ? Node() : value;
  Node::Array left;
  for (const Node& one : *value.as_array())
    if (!is_gone(field, id_of(one))) left.push_back(one);
  return left.empty() ? Node() : Node(std::move(left));
}

Node live_items(const Node::Array& items, const IsGone& is_gone) {
  Node::Array left;
  for (const Node& item : items) {
    const Node *field = item.find("field"), *value = item.find("value");
    if (field == nullptr || value == nullptr) continue;
    const Node live = live_value(*value, id_of(*field), is_gone);
    if (live.is_null()) continue;
    Members kept;
    put(kept, "field", *field);
    put(kept, "value", live);
    left.emplace_back(std::move(kept));
  }
  return left.empty() ? Node() : Node(std::move(left));
}

Node::Object live_presets(const Node::Object& body, const IsGone& is_gone) {
  Members left;
  for (const auto& [key, value] : body) {
    const bool custom = key == "customFieldData" && value.as_array() != nullptr;
    Node live = custom           ? live_items(*value.as_array(), is_gone)
                : key == "files" ? live_value(value, no_field, is_gone)
                                 : value;
    if (!live.is_null() || value.is_null()) put(left, key, std::move(live));
  }
  return left;
}

}  // namespace

void drop_gone_presets(std::vector<Entry>& entries, storage::Transaction& rows) {
  std::map<std::int64_t, std::int64_t> types, directories;  // by custom field
  for (const Entry& entry : entries) {
    if (entry.kind->section != Section::custom_fields) continue;
    types[entry.id] = integer_in(entry.body, "type", -1);
    directories[entry.id] = integer_in(entry.body, "directoryId", 0);
  }
  const auto is_gone = [&](std::int64_t field, std::int64_t id) {
    if (field == no_field || types[field] == type_files) return !rows.exists({RefKind::file, id});
    const std::int64_t directory = directories[field];
    return directory != 0 && !rows.exists({RefKind::entry, schema::entry_id(directory, id)});
  };
  for (Entry& entry : entries)
    if (entry.kind->is_template())
      entry.body = Node(live_presets(*entry.body.as_object(), is_gone), entry.body.line());
}

}  // namespace planstead::structure
