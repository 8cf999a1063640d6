// docs/permissions.md: one row for each operation, one column for those roles that are alike.
#include "reply/permissions.h"

#include <array>

#include "schema/entity.h"

namespace planstead::reply {

namespace {

using schema::Needs;
using schema::Operation;
using schema::Right;
using schema::RightRow;

constexpr std::string_view head = R"(# Permissions

Which operation is open to whom. This page is made of the tables of operations and rights (`src/schema`); a test keeps it
current, and `tests/permissions.py` tries every cell of it on a running server.

A token needs the **scope** of the operation, or no scopes at all (else HTTP 405, code 5). Then the **role** of its person
decides, and the **right** on the thing that the request is about. A cell has one outcome, or three: for a thing of the
person's own, for one that is shared with him, and for a foreign one. What these are stands in the second table.

- `yes`: it is done. `left out`: a list is answered without the thing. `–`: there is no such case.
- A number is the code of the refusal: 6 says that access is denied (HTTP 403 where the role decides, HTTP 400 where the
  right on one thing does), 2000, 3000 and other codes that the thing does not exist, because it is hidden from him.
- Whoever is inactive, or has no access (`UserWithoutAccess`), is refused with code 16 by every operation.
- A body is judged key by key: what holds for a single key stands below the tables. One key that is refused refuses the
  whole request; keys that say what is stored already are not judged.

| Operation | Scope | Right | Owner, Admin, Robot | TechAdmin | User | Contact with a token |
| --- | --- | --- | --- | --- | --- | --- |
)";

constexpr std::string_view tail = R"(
## Keys of a task

| Keys | Who |
| --- | --- |
| `inFavorites`, `participants` | whoever has a place on the task: assigner, assignee, participant, auditor, heads of the first three |
| `assignees` | assigner, auditors, assignees, and their heads |
| `status` | as the process says of its transitions; a new task is accepted or rejected by its assignees alone |
| dates, duration | assigner, auditors; assignees where `resultChecking` is false |
| custom fields | assigner, auditors, and the field's own list of editors; where it has none, assignees |
| everything else | assigner, his heads, auditors of the task and of its project |

A draft is its assigner's alone. `parent` needs a place on the task that is named, `project` and `files` that they are seen,
`counterparty` that the contact is. A contact gives tasks to himself, to those who supervise him, and to the client
managers of the project that he names.
)";

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
                                        "change a directory",
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
  const auto with = [&](bool role, const std::array<int, 3>& outcomes) {
    return " | " + (role ? cells(outcomes) : "6");
  };
  const bool settings = operation.needs == Needs::settings;
  const bool any = operation.needs == Needs::token;
  const bool employee = any || operation.needs == Needs::employee;
  constexpr std::string_view methods[] = {"GET", "POST", "DELETE"};
  std::string line = "| `" + std::string(methods[static_cast<std::size_t>(operation.method)]) + ' ';
  line += std::string(operation.path) + "` | ";
  line += operation.scope.empty() ? "–" : "`" + std::string(operation.scope) + "`";
  line += " | " + std::string(name_of(operation.right)) + " | " + of_administrators(operation);
  line += with(employee || settings, right.employee) + with(employee, right.employee);
  return line + with(any, right.contact) + " |\n";
}

std::string row_of_right(const RightRow& row) {
  const auto part = [](std::string_view text) { return std::string(text) + " | "; };
  return "| " + part(name_of(row.right)) + part(row.own) + part(row.shared) +
         std::string(row.foreign) + " |\n";
}

}  // namespace

std::string permissions_page() {
  std::string page(head);
  for (const Operation& operation : schema::operations()) page += row_of_operation(operation);
  page += "\n## Own, shared, foreign\n\n| Right | Own | Shared | Foreign |\n| --- | --- | --- | --- |\n";
  for (const RightRow& row : schema::rights())
    if (row.right != Right::none) page += row_of_right(row);
  return page += tail;
}

}  // namespace planstead::reply
