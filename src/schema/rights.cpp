// The table of rights (domain/tasks-and-access.md 5.4 to 5.7). Administrators, the owner and robots
// may everything in it, but for the owner's own card.
#include "schema/rights.h"

#include <algorithm>
#include <stdexcept>

namespace planstead::schema {

namespace {
constexpr std::string_view given = "task that he gave", joined = "task that he takes part in",
                           others = "task without a place for him";
constexpr std::string_view written = "comment of his", read = "another's, on a task he takes part in",
                           unread = "of a task without a place for him";
constexpr std::string_view supervised = "contact that he added or supervises",
                           seen = "another contact that he sees", unseen = "one that he does not see";
constexpr std::string_view owned = "project that he owns", open = "another project that he sees",
                           hidden = "hidden one, without a place for him";
constexpr std::string_view kept = "directory whose list lets him edit", shown = "one that he may view",
                           closed = "one that he may not view";
constexpr std::string_view entered = "entry of his", beside = "another's, on a task he takes part in";
constexpr std::string_view uploaded = "file that he uploaded", hanging = "file of a task he takes part in",
                           away = "file of a foreign task";
constexpr std::string_view sent = "waiting change that he sent", sent_by_other = "another's, of a task he takes part in",
                           sent_far = "another's, of a task without a place for him";
constexpr std::string_view told = "notification of his", told_other = "another's, of a task he takes part in",
                           told_far = "another's, of a task without a place for him";

constexpr std::array<int, 3> refused{6, 6, 6};
constexpr std::array<int, 3> alone{done, no_such_case, no_such_case};

// clang-format off
constexpr RightRow rows[] = {
  {Right::none, {}, {}, {}, alone, alone},
  {Right::task_list, given, joined, others, {done, done, left_out}, {done, done, left_out}},
  {Right::task_read, given, joined, others, {done, done, 6}, {done, done, 6}},
  {Right::task_change, given, joined, others, {done, 6, 6}, {done, 6, 6}},
  {Right::task_comment, given, joined, others, {done, done, 6}, {done, done, 6}},
  {Right::item_change, "item of a task that he gave", "of a task that he takes part in", "of a task without a place for him", {done, 6, 6}, {done, 6, 6}},
  {Right::comment_read, written, read, unread, {done, done, 6}, {done, done, 6}},
  {Right::comment_change, written, read, unread, {done, 6, 6}, {done, 6, 6}},
  {Right::comment_delete, written, read, unread, {done, 6, 6}, {done, 6, 6}},
  {Right::feed_list, written, read, unread, {done, done, left_out}, {done, done, left_out}},
  {Right::contact_list, supervised, seen, unseen, {done, done, left_out}, {done, done, left_out}},
  {Right::contact_read, supervised, seen, unseen, {done, done, 2000}, {done, done, 2000}},
  {Right::contact_change, supervised, seen, unseen, {done, 6, 2000}, refused},
  {Right::contact_comment, supervised, seen, unseen, {done, done, 2000}, {done, done, 2000}},
  {Right::card_comment_change, written, "another's, on a contact that he sees", "on one that he does not see", {done, 6, 2000}, {done, 6, 2000}},
  {Right::project_list, owned, open, hidden, {done, done, left_out}, {done, done, left_out}},
  {Right::project_read, owned, open, hidden, {done, done, 3000}, {done, done, 3000}},
  {Right::project_change, owned, open, hidden, {done, 6, 3000}, {done, 6, 3000}},
  {Right::project_files, owned, open, hidden, {done, done, 3000}, {done, done, 3000}},
  {Right::directory_list, kept, shown, closed, {done, done, left_out}, {done, done, left_out}},
  {Right::directory_read, kept, shown, closed, {done, done, 8000}, {done, done, 8000}},
  {Right::directory_change, kept, shown, closed, {done, 6, 8000}, {done, 6, 8000}},
  {Right::directory_entry_read, kept, shown, closed, {done, done, 8010}, {done, done, 8010}},
  {Right::entry_list, entered, beside, unread, {done, done, left_out}, {6000, 6000, 6000}},
  {Right::entry_read, entered, beside, unread, {done, done, 6}, {6000, 6000, 6}},
  {Right::entry_add, given, joined, others, {done, done, 6}, refused},
  {Right::entry_add_to_card, supervised, seen, unseen, {done, done, 2000}, {6, 6, 2000}},
  {Right::entry_insert, written, read, unread, {done, 6, 6}, refused},
  {Right::entry_insert_in_card, written, "another's, on a contact that he sees", "on one that he does not see", {done, 6, 2000}, {6, 6, 2000}},
  {Right::entry_change, entered, beside, unread, {done, 6, 6}, {6010, 6010, 6}},
  {Right::file_read, uploaded, hanging, away, {done, done, 7000}, {done, done, 7000}},
  {Right::file_change, uploaded, hanging, away, {done, 6, 7000}, {done, 6, 7000}},
  {Right::file_attach, given, joined, others, {done, 6, 6}, {done, 6, 6}},
  {Right::file_attach_to_card, supervised, seen, unseen, {done, 6, 2000}, {6, 6, 2000}},
  {Right::file_attach_to_project, owned, open, hidden, {done, 6, 3000}, {done, 6, 3000}},
  {Right::user_change, "himself: name, phones, languages, time zone", "another employee", "the owner", {done, 6, 6}, refused, {done, done, 6}},
  {Right::change_list, sent, sent_by_other, sent_far, {done, left_out, left_out}, {done, left_out, left_out}},
  {Right::change_read, sent, sent_by_other, sent_far, {done, 20000, 20000}, {done, 20000, 20000}},
  {Right::notification_list, told, told_other, told_far, {done, left_out, left_out}, {done, left_out, left_out}, {done, left_out, left_out}},
  {Right::notification_mark, told, told_other, told_far, {done, left_out, left_out}, {done, left_out, left_out}, {done, left_out, left_out}},
};
// clang-format on
}  // namespace

std::span<const RightRow> rights() { return rows; }

const RightRow& row_of(Right right) {
  const auto found = std::ranges::find(rows, right, &RightRow::right);
  if (found == std::end(rows)) throw std::logic_error("a right without a row");
  return *found;
}

}  // namespace planstead::schema
