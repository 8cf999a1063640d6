// From a file's text to a Document: sections, keys, types, repeated numbers and names. Asks nothing
// of the account.
#include <map>
#include <tuple>

#include "base/text.h"
#include "structure/check_value.h"
#include "structure/items.h"
#include "structure/load_yaml.h"
#include "structure/write_node.h"

namespace planstead::structure {

using base::Node;
using base::Result;
using base::Status;

namespace {

/// A last name alone will do.
bool is_person(Section section) {
  return section == Section::users || section == Section::contacts;
}
/// An entry is called as its first field, which may be empty.
bool may_lack_name(Section section) {
  return is_person(section) || section == Section::directory_entries;
}

Node id_object(const Node& value) {
  if (value.as_integer() == nullptr && value.as_text() == nullptr) return value;
  Members members;
  put(members, "id", value);
  return Node(std::move(members), value.line());
}

// In a file `project: 5` is enough where REST wants {"id": 5}.
Node with_id(const schema::Field& field, const Node& value) {
  using schema::Shape;
  const bool refers = field.shape == Shape::ref || field.shape == Shape::ref_or_name ||
                      field.shape == Shape::person || field.shape == Shape::counterparty ||
                      field.shape == Shape::status;
  const bool many = field.shape == Shape::refs || field.shape == Shape::persons;
  if (const Node::Array* items = value.as_array(); many && items != nullptr) {
    Node::Array wrapped;
    for (const Node& item : *items) wrapped.push_back(id_object(item));
    return Node(std::move(wrapped), value.line());
  }
  return refers ? id_object(value) : value;
}

/// Words that files of earlier versions have for fields of employees.
struct OlderWord {
  std::string_view older, word;
};
constexpr OlderWord older_words[] = {{"timeZone", "timezone"}, {"language", "languageCode"}};

std::string_view present_word(const Kind& kind, std::string_view name) {
  if (kind.section == Section::users)
    for (const OlderWord& row : older_words)
      if (row.older == name) return row.word;
  return name;
}

class Reader {
 public:
  explicit Reader(Document& document) : document_(document) {}

  Status read(const Node& root) {
    const Node::Object* sections = root.as_object();
    if (sections == nullptr)
      return wrong(file(), root.line(), "an object with sections is expected");
    for (const auto& [name, section] : *sections)
      if (find_kind(name) == nullptr)
        return wrong(file(), section.line(), "unknown section " + name);
    for (const Kind& kind : kinds()) {
      if (kind.section == Section::directory_entries) {
        for (Item& entry : entries_) document_.items.push_back(std::move(entry));
      } else if (const Node* section = root.find(kind.name);
                 section != nullptr && !section->is_null()) {
        PS_CHECK(read_section(kind, *section));
      }
    }
    return base::ok();
  }

 private:
  const std::string& file() const { return document_.file; }

  Status read_section(const Kind& kind, const Node& section) {
    if (kind.section == Section::account) {
      PS_TRY(Item account, read_item(kind, section, "account"));
      account.id = 1;
      document_.items.push_back(std::move(account));
      return base::ok();
    }
    const Node::Array* list = section.as_array();
    if (list == nullptr)
      return wrong(file(), section.line(), std::string(kind.name) + ": a list is expected");
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string place = std::string(kind.name) + "[" + std::to_string(i) + "]";
      PS_TRY(Item item, read_item(kind, (*list)[i], place));
      document_.items.push_back(std::move(item));
      if (kind.section == Section::directories)
        PS_CHECK(read_entries((*list)[i], document_.items.size() - 1));
    }
    return base::ok();
  }

  Status read_entries(const Node& directory, std::size_t owner) {
    const Node* entries = directory.find("entries");
    if (entries == nullptr || entries->is_null()) return base::ok();
    const std::string place = document_.items[owner].place + ".entries";
    const Node::Array* list = entries->as_array();
    if (list == nullptr) return wrong(file(), entries->line(), place + ": a list is expected");
    for (std::size_t i = 0; i < list->size(); ++i) {
      PS_TRY(Item entry, read_item(kind_of(Section::directory_entries), (*list)[i],
                                   place + "[" + std::to_string(i) + "]"));
      entry.owner = owner;
      entries_.push_back(std::move(entry));
    }
    return base::ok();
  }

  Result<Item> read_item(const Kind& kind, const Node& node, std::string place) {
    const Node::Object* members = node.as_object();
    if (members == nullptr) return wrong(file(), node.line(), place + ": an object is expected");
    Item item;
    item.kind = &kind;
    item.line = node.line();
    item.place = std::move(place);
    for (const auto& [name, value] : *members) {
      const bool is_id = name == kind.id_key && kind.section != Section::account;
      if (is_id) PS_CHECK(read_id(item, value));
      if (!is_id && find_key(kind.keys, name) == nullptr &&
          find_row_field(kind, present_word(kind, name)) == nullptr)
        return refuse(document_, item, value.line(), {}, "unknown key " + name);
    }
    PS_CHECK(read_own(item, node));
    read_fields(item, node);
    return item;
  }

