// The tables of what is remembered of actions: the log of changes, who is notified of what, and
// letters on their way. Rows of them are made by the server alone.
#pragma once

#include <array>

#include "schema/task.h"

namespace planstead::schema {

/// Indexes in log_action_labels.
enum class LogAction : std::int64_t { created = 0, changed = 1, removed = 2, restored = 3 };
inline constexpr std::string_view log_action_labels[] = {"Created", "Changed", "Removed",
                                                         "Restored"};

/// Indexes in notification_labels.
enum class Notified : std::int64_t {
  new_task = 0,
  assigned = 1,
  new_comment = 2,
  mention = 3,
  new_status = 4,
  new_dates = 5,
  reminder = 6,
  overdue = 7,
  close_to_deadline = 8,
  not_accepted_in_time = 9
};
inline constexpr std::string_view notification_labels[] = {
    "NewTask", "Assigned", "Comment", "Mention",         "Status",
    "Dates",   "Reminder", "Overdue", "CloseToDeadline", "NotAcceptedInTime"};

/// What became of a letter.
enum class Letter : std::int64_t { waiting = 0, sent = 1, given_up = 2, over_limit = 3 };

// clang-format off
inline constexpr auto log_entry_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare, .about = "Number; later changes have higher ones."},
  {.name = "dateTime", .shape = Shape::timepoint, .column = "moment", .on = read | On::bare, .about = "When."},
  {.name = "person", .shape = Shape::person, .column = "person", .on = read | On::bare, .about = "Who; absent where the clock did it."},
  {.name = "token", .shape = Shape::integer, .column = "token", .on = read | On::bare, .about = "Number of the token that was used."},
  {.name = "operation", .shape = Shape::text, .column = "operation", .on = read | On::bare, .about = "The operation, by its operationId."},
  {.name = "request", .shape = Shape::integer, .column = "request", .on = read | On::bare, .about = "Number of the request, as the server's log lines have it; it begins anew with each start."},
  {.name = "action", .shape = Shape::enumeration, .column = "action", .on = read | On::bare, .labels = log_action_labels, .about = "What happened to the row."},
  {.name = "object", .shape = Shape::thing, .column = "object", .on = read | On::bare, .about = "What was changed, as task:5; of a comment, an item or an entry the task or contact that it belongs to."},
  {.name = "part", .shape = Shape::thing, .column = "part", .on = read | On::bare, .about = "The comment, item or entry of the object that was changed, as comment:12."},
  {.name = "changes", .shape = Shape::changes, .column = "changes", .on = read | On::bare, .about = "Which fields, from what to what; none for a new row."},
});

inline constexpr auto notification_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = read | On::bare, .about = "Number."},
  {.name = "dateTime", .shape = Shape::timepoint, .column = "moment", .on = read | On::bare, .about = "When."},
  {.name = "type", .shape = Shape::enumeration, .column = "type", .on = read | On::bare, .labels = notification_labels, .about = "What it is about."},
  {.name = "isRead", .shape = Shape::boolean, .column = "is_read", .on = read | On::bare, .about = "Whether the person has marked it as read."},
  {.name = "author", .shape = Shape::person, .column = "author", .on = read | On::bare, .about = "Whose action it is; absent where the clock did it."},
  {.name = "task", .shape = Shape::ref, .column = "task", .on = read | On::bare | On::update, .target = base::RefKind::task, .about = "Task that it is about; in a request: those of this task."},
  {.name = "contact", .shape = Shape::counterparty, .column = "contact", .on = read | On::bare, .about = "Contact that it is about."},
  {.name = "commentId", .shape = Shape::integer, .column = "comment", .on = read | On::bare, .about = "Entry of the feed that says more."},
  {.name = "ids", .shape = Shape::integer_list, .on = On::update, .about = "Numbers of the notifications that were read."},
  {.name = "all", .shape = Shape::boolean, .on = On::update, .about = "All of them were read."},
  {.name = "_person", .shape = Shape::person, .column = "person", .on = internal},  // who is notified
});

inline constexpr auto outgoing_mail_fields = std::to_array<Field>({
  {.name = "id", .shape = Shape::integer, .column = "id", .on = On::nowhere},
  {.name = "_accepted", .shape = Shape::timepoint, .column = "accepted", .on = internal},
  {.name = "_address", .shape = Shape::text, .column = "address", .on = internal},
  {.name = "_subject", .shape = Shape::text, .column = "subject", .on = internal},
  {.name = "_text", .shape = Shape::text, .column = "body", .on = internal},
  {.name = "_state", .shape = Shape::integer, .column = "state", .on = internal},        // Letter
  {.name = "_due", .shape = Shape::timepoint, .column = "due", .on = internal},          // not before this moment
  {.name = "_attempts", .shape = Shape::integer, .column = "attempts", .on = internal},
  {.name = "_settled", .shape = Shape::timepoint, .column = "settled", .on = internal},  // sent, or given up
  {.name = "_error", .shape = Shape::text, .column = "error", .on = internal},           // of the last attempt
});
// clang-format on

static_assert(well_formed(log_entry_fields, std::array<Filter, 0>{}));
static_assert(well_formed(notification_fields, std::array<Filter, 0>{}));

}  // namespace planstead::schema
