// Reads the places that errors name. Knows no field but the list of custom values.
#include "request/without_place.h"

#include "base/text.h"
#include "request/coerce.h"

namespace planstead::request {

using base::Node;

namespace {

/// Each item sets a field of its own.
constexpr std::string_view custom_values = "customFieldData";

/// 2 in `customFieldData[2].value`.
std::optional<std::size_t> position_in(std::string_view place, std::string_view member) {
  const std::string_view rest = place.substr(member.size());
  const std::size_t end = rest.find(']');
  if (!rest.starts_with('[') || end == rest.npos) return std::nullopt;
  const auto number = base::parse_integer(rest.substr(1, end - 1));
  if (!number || *number < 0) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

Node without_item(const Node& body, std::string_view member, std::size_t position) {
  Node::Object members = *body.as_object();
  for (auto& [name, node] : members) {
    if (name != member) continue;
    Node::Array items = *node.as_array();
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(position));
    node = Node(std::move(items));
  }
  return Node(std::move(members));
}

}  // namespace

base::Result<Node> without_place(const Node& body, std::string_view place) {
  const std::string_view member = place.substr(0, place.find_first_of(".["));
  const Node* found = body.find(member);
  if (found == nullptr) return base::invalid("body", "it has no such member");
  const Node::Array* items = found->as_array();
  const auto position = position_in(place, member);
  if (member == custom_values && position && items != nullptr && items->size() > 1 &&
      *position < items->size())
    return without_item(body, member, *position);
  if (body.as_object()->size() == 1) return base::invalid("body", "nothing would be left");
  return without_member(body, member);
}

}  // namespace planstead::request
