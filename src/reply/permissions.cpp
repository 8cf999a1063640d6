// docs/permissions.md: one row for each operation, one column for those roles that are alike.
#include "reply/permissions.h"

#include <array>
#include <vector>

#include "schema/entity.h"

namespace planstead::reply {

namespace {

using schema::Needs;
using schema::Operation;
using schema::Right;
using schema::RightRow;

constexpr std::string_view head = R"(# Permissions

Which operation is open to whom. This page is made of the tables of operations and rights
(`src/schema`); a test keeps it current, and `tests/permissions.py` tries every cell of it on a
running server.

A token needs the **scope** of the operation, or no scopes at all (else HTTP 405, code 5). Then the
**role** of its person decides, and the **right** on the thing that the request is about. A cell has
one outcome, or three: for a thing of the person's own, for one that is shared with him, and for a
foreign one. What these are stands in the second table.

- `yes`: it is done. `left out`: a list is answered without the thing. `–`: there is no such case.
- A number is the code of the refusal. 6: access is denied (HTTP 403 where the role decides, HTTP
  400 where the right on one thing does). 2000, 3000 and other codes: the thing does not exist, for
  it is hidden from him.
- `runAsUserId` in a list's body: the outcomes are those for the things of the person whom it names.
- `6*`: refused, unless the person has the capability for it: `addsEmployees` in the structure file.
- Whoever is inactive, or has no access (`UserWithoutAccess`), is refused with code 16 by every
  operation.
- A body is judged key by key, as the third table says. One key that is refused refuses the whole
  request; keys that say what is stored already are not judged.

)";

constexpr std::string_view after = R"(
A draft is its assigner's alone. `parent` needs a place on the task that is named. Projects, files,
pictures in texts and entries of directories must be seen by whoever names them, and contacts,
whatever key names them. A recurring template is a form for those who have a place on it.

- **Contacts** give tasks to themselves, to those who supervise them, and to the client managers
  of the project; they bring nobody else onto a task, by a key or by a comment. Without `project`
  a task goes into the first active project that is open to their company; its client managers
  become assignees, and auditors where the project has no other.
- **Comments** of a task are banned by role and status, as `commentBans` of its process says (code
  5001): assignees, while the task is New, where it says nothing. Only roles that a person holds
  himself count, and one that is not banned is enough.
- **Entries of data tags** are added by no technical administrator whom the data tag's `edit` does
  not name, and stay as they are in the statuses that `closedStatuses` of the data tag
  names, for everybody.
- **Custom fields** of any row, also a new one: whom the field's `edit` names. Where it is absent,
  whoever may change the row, of fields that he sees. The name of an entry changes by the list of
  its first field.
- **Links between contacts** stand on both cards and need the right on both.
- **Entries of directories**: the nearest list decides, from the entry (`editors`, `deleters`) or
  the group that it goes into (`adders`) up to the directory (`edit`, `delete`, `add`). A group
  goes with all that lies in it, or not at all. Who may do nothing with an entry that he does not
  see is told that it is not there (8010), and that the directory is not (8000) where nothing of
  it is open to him, neither itself nor an entry.
- **Files** change and go everywhere at once: that needs the right on everything that holds them,
  or to have uploaded them, or to lead who has.
- **Employees**: `addsEmployees` also opens the cards of employees of the person's own groups who
  are no administrators of any kind, without role, status and bin. He gives nobody groups that are
  not his own, nor heads.
- A scope covers one kind of operation: `POST /contact` with the number of a contact, and `POST
  /contact/import` that updates, need `contact_update` besides.
)";

using Cells = std::vector<std::string>;

std::string line_of(const Cells& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += ' ' + cell + " |";
  return line + '\n';
}

std::string head_of(const Cells& cells) {
  return line_of(cells) + line_of(Cells(cells.size(), "---"));
}

/// The keys of a task, as domain/task_access.cpp judges them.
std::string table_of_keys() {
  return head_of({"Keys of a task", "Who may write them"}) +
         line_of({"`inFavorites`, `participants`",
                  "assigner, assignees, participants, their heads, auditors"}) +
         line_of({"`assignees`", "assigner, assignees, their heads, auditors"}) +
         line_of(
             {"`status`",
              "as the process says of the transition; a new task is accepted or rejected by its "
              "assignees alone"}) +
         line_of({"dates, duration",
                  "assigner, his heads, auditors; assignees where `resultChecking` is false"}) +
         line_of({"custom fields",
                  "whom the field's own list names; where it has none, assigner, assignees, their "
                  "heads, auditors, of fields that they see"}) +
         line_of({"all others", "assigner, his heads, auditors of the task and of its project"});
}

