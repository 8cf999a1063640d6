// `stringValue`: what a person would read. One row per shape of custom fields (digest 1.2.1,
// observed 9.2).
#include <charconv>
#include <cmath>
#include <iterator>

#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

using schema::Shape;
using schema::Value;

namespace {

constexpr int summary_type = 23;

using Text = void (*)(std::string& out, const catalog::CustomField& field, const Value& value,
                      const RenderContext& context);

template <class List, class AppendOne>
void append_joined(std::string& out, const List& list, AppendOne append_one) {
  bool first = true;
  for (const auto& element : list) {
    if (!first) out += ", ";
    first = false;
    append_one(element);
  }
}

void plain(std::string& out, const catalog::CustomField&, const Value& value,
           const RenderContext&) {
  out += std::get<std::string>(value);
}

// The decimals of the field change what is shown, never what is stored.
void number(std::string& out, const catalog::CustomField& field, const Value& value,
            const RenderContext&) {
  const double stored = std::get<double>(value);
  const std::size_t start = out.size();
  if (field.decimals < 0 || std::abs(stored) >= 1e15) {
    base::append_number(out, stored);
  } else {
    char buffer[64];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, stored,
                                            std::chars_format::fixed, field.decimals);
    if (error == std::errc{})
      out.append(buffer, end);
    else
      base::append_number(out, stored);
  }
  if (const std::size_t point = out.find('.', start);
      point != std::string::npos && !field.delimiter.empty())
    out.replace(point, 1, field.delimiter);
}

// A summary of periods is kept in minutes and read in hours: `30 ч` (observed 9.2).
void total(std::string& out, const catalog::CustomField& field, const Value& value,
           const RenderContext& context) {
  const catalog::CustomField* source =
      field.type->id == summary_type ? context.catalog.field(field.source_field) : nullptr;
  const bool of_time = source != nullptr && (source->type->shape == Shape::period ||
                                             source->type->shape == Shape::frame);
  if (!of_time) return number(out, field, value, context);
  const auto minutes = static_cast<std::int64_t>(std::llround(std::get<double>(value)));
  const bool russian = context.viewer.language == "Ru";
  const auto append = [&](std::int64_t amount, std::string_view unit) {
    base::append_number(out, amount);
    out.append(" ").append(unit);
  };
  if (minutes / 60 != 0 || minutes == 0) append(minutes / 60, russian ? "ч" : "h");
  if (minutes % 60 == 0) return;
  if (!out.empty()) out += ' ';
  append(minutes % 60, russian ? "мин" : "min");
}

void day(std::string& out, const catalog::CustomField&, const Value& value, const RenderContext&) {
  append_day_text(out, std::get<schema::Day>(value));
}
void time(std::string& out, const catalog::CustomField&, const Value& value, const RenderContext&) {
  append_time_text(out, std::get<schema::TimeOfDay>(value));
}
void moment(std::string& out, const catalog::CustomField&, const Value& value,
            const RenderContext& context) {
  append_moment_text(out, std::get<schema::Moment>(value), context.viewer.zone);
}
void period(std::string& out, const catalog::CustomField&, const Value& value,
            const RenderContext&) {
  const auto& [from, to] = std::get<schema::Period>(value);
  append_time_text(out, from);
  out += " - ";
  append_time_text(out, to);
}
void frame(std::string& out, const catalog::CustomField&, const Value& value,
           const RenderContext& context) {
  append_frame_text(out, std::get<schema::Frame>(value), context.viewer.zone);
}

void yes_or_no(std::string& out, const catalog::CustomField&, const Value& value,
               const RenderContext& context) {
  const bool on = std::get<bool>(value);
  if (context.viewer.language == "Ru")
    out += on ? "Да" : "Нет";
  else
    out += on ? "Yes" : "No";
}

void name(std::string& out, const catalog::CustomField&, const Value& value,
          const RenderContext& context) {
  out += name_of(std::get<schema::Ref>(value), context);
}
void names(std::string& out, const catalog::CustomField&, const Value& value,
           const RenderContext& context) {
  append_joined(out, std::get<schema::RefList>(value),
                [&](const schema::Ref& ref) { out += name_of(ref, context); });
}
void texts(std::string& out, const catalog::CustomField&, const Value& value,
           const RenderContext&) {
  append_joined(out, std::get<schema::TextList>(value),
                [&](const std::string& text) { out += text; });
}

// The address as sent; a bare point reads as "latitude, longitude".
void location(std::string& out, const catalog::CustomField&, const Value& value,
              const RenderContext&) {
  const schema::Location& place = std::get<schema::Boxed<schema::Location>>(value);
  out += place.address;
  if (!place.address.empty() || !place.has_point) return;
  base::append_number(out, place.latitude);
  out += ", ";
  base::append_number(out, place.longitude);
}

struct Row {
  Shape shape;
  Text text;
};
constexpr Row rows[] = {
    {Shape::line, plain},
    {Shape::number, number},
    {Shape::multiline, plain},
    {Shape::date, day},
    {Shape::time, time},
    {Shape::date_time, moment},
    {Shape::period, period},
    {Shape::checkbox, yes_or_no},
    {Shape::label, plain},
    {Shape::entry, name},
    {Shape::contact, name},
    {Shape::employee, name},
    {Shape::member, name},
    {Shape::members, names},
    {Shape::entries, names},
    {Shape::task, name},
    {Shape::tasks, names},
    {Shape::labels, texts},
    {Shape::file_ids, names},
    {Shape::project, name},
    {Shape::computed_number, total},
    {Shape::computed_text, plain},
    {Shape::location, location},
    {Shape::frame, frame},
};
constexpr std::size_t first_custom = static_cast<std::size_t>(Shape::line);
consteval bool in_order() {
  for (std::size_t i = 0; i < std::size(rows); ++i)
    if (static_cast<std::size_t>(rows[i].shape) != first_custom + i) return false;
  return rows[std::size(rows) - 1].shape == Shape::frame;
}
static_assert(in_order());

}  // namespace

std::string string_value(const catalog::CustomField& field, const Value& value,
                         const RenderContext& context) {
  std::string out;
  const Shape shape = field.type->shape;
  // A value that was stored under another type of the field reads as none.
  if (value.index() == row_of(shape).alternative)
    rows[static_cast<std::size_t>(shape) - first_custom].text(out, field, value, context);
  return out;
}

}  // namespace planstead::reply
