// The `filters` of a list body, by the entity's table (observed 11, contract/filters.json). Code 40
// for what is absent, 41 for what does not fit, always with the place. What a filter means is
// decided in plan/.
#include <algorithm>

#include "catalog/access.h"
#include "request/coerce.h"
#include "request/filter_value.h"
#include "schema/entity.h"

namespace planstead::request {

using base::Node;
using base::Result;
using catalog::CustomField;
using schema::Filter;
using schema::Operator;
using schema::Rule;

namespace {

// The first name of each operator is the one that error texts use.
constexpr std::pair<std::string_view, Operator> operator_names[] = {
    {"equal", Operator::equal},
    {"equals", Operator::equal},
    {"eq", Operator::equal},
    {"notequal", Operator::notequal},
    {"gt", Operator::gt},
    {"lt", Operator::lt},
    {"gtAndEqual", Operator::gt_equal},
    {"ltAndEqual", Operator::lt_equal},
    {"have", Operator::have},
    {"nothave", Operator::nothave},
};

bool allows(const Filter& filter, Operator op) {
  return (filter.operators >> static_cast<unsigned>(op)) & 1u;
}

std::string operators_of(const Filter& filter) {
  std::string out;
  Operator last{};
  for (const auto& [name, op] : operator_names) {
    if (!allows(filter, op) || (!out.empty() && op == last)) continue;
    (out += out.empty() ? "" : ", ") += name;
    last = op;
  }
  return out;
}

// Which types compare a custom field, for the refusal of a wrong pair (observed 11.10).
std::string fitting_types(std::span<const Filter> filters, const schema::CustomType& type) {
  std::string out;
  for (const Filter& filter : filters)
    if ((filter.custom_types >> type.id) & 1u)
      (out += out.empty() ? "" : ", ") += std::to_string(filter.type);
  return out.empty() ? "no filter compares such a field" : "use filter type " + out;
}

/// One element of the array.
class FilterReader {
 public:
  FilterReader(const schema::Entity& entity, const Node& node, std::string where,
               const ParseContext& context)
      : entity_(entity), node_(node), where_(std::move(where)), context_(context) {}

  Result<FilterCall> read() {
    if (node_.as_object() == nullptr) return base::malformed(where_, "expected an object");
    FilterCall call;
    call.where = where_;
    PS_TRY(call.filter, row_of(entity_, node_, where_));
    const Filter* compared = call.filter;
    if (call.filter->rule == Rule::data_tag_value) {
      PS_CHECK(read_subfilter(call));
      compared = call.subfilter;
    } else if (call.filter->rule == Rule::custom) {
      PS_TRY(call.field,
             custom_field(node_.find("field"), where_ + ".field", entity_, *call.filter));
    }
    PS_TRY(call.op, operator_of(*compared));
    const Node* value = node_.find("value");
    if (value == nullptr) return base::missing(where_ + ".value", "the value of the filter");
    const std::string place = where_ + ".value";
    if (compared->operand == schema::Operand::field_id) {
      PS_TRY(call.field, custom_field(value, place, entity_, *compared));
    }
    PS_TRY(call.operand,
           parse_filter_value(entity_, *compared, *value, place, call.field, context_));
    const auto* ids = std::get_if<std::vector<std::int64_t>>(&call.operand);
    if (ids && ids->size() > 1 && call.op != Operator::equal && call.op != Operator::notequal)
      return base::invalid(place, "this operator compares with one number");
    return call;
  }

 private:
  static Result<const Filter*> row_of(const schema::Entity& entity, const Node& node,
                                      const std::string& where) {
    const Node* type = node.find("type");
    if (is_blank(type)) return base::missing(where + ".type", "the number of the filter type");
    const auto number = as_whole(*type);
    const Filter* filter = number ? schema::find_filter(entity, *number) : nullptr;
    if (filter == nullptr)
      return base::invalid(where + ".type", shown(*type) + " is no filter type here");
    return filter;
  }

