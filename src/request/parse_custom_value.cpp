// Values of custom fields by their shapes (observed 9.2;
// domain/fields-datatags-directories-reports.md 1.2). Whatever is wrong with one is code 41. What a
// field belongs to is not asked here.
#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "request/coerce.h"
#include "request/value_call.h"

namespace planstead::request {

using base::Node;
using base::Result;
using schema::Shape;
using schema::Value;

namespace {

constexpr std::size_t longest_line = 255;
constexpr std::size_t most_references = 250;  // lists of users and of tasks

Result<std::string> text(const ValueCall& call) {
  if (const std::string* found = call.node.as_text()) return *found;
  return wrong_type(call, "a text");
}

Result<Value> line_value(const ValueCall& call) {
  PS_TRY(std::string line, text(call));
  if (base::count_characters(line) > longest_line)
    return refused(call, "longer than 255 characters");
  return Value{std::move(line)};
}

Result<Value> multiline_value(const ValueCall& call) {
  PS_TRY(std::string read, text(call));
  if (call.custom_field->html) read = base::clean_html(read);
  return read.empty() ? Value{} : Value{std::move(read)};
}

Result<Value> number_value(const ValueCall& call) {
  const auto number = as_number(call.node);
  if (!number) return wrong_type(call, "a number");
  return Value{*number};
}

Result<Value> checkbox_value(const ValueCall& call) {
  const auto flag = as_flag(call.node);
  if (!flag) return wrong_type(call, "true or false");
  return Value{*flag};
}

std::string listed(const std::vector<std::string>& labels) {
  constexpr std::size_t most_listed = 50;
  std::string out;
  for (std::size_t i = 0; i < labels.size() && i < most_listed; ++i)
    (out += i ? ", " : "") += labels[i];
  return labels.size() > most_listed ? out + " …" : out;
}

Result<std::string> label(const ValueCall& call) {
  PS_TRY(std::string found, text(call));
  const auto& labels = call.custom_field->values;
  if (!call.custom_field->free_input && std::ranges::find(labels, found) == labels.end())
    return refused(call, shown(found) + " is none of: " + listed(labels));
  return found;
}

Result<Value> label_value(const ValueCall& call) {
  PS_TRY(std::string found, label(call));
  return Value{std::move(found)};
}

Result<Value> labels_value(const ValueCall& call) {
  const Node::Array* items = call.node.as_array();
  if (items == nullptr) return wrong_type(call, "an array of texts");
  schema::TextList list;
  std::unordered_set<std::string> seen;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const ValueCall inner = call.item((*items)[i], i);
    if (is_blank(&inner.node)) return refused(inner, "the value is blank");
    if (inner.node.as_text() && !seen.insert(*inner.node.as_text()).second) continue;
    PS_TRY(std::string found, label(inner));
    if (base::count_characters(found) > longest_line)
      return refused(inner, "longer than 255 characters");
    list.push_back(std::move(found));
  }
  return list.empty() ? Value{} : Value{std::move(list)};
}

Result<Value> period_value(const ValueCall& call) {
  if (call.node.as_object() == nullptr) return wrong_type(call, "an object with from and to");
  const Node* from = call.node.find("from");
  const Node* to = call.node.find("to");
  if (from == nullptr || to == nullptr) return refused(call, "a period needs from and to");
  PS_TRY(const auto start, parse_time_of_day(call.part(*from, ".from"), false));
  PS_TRY(const auto end, parse_time_of_day(call.part(*to, ".to"), true));
  if (!start && !end) return Value{};
  if (!start || !end) return refused(call, "a period needs from and to");
  return Value{schema::Period{*start, *end}};
}

Result<Value> frame_value(const ValueCall& call) {
  if (call.node.as_object() == nullptr) return wrong_type(call, "an object with from and to");
  const Node* from = call.node.find("from");
  const Node* to = call.node.find("to");
  if (from == nullptr || to == nullptr) return refused(call, "a time frame needs from and to");
  PS_TRY(const auto start, parse_timepoint(call.part(*from, ".from")));
  PS_TRY(const auto end, parse_timepoint(call.part(*to, ".to")));
  if (!start && !end) return Value{};
  if (!start || !end) return refused(call, "a time frame needs from and to");
  if (end->utc < start->utc) return refused(call, "the end lies before the start");
  const Node* consider = call.node.find("considerTimeZone");
  if (is_blank(consider)) return Value{schema::Frame{*start, *end, false}};
  const auto flag = as_flag(*consider);
  if (!flag) return wrong_type(call.part(*consider, ".considerTimeZone"), "true or false");
  return Value{schema::Frame{*start, *end, *flag}};
}

bool on_the_globe(double latitude, double longitude) {
  return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
}

// `55.75, 37.61` typed as text is a point too; any other text is an address.
schema::Location location_of_text(const std::string& text) {
  schema::Location location{.address = text};
  const auto parts = base::split(text, ',');
  if (parts.size() != 2) return location;
  const auto latitude = base::parse_number(base::trim(parts[0]));
  const auto longitude = base::parse_number(base::trim(parts[1]));
  if (!latitude || !longitude || !on_the_globe(*latitude, *longitude)) return location;
  location.latitude = *latitude;
  location.longitude = *longitude;
  location.has_point = true;
  return location;
}

Result<std::optional<double>> coordinate(const ValueCall& call, std::string_view key) {
  const Node* node = call.node.find(key);
  if (is_blank(node)) return std::optional<double>{};
  const auto number = as_number(*node);
  if (!number) return wrong_type(call.part(*node, '.' + std::string(key)), "a number");
  return number;
}

Result<Value> location_value(const ValueCall& call) {
  if (const std::string* found = call.node.as_text()) return Value{location_of_text(*found)};
  constexpr std::string_view keys[] = {"address", "longitude", "latitude"};
  const auto has = [&](std::string_view key) { return call.node.find(key) != nullptr; };
  if (call.node.as_object() == nullptr || std::ranges::none_of(keys, has))
    return wrong_type(call, "an address with coordinates");
  schema::Location location;
  if (const Node* address = call.node.find("address"); !is_blank(address)) {
    PS_TRY(location.address, text(call.part(*address, ".address")));
  }
  PS_TRY(const auto longitude, coordinate(call, "longitude"));
  PS_TRY(const auto latitude, coordinate(call, "latitude"));
  if (longitude.has_value() != latitude.has_value())
    return refused(call, "a point needs longitude and latitude");
  if (longitude) {
    if (!on_the_globe(*latitude, *longitude)) return refused(call, "the point is not on the globe");
    location.longitude = *longitude;
    location.latitude = *latitude;
    location.has_point = true;
  }
  return location.address.empty() && !location.has_point ? Value{} : Value{std::move(location)};
}

Result<Value> ref_list(Shape item_shape, const ValueCall& call, std::size_t most) {
  PS_TRY(schema::RefList list, parse_ref_list(item_shape, call, most));
  return list_value(std::move(list));
}

}  // namespace

