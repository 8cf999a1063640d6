// One row per Shape: which alternative holds it, how it is written, and what an asked-for field
// without a value shows (observed 5.6: texts "", lists [], people both arrays; single references,
// dates and numbers are left out).
#include <iterator>
#include <stdexcept>
#include <type_traits>
#include <variant>

#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

using base::append_json_string;
using base::append_number;
using schema::Shape;
using schema::Value;

namespace {

void append_boolean(std::string& out, const bool& value, const RenderContext&) {
  out += value ? "true" : "false";
}
void append_integer(std::string& out, const std::int64_t& value, const RenderContext&) {
  append_number(out, value);
}
void append_double(std::string& out, const double& value, const RenderContext&) {
  append_number(out, value);
}
void append_text(std::string& out, const std::string& value, const RenderContext&) {
  append_json_string(out, value);
}
void append_texts(std::string& out, const schema::TextList& list, const RenderContext&) {
  append_array(out, list, [&](const std::string& text) { append_json_string(out, text); });
}
void append_option_names(std::string& out, const schema::TextList& list, const RenderContext&) {
  append_array(out, list, [&](const std::string& text) {
    out += R"({"name":)";
    append_json_string(out, text);
    out += '}';
  });
}
void append_integers(std::string& out, const schema::RefList& list, const RenderContext&) {
  append_array(out, list, [&](const schema::Ref& ref) { append_number(out, ref.id); });
}
void append_bare_id(std::string& out, const std::int64_t& id, const RenderContext&) {
  out += R"({"id":)";
  append_number(out, id);
  out += '}';
}
void append_named(std::string& out, const std::string& name, const RenderContext&) {
  out += R"({"id":0,"name":)";
  append_json_string(out, name);
  out += '}';
}

void append_text_map(std::string& out, const schema::TextMap& map, const RenderContext&) {
  out += '{';
  for (const auto& [key, text] : map) {
    if (out.back() != '{') out += ',';
    append_json_string(out, key);
    out += ':';
    append_json_string(out, text);
  }
  out += '}';
}
void append_language_texts(std::string& out, const schema::TextMap& map, const RenderContext&) {
  append_array(out, map, [&](const auto& text) {
    out += R"({"lang":)";
    append_json_string(out, text.first);
    out += R"(,"name":)";
    append_json_string(out, text.second);
    out += '}';
  });
}
void append_colors(std::string& out, const schema::ColorList& colors, const RenderContext&) {
  out += '{';
  for (const schema::ValueColor& color : colors) {
    if (out.back() != '{') out += ',';
    append_json_string(out, color.value);
    out += R"(:{"color":)";
    append_json_string(out, color.color);
    out += R"(,"background":)";
    append_json_string(out, color.background);
    out += '}';
  }
  out += '}';
}

// The bare name is stored, its page is read (observed 15.6).
void append_telegram(std::string& out, const std::string& name, const RenderContext&) {
  append_json_string(out, name.empty() ? std::string() : "https://t.me/" + name);
}

void append_location(std::string& out, const schema::Location& location, const RenderContext&) {
  out += R"({"address":)";
  append_json_string(out, location.address);
  if (location.has_point) {
    out += R"(,"longitude":)";
    append_number(out, location.longitude);
    out += R"(,"latitude":)";
    append_number(out, location.latitude);
  }
  out += '}';
}

// The only shape whose wire form needs its field: the label of the stored number.
void append_label(std::string& out, const Value& value, const schema::Field* field,
                  const RenderContext&) {
  const auto number = static_cast<std::size_t>(std::get<std::int64_t>(value));
  if (field == nullptr || number >= field->labels.size())
    throw std::logic_error("enumeration without a label");
  append_json_string(out, field->labels[number]);
}

template <class T, auto append>
void typed(std::string& out, const Value& value, const schema::Field*,
           const RenderContext& context) {
  append(out, std::get<T>(value), context);
}

template <class T, class... Alternatives>
consteval std::size_t position_in(std::type_identity<std::variant<Alternatives...>>) {
  std::size_t position = 0;
  static_cast<void>(((std::is_same_v<T, Alternatives> ? false : (++position, true)) && ...));
  return position;
}
template <class T>
inline constexpr std::size_t alternative = position_in<T>(std::type_identity<Value>{});

template <class T, auto append>
constexpr ShapeRow row(Shape shape, std::string_view empty = {}) {
  return {shape, alternative<T>, empty, &typed<T, append>};
}

using schema::Ref;
using schema::RefList;
using schema::TextList;
using schema::TextMap;
constexpr std::string_view no_text = R"("")", no_items = "[]", no_members = "{}", off = "false";
constexpr std::string_view no_people = R"({"users":[],"groups":[]})";

constexpr ShapeRow rows[] = {
    row<std::int64_t, append_integer>(Shape::integer),
    row<bool, append_boolean>(Shape::boolean, off),
    row<std::string, append_text>(Shape::text, no_text),
    row<std::string, append_text>(Shape::html, no_text),
    {Shape::enumeration, alternative<std::int64_t>, {}, append_label},
    row<schema::Moment, append_timepoint>(Shape::timepoint),
    row<Ref, append_named_ref>(Shape::ref),
    row<Ref, append_person>(Shape::person),
    row<Ref, append_person>(Shape::counterparty),
    row<RefList, append_people>(Shape::people, no_people),
    row<Ref, append_status>(Shape::status),
    row<RefList, append_named_refs>(Shape::refs, no_items),
    row<RefList, append_persons>(Shape::persons, no_items),
    row<Ref, append_named_ref>(Shape::ref_or_name),
    row<schema::PhoneList, append_phones>(Shape::phones, no_items),
    row<std::string, append_telegram>(Shape::telegram, no_text),
    row<std::string, append_text>(Shape::password, no_text),
    row<schema::Replacement, append_replacement>(Shape::replacement),
    row<RefList, append_files>(Shape::files, no_items),
    row<RefList, append_data_tags>(Shape::data_tags, no_items),
    row<schema::Boxed<schema::Recurrence>, append_recurrence>(Shape::recurrence),
    row<RefList, append_people>(Shape::notified, no_people),
    row<schema::ReminderList, append_reminders>(Shape::reminders, no_items),
    row<RefList, append_status_change>(Shape::change_status),
    row<schema::DateChange, append_date_change>(Shape::change_date),
    row<RefList, append_integers>(Shape::custom_values,
                                  no_items),  // items come from Record::custom
    row<std::int64_t, append_integer>(Shape::custom_type),
    row<TextList, append_texts>(Shape::text_list, no_items),
    row<RefList, append_integers>(Shape::integer_list, no_items),
    row<TextMap, append_text_map>(Shape::text_map, no_members),
    row<TextMap, append_language_texts>(Shape::language_texts, no_items),
    row<schema::ColorList, append_colors>(Shape::value_colors),
    row<std::string, append_named>(Shape::named),
    row<std::string, append_text>(Shape::url),
    row<TextList, append_option_names>(Shape::option_names, no_items),
    row<std::int64_t, append_bare_id>(Shape::bare_id),
    row<RefList, append_definitions>(Shape::definitions, no_items),
    // Its form is that of the type; the renderer asks for that row instead.
    row<std::string, append_text>(Shape::main_value),
    row<Ref, append_thing>(Shape::thing),
    row<schema::FieldChangeList, append_changes>(Shape::changes, no_items),
    row<RefList, append_integers>(Shape::items, no_items),  // write-only
    row<std::string, append_text>(Shape::line, no_text),
    row<double, append_double>(Shape::number),
    row<std::string, append_text>(Shape::multiline, no_text),
    row<schema::Day, append_day>(Shape::date),
    row<schema::TimeOfDay, append_time_of_day>(Shape::time),
    row<schema::Moment, append_timepoint>(Shape::date_time),
    row<schema::Period, append_period>(Shape::period),
    row<bool, append_boolean>(Shape::checkbox, off),
    row<std::string, append_text>(Shape::label, no_text),
    row<Ref, append_entry>(Shape::entry),
    row<Ref, append_person>(Shape::contact),
    row<Ref, append_person>(Shape::employee),
    row<Ref, append_person>(Shape::member),
    row<RefList, append_persons>(Shape::members, no_items),
    row<RefList, append_entries>(Shape::entries, no_items),
    row<Ref, append_named_ref>(Shape::task),
    row<RefList, append_named_refs>(Shape::tasks, no_items),
    row<TextList, append_texts>(Shape::labels, no_items),
    row<RefList, append_files>(Shape::file_ids, no_items),  // read with names: observed 9.2
    row<Ref, append_named_ref>(Shape::project),
    row<double, append_double>(Shape::computed_number),
    row<std::string, append_text>(Shape::computed_text, no_text),
    row<schema::Boxed<schema::Location>, append_location>(Shape::location),
    row<schema::Frame, append_frame>(Shape::frame),
};

consteval bool in_order() {
  for (std::size_t i = 0; i < std::size(rows); ++i)
    if (static_cast<std::size_t>(rows[i].shape) != i) return false;
  return std::size(rows) == static_cast<std::size_t>(Shape::frame) + 1;
}
static_assert(in_order());

}  // namespace

const ShapeRow& row_of(Shape shape) { return rows[static_cast<std::size_t>(shape)]; }

void append_value(std::string& out, Shape shape, const Value& value, const schema::Field* field,
                  const RenderContext& context) {
  const ShapeRow& row = row_of(shape);
  if (value.index() == row.alternative)
    row.append(out, value, field, context);
  else
    out += row.empty;
}

bool left_out_when_empty(Shape shape) { return row_of(shape).empty.empty(); }

}  // namespace planstead::reply
