// Pieces of rendering that the files of this folder share: one row per Shape, names of references,
// dates. Everything appends to one string with literal keys; nothing here decides what is shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "reply/reply.h"

namespace planstead::reply {

using Append = void (*)(std::string& out, const schema::Value& value, const schema::Field* field,
                        const RenderContext& context);

/// How one shape is read. The single mechanism behind system fields and custom fields.
struct ShapeRow {
  schema::Shape shape;
  std::size_t alternative;  ///< index in schema::Value; any other alternative counts as "no value"
  std::string_view empty;   ///< JSON of a field without a value; empty: its key is left out
  Append append;
};
const ShapeRow& row_of(schema::Shape shape);

/// The name of a thing: from the catalogue where it lives there, else from the NameBook; "" for
/// what is gone.
std::string_view name_of(schema::Ref ref, const RenderContext& context);

void append_person(std::string& out, const schema::Ref& ref, const RenderContext& context);
void append_persons(std::string& out, const schema::RefList& refs, const RenderContext& context);
void append_people(std::string& out, const schema::RefList& refs, const RenderContext& context);
void append_status(std::string& out, const schema::Ref& ref, const RenderContext& context);
void append_named_ref(std::string& out, const schema::Ref& ref, const RenderContext& context);
void append_named_refs(std::string& out, const schema::RefList& refs, const RenderContext& context);
void append_entry(std::string& out, const schema::Ref& ref, const RenderContext& context);
void append_entries(std::string& out, const schema::RefList& refs, const RenderContext& context);
void append_phones(std::string& out, const schema::PhoneList& phones, const RenderContext& context);
void append_replacement(std::string& out, const schema::Replacement& replacement,
                        const RenderContext& context);
void append_files(std::string& out, const schema::RefList& refs, const RenderContext& context);
void append_definitions(std::string& out, const schema::RefList& fields,
                        const RenderContext& context);
void append_data_tags(std::string& out, const schema::RefList& refs, const RenderContext& context);

/// {date,time,datetime,dateTimeUtcSeconds}; a moment without time is shown unshifted.
void append_timepoint(std::string& out, const schema::Moment& moment, const RenderContext& context);
void append_day(std::string& out, const schema::Day& day, const RenderContext& context);
void append_time_of_day(std::string& out, const schema::TimeOfDay& time,
                        const RenderContext& context);
void append_period(std::string& out, const schema::Period& period, const RenderContext& context);
void append_frame(std::string& out, const schema::Frame& frame, const RenderContext& context);
void append_recurrence(std::string& out, const schema::Recurrence& recurrence,
                       const RenderContext& context);
void append_status_change(std::string& out, const schema::RefList& change,
                          const RenderContext& context);
void append_date_change(std::string& out, const schema::DateChange& change,
                        const RenderContext& context);
void append_reminders(std::string& out, const schema::ReminderList& list,
                      const RenderContext& context);
void append_thing(std::string& out, const schema::Ref& ref, const RenderContext& context);
void append_changes(std::string& out, const schema::FieldChangeList& changes,
                    const RenderContext& context);

// Human texts of dates, for `stringValue`.
void append_day_text(std::string& out, schema::Day day);
void append_time_text(std::string& out, schema::TimeOfDay time);
void append_moment_text(std::string& out, const schema::Moment& moment, const base::Zone& zone);
void append_frame_text(std::string& out, const schema::Frame& frame, const base::Zone& zone);

/// The part of a value item before its value: `{"field":{…},"value":`. The same for every row of an
/// answer.
std::string custom_prefix(const catalog::CustomField& field, std::string_view language);
/// One item of customFieldData; `value` nullptr or empty: the form of a field without a value.
void append_custom_item(std::string& out, std::string_view prefix,
                        const catalog::CustomField& field, const schema::Value* value,
                        const RenderContext& context);

/// `,"failures":[{field,error}]`.
void append_failures(std::string& out, const std::vector<domain::Failure>& failures);
/// The answer of an import: numbers of the rows that were created, updated and ignored, and each
/// row's fate under the entity's word for a list.
std::string imported(const request::Call& call, const plan::Outcome& outcome);

/// Appends the elements of a list with commas between, in brackets.
template <class List, class AppendOne>
void append_array(std::string& out, const List& list, AppendOne append_one) {
  out += '[';
  bool first = true;
  for (const auto& element : list) {
    if (!first) out += ',';
    first = false;
    append_one(element);
  }
  out += ']';
}

}  // namespace planstead::reply
