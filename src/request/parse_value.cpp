// One value of a shape: the fork between system fields and custom fields, and what both share.
#include "request/coerce.h"
#include "request/value_call.h"

namespace planstead::request {

using base::Node;
using base::Result;
using schema::Shape;
using schema::Value;

namespace {

bool is_list(Shape shape) {
  return shape == Shape::members || shape == Shape::entries || shape == Shape::tasks ||
         shape == Shape::labels || shape == Shape::file_ids;
}

}  // namespace

base::Error wrong_type(const ValueCall& call, std::string_view wanted) {
  std::string detail = "expected " + std::string(wanted) + ", found " + shown(call.node);
  return call.custom_field ? base::invalid(call.where, std::move(detail))
                           : base::malformed(call.where, std::move(detail));
}

base::Error refused(const ValueCall& call, std::string detail) {
  return base::invalid(call.where, std::move(detail));
}

Result<Value> parse_value(Shape shape, const Node& node, const std::string& where,
                          const ParseContext& context, const schema::Field* system_field,
                          const catalog::CustomField* custom_field) {
  const ValueCall call{node, where, context, system_field, custom_field};
  if (node.is_null()) return Value{};
  if (custom_field == nullptr) return parse_system_value(shape, call);
  // Generated clients wrap single values in an array, since their type of `value` must be an object
  // or array.
  const Node::Array* items = node.as_array();
  if (items != nullptr && items->size() == 1 && !is_list(shape))
    return parse_value(shape, items->front(), where + "[0]", context, system_field, custom_field);
  if (is_blank(&node)) return Value{};
  return parse_custom_value(shape, call);
}

}  // namespace planstead::request
