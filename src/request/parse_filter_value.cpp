// Values of filters by their operands, in the forms that clients send (observed 11.2 to 11.9):
// texts for numbers, one value for a list, `1;2`. Whatever does not fit is code 41.
#include <algorithm>

#include "base/text.h"
#include "request/coerce.h"
#include "request/filter_value.h"
#include "schema/references.h"

namespace planstead::request {

using base::Node;
using base::Ref;
using base::RefKind;
using base::Result;
using schema::Operand;
using schema::Shape;

namespace {

using Ids = std::vector<std::int64_t>;

struct FilterValue {
  const schema::Entity& entity;
  const schema::Filter& filter;
  const Node& node;
  const std::string& where;
  const catalog::CustomField* field;
  const ParseContext& context;

  base::Error refused(std::string_view wanted) const {
    return base::invalid(where, shown(node) + " is not " + std::string(wanted));
  }
  bool holds(Shape shape) const { return field != nullptr && field->type->shape == shape; }
};

// A number, also with the remark that an official example carries: `47 // Directory entry key`.
std::optional<std::int64_t> id_of_text(std::string_view text, std::int64_t most) {
  text = base::trim(text.substr(0, text.find("//")));
  const auto id = base::parse_integer(text);
  return id && *id >= 0 && *id <= most ? id : std::nullopt;
}

std::optional<std::int64_t> id_of(const Node& node, std::int64_t most) {
  if (const std::string* text = node.as_text()) return id_of_text(*text, most);
  const Node* inner = node.as_object() ? node.find("id") : nullptr;
  const auto id = inner ? as_whole(*inner) : as_whole(node);
  return id && *id >= 0 && *id <= most ? id : std::nullopt;
}

// One id, `1;2` or an array of ids; ascending, without repeats.
std::optional<Ids> ids_of(const Node& node, std::int64_t most) {
  Ids ids;
  const auto add = [&ids](std::optional<std::int64_t> id) {
    if (id) ids.push_back(*id);
    return id.has_value();
  };
  if (const Node::Array* items = node.as_array()) {
    for (const Node& item : *items)
      if (!add(id_of(item, most))) return std::nullopt;
  } else if (const std::string* text = node.as_text()) {
    for (std::string_view part : base::split(*text, ';'))
      if (!base::trim(part).empty() && !add(id_of_text(part, most))) return std::nullopt;
  } else if (!add(id_of(node, most))) {
    return std::nullopt;
  }
  std::ranges::sort(ids);
  const auto repeats = std::ranges::unique(ids);
  ids.erase(repeats.begin(), repeats.end());
  return ids;
}

Result<FilterOperand> ids_operand(const FilterValue& value) {
  const bool entries = value.holds(Shape::entry) || value.holds(Shape::entries);
  // `{"id":23}`, as a reference is written elsewhere (contract: filter 9127).
  const Node* inner = value.node.as_object() ? value.node.find("id") : nullptr;
  auto ids = ids_of(inner ? *inner : value.node, entries ? schema::entry_key_max : base::id_max);
  if (!ids) return value.refused("a number, an array of numbers or numbers joined by ;");
  const bool may_be_empty =
      value.filter.operand == Operand::keys;  // an empty set of values can be asked for
  if (ids->empty() && !may_be_empty) return value.refused("a number");
  if (value.filter.operand == Operand::id && ids->size() != 1) return value.refused("one number");
  return FilterOperand{*std::move(ids)};
}

// Who a bare number is: an employee, but a contact where only contacts stand (observed 11.6).
Result<FilterOperand> person_operand(const FilterValue& value) {
  const bool counterparty = value.filter.operand == Operand::counterparty;
  const bool contacts_only = counterparty || value.holds(Shape::contact);
  const Node* inner = value.node.as_object() ? value.node.find("id") : nullptr;
  const Node& node = inner ? *inner : value.node;
  const std::string* text = node.as_text();
  std::optional<Ref> ref = text ? base::parse_prefixed(base::trim(*text)) : std::nullopt;
  if (!ref)
    if (const auto number = id_of(node, base::id_max))
      ref = Ref{contacts_only ? RefKind::contact : RefKind::user, *number};
  // Custom fields can be asked for none: 0 or an empty text.
  if (!ref && text && base::trim(*text).empty() && value.filter.rule == schema::Rule::custom)
    ref = Ref{};
  const bool wrong_kind = ref && counterparty && ref->id != 0 && ref->kind != RefKind::contact;
  if (!ref || wrong_kind || (ref->id == 0 && value.filter.rule != schema::Rule::custom))
    return value.refused(counterparty ? "contact:5 or 5" : "user:5, contact:5 or group:5");
  return FilterOperand{schema::RefList{*ref}};
}

// Numbers stand for themselves where a text is asked for.
std::optional<std::string> text_of(const Node& node) {
  if (const std::string* text = node.as_text()) return *text;
  if (node.as_integer() || node.as_double()) return shown(node);
  return std::nullopt;
}

// `{"name":"manager"}` too where a thing is sought by its name (contract: filter 9005).
Result<FilterOperand> text_operand(const FilterValue& value) {
  const bool named = value.filter.rule == schema::Rule::named && value.node.as_object();
  const Node* inner = named ? value.node.find("name") : nullptr;
  auto text = text_of(inner ? *inner : value.node);
  if (!text) return value.refused("a text");
  return FilterOperand{*std::move(text)};
}

// `a;b` is two labels, unless the list has a label that is written so.
schema::TextList split_labels(const std::string& text, const catalog::CustomField* field) {
  if (field && std::ranges::find(field->values, text) != field->values.end()) return {text};
  schema::TextList labels;
  for (std::string_view part : base::split(text, ';'))
    if (!base::trim(part).empty()) labels.emplace_back(base::trim(part));
  return labels;
}

Result<FilterOperand> labels_operand(const FilterValue& value) {
  schema::TextList labels;
  if (const Node::Array* items = value.node.as_array()) {
    for (const Node& item : *items) {
      auto label = text_of(item);
      if (!label) return value.refused("an array of texts");
      labels.push_back(*std::move(label));
    }
    return FilterOperand{std::move(labels)};
  }
  const auto text = text_of(value.node);
  if (!text) return value.refused("an array of texts or texts joined by ;");
  return FilterOperand{split_labels(*text, value.field)};
}

Result<FilterOperand> number_operand(const FilterValue& value) {
  const auto number = as_number(value.node);
  if (!number) return value.refused("a number");
  return FilterOperand{*number};
}

Result<FilterOperand> flag_operand(const FilterValue& value) {
  const auto flag = as_flag(value.node);
  if (!flag) return value.refused("true or false");
  // The contract has a type for each direction; `false` would be a guess.
  if (value.filter.operand == Operand::flag && !*flag)
    return value.refused("true: there is another type for the opposite");
  return FilterOperand{*flag};
}

// Labels of the filter's field, whatever their case.
Result<FilterOperand> enumeration_operand(const FilterValue& value) {
  const schema::Field* held = schema::find_field(value.entity, value.filter.field);
  const std::string* label = value.node.as_text();
  std::string wanted;
  for (std::size_t i = 0; held != nullptr && i < held->labels.size(); ++i) {
    if (label && base::fold(base::trim(*label)) == base::fold(held->labels[i]))
      return FilterOperand{Ids{static_cast<std::int64_t>(i)}};
    (wanted += i == 0 ? "" : i + 1 == held->labels.size() ? " or " : ", ") += held->labels[i];
  }
  return value.refused(wanted);
}

// Minutes since midnight, as times of custom fields are compared.
Result<FilterOperand> time_operand(const FilterValue& value) {
  const Node* inner = value.node.as_object() ? value.node.find("time") : nullptr;
  const std::string* text = (inner ? *inner : value.node).as_text();
  const auto time = text ? base::parse_time(base::trim(*text)) : std::nullopt;
  if (!time) return value.refused("a time of day: HH:MM");
  return FilterOperand{static_cast<double>(time->minutes)};
}

Result<FilterOperand> date_operand(const FilterValue& value) {
  PS_TRY(const DateRange range, parse_date_operand(value.node, value.where, value.context));
  return FilterOperand{range};
}

}  // namespace

Result<FilterOperand> parse_filter_value(const schema::Entity& entity, const schema::Filter& filter,
                                         const Node& node, const std::string& where,
                                         const catalog::CustomField* field,
                                         const ParseContext& context) {
  const FilterValue value{entity, filter, node, where, field, context};
  switch (filter.operand) {
    case Operand::person:
    case Operand::counterparty:
      return person_operand(value);
    case Operand::id:
    case Operand::ids:
    case Operand::keys:
    case Operand::field_id:
      return ids_operand(value);
    case Operand::text:
    case Operand::label:
      return text_operand(value);
    case Operand::labels:
      return labels_operand(value);
    case Operand::number:
      return number_operand(value);
    case Operand::boolean:
    case Operand::flag:
      return flag_operand(value);
    case Operand::enumeration:
      return enumeration_operand(value);
    case Operand::time:
      return time_operand(value);
    case Operand::date:
      return date_operand(value);
    case Operand::subfilter:
      break;
  }
  return base::invalid(where, "a filter inside a filter");
}

}  // namespace planstead::request