  Status read_id(Item& item, const Node& value) {
    if (value.is_null()) return base::ok();
    const std::int64_t* id = value.as_integer();
    const std::int64_t least = item.kind->id_least, most = item.kind->id_most;
    if (id == nullptr || *id < least || *id > most)
      return refuse(document_, item, value.line(), item.kind->id_key,
                    "a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                        " is expected");
    item.id = *id;
    return base::ok();
  }

  Status read_own(Item& item, const Node& node) {
    Members own;
    for (const Key& key : item.kind->keys) {
      const Node* value = node.find(key.name);
      const bool absent = value == nullptr || value->is_null();
      if (absent && key.required)
        return refuse(document_, item, node.line(), {},
                      "the key " + std::string(key.name) + " is missing");
      if (!absent && key.name == "name") PS_CHECK(check_name(item, *value));
      if (absent || key.holds == Holds::row_field || key.holds == Holds::items) continue;
      PS_TRY(Node checked,
             check_value(key, *value, item.place + "." + std::string(key.name), file()));
      put(own, key.name, std::move(checked));
    }
    item.own = Node(std::move(own), node.line());
    return base::ok();
  }

  Status check_name(const Item& item, const Node& name) {
    const std::string* text = name.as_text();
    if (text == nullptr)
      return refuse(document_, item, name.line(), "name", "a text is expected; write it in quotes");
    if (base::trim(*text).empty() && !may_lack_name(item.kind->section))
      return refuse(document_, item, name.line(), "name", "the name is blank");
    return base::ok();
  }

  void read_fields(Item& item, const Node& node) {
    Members fields;
    for (const auto& [name, value] : *node.as_object())
      if (const schema::Field* field = find_row_field(*item.kind, present_word(*item.kind, name));
          field != nullptr && name != item.kind->id_key && item.own.find(name) == nullptr)
        put(fields, field->name, with_id(*field, value));
    item.fields = Node(std::move(fields), node.line());
  }

  Document& document_;
  std::vector<Item> entries_;
};

// Numbers of one sequence must differ; directory entries count within their directory.
Status check_numbers(const Document& document) {
  std::map<std::tuple<std::string_view, std::size_t, std::int64_t>, const Item*> seen;
  for (const Item& item : document.items) {
    if (!item.id) continue;
    const auto [first, is_new] =
        seen.try_emplace({item.kind->sequence, item.owner, *item.id}, &item);
    if (!is_new)
      return refuse(document, item, item.line, item.kind->id_key,
                    "the number " + std::to_string(*item.id) + " is that of " +
                        first->second->place + " (line " + std::to_string(first->second->line) +
                        "), too");
  }
  return base::ok();
}

// Items without a number are known by their names, so these must differ.
Status check_names(const Document& document) {
  using Name = std::tuple<const Kind*, std::size_t, std::int64_t, std::string>;
  std::map<Name, const Item*> seen;
  for (const Item& item : document.items) {
    const std::string label = label_of(item);
    if (label.empty() && !item.id)
      return refuse(document, item, item.line, {},
                    "the key " + std::string(item.kind->id_key) + " is missing");
    if (base::trim(label).empty() && is_person(item.kind->section))
      return refuse(document, item, item.line, {}, "the key name is missing");
    const Node* task = item.own.find("task");
    const Name name{item.kind, item.owner, task == nullptr ? 0 : *task->as_integer(), label};
    const auto [first, is_new] = seen.try_emplace(name, &item);
    if (!is_new && (!item.id || !first->second->id))
      return refuse(document, item, item.line, "name",
                    first->second->place + " has the same name; give each a number by the key " +
                        std::string(item.kind->id_key));
  }
  return base::ok();
}

}  // namespace

std::string label_of(const Node& own, const Node& fields) {
  std::string label;
  for (std::string_view key : {"name", "midname", "lastname"}) {
    const Node* part = own.find(key) != nullptr ? own.find(key) : fields.find(key);
    const std::string* text = part == nullptr ? nullptr : part->as_text();
    if (text != nullptr && !text->empty()) label.append(label.empty() ? "" : " ").append(*text);
  }
  return label;
}

base::Error refuse(const Document& document, const Item& item, int line, std::string_view path,
                   std::string_view detail) {
  std::string place = item.place;
  if (!path.empty()) place.append(".").append(path);
  return wrong(document.file, line != 0 ? line : item.line, place.append(": ").append(detail));
}

Result<Document> parse(std::string_view text, std::string_view file) {
  Document document{std::string(file), {}};
  PS_TRY(const Node root, load_yaml(text, file));
  PS_CHECK(Reader(document).read(root));
  PS_CHECK(check_numbers(document));
  PS_CHECK(check_names(document));
  return document;
}

}  // namespace planstead::structure
