// Values of comments: recipients with their roles, and what only the structure file writes —
// reminders and recorded changes.
#include <algorithm>

#include "request/coerce.h"
#include "request/value_call.h"

namespace planstead::request {

using base::Moment;
using base::Node;
using base::Ref;
using base::RefKind;
using base::Result;
using schema::RefList;
using schema::Value;

namespace {

Result<int> label_index(const ValueCall& call, std::span<const std::string_view> labels) {
  const std::string* text = call.node.as_text();
  const auto found = text ? std::ranges::find(labels, std::string_view(*text)) : labels.end();
  if (found != labels.end()) return static_cast<int>(found - labels.begin());
  std::string all;
  for (std::string_view label : labels) all.append(all.empty() ? "" : ", ").append(label);
  return refused(call, shown(call.node) + " is none of: " + all);
}

base::Status add_role(RefList& into, const ValueCall& call,
                      std::span<const std::string_view> labels) {
  PS_TRY(const int index, label_index(call, labels));
  into.push_back({RefKind::none, index + 1});
  return base::ok();
}

// One role may stand as a text: an older schema had it so (observed 17.1).
base::Status add_roles(RefList& into, const ValueCall& call,
                       std::span<const std::string_view> labels) {
  if (is_blank(&call.node)) return base::ok();
  if (call.node.as_text() != nullptr) return add_role(into, call, labels);
  const Node::Array* items = call.node.as_array();
  if (items == nullptr) return wrong_type(call, "an array of roles");
  for (std::size_t i = 0; i < items->size(); ++i)
    PS_CHECK(add_role(into, call.item((*items)[i], i), labels));
  return base::ok();
}

Result<Value> notified_value(const ValueCall& call) {
  if (is_blank(&call.node)) return Value{};
  PS_TRY(RefList people, parse_people(call));
  if (const Node* roles = call.node.find("roles"))
    PS_CHECK(add_roles(people, call.part(*roles, ".roles"), schema::notified_roles));
  return list_value(std::move(people));
}

Result<std::int64_t> number_of(const ValueCall& call, std::string_view key) {
  const Node* node = call.node.find(key);
  if (is_blank(node)) return std::int64_t{0};
  const auto number = as_whole(*node);
  const ValueCall part = call.part(*node, '.' + std::string(key));
  if (!number || *number < 0 || *number > base::id_max) return refused(part, "no number");
  return *number;
}

Result<std::optional<Moment>> moment_of(const ValueCall& call, std::string_view key) {
  const Node* node = call.node.find(key);
  if (is_blank(node)) return std::optional<Moment>{};
  return parse_timepoint(call.part(*node, '.' + std::string(key)));
}

Result<Value> status_change_value(const ValueCall& call) {
  if (call.node.as_object() == nullptr) return wrong_type(call, "oldStatusId and newStatusId");
  PS_TRY(const std::int64_t before, number_of(call, "oldStatusId"));
  PS_TRY(const std::int64_t after, number_of(call, "newStatusId"));
  return Value{RefList{{RefKind::status, before}, {RefKind::status, after}}};
}

Result<Value> date_change_value(const ValueCall& call) {
  if (call.node.as_object() == nullptr) return wrong_type(call, "oldDateTime and newDateTime");
  schema::DateChange change;
  PS_TRY(change.before, moment_of(call, "oldDateTime"));
  PS_TRY(change.after, moment_of(call, "newDateTime"));
  return Value{change};
}

base::Status read_kind(int& into, const ValueCall& call, std::string_view key,
                       std::span<const std::string_view> labels) {
  const Node* node = call.node.find(key);
  if (is_blank(node)) return base::ok();
  PS_TRY(into, label_index(call.part(*node, '.' + std::string(key)), labels));
  return base::ok();
}

base::Status read_people(schema::Reminder& reminder, const ValueCall& call) {
  if (const Node* owner = call.node.find("owner"); !is_blank(owner)) {
    PS_TRY(const auto found, parse_ref(schema::Shape::person, call.part(*owner, ".owner")));
    reminder.owner = found.value_or(Ref{});
  }
  if (const Node* people = call.node.find("recipientsPeople"); !is_blank(people)) {
    PS_TRY(reminder.recipients, parse_people(call.part(*people, ".recipientsPeople")));
  }
  const Node* roles = call.node.find("recipientsRoles");
  if (roles == nullptr) return base::ok();
  return add_roles(reminder.recipients, call.part(*roles, ".recipientsRoles"),
                   schema::reminder_roles);
}

Result<schema::Reminder> reminder_of(const ValueCall& call) {
  if (call.node.as_object() == nullptr) return wrong_type(call, "an object");
  schema::Reminder reminder;
  PS_TRY(reminder.id, number_of(call, "id"));
  PS_TRY(reminder.recurrence, number_of(call, "recurrenceId"));
  PS_TRY(reminder.data_tag_entry, number_of(call, "dataTagEntryKey"));
  PS_TRY(reminder.date, moment_of(call, "reminderDate"));
  PS_TRY(reminder.date_to_create, moment_of(call, "reminderDateToCreate"));
  const Node* reminded = call.node.find("reminded");
  reminder.reminded = reminded != nullptr && as_flag(*reminded).value_or(false);
  const Node* text = call.node.find("text");
  if (text != nullptr && text->as_text() != nullptr) reminder.text = *text->as_text();
  PS_CHECK(read_kind(reminder.type, call, "type", schema::reminder_types));
  PS_CHECK(read_kind(reminder.subtype, call, "subtype", schema::reminder_subtypes));
  PS_CHECK(read_people(reminder, call));
  return reminder;
}

Result<Value> reminders_value(const ValueCall& call) {
  const Node::Array* items = call.node.as_array();
  if (items == nullptr) return wrong_type(call, "an array");
  schema::ReminderList list;
  for (std::size_t i = 0; i < items->size(); ++i) {
    PS_TRY(schema::Reminder one, reminder_of(call.item((*items)[i], i)));
    list.push_back(std::move(one));
  }
  return list.empty() ? Value{} : Value{std::move(list)};
}

}  // namespace

Result<Value> parse_comment_value(schema::Shape shape, const ValueCall& call) {
  switch (shape) {
    case schema::Shape::notified:
      return notified_value(call);
    case schema::Shape::reminders:
      return reminders_value(call);
    case schema::Shape::change_status:
      return status_change_value(call);
    case schema::Shape::change_date:
      return date_change_value(call);
    // No system field of these shapes takes a value; custom fields have a reader of their own.
    default:
      return refused(call, "cannot be set");
  }
}

}  // namespace planstead::request
