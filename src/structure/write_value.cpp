// One overload for each alternative of Value; the shape is asked only where an alternative has
// several forms.
#include "structure/write_value.h"

#include <cmath>

#include "schema/references.h"

namespace planstead::structure {

using base::Node;
using schema::Shape;

namespace {

constexpr std::string_view rule_words[] = {"Every", "EveryWorking", "AfterComplete", "Exact"};
constexpr std::string_view end_words[] = {"NoEnd", "ByCount", "ByEndDate"};
constexpr std::string_view unit_words[] = {"daily", "weekly", "monthly"};

Node object_of(std::string_view key, Node value) {
  Members members;
  put(members, key, std::move(value));
  return Node(std::move(members));
}

Node date_node(base::Day day) {
  std::string text;
  base::append_date(text, base::to_civil(day));
  return object_of("date", Node(std::move(text)));
}

Node time_node(base::TimeOfDay time) {
  std::string text;
  base::append_time(text, time.minutes / 60, time.minutes % 60);
  return object_of("time", Node(std::move(text)));
}

// With seconds: a minute would not bring back the instant of a row that REST has made.
Node moment_node(const base::Moment& moment) {
  if (!moment.has_time) return date_node(base::day_of_utc(moment.utc));
  std::string text;
  base::append_iso_seconds(text, moment.utc);
  return object_of("datetime", Node(std::move(text)));
}

Node ref_node(base::Ref ref, bool bare_group = false) {
  using base::RefKind;
  const bool prefix = ref.kind == RefKind::user || ref.kind == RefKind::contact ||
                      (ref.kind == RefKind::group && !bare_group);
  if (prefix) return object_of("id", Node(base::prefixed(ref)));
  return object_of("id",
                   number_node(ref.kind == RefKind::entry ? schema::entry_key(ref.id) : ref.id));
}

Node people_node(const schema::RefList& refs) {
  Node::Array users, groups;
  for (base::Ref ref : refs)
    (ref.kind == base::RefKind::group ? groups : users).push_back(ref_node(ref, true));
  Members members;
  if (!users.empty()) put(members, "users", Node(std::move(users)));
  if (!groups.empty()) put(members, "groups", Node(std::move(groups)));
  return Node(std::move(members));
}

Node recurrence_end(const schema::Recurrence& recurrence) {
  using End = schema::Recurrence::End;
  Members members;
  put(members, "type", text_node(end_words[static_cast<std::size_t>(recurrence.end)]));
  if (recurrence.end == End::by_count)
    put(members, "repeatCount", number_node(recurrence.repeat_count));
  if (recurrence.end == End::by_date) put(members, "date", moment_node(recurrence.end_date));
  if (recurrence.notify_type >= 0) {
    Members notify;
    put(notify, "type", number_node(recurrence.notify_type));
    put(notify, "day", number_node(recurrence.notify_day));
    put(members, "notify", Node(std::move(notify)));
  }
  return Node(std::move(members));
}

Node recurrence_node(const schema::Recurrence& recurrence) {
  using schema::Recurrence;
  const bool monthly = recurrence.unit == Recurrence::Unit::monthly;
  Members unit, members;
  put(unit, "type", text_node(rule_words[static_cast<std::size_t>(recurrence.rule)]));
  put(unit, monthly ? "month" : "shift", number_node(recurrence.step));
  if (!recurrence.days.empty()) {
    Node::Array days;
    for (int day : recurrence.days) days.push_back(number_node(day));
    put(unit, "days", Node(std::move(days)));
  }
  if (monthly && recurrence.rule != Recurrence::Rule::after_complete) {
    put(unit, "day", number_node(recurrence.day));
    put(unit, "dayType",
        text_node(schema::recurrence_day_types[static_cast<std::size_t>(recurrence.day_type)]));
  }
  put(members, "startDate", moment_node(recurrence.start));
  put(members, unit_words[static_cast<std::size_t>(recurrence.unit)], Node(std::move(unit)));
  put(members, "endConditions", recurrence_end(recurrence));
  return Node(std::move(members));
}

Node status_change_node(const schema::RefList& change) {
  Members members;
  put(members, "oldStatusId", number_node(change.front().id));
  put(members, "newStatusId", number_node(change.back().id));
  return Node(std::move(members));
}

Node reminder_node(const schema::Reminder& one) {
  Members members;
  put(members, "id", number_node(one.id));
  if (one.recurrence != 0) put(members, "recurrenceId", number_node(one.recurrence));
  if (one.data_tag_entry != 0) put(members, "dataTagEntryKey", number_node(one.data_tag_entry));
  if (one.date) put(members, "reminderDate", moment_node(*one.date));
  if (one.date_to_create) put(members, "reminderDateToCreate", moment_node(*one.date_to_create));
  put(members, "reminded", Node(one.reminded));
  if (!one.text.empty()) put(members, "text", Node(one.text));
  put(members, "type", text_node(schema::reminder_types[static_cast<std::size_t>(one.type)]));
  put(members, "subtype",
      text_node(schema::reminder_subtypes[static_cast<std::size_t>(one.subtype)]));
  if (one.owner.id != 0) put(members, "owner", ref_node(one.owner));
  schema::RefList people;
  Node::Array roles;
  for (base::Ref ref : one.recipients) {
    if (ref.kind != base::RefKind::none)
      people.push_back(ref);
    else
      roles.push_back(text_node(schema::reminder_roles[static_cast<std::size_t>(ref.id - 1)]));
  }
  if (!people.empty()) put(members, "recipientsPeople", people_node(people));
  if (!roles.empty()) put(members, "recipientsRoles", Node(std::move(roles)));
  return Node(std::move(members));
}

struct Writer {
  Shape shape;
  std::span<const std::string_view> labels;