std::string_view name_of(Right right) {
  constexpr std::string_view names[] = {"undecided",
                                        "–",
                                        "rows of tasks",
                                        "read a task",
                                        "change a task",
                                        "comment on a task",
                                        "change an item",
                                        "read a comment",
                                        "change a comment",
                                        "delete a comment",
                                        "rows of comments",
                                        "rows of contacts",
                                        "read a contact",
                                        "change a contact",
                                        "comment on a contact",
                                        "change a comment on a contact",
                                        "rows of projects",
                                        "read a project",
                                        "change a project",
                                        "files of a project",
                                        "rows of directories",
                                        "read a directory",
                                        "change entries of a directory",
                                        "read an entry of a directory",
                                        "rows of data tag entries",
                                        "read a data tag entry",
                                        "add data tag entries to a task",
                                        "add data tag entries to a contact",
                                        "add data tag entries to a comment",
                                        "add data tag entries to a comment on a contact",
                                        "change a data tag entry",
                                        "read a file",
                                        "change a file",
                                        "attach a file to a task",
                                        "attach a file to a contact",
                                        "attach a file to a project",
                                        "change an employee",
                                        "rows of changes that wait",
                                        "read a change that waits",
                                        "rows of notifications",
                                        "mark a notification as read"};
  static_assert(std::size(names) == static_cast<std::size_t>(schema::last_right) + 1);
  return names[static_cast<std::size_t>(right)];
}

std::string cell(int outcome) {
  switch (outcome) {
    case schema::done:
      return "yes";
    case schema::left_out:
      return "left out";
    case schema::no_such_case:
      return "–";
    default:
      return std::to_string(outcome);
  }
}

std::string cells(const std::array<int, 3>& outcomes) {
  const auto& [own, shared, foreign] = outcomes;
  if (shared == schema::no_such_case || (own == shared && own == foreign && own == schema::done))
    return cell(own);
  return cell(own) + " / " + cell(shared) + " / " + cell(foreign);
}

std::string row_of_operation(const Operation& operation) {
  const RightRow& right = row_of(operation.right);
  // A star: unless he has the capability.
  const std::string without = operation.needs == Needs::staff ? "6*" : "6";
  const auto with = [&](bool role, const std::array<int, 3>& outcomes) {
    return role ? cells(outcomes) : without;
  };
  const bool any = operation.needs == Needs::token;
  const bool employee = any || operation.needs == Needs::employee;
  const bool technical = employee || operation.needs == Needs::settings;
  constexpr std::string_view methods[] = {"GET", "POST", "DELETE"};
  const std::string method(methods[static_cast<std::size_t>(operation.method)]);
  return line_of({'`' + method + ' ' + std::string(operation.path) + '`',
                  operation.scope.empty() ? "–" : '`' + std::string(operation.scope) + '`',
                  std::string(name_of(operation.right)), cells(right.admin),
                  with(technical, right.employee), with(employee, right.employee),
                  any ? cells(right.contact) : "6"});
}

// `runAsUserId`: administrators see what that person sees, nobody else may.
std::string row_as_another(const Operation& operation) {
  return line_of({"`POST " + std::string(operation.path) + ", runAsUserId`",
                  '`' + std::string(operation.scope) + '`', std::string(name_of(operation.right)),
                  cells(row_of(operation.right).employee), "6", "6", "6"});
}

}  // namespace

std::string permissions_page() {
  std::string page(head);
  page += head_of({"Operation", "Scope", "Right", "Owner, Admin, Robot", "TechAdmin", "User",
                   "Contact with a token"});
  for (const Operation& operation : schema::operations()) {
    page += row_of_operation(operation);
    if (has(operation.options, schema::Option::run_as)) page += row_as_another(operation);
  }
  page += "\n## Own, shared, foreign\n\n" + head_of({"Right", "Own", "Shared", "Foreign"});
  for (const RightRow& row : schema::rights())
    if (row.right != Right::none)
      page += line_of({std::string(name_of(row.right)), std::string(row.own),
                       std::string(row.shared), std::string(row.foreign)});
  page += "\n## Keys\n\n" + table_of_keys();
  return page += after;
}

}  // namespace planstead::reply
