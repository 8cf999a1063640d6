// What an operation asks of the person besides a scope: a role, and a right on the thing that it is
// about. The role is checked at the door (auth), the right by domain (writes) and plan (reads);
// docs/permissions.md is made of these tables, and tests/permissions.py walks the whole of it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace planstead::schema {

/// Who may ask for an operation at all.
enum class Needs : std::uint8_t {
  undecided,  ///< no row of the table of operations may say this
  token,      ///< everybody with a token that works: contacts, too
  employee,
  settings,  ///< administrators and technical administrators
  staff,     ///< administrators, and employees who have the capability to add others
  admin,     ///< the owner, administrators, robots
};

/// The right on the thing that an operation is about; rows of the table below.
enum class Right : std::uint8_t {
  undecided,
  none,  ///< about nothing of anybody's: the role decides alone
  task_list,
  task_read,
  task_change,
  task_comment,
  item_change,
  comment_read,
  comment_change,
  comment_delete,
  feed_list,
  contact_list,
  contact_read,
  contact_change,
  contact_comment,
  card_comment_change,
  project_list,
  project_read,
  project_change,
  project_files,
  directory_list,
  directory_read,
  directory_change,
  directory_entry_read,
  entry_list,
  entry_read,
  entry_add,
  entry_add_to_card,
  entry_insert,
  entry_insert_in_card,
  entry_change,
  file_read,
  file_change,
  file_attach,
  file_attach_to_card,
  file_attach_to_project,
  user_change,
  change_list,
  change_read,
  notification_list,
  notification_mark,
};
inline constexpr Right last_right = Right::notification_mark;

/// How an operation on a thing ends: 0 done, `left_out` of the list, else the code of the refusal;
/// `no_such_case` where the kind of thing cannot be his in that way.
inline constexpr int done = 0, left_out = -1, no_such_case = -2;

struct RightRow {
  Right right;
  /// What is meant by a thing of his own, one that is shared with him, and a foreign one.
  std::string_view own, shared, foreign;
  std::array<int, 3> employee;  ///< own, shared, foreign
  std::array<int, 3> contact;   ///< a contact with a token, where the operation is open to him
  std::array<int, 3> admin = {done, done, done};
};

std::span<const RightRow> rights();
const RightRow& row_of(Right right);

}  // namespace planstead::schema
