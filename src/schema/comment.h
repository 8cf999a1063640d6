// The tables of comments: everything that stands in the feed of a task or contact. Rows of type
// None are entries that the server wrote itself; the first row of each task shows its description.
#pragma once

#include <array>

#include "schema/task.h"

namespace planstead::schema {

/// Indexes in comment_type_labels.
enum class CommentType : std::int64_t { written = 0, reminder = 1, recorded = 2 };

// clang-format off
inline constexpr auto comment_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare, .about = "Number of the comment."},
  {.name = "dateTime", .shape = Shape::timepoint, .column = "created", .on = read | On::create | On::structure, .indexed = Indexed::ordered, .about = "When it was written; now where absent."},
  {.name = "type", .shape = Shape::enumeration, .column = "type", .on = read | On::structure, .labels = comment_type_labels, .indexed = Indexed::number, .about = "Comment: somebody wrote it. Reminder: a reminder became due. None: the server recorded a change."},
  {.name = "fromType", .shape = Shape::enumeration, .column = "channel", .on = read | On::structure, .labels = comment_channel_labels, .about = "Channel by which it came."},
  {.name = "description", .shape = Shape::html, .column = "description", .on = both_ways, .derive = Derive::of_description, .about = "Text, HTML, at most 64 KB."},
  {.name = "additionalDescriptionData", .shape = Shape::text, .column = "additional_description", .on = read | On::structure, .derive = Derive::of_description, .about = "Additional data of the text."},
  {.name = "task", .shape = Shape::ref, .column = "task", .on = read | On::structure, .target = base::RefKind::task, .indexed = Indexed::grouped, .about = "Task that it belongs to."},
  {.name = "project", .shape = Shape::ref, .on = read, .target = base::RefKind::project, .derive = Derive::comment_project, .about = "Project of that task."},
  {.name = "contact", .shape = Shape::counterparty, .column = "contact", .on = read | On::structure, .indexed = Indexed::grouped, .about = "Contact that it belongs to."},
  {.name = "owner", .shape = Shape::person, .column = "owner", .on = read | On::create | On::structure, .indexed = Indexed::number, .about = "Author; the person of the token where absent."},
  {.name = "isDeleted", .shape = Shape::boolean, .column = "deleted", .on = read | On::structure, .indexed = Indexed::number, .about = "Whether it was deleted; such comments are listed by typeList Deleted alone."},
  {.name = "isPinned", .shape = Shape::boolean, .column = "pinned", .on = both_ways, .about = "Pinned above the others."},
  {.name = "isHidden", .shape = Shape::boolean, .column = "hidden", .on = both_ways, .indexed = Indexed::number, .about = "Meant for its recipients alone."},
  {.name = "isNotRead", .shape = Shape::boolean, .on = read, .derive = Derive::comment_unread, .about = "Sent to the person of the token; no operation marks comments as read yet."},
  {.name = "recipients", .shape = Shape::notified, .column = "recipients", .on = both_ways, .indexed = Indexed::list, .about = "Who is notified. Roles are those on the task at that moment."},
  {.name = "reminders", .shape = Shape::reminders, .column = "reminders", .on = read | On::structure, .derive = Derive::comment_reminders, .about = "Reminders of the comment."},
  {.name = "dataTags", .shape = Shape::data_tags, .on = read, .derive = Derive::data_tags, .about = "Data tag entries of the comment."},
  {.name = "files", .shape = Shape::files, .column = "files", .on = both_ways, .target = base::RefKind::file, .derive = Derive::of_description, .about = "Attached files; a list that is sent replaces the stored one."},
  {.name = "changeTaskStartDate", .shape = Shape::change_date, .column = "change_start", .on = read | On::structure, .about = "Change of the task's planned start."},
  {.name = "changeTaskExpectDate", .shape = Shape::change_date, .column = "change_end", .on = read | On::structure, .about = "Change of the task's planned end."},
  {.name = "changeStatus", .shape = Shape::change_status, .column = "change_status", .on = read | On::structure, .about = "Change of the task's status."},
  {.name = "sourceId", .shape = Shape::text, .on = On::ignored, .about = "Id of the external application."},
  {.name = "sourceObjectId", .shape = Shape::text, .column = "source_object", .on = both_ways, .about = "Id of the object in an external application."},
  {.name = "sourceDataVersion", .shape = Shape::text, .column = "source_version", .on = both_ways, .about = "Version of the object in an external application."},
  // Stored, never on the wire.
  {.name = "_first", .shape = Shape::boolean, .column = "first", .on = internal},                                  // shows the description of its task
  {.name = "_withOwner", .shape = Shape::boolean, .column = "with_owner", .on = internal, .indexed = Indexed::number},  // its task or contact is in the bin
});

inline constexpr auto comment_filters = std::to_array<Filter>({
  {3000, "date", dates, Operand::date, Rule::date, "dateTime"},
  {3001, "author", equality, Operand::person, Rule::person, "owner"},
});
// clang-format on

/// Position of a comment's field in a Record, at compile time.
consteval std::size_t comment_at(std::string_view name) { return position(comment_fields, name); }

static_assert(well_formed(comment_fields, comment_filters));

}  // namespace planstead::schema