  Node operator()(std::monostate) const { return {}; }
  Node operator()(bool flag) const { return Node(flag); }
  Node operator()(std::int64_t number) const {
    if (shape == Shape::bare_id) return object_of("id", number_node(number));
    const auto index = static_cast<std::size_t>(number);
    return index < labels.size() ? text_node(labels[index]) : number_node(number);
  }
  Node operator()(double number) const { return Node(number); }
  Node operator()(const std::string& text) const { return Node(text); }
  Node operator()(base::Day day) const { return date_node(day); }
  Node operator()(base::TimeOfDay time) const { return time_node(time); }
  Node operator()(const base::Moment& moment) const { return moment_node(moment); }
  Node operator()(const schema::Period& period) const {
    Members members;
    put(members, "from", time_node(period.from));
    put(members, "to", time_node(period.to));
    return Node(std::move(members));
  }
  Node operator()(const schema::Frame& frame) const {
    Members members;
    put(members, "from", moment_node(frame.from));
    put(members, "to", moment_node(frame.to));
    if (frame.consider_time_zone) put(members, "considerTimeZone", Node(true));
    return Node(std::move(members));
  }
  // A template of contacts is a contact by its number; the place says already what it is.
  Node operator()(base::Ref ref) const {
    return shape == Shape::ref ? object_of("id", number_node(ref.id)) : ref_node(ref);
  }
  Node operator()(const schema::RefList& refs) const {
    if (shape == Shape::people || shape == Shape::notified) return people_node(refs);
    if (shape == Shape::change_status) return status_change_node(refs);
    const bool bare = shape == Shape::file_ids || shape == Shape::integer_list;
    Node::Array items;
    for (base::Ref ref : refs)
      items.push_back(bare                   ? number_node(ref.id)
                      : shape == Shape::refs ? object_of("id", number_node(ref.id))
                                             : ref_node(ref));
    return Node(std::move(items));
  }
  Node operator()(const schema::TextList& texts) const {
    Node::Array items;
    for (const std::string& text : texts) items.emplace_back(text);
    return Node(std::move(items));
  }
  Node operator()(const schema::TextMap& texts) const {
    Members members;
    for (const auto& [language, text] : texts) put(members, language, Node(text));
    return Node(std::move(members));
  }
  Node operator()(const schema::Location& location) const {
    Members members;
    if (!location.address.empty()) put(members, "address", Node(location.address));
    if (location.has_point) {
      put(members, "longitude", Node(location.longitude));
      put(members, "latitude", Node(location.latitude));
    }
    return Node(std::move(members));
  }
  // No row holds colours: they belong to definitions, which are written from their own keys.
  Node operator()(const schema::ColorList&) const { return {}; }
  Node operator()(const schema::Recurrence& recurrence) const {
    return recurrence_node(recurrence);
  }
  Node operator()(const schema::PhoneList& phones) const {
    Node::Array items;
    for (const schema::Phone& phone : phones) {
      Members members;
      put(members, "number", Node(phone.number));
      put(members, "type", number_node(phone.type));
      items.emplace_back(std::move(members));
    }
    return Node(std::move(items));
  }
  Node operator()(const schema::Replacement& replacement) const {
    Members members;
    if (replacement.indefinite) put(members, "isIndefinite", Node(true));
    put(members, "employee", ref_node(replacement.employee));
    if (!replacement.indefinite) {
      put(members, "from", date_node(replacement.from));
      put(members, "to", date_node(replacement.to));
    }
    return Node(std::move(members));
  }
  Node operator()(const schema::DateChange& change) const {
    Members members;
    if (change.before) put(members, "oldDateTime", moment_node(*change.before));
    if (change.after) put(members, "newDateTime", moment_node(*change.after));
    return Node(std::move(members));
  }
  // A structure file holds no log.
  Node operator()(const schema::FieldChangeList&) const { return {}; }
  Node operator()(const schema::ReminderList& list) const {
    Node::Array items;
    for (const schema::Reminder& one : list) items.push_back(reminder_node(one));
    return Node(std::move(items));
  }
};

// An empty list or text in a row means what an absent one means; rules and programs leave either.
bool says_nothing(const schema::Value& value) {
  const auto* refs = std::get_if<schema::RefList>(&value);
  const auto* text = std::get_if<std::string>(&value);
  return schema::is_empty(value) || (refs != nullptr && refs->empty()) ||
         (text != nullptr && text->empty());
}

}  // namespace

Node write_value(Shape shape, const schema::Value& value,
                 std::span<const std::string_view> labels) {
  return std::visit(Writer{shape, labels}, value);
}

Node::Object write_fields(const Kind& kind, const schema::Record& record) {
  Node::Object members;
  for (std::size_t i = 0; i < kind.entity->fields.size(); ++i) {
    const schema::Field& field = kind.entity->fields[i];
    if (find_row_field(kind, field.name) == nullptr || field.name == kind.id_key) continue;
    if (says_nothing(record.at(i))) continue;
    put(members, field.name, write_value(field.shape, record.at(i), field.labels));
  }
  return members;
}

}  // namespace planstead::structure
