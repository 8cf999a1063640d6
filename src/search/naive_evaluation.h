// The plain reading of every kind of Condition over Records, for tests: what the index must answer.
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "schema/record.h"
#include "search/index.h"

namespace planstead::search::naive {

using Table = std::map<std::int64_t, schema::Record>;

inline bool among(const std::vector<std::int64_t>& numbers, std::int64_t number) {
  return std::ranges::find(numbers, number) != numbers.end();
}

inline std::int64_t number(const schema::Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* ref = std::get_if<base::Ref>(&value))
    return ref->id == 0 ? no_number : ref->packed();
  if (const auto* moment = std::get_if<base::Moment>(&value)) return index_number(*moment);
  if (const auto* day = std::get_if<base::Day>(&value)) return std::int64_t{day->days} * 86400 * 2;
  return no_number;
}

/// The texts of a field in the form in which they are compared; empty ones do not count.
inline std::vector<std::string> texts(const schema::Record& row, std::size_t column) {
  std::vector<std::string> raw;
  if (const auto* text = std::get_if<std::string>(&row.at(column))) raw.push_back(*text);
  if (const auto* list = std::get_if<schema::TextList>(&row.at(column))) raw = *list;
  const schema::Indexed form = row.entity().fields[column].indexed;
  std::vector<std::string> out;
  for (const std::string& one : raw)
    out.push_back(form == schema::Indexed::digits   ? base::digits_of(one)
                  : form == schema::Indexed::handle ? base::messenger_name(one)
                                                    : base::fold(one));
  std::erase(out, "");
  return out;
}

inline bool text_meets(const Condition& c, const schema::Record& row) {
  const auto held = texts(row, c.column);
  if (c.text.empty()) return !c.whole || held.empty();
  return std::ranges::any_of(held, [&](const std::string& one) {
    return c.whole ? one == c.text : one.find(c.text) != std::string::npos;
  });
}

inline bool born_between(const Condition& c, const schema::Value& value) {
  const std::int64_t held = number(value);
  if (held == no_number) return false;
  const auto date = base::civil_of_utc(held >> 1).date;
  for (std::int64_t day = c.lo;; day = day == 1231 ? 101 : day + 1) {
    if (day == date.month * 100 + date.day) return true;
    if (day == c.hi) return false;
  }
}

inline schema::RefList list(const schema::Value& value) {
  const auto* refs = std::get_if<schema::RefList>(&value);
  return refs == nullptr ? schema::RefList{} : *refs;
}

inline std::int32_t day_of(const base::Moment& moment) { return base::day_of_utc(moment.utc).days; }

inline bool in_range(const Condition& c, const base::Moment& moment) {
  if (moment.has_time) return c.lo <= moment.utc && moment.utc < c.hi;
  return c.first_day <= day_of(moment) && day_of(moment) <= c.last_day;
}

inline bool overlaps(const Condition& c, const schema::Frame& frame) {
  const bool begins =
      frame.from.has_time ? frame.from.utc < c.hi : day_of(frame.from) <= c.last_day;
  const bool ends = frame.to.has_time ? frame.to.utc >= c.lo : day_of(frame.to) >= c.first_day;
  return begins && ends;
}

inline bool is_below(const schema::Record& row, const Condition& c, const Table& table) {
  if (row.id() == c.number) return false;
  std::set<std::int64_t> seen;
  for (const schema::Record* at = &row; at != nullptr && seen.insert(at->id()).second;) {
    const auto* parent = std::get_if<base::Ref>(&at->at(c.column));
    if (parent == nullptr || parent->id == 0) return false;
    if (parent->id == c.number) return true;
    const auto above = table.find(parent->id);
    at = above == table.end() ? nullptr : &above->second;
  }
  return false;
}