Result<Value> parse_custom_value(Shape shape, const ValueCall& call) {
  switch (shape) {
    case Shape::line:
      return line_value(call);
    case Shape::number:
      return number_value(call);
    case Shape::multiline:
      return multiline_value(call);
    case Shape::date:
      return to_value(parse_day(call));
    case Shape::time:
      return to_value(parse_time_of_day(call, false));
    case Shape::date_time:
      return to_value(parse_timepoint(call));
    case Shape::period:
      return period_value(call);
    case Shape::checkbox:
      return checkbox_value(call);
    case Shape::label:
      return label_value(call);
    case Shape::entry:
    case Shape::contact:
    case Shape::employee:
    case Shape::member:
    case Shape::task:
    case Shape::project:
      return to_value(parse_ref(shape, call));
    case Shape::members:
      return ref_list(Shape::member, call, most_references);
    case Shape::entries:
      return ref_list(Shape::entry, call, 0);
    case Shape::tasks:
      return ref_list(Shape::task, call, most_references);
    case Shape::labels:
      return labels_value(call);
    case Shape::file_ids:
      return ref_list(Shape::files, call, 0);
    // Read-only: the value is not looked at, the rules say what becomes of it.
    case Shape::computed_number:
    case Shape::computed_text:
      return Value{};
    case Shape::location:
      return location_value(call);
    case Shape::frame:
      return frame_value(call);
    default:
      return refused(call, "cannot be set");
  }
}

}  // namespace planstead::request
