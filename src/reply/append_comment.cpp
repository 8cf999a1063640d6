// What comments alone hold: recorded changes and reminders.
#include "base/text.h"
#include "reply/append.h"

namespace planstead::reply {

using base::append_json_string;
using base::append_number;
using base::RefKind;

namespace {

void append_flag(std::string& out, std::string_view key, bool on) {
  out += key;
  out += on ? "true" : "false";
}

void append_moment(std::string& out, std::string_view key,
                   const std::optional<schema::Moment>& moment, const RenderContext& context) {
  if (!moment) return;
  out += key;
  append_timepoint(out, *moment, context);
}

void append_id(std::string& out, std::string_view key, std::int64_t id) {
  if (id == 0) return;
  out += key;
  append_number(out, id);
}

void append_recipients(std::string& out, const schema::RefList& recipients,
                       const RenderContext& context) {
  schema::RefList people, roles;
  for (schema::Ref ref : recipients) (ref.kind == RefKind::none ? roles : people).push_back(ref);
  out += R"(,"recipientsRoles":)";
  append_array(out, roles, [&](schema::Ref role) {
    append_json_string(out, schema::reminder_roles[static_cast<std::size_t>(role.id - 1)]);
  });
  out += R"(,"recipientsPeople":)";
  append_people(out, people, context);
}

void append_reminder(std::string& out, const schema::Reminder& one, const RenderContext& context) {
  out += R"({"id":)";
  append_number(out, one.id);
  append_id(out, R"(,"commentId":)", one.comment);
  append_id(out, R"(,"recurrenceId":)", one.recurrence);
  append_id(out, R"(,"dataTagEntryKey":)", one.data_tag_entry);
  append_moment(out, R"(,"reminderDate":)", one.date, context);
  append_moment(out, R"(,"reminderDateToCreate":)", one.date_to_create, context);
  append_flag(out, R"(,"reminded":)", one.reminded);
  out += R"(,"text":)";
  append_json_string(out, one.text);
  out += R"(,"type":)";
  append_json_string(out, schema::reminder_types[static_cast<std::size_t>(one.type)]);
  out += R"(,"subtype":)";
  append_json_string(out, schema::reminder_subtypes[static_cast<std::size_t>(one.subtype)]);
  if (one.owner.id != 0) {
    out += R"(,"owner":)";
    append_person(out, one.owner, context);
  }
  append_recipients(out, one.recipients, context);
  out += '}';
}

}  // namespace

void append_status_change(std::string& out, const schema::RefList& change, const RenderContext&) {
  out += R"({"oldStatusId":)";
  append_number(out, change.empty() ? std::int64_t{0} : change.front().id);
  out += R"(,"newStatusId":)";
  append_number(out, change.empty() ? std::int64_t{0} : change.back().id);
  out += '}';
}

void append_date_change(std::string& out, const schema::DateChange& change,
                        const RenderContext& context) {
  append_flag(out, R"({"hasOldDate":)", change.before.has_value());
  append_flag(out, R"(,"hasNewDate":)", change.after.has_value());
  append_flag(out, R"(,"hasOldTime":)", change.before && change.before->has_time);
  append_flag(out, R"(,"hasNewTime":)", change.after && change.after->has_time);
  append_moment(out, R"(,"oldDateTime":)", change.before, context);
  append_moment(out, R"(,"newDateTime":)", change.after, context);
  out += '}';
}

void append_reminders(std::string& out, const schema::ReminderList& list,
                      const RenderContext& context) {
  append_array(out, list, [&](const schema::Reminder& one) { append_reminder(out, one, context); });
}

}  // namespace planstead::reply