inline bool custom(const Condition& c, const schema::Record& row) {
  using Kind = Condition::Kind;
  const schema::Value* value = row.custom_value(c.field);
  if (c.kind == Kind::custom_flag) {
    const bool* flag = value == nullptr ? nullptr : std::get_if<bool>(value);
    return (flag != nullptr && *flag) == (c.number != 0);
  }
  if (value == nullptr) return false;
  const auto* text = std::get_if<std::string>(value);
  if (const auto* place = std::get_if<schema::Boxed<schema::Location>>(value);
      place && !(*place)->address.empty())
    text = &(*place)->address;
  switch (c.kind) {
    case Kind::custom_present:
      return true;
    case Kind::custom_text:
      if (text == nullptr) return false;
      return c.whole ? base::fold(*text) == c.text
                     : base::fold(*text).find(c.text) != std::string::npos;
    case Kind::custom_number: {
      const auto* time = std::get_if<base::TimeOfDay>(value);
      const auto* number = std::get_if<double>(value);
      if (time == nullptr && number == nullptr) return false;
      const double held = time != nullptr ? time->minutes : *number;
      return (c.min_open ? held > c.min : held >= c.min) &&
             (c.max_open ? held < c.max : held <= c.max);
    }
    case Kind::custom_moment:
      if (const auto* day = std::get_if<base::Day>(value))
        return c.first_day <= day->days && day->days <= c.last_day;
      if (const auto* moment = std::get_if<base::Moment>(value)) return in_range(c, *moment);
      if (const auto* frame = std::get_if<schema::Frame>(value)) return overlaps(c, *frame);
      return false;
    case Kind::custom_refs:
      if (const auto* ref = std::get_if<base::Ref>(value)) return among(c.numbers, ref->packed());
      return std::ranges::any_of(list(*value),
                                 [&](base::Ref ref) { return among(c.numbers, ref.packed()); });
    case Kind::custom_labels: {
      schema::TextList labels;
      if (text != nullptr)
        labels = {*text};
      else if (const auto* held = std::get_if<schema::TextList>(value))
        labels = *held;
      else if (!c.texts.empty())
        return false;
      return std::ranges::all_of(c.texts, [&](const std::string& one) {
        return std::ranges::find(labels, one) != labels.end();
      });
    }
    default:
      return false;
  }
}

inline bool meets(const Condition& c, const schema::Record& row, const Table& table) {
  using Kind = Condition::Kind;
  const auto met = [&](const Condition& child) { return meets(child, row, table); };
  switch (c.kind) {
    case Kind::always:
      return true;
    case Kind::never:
      return false;
    case Kind::all:
      return std::ranges::all_of(c.children, met);
    case Kind::any:
      return std::ranges::any_of(c.children, met);
    case Kind::negate:
      return !met(c.children.at(0));
    case Kind::id_in:
      return among(c.numbers, row.id());
    case Kind::in_set:
      return c.column == 0 ? among(c.numbers, row.id())
                           : among(c.numbers, number(row.at(c.column)));
    case Kind::between: {
      const std::int64_t held = c.column == 0 ? row.id() : number(row.at(c.column));
      return held != no_number && c.lo <= held && held <= c.hi;
    }
    case Kind::birthday:
      return born_between(c, row.at(c.column));
    case Kind::missing:
      return number(row.at(c.column)) == no_number;
    case Kind::ref_kind: {
      const auto* ref = std::get_if<base::Ref>(&row.at(c.column));
      return ref != nullptr && ref->id != 0 && static_cast<std::int64_t>(ref->kind) == c.number;
    }
    case Kind::range: {
      std::vector<base::Moment> moments;
      for (const std::size_t column : {c.column, c.other_column == 0 ? c.column : c.other_column})
        if (const auto* moment = std::get_if<base::Moment>(&row.at(column)))
          moments.push_back(*moment);
      return !moments.empty() && in_range(c, std::ranges::max(moments));
    }
    case Kind::list_empty:
      return list(row.at(c.column)).empty();
    case Kind::list_has:
      return std::ranges::any_of(list(row.at(c.column)),
                                 [&](base::Ref ref) { return among(c.numbers, ref.packed()); });
    case Kind::list_has_kind:
      return std::ranges::any_of(list(row.at(c.column)), [&](base::Ref ref) {
        return static_cast<std::int64_t>(ref.kind) == c.number;
      });
    case Kind::status_of: {
      const auto personal = list(row.at(c.other_column));
      for (std::size_t i = 0; i + 1 < personal.size(); i += 2)
        if (personal[i].packed() == c.number) return among(c.numbers, personal[i + 1].packed());
      return among(c.numbers, number(row.at(c.column)));
    }
    case Kind::contains:
      return text_meets(c, row);
    case Kind::below:
      return is_below(row, c, table);
    default:
      return custom(c, row);
  }
}

inline std::vector<std::int64_t> select(const Condition& condition, const Table& table) {
  std::vector<std::int64_t> ids;
  for (const auto& [id, row] : table)
    if (meets(condition, row, table)) ids.push_back(id);
  return ids;
}

}  // namespace planstead::search::naive
