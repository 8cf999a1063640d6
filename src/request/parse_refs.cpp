// References: `{"id":…}` in the forms that each shape takes (observed 6.3 to 6.9). Asks the
// catalogue for employees and groups alone; the rest is looked up where the rows are.
#include <unordered_set>

#include "request/coerce.h"
#include "request/value_call.h"
#include "schema/references.h"

namespace planstead::request {

using base::Node;
using base::Ref;
using base::RefKind;
using base::Result;
using schema::Shape;

namespace {

/// Which ids a shape takes.
struct RefForm {
  RefKind bare = RefKind::none;  ///< kind of a bare number; none: it says too little
  bool user = false, contact = false, group = false;  ///< prefixes that are taken
  std::string_view wanted;                            ///< for error texts
};

RefForm form_of(Shape shape, const ValueCall& call) {
  switch (shape) {
    case Shape::person:
      return {RefKind::none, true, true, false, "user:5 or contact:5"};
    case Shape::counterparty:
    case Shape::contact:
      return {RefKind::contact, false, true, false, "contact:5 or 5"};
    case Shape::employee:
      return {RefKind::user, true, false, false, "user:5 or 5"};
    case Shape::member:
      return {RefKind::none, true, true, true, "user:5, contact:5 or group:5"};
    case Shape::people:
      return {RefKind::group, false, false, true, "5 or group:5"};  // its groups
    case Shape::refs:
      return {call.system_field->target, false, call.system_field->target == RefKind::contact,
              call.system_field->target == RefKind::group, "a number"};
    case Shape::persons:
      return {call.system_field->target, call.system_field->target == RefKind::user,
              call.system_field->target == RefKind::contact, false,
              call.system_field->target == RefKind::user ? "user:5 or 5" : "contact:5 or 5"};
    case Shape::entry:
      return {RefKind::entry, false, false, false, "the key of an entry"};
    case Shape::task:
      return {RefKind::task, false, false, false, "the number of a task"};
    case Shape::project:
      return {RefKind::project, false, false, false, "the number of a project"};
    case Shape::files:
      return {RefKind::file, false, false, false, "the number of a file"};
    default: {
      const RefKind target = call.system_field ? call.system_field->target : RefKind::none;
      return {target, false, target == RefKind::contact, false, "a number"};
    }
  }
}

bool takes(const RefForm& form, RefKind kind) {
  return (kind == RefKind::user && form.user) || (kind == RefKind::contact && form.contact) ||
         (kind == RefKind::group && form.group);
}

Result<Ref> known(Ref ref, const ValueCall& call) {
  const catalog::Catalog& catalog = call.context.catalog;
  if (ref.kind == RefKind::user && catalog.user(ref.id) == nullptr)
    return refused(call, "there is no employee " + std::to_string(ref.id));
  if (ref.kind == RefKind::group && catalog.group(ref.id) == nullptr)
    return refused(call, "there is no group " + std::to_string(ref.id));
  return ref;
}

// Keys of entries count within their directory; a Ref carries both (schema/references.h).
Result<Ref> entry_of(Ref ref, const ValueCall& call) {
  const std::int64_t directory = call.custom_field ? call.custom_field->directory : 0;
  if (directory < 1 || directory > schema::directory_id_max)
    return refused(call, "the field has no directory");
  if (ref.id > schema::entry_key_max)
    return refused(call, "there is no entry " + std::to_string(ref.id));
  return Ref{RefKind::entry, schema::entry_id(directory, ref.id)};
}

Result<std::optional<Ref>> ref_of_id(const RefForm& form, const ValueCall& call) {
  using Found = std::optional<Ref>;
  if (is_blank(&call.node)) return Found{};
  Ref ref;
  const std::string* text = call.node.as_text();
  if (const auto prefixed = text ? base::parse_prefixed(*text) : std::nullopt) {
    if (!takes(form, prefixed->kind))
      return refused(call, shown(*text) + " is not " + std::string(form.wanted));
    ref = *prefixed;
  } else if (const auto number = as_whole(call.node)) {
    if (*number == 0) return Found{};
    if (form.bare == RefKind::none || *number < 0 || *number > base::id_max)
      return refused(call, shown(call.node) + " is not " + std::string(form.wanted));
    ref = {form.bare, *number};
  } else if (text || call.node.as_double()) {
    return refused(call, shown(call.node) + " is not " + std::string(form.wanted));
  } else {
    return wrong_type(call, form.wanted);
  }
  if (ref.id == 0) return Found{};
  PS_TRY(const Ref found, ref.kind == RefKind::entry ? entry_of(ref, call) : known(ref, call));
  return Found{found};
}

// Files may stand as plain numbers.
bool takes_plain_ids(Shape shape) { return shape == Shape::files; }

}  // namespace

Result<std::optional<Ref>> parse_ref(Shape shape, const ValueCall& call) {
  if (is_blank(&call.node)) return std::optional<Ref>{};
  const RefForm form = form_of(shape, call);
  if (call.node.as_object() == nullptr) {
    if (takes_plain_ids(shape)) return ref_of_id(form, call);
    return wrong_type(call, "an object with an id");
  }
  const Node* id = call.node.find("id");
  if (id == nullptr) return base::missing(call.where + ".id", "a reference needs an id");
  return ref_of_id(form, call.part(*id, ".id"));
}

Result<schema::RefList> parse_ref_list(Shape item_shape, const ValueCall& call, std::size_t most) {
  schema::RefList list;
  if (is_blank(&call.node)) return list;
  const Node::Array* items = call.node.as_array();
  if (items == nullptr) return wrong_type(call, "an array");
  std::unordered_set<Ref> seen;
  for (std::size_t i = 0; i < items->size(); ++i) {
    PS_TRY(const std::optional<Ref> ref, parse_ref(item_shape, call.item((*items)[i], i)));
    if (ref && seen.insert(*ref).second) list.push_back(*ref);
  }
  if (most > 0 && list.size() > most)
    return refused(call, "at most " + std::to_string(most) + " values are allowed");
  return list;
}

}  // namespace planstead::request