  Result<Operator> operator_of(const Filter& filter) const {
    const Node* node = node_.find("operator");
    const std::string place = where_ + ".operator";
    if (is_blank(node)) return base::missing(place, "one of: " + operators_of(filter));
    const std::string* text = node->as_text();
    const auto found = std::ranges::find(operator_names, text ? std::string_view(*text) : "",
                                         &std::pair<std::string_view, Operator>::first);
    if (found == std::end(operator_names) || !allows(filter, found->second))
      return base::invalid(place, shown(*node) + " is none of: " + operators_of(filter));
    return found->second;
  }

  // A data tag that the person may not see is not told apart from one that is not there.
  bool knows_tag(std::int64_t id) const {
    const Viewer& viewer = context_.viewer;
    const catalog::Definition* tag = context_.catalog.data_tag(id);
    return tag != nullptr &&
           (viewer.is_admin || catalog::may_view(tag->access, viewer.person, context_.catalog));
  }

  // The custom field that a filter compares: it must be the entity's, and of a type that the filter
  // fits.
  Result<const CustomField*> custom_field(const Node* node, const std::string& place,
                                          const schema::Entity& entity,
                                          const Filter& filter) const {
    const auto id = is_blank(node) ? 0 : as_whole(*node);
    if (id == 0) return base::missing(place, "the number of the custom field");
    const CustomField* field = id ? context_.catalog.field(*id) : nullptr;
    if (field == nullptr || field->object_type != entity.custom_object_type ||
        !knows_field(context_, *field))
      return base::invalid(place, "there is no such custom field: " + shown(*node));
    if (filter.custom_types != 0 && ((filter.custom_types >> field->type->id) & 1u) == 0)
      return base::invalid(place, "field " + std::to_string(field->id) + " is of type " +
                                      std::to_string(field->type->id) + " (" +
                                      std::string(field->type->name) +
                                      "): " + fitting_types(entity.filters, *field->type));
    return field;
  }

  // `subfilter: {dataTagId, filter: {type, field}}`; operator and value stand outside.
  base::Status read_subfilter(FilterCall& call) const {
    const std::string place = where_ + ".subfilter";
    const Node* subfilter = node_.find("subfilter");
    const Node* inner = subfilter ? subfilter->find("filter") : nullptr;
    if (!inner || !inner->as_object())
      return base::invalid(place,
                           "needs dataTagId and filter with type and field");  // observed 11.8
    const Node* tag = subfilter->find("dataTagId");
    const auto id = is_blank(tag) ? std::nullopt : as_whole(*tag);
    if (!id || !knows_tag(*id))
      return base::invalid(place + ".dataTagId",
                           "there is no such data tag: " + (tag ? shown(*tag) : "none given"));
    call.data_tag = *id;
    const std::string inner_place = place + ".filter";
    PS_TRY(call.subfilter, row_of(schema::data_tag_entry, *inner, inner_place));
    PS_TRY(call.field, custom_field(inner->find("field"), inner_place + ".field",
                                    schema::data_tag_entry, *call.subfilter));
    if (call.field->data_tag != call.data_tag)
      return base::invalid(inner_place + ".field", "the field belongs to another data tag");
    return base::ok();
  }

  const schema::Entity& entity_;
  const Node& node_;
  std::string where_;
  const ParseContext& context_;
};

}  // namespace

Result<std::vector<FilterCall>> parse_filters(const schema::Entity& entity, const Node& filters,
                                              const ParseContext& context) {
  std::vector<FilterCall> calls;
  if (filters.is_null()) return calls;
  const Node::Array* items = filters.as_array();
  if (items == nullptr) return base::malformed("filters", "expected an array");
  for (std::size_t i = 0; i < items->size(); ++i) {
    PS_TRY(FilterCall call,
           FilterReader(entity, (*items)[i], "filters[" + std::to_string(i) + ']', context).read());
    calls.push_back(std::move(call));
  }
  return calls;
}

}  // namespace planstead::request
