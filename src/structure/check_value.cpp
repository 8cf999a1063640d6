// One small function for each kind of value in the table.
#include "structure/check_value.h"

#include <algorithm>

#include "base/text.h"
#include "structure/load_yaml.h"
#include "structure/write_node.h"

namespace planstead::structure {

using base::Node;
using base::Result;

namespace {

struct Place {
  const std::string& path;
  std::string_view file;
  base::Error wrong(const Node& node, std::string_view detail) const {
    return structure::wrong(file, node.line(), path + ": " + std::string(detail));
  }
};

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (std::string_view word : words) out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

Result<Node> check_text(const Node& node, const Place& place) {
  if (node.as_text() != nullptr) return node;
  const bool object = node.as_array() != nullptr || node.as_object() != nullptr;
  return place.wrong(node,
                     object ? "a text is expected" : "a text is expected; write it in quotes");
}

Result<Node> check_integer(const Node& node, const Place& place) {
  if (node.as_integer() != nullptr) return node;
  return place.wrong(node, "a whole number is expected");
}

Result<Node> check_choice(const Key& key, const Node& node, const Place& place) {
  const std::string* text = node.as_text();
  if (text != nullptr && std::ranges::find(key.choices, *text) != key.choices.end()) return node;
  return place.wrong(node, "one of these is expected: " + listed(key.choices));
}

Result<Node> check_reference(const Key& key, const Node& node, const Place& place) {
  const std::int64_t* id = node.as_integer();
  if (id != nullptr && *id >= 0 && *id <= base::id_max) return node;
  return place.wrong(node, "a number from " + std::string(kind_of(key.to).name) + " is expected");
}

Result<Node> check_field_type(const Node& node, const Place& place) {
  PS_CHECK(check_integer(node, place));
  if (schema::find_custom_type(*node.as_integer()) != nullptr) return node;
  return place.wrong(node, "there is no custom field type " + std::to_string(*node.as_integer()));
}

Result<Node> check_zone(const Node& node, const Place& place) {
  PS_CHECK(check_text(node, place));
  if (base::Zone::find(*node.as_text())) return node;
  return place.wrong(node, "there is no time zone " + *node.as_text());
}

Result<Node> check_color(const Node& node, const Place& place) {
  const std::string* text = node.as_text();
  if (text != nullptr && text->size() == 7 && text->front() == '#' &&
      text->find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos)
    return node;
  return place.wrong(node, "a colour is expected: \"#rrggbb\", in quotes");
}

Result<Node> check_hours(const Node& node, const Place& place) {
  const std::string* text = node.as_text();
  if (text != nullptr && parse_hours(*text)) return node;
  if (node.is_null()) return Node(std::string(), node.line());
  return place.wrong(node, "working hours are expected: \"09:00-13:00,14:00-18:00\", ascending");
}

/// A list whose items `check` takes.
template <class Check>
Result<Node> check_list(const Node& node, const Place& place, Check check) {
  const Node::Array* array = node.as_array();
  if (array == nullptr) return place.wrong(node, "a list is expected");
  Node::Array items;
  for (const Node& item : *array) {
    const std::string path = place.path + "[" + std::to_string(items.size()) + "]";
    PS_TRY(Node checked, check(item, Place{path, place.file}));
    items.push_back(std::move(checked));
  }
  return Node(std::move(items), node.line());
}

Result<Node> check_people(const Key& key, const Node& node, const Place& place) {
  return check_list(node, place, [&](const Node& item, const Place& inside) -> Result<Node> {
    const std::string* text = item.as_text();
    if (text != nullptr && (base::parse_prefixed(*text) ||
                            std::ranges::find(key.choices, *text) != key.choices.end()))
      return item;
    const std::string roles = key.choices.empty() ? "" : ", " + listed(key.choices);
    return inside.wrong(item, "one of these is expected: user:5, contact:7, group:3" + roles);
  });
}

/// An object with free keys, whose values `check` takes. `rename` gives a key's canonical form, or
/// nullopt.
template <class Rename, class Check>
Result<Node> check_map(const Node& node, const Place& place, std::string_view keys, Rename rename,
                       Check check) {
  const Node::Object* object = node.as_object();
  if (object == nullptr) return place.wrong(node, "an object is expected");
  Members members;
  for (const auto& [name, value] : *object) {
    const std::string path = place.path + "." + name;
    const Place inside{path, place.file};
    const std::optional<std::string> canonical = rename(name);
    if (!canonical) return inside.wrong(value, "the key must be " + std::string(keys));
    PS_TRY(Node checked, check(value, inside));
    put(members, *canonical, std::move(checked));
  }
  std::ranges::stable_sort(members, {}, &Members::value_type::first);
  if (std::ranges::adjacent_find(members, {}, &Members::value_type::first) != members.end())
    return place.wrong(node, "two keys mean the same");
  return Node(std::move(members), node.line());
}

Result<Node> check_text_map(const Key& key, const Node& node, const Place& place) {
  const auto known = [&](const std::string& name) -> std::optional<std::string> {
    const bool fits =
        key.choices.empty() || std::ranges::find(key.choices, name) != key.choices.end();
    return fits && !name.empty() ? std::optional(name) : std::nullopt;
  };
  return check_map(node, place, key.choices.empty() ? "a language" : listed(key.choices), known,
                   check_text);
}

Result<Node> check_week(const Node& node, const Place& place) {
  const auto day = [](const std::string& name) -> std::optional<std::string> {
    return name.size() == 1 && name[0] >= '1' && name[0] <= '7' ? std::optional(name)
                                                                : std::nullopt;
  };
  return check_map(node, place, "a day of the week, 1 Monday to 7 Sunday", day, check_hours);
}

Result<Node> check_exceptions(const Node& node, const Place& place) {
  const auto date = [](const std::string& name) -> std::optional<std::string> {
    const auto parsed = base::parse_date(name);
    if (!parsed) return std::nullopt;
    std::string text;
    base::append_date(text, *parsed);
    return text;
  };
  return check_map(node, place, "a date, DD-MM-YYYY", date, check_hours);
}

Result<Node> check_references(const Key& key, const Node& node, const Place& place) {
  PS_TRY(Node checked, check_list(node, place, [&](const Node& item, const Place& inside) {
           return check_reference(key, item, inside);
         }));
  std::vector<std::int64_t> seen;
  for (const Node& item : *checked.as_array()) {
    if (std::ranges::find(seen, *item.as_integer()) != seen.end())
      return place.wrong(item,
                         "the number " + std::to_string(*item.as_integer()) + " stands here twice");
    seen.push_back(*item.as_integer());
  }
  return checked;
}

}  // namespace

std::optional<std::vector<catalog::Interval>> parse_hours(std::string_view text) {
  std::vector<catalog::Interval> hours;
  if (base::trim(text).empty()) return hours;
  for (std::string_view part : base::split(text, ',')) {
    const auto ends = base::split(part, '-');
    if (ends.size() != 2) return std::nullopt;
    const auto from = base::parse_time(ends[0]);
    const auto to = base::parse_time(ends[1], true);
    if (!from || !to || *to <= *from) return std::nullopt;
    if (!hours.empty() && from->minutes < hours.back().to) return std::nullopt;
    hours.push_back({from->minutes, to->minutes});
  }
  return hours;
}

Result<Node> check_value(const Key& key, const Node& value, const std::string& path,
                         std::string_view file) {
  const Place place{path, file};
  const auto check_inner = [&](const Node& node, const Place& inside) {
    return check_record(key.inner, node, inside.path, file);
  };
  switch (key.holds) {
    case Holds::integer:
      return check_integer(value, place);
    case Holds::boolean:
      if (value.as_bool() != nullptr) return value;
      return place.wrong(value, "true or false is expected");
    case Holds::text:
      return check_text(value, place);
    case Holds::texts:
      return check_list(value, place, check_text);
    case Holds::choice:
      return check_choice(key, value, place);
    case Holds::choices:
      return check_list(value, place, [&](const Node& item, const Place& inside) {
        return check_choice(key, item, inside);
      });
    case Holds::field_type:
      return check_field_type(value, place);
    case Holds::zone:
      return check_zone(value, place);
    case Holds::color:
      return check_color(value, place);
    case Holds::reference:
      return check_reference(key, value, place);
    case Holds::references:
      return check_references(key, value, place);
    case Holds::people:
      return check_people(key, value, place);
    case Holds::text_map:
      return check_text_map(key, value, place);
    case Holds::record:
      return check_record(key.inner, value, path, file);
    case Holds::records:
      return check_list(value, place, check_inner);
    case Holds::record_map:
      return check_map(
          value, place, "a text", [](const std::string& name) { return std::optional(name); },
          check_inner);
    case Holds::conditions:
      return check_list(value, place, [](const Node& item, const Place& inside) -> Result<Node> {
        if (item.as_object() != nullptr) return item;
        return inside.wrong(item, "an object with type, operator and value is expected");
      });
    case Holds::week:
      return check_week(value, place);
    case Holds::exceptions:
      return check_exceptions(value, place);
    case Holds::items:
    case Holds::row_field:
      return value;
  }
  return value;
}

Result<Node> check_record(std::span<const Key> keys, const Node& value, const std::string& path,
                          std::string_view file) {
  const Place place{path, file};
  const Node::Object* object = value.as_object();
  if (object == nullptr) return place.wrong(value, "an object is expected");
  for (const auto& [name, member] : *object)
    if (find_key(keys, name) == nullptr) return place.wrong(member, "unknown key " + name);
  Members members;
  for (const Key& key : keys) {
    const Node* member = value.find(key.name);
    if (member == nullptr || member->is_null()) {
      if (key.required)
        return place.wrong(value, "the key " + std::string(key.name) + " is missing");
      continue;
    }
    PS_TRY(Node checked, check_value(key, *member, path + "." + std::string(key.name), file));
    put(members, key.name, std::move(checked));
  }
  return Node(std::move(members), value.line());
}

namespace {
void visit_person(const Node& node, const std::string& path,
                  const std::function<void(const Reference&)>& visit) {
  const auto person = base::parse_prefixed(node.as_text() == nullptr ? "" : *node.as_text());
  if (!person) return;
  visit({sections_of(person->kind).front(), person->id, path, node.line()});
}
}  // namespace

void visit_references(std::span<const Key> keys, const Node& object,
                      const std::function<void(const Reference&)>& visit) {
  for (const Key& key : keys) {
    const Node* value = object.find(key.name);
    if (value == nullptr) continue;
    const auto visit_one = [&](const Node& node, const std::string& path) {
      const std::int64_t* id = node.as_integer();
      if (id != nullptr && *id >= kind_of(key.to).id_least) visit({key.to, *id, path, node.line()});
    };
    const std::string path(key.name);
    if (key.holds == Holds::reference) visit_one(*value, path);
    const Node::Array* array = value->as_array();
    if (array == nullptr) continue;
    for (std::size_t i = 0; i < array->size(); ++i) {
      const std::string inside = path + "[" + std::to_string(i) + "]";
      if (key.holds == Holds::references) visit_one((*array)[i], inside);
      if (key.holds == Holds::people) visit_person((*array)[i], inside, visit);
      if (key.holds != Holds::records) continue;
      visit_references(key.inner, (*array)[i], [&](const Reference& reference) {
        visit({reference.to, reference.id, inside + "." + reference.path, reference.line});
      });
    }
  }
}

}  // namespace planstead::structure
