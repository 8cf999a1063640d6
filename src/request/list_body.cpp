// Bodies of lists: paging, selection, filters. Keys that a list does not know are noted, not
// refused (observed 3.9).
#include "request/list_body.h"

#include <algorithm>

#include "base/text.h"
#include "catalog/access.h"
#include "request/coerce.h"
#include "request/options.h"
#include "request/question.h"

namespace planstead::request {

using base::Node;
using base::Result;
using schema::On;
using schema::Option;

namespace {

constexpr int longest_page = 100;

struct SystemFilterRow {
  std::string_view name;
  SystemFilter filter;
  const schema::Entity* entity;  ///< nullptr: any
};
constexpr SystemFilterRow system_filters[] = {
    {"all", SystemFilter::all, nullptr},
    {"in", SystemFilter::in, &schema::task},
    {"out", SystemFilter::out, &schema::task},
    {"audit", SystemFilter::audit, &schema::task},
    {"contact", SystemFilter::people, &schema::contact},
    {"company", SystemFilter::companies, &schema::contact}};

Result<std::int64_t> bounded(const Node& node, const std::string& where, std::int64_t least,
                             std::int64_t most) {
  const auto number = as_whole(node);
  if (!number && (node.as_bool() || node.as_array() || node.as_object()))
    return base::malformed(where, "expected a number, found " + shown(node));
  if (!number || *number < least || *number > most)
    return base::invalid(where, shown(node) + " is not a number from " + std::to_string(least) +
                                    " to " + std::to_string(most));
  return *number;
}

base::Status read_offset(Call& call, const Node& node) {
  PS_TRY(call.offset, bounded(node, "offset", 0, base::id_max));
  return base::ok();
}

base::Status read_page_size(Call& call, const Node& node) {
  PS_TRY(const std::int64_t size, bounded(node, "pageSize", 1, longest_page));
  call.page_size = static_cast<int>(size);
  return base::ok();
}

// Is it a filter over the rows of this very list?
bool is_for(const catalog::SavedFilter& filter, const Call& call) {
  const std::int64_t directory = call.path_ids.empty() ? 0 : call.path_ids.front();
  return filter.entity == call.operation->entity && filter.directory == directory;
}

// A system filter with or without the colon, or the number of a saved one (observed 10.8).
base::Status read_filter_id(Call& call, const Node& node, const ParseContext& context) {
  if (node.as_bool() || node.as_array() || node.as_object())
    return base::malformed("filterId", "expected a text, found " + shown(node));
  const std::string* text = node.as_text();
  std::string_view name = text ? base::trim(*text) : std::string_view();
  if (text && name.empty()) return base::ok();
  if (const auto number = as_whole(node)) {
    const catalog::SavedFilter* saved = context.catalog.saved_filter(*number);
    const bool may =
        context.viewer.is_admin ||
        (saved != nullptr && catalog::may_view(*saved, context.viewer.person, context.catalog));
    if (saved == nullptr || !is_for(*saved, call) || !may)
      return base::invalid("filterId", "there is no filter " + shown(node));
    call.saved_filter = *number;
    return base::ok();
  }
  if (name.starts_with(':')) name.remove_prefix(1);
  const auto row = std::ranges::find(system_filters, name, &SystemFilterRow::name);
  if (row == std::end(system_filters) ||
      (row->entity != nullptr && row->entity != call.operation->entity))
    return base::invalid("filterId", "there is no filter " + shown(node));
  call.system_filter = row->filter;
  return base::ok();
}

// Its conditions join those of the request. They were checked when they were saved; what has left
// the account since is named.
base::Status add_saved_filter(Call& call, const ParseContext& context) {
  const catalog::SavedFilter* saved = context.catalog.saved_filter(call.saved_filter);
  if (saved == nullptr) return base::ok();
  auto read = parse_filters(*saved->entity, saved->filters, context);
  if (!read)
    return base::invalid("filterId", "the filter no longer fits the account: " +
                                         read.error().where + ": " + read.error().detail);
  for (FilterCall& filter : read.value()) call.filters.push_back(std::move(filter));
  return base::ok();
}

// On whose behalf the list is read (observed 2.6). Whether the viewer may is asked with the rights.
base::Status read_run_as(Call& call, const Node& node, const ParseContext& context) {
  if (is_blank(&node)) return base::ok();
  const std::string* text = node.as_text();
  const auto person = text ? base::parse_prefixed(base::trim(*text)) : std::nullopt;
  const bool is_user = person && person->kind == base::RefKind::user;
  const bool is_contact = person && person->kind == base::RefKind::contact && person->id > 0;
  if (!is_contact && !(is_user && context.catalog.user(person->id)))
    return base::invalid("runAsUserId", "there is no such person: " + shown(node));
  call.run_as = person;
  return base::ok();
}

// Dates and names in filters, and what there is to choose by, are those of the person on whose
// behalf the request is made.
Viewer reader_of(const Call& call, const ParseContext& context) {
  if (!call.run_as || !context.viewer.is_admin) return context.viewer;
  const catalog::Catalog& catalog = context.catalog;
  return {*call.run_as, catalog.zone_of(*call.run_as), catalog.language_of(*call.run_as),
          catalog::is_admin(*call.run_as, catalog)};
}

/// A list body on its way: what must wait until all keys are seen.
struct ListBody {
  Call& call;
  const ParseContext& context;
  const std::string* fields = nullptr;
  const Node* filters = nullptr;
};

base::Status read_fields(ListBody& body, const Node& node) {
  body.fields = node.as_text();
  if (body.fields == nullptr)
    return base::malformed("fields", "expected a text, found " + shown(node));
  return base::ok();
}

struct ListKey {
  std::string_view name;
  schema::Option option;  ///< only where the operation has it
  base::Status (*read)(ListBody&, const Node&);
};
constexpr ListKey list_keys[] = {
    {"offset", Option::none,
     [](ListBody& body, const Node& node) { return read_offset(body.call, node); }},
    {"pageSize", Option::none,
     [](ListBody& body, const Node& node) { return read_page_size(body.call, node); }},
    {"fields", Option::none, read_fields},
    {"filterId", Option::filter_id,
     [](ListBody& body, const Node& node) {
       return read_filter_id(body.call, node, body.context);
     }},
    {"runAsUserId", Option::run_as,
     [](ListBody& body, const Node& node) { return read_run_as(body.call, node, body.context); }},
};

const ListKey* find_key(std::string_view name, const schema::Operation& operation) {
  for (const ListKey& key : list_keys)
    if (key.name == name && (key.option == Option::none || has(operation.options, key.option)))
      return &key;
  return nullptr;
}

/// One key of the body. False: the operation knows no such key.
Result<bool> read_key(ListBody& body, const std::string& name, const Node& value) {
  const schema::Operation& operation = *body.call.operation;
  if (name == "filters" && !operation.entity->filters.empty()) {
    body.filters = &value;
    return true;
  }
  if (auto option = read_option(body.call, name, value)) {
    PS_CHECK(*option);
    return true;
  }
  if (auto option = read_source_option(body.call, name, value)) {
    PS_CHECK(*option);
    return true;
  }
  const ListKey* key = find_key(name, operation);
  if (key == nullptr) return false;
  if (!value.is_null()) PS_CHECK(key->read(body, value));
  return true;
}

}  // namespace

base::Status read_page(Call& call, const std::string* offset, const std::string* page_size) {
  if (offset && !base::trim(*offset).empty()) PS_CHECK(read_offset(call, Node(*offset)));
  if (page_size && !base::trim(*page_size).empty())
    PS_CHECK(read_page_size(call, Node(*page_size)));
  return base::ok();
}

base::Status read_list_body(Call& call, const Node& node, const ParseContext& context) {
  if (node.as_object() == nullptr) return base::malformed("body", "expected an object");
  ListBody body{call, context};
  std::vector<const Member*> known_keys;
  for (const Member& key : *node.as_object()) {
    PS_TRY(const bool known, read_key(body, key.first, key.second));
    if (known)
      known_keys.push_back(&key);
    else
      call.notes.push_back("body: " + std::string(shortened(key.first)));
  }
  PS_CHECK(check_source_options(call));
  if (call.options.only_changed) call.options.question = question_of(std::move(known_keys));
  const std::string_view fields = body.fields ? *body.fields : std::string_view();
  const Viewer reader = reader_of(call, context);
  const ParseContext as_read{context.catalog, reader, context.now, context.path_ids,
                             context.selections};
  call.selection = parse_fields(*call.operation, fields, On::list, as_read, call.notes);
  if (body.filters != nullptr) {
    PS_TRY(call.filters, parse_filters(*call.operation->entity, *body.filters, as_read));
  }
  return add_saved_filter(call, as_read);
}

}  // namespace planstead::request
