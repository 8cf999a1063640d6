// The options of lists and reads, one row each. A value that cannot be is refused with its place.
#include "request/options.h"

#include <algorithm>

#include "base/text.h"
#include "request/coerce.h"

namespace planstead::request {

using base::Node;
using schema::Option;

namespace {

base::Result<bool> flag(const Node& node, std::string_view key) {
  const auto value = as_flag(node);
  if (!value) return base::invalid(std::string(key), shown(node) + " is neither true nor false");
  return *value;
}

base::Status read_flag(bool& into, const Node& node, std::string_view key) {
  PS_TRY(into, flag(node, key));
  return base::ok();
}

// A number, or a person as everywhere: `contact:5`, but nobody of another kind.
base::Result<std::int64_t> id_of(const Node& node, std::string_view key,
                                 base::RefKind kind = base::RefKind::none) {
  const std::string* text = node.as_text();
  const auto person = text ? base::parse_prefixed(base::trim(*text)) : std::nullopt;
  const bool meant = person && person->kind == kind;
  const auto id = meant ? std::optional(person->id) : as_whole(node);
  if (!id || *id < 0 || *id > base::id_max)
    return base::invalid(std::string(key), shown(node) + " is no number of anything");
  return *id;
}

base::Status read_id(std::optional<std::int64_t>& into, const Node& node, std::string_view key,
                     base::RefKind kind = base::RefKind::none) {
  if (is_blank(&node)) return base::ok();
  PS_TRY(into, id_of(node, key, kind));
  return base::ok();
}

base::Status read_company(Call& call, const Node& node, std::string_view key) {
  PS_TRY(call.options.is_company, flag(node, key));
  return base::ok();
}

constexpr std::pair<std::string_view, TypeList> type_lists[] = {{"Comments", TypeList::comments},
                                                                {"All", TypeList::all},
                                                                {"New", TypeList::unread},
                                                                {"Deleted", TypeList::deleted}};

base::Status read_type_list(Call& call, const Node& node, std::string_view key) {
  if (is_blank(&node)) return base::ok();
  const std::string* text = node.as_text();
  for (const auto& [name, type] : type_lists)
    if (text && base::fold(*text) == base::fold(name)) {
      call.options.type_list = type;
      return base::ok();
    }
  return base::invalid(std::string(key), shown(node) + " is none of: Comments, All, New, Deleted");
}

// One element of `resultOrder`. In the contract's schema of two lists the key is misspelt `filed`
// (observed 17.2).
base::Status read_order(Call& call, const Node& node, const std::string& where) {
  const Node* field = node.find("field") ? node.find("field") : node.find("filed");
  const std::string* name = field ? field->as_text() : nullptr;
  const bool by_date = name && base::fold(*name) == "datetime";
  if (field && !by_date && !(name && base::fold(*name) == "id"))
    return base::invalid(where + ".field", shown(*field) + " is none of: id, dateTime");
  const Node* direction = node.find("direction");
  const std::string* way = direction ? direction->as_text() : nullptr;
  const bool descending = way && base::fold(*way) == "desc";
  if (direction && !descending && !(way && base::fold(*way) == "asc"))
    return base::invalid(where + ".direction", shown(*direction) + " is none of: Asc, Desc");
  call.options.order = {by_date, descending};
  return base::ok();
}

// Rows never tie after the first element: a date is followed by the number. Further ones are noted.
base::Status read_result_order(Call& call, const Node& node, std::string_view key) {
  if (is_blank(&node)) return base::ok();
  const std::string where(key);
  if (node.as_object()) return read_order(call, node, where);
  const Node::Array* items = node.as_array();
  if (items == nullptr) return base::malformed(where, "expected an array, found " + shown(node));
  for (std::size_t i = 0; i < items->size(); ++i)
    if ((*items)[i].as_object() == nullptr)
      return base::malformed(where + '[' + std::to_string(i) + ']', "expected an object");
  if (items->size() > 1) call.notes.push_back("body: resultOrder[1]");
  return items->empty() ? base::ok() : read_order(call, items->front(), where + "[0]");
}

struct OptionRow {
  std::string_view name;
  Option option;
  base::Status (*read)(Call&, const Node&, std::string_view key);
};
constexpr OptionRow rows[] = {
    {"isCompany", Option::is_company, read_company},
    {"prefixedId", Option::prefixed_id,
     [](Call& call, const Node& node, std::string_view key) {
       return read_flag(call.options.prefixed_id, node, key);
     }},
    {"onlyActive", Option::only_active,
     [](Call& call, const Node& node, std::string_view key) {
       return read_flag(call.options.only_active, node, key);
     }},
    {"typeList", Option::type_list, read_type_list},
    {"resultOrder", Option::result_order, read_result_order},
    {"groupId", Option::group_id,
     [](Call& call, const Node& node, std::string_view key) {
       return read_id(call.options.group, node, key);
     }},
    {"groupsOnly", Option::groups_only,
     [](Call& call, const Node& node, std::string_view key) {
       return read_flag(call.options.groups_only, node, key);
     }},
    {"entriesOnly", Option::entries_only,
     [](Call& call, const Node& node, std::string_view key) {
       return read_flag(call.options.entries_only, node, key);
     }},
    {"taskId", Option::of_task,
     [](Call& call, const Node& node, std::string_view key) {
       return read_id(call.options.task, node, key);
     }},
    {"contactId", Option::of_contact,
     [](Call& call, const Node& node, std::string_view key) {
       return read_id(call.options.contact, node, key, base::RefKind::contact);
     }},
    {"onlyFromDescription", Option::from_description,
     [](Call& call, const Node& node, std::string_view key) {
       return read_flag(call.options.from_description, node, key);
     }},
    // Every file may hang on everything, whatever it was uploaded for.
    {"targetType", Option::target_type,
     [](Call& call, const Node& node, std::string_view key) -> base::Status {
       const std::string* text = node.as_text();
       if (text == nullptr || (*text != "task" && *text != "directory"))
         return base::invalid(std::string(key), shown(node) + " is none of: task, directory");
       if (*text != "task") call.notes.push_back("query: targetType");
       return base::ok();
     }},
    {"object", Option::of_object,
     [](Call& call, const Node& node, std::string_view key) -> base::Status {
       const std::string* text = node.as_text();
       const auto thing = text ? base::parse_thing(base::trim(*text)) : std::nullopt;
       if (!thing) return base::invalid(std::string(key), shown(node) + " is nothing like task:5");
       call.options.object = *thing;
       return base::ok();
     }},
    {"token", Option::of_token,
     [](Call& call, const Node& node, std::string_view key) {
       return read_id(call.options.token, node, key);
     }},
    {"onlyUnread", Option::only_unread,
     [](Call& call, const Node& node, std::string_view key) {
       return read_flag(call.options.only_unread, node, key);
     }},
    {"id", Option::target,
     [](Call& call, const Node& node, std::string_view key) -> base::Status {
       PS_TRY(call.options.target, id_of(node, key));
       return call.options.target > 0
                  ? base::ok()
                  : base::Status(
                        base::invalid(std::string(key), shown(node) + " is no number of anything"));
     }},
};

}  // namespace

namespace {

constexpr std::size_t longest_source = 100;  // contract: sourceId

constexpr std::pair<std::string_view, bool Options::*> pass_keys[] = {
    {"onlyChanged", &Options::only_changed},
    {"repeatPass", &Options::repeat_pass},
    {"withDeleted", &Options::with_deleted}};

base::Status read_name(std::string& into, const Node& node, std::string_view key) {
  const std::string* text = node.as_text();
  if (text == nullptr)
    return base::malformed(std::string(key), "expected a text, found " + shown(node));
  into = *text;
  if (base::count_characters(into) > longest_source)
    return base::invalid(std::string(key), "longer than 100 characters");
  return base::ok();
}

}  // namespace

base::Status read_source(Call& call, const Node& node) {
  if (is_blank(&node)) return base::ok();
  std::string name;
  PS_CHECK(read_name(name, node, "sourceId"));
  call.options.source = base::trim(name);
  return base::ok();
}

std::optional<base::Status> read_source_option(Call& call, std::string_view key,
                                               const Node& value) {
  if (schema::takes_source(*call.operation)) {
    if (key == "sourceId") return read_source(call, value);
    if (key == "sourceObjectId")
      return is_blank(&value) ? base::ok() : read_name(call.options.source_object, value, key);
  }
  if (!call.operation->entity->tracked) return std::nullopt;
  for (const auto& [name, option] : pass_keys)
    if (key == name)
      return value.is_null() ? base::ok() : read_flag(call.options.*option, value, key);
  return std::nullopt;
}

base::Status check_source_options(Call& call) {
  Options& options = call.options;
  const bool named = !options.source.empty();
  // Nobody's pass: everything is what has changed.
  if (!named && std::exchange(options.only_changed, false))
    call.notes.emplace_back("body: onlyChanged");
  const bool begins = options.only_changed && call.offset == 0;
  if (options.repeat_pass && !begins) call.notes.emplace_back("body: repeatPass");
  if (!options.only_changed && std::exchange(options.with_deleted, false))
    call.notes.emplace_back("body: withDeleted");
  if (named) return base::ok();
  if (!options.source_object.empty())
    return base::missing("sourceId", "whose name sourceObjectId is");
  return base::ok();
}

std::optional<base::Status> read_option(Call& call, std::string_view key, const Node& value) {
  for (const OptionRow& row : rows)
    if (row.name == key && has(call.operation->options, row.option))
      return value.is_null() ? base::ok() : row.read(call, value, row.name);
  return std::nullopt;
}

base::Status read_query_options(Call& call, Query& query) {
  const std::string* source =
      schema::takes_source(*call.operation) ? query.take("sourceId") : nullptr;
  if (source != nullptr) PS_CHECK(read_source(call, Node(*source)));
  for (const OptionRow& row : rows) {
    if (!has(call.operation->options, row.option)) continue;
    const std::string* text = query.take(row.name);
    if (text != nullptr && !base::trim(*text).empty())
      PS_CHECK(row.read(call, Node(*text), row.name));
  }
  return base::ok();
}

}  // namespace planstead::request
