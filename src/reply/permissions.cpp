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
- Whoever is inactive, or has no access (`UserWithoutAccess`), is refused with code 16 by every
  operation.
- A body is judged key by key, as the third table says. One key that is refused refuses the whole
  request; keys that say what is stored already are not judged.

)";

constexpr std::string_view after = R"(
A draft is its assigner's alone. `parent` needs a place on the task that is named, `project` and
`files` that they are seen, `counterparty` that the contact is. A contact gives tasks to himself, to
those who supervise him, and to the client managers of the project that he names.
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
                  "assigner, his heads, auditors, and the field's own list; where there is none, "
                  "assignees and their heads"}) +
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
                                        "change an employee"};
  static_assert(std::size(names) == static_cast<std::size_t>(Right::user_change) + 1);
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
  if (outcomes == std::array{schema::done, schema::no_such_case, schema::no_such_case})
    return cell(own);
  return cell(own) + " / " + cell(shared) + " / " + cell(foreign);
}

// Everything, but for the card of the owner, which is his alone.
std::string of_administrators(const Operation& operation) {
  return operation.right == Right::user_change ? "yes / yes / 6" : "yes";
}

std::string row_of_operation(const Operation& operation) {
  const RightRow& right = row_of(operation.right);
  const auto with = [](bool role, const std::array<int, 3>& outcomes) {
    return role ? cells(outcomes) : "6";
  };
  const bool any = operation.needs == Needs::token;
  const bool employee = any || operation.needs == Needs::employee;
  const bool technical = employee || operation.needs == Needs::settings;
  constexpr std::string_view methods[] = {"GET", "POST", "DELETE"};
  const std::string method(methods[static_cast<std::size_t>(operation.method)]);
  return line_of({'`' + method + ' ' + std::string(operation.path) + '`',
                  operation.scope.empty() ? "–" : '`' + std::string(operation.scope) + '`',
                  std::string(name_of(operation.right)), of_administrators(operation),
                  with(technical, right.employee), with(employee, right.employee),
                  with(any, right.contact)});
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
