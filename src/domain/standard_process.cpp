// The tables of the built-in process. They know nothing of tasks.
#include "domain/standard_process.h"

#include <string>
#include <string_view>

namespace planstead::domain {

namespace {

struct StatusRow {
  std::int64_t id;
  std::string_view ru, en, color;
  bool active, deadline, individual;
};

// Only the colour of New is known (#4573b1, contract); the others are our choice.
// clang-format off
constexpr StatusRow status_rows[] = {
  {0, "Черновик",    "Draft",       "#424242", false, false, false},
  {1, "Новая",       "New",         "#4573b1", true,  true,  true},
  {2, "В работе",    "In progress", "#00838f", true,  true,  true},
  {3, "Завершенная", "Completed",   "#757575", false, false, false},
  {4, "Отложенная",  "Delayed",     "#9e9e9e", false, false, false},
  {5, "Отклоненная", "Rejected",    "#c62828", true,  false, true},
  {6, "Выполненная", "Done",        "#2e7d32", true,  false, false},
  {7, "Отмененная",  "Cancelled",   "#616161", false, false, false},
};
// clang-format on

/// Who may make a move. `editors` are the assigner and the auditors (level T3 of the digest).
enum class By : std::uint8_t {
  nobody,
  editors,
  editors_assignee,
  editors_unchecked_assignee,
  assignee,
};
constexpr By no = By::nobody, ed = By::editors, ea = By::editors_assignee,
             eu = By::editors_unchecked_assignee, as = By::assignee;

// Row: from; column: to. Moves by the clock (delayed tasks waking) ask nobody.
// clang-format off
constexpr By moves[8][8] = {
  //             0   1   2   3   4   5   6   7
  /* Draft     */ {no, ed, ed, ed, ed, no, no, ed},
  /* New       */ {ed, no, ea, eu, ed, as, ea, ed},
  /* Progress  */ {ed, ed, no, eu, ed, no, ea, ed},
  /* Completed */ {no, ed, ed, no, no, no, no, ed},
  /* Delayed   */ {ed, ed, ed, ed, no, no, no, ed},
  /* Rejected  */ {ed, ed, ed, ed, ed, no, no, ed},
  /* Done      */ {no, ed, ea, eu, ed, no, no, ed},
  /* Cancelled */ {ed, ed, ed, ed, no, no, no, no},
};
// clang-format on

catalog::Transition transition(std::int64_t from, std::int64_t to, By by) {
  catalog::Transition move;
  move.from = from;
  move.to = to;
  move.assigner = move.auditor = by != By::assignee;
  move.assignee = by == By::editors_assignee || by == By::assignee;
  move.assignee_without_checking = by == By::editors_unchecked_assignee;
  return move;
}

}  // namespace

std::vector<catalog::Status> standard_statuses() {
  std::vector<catalog::Status> statuses;
  for (const StatusRow& row : status_rows)
    statuses.push_back({.id = row.id,
                        .name = std::string(row.en),
                        .color = std::string(row.color),
                        .is_active = row.active,
                        .has_deadline = row.deadline,
                        .is_individual = row.individual,
                        .texts = {{"Ru", std::string(row.ru)}, {"En", std::string(row.en)}}});
  return statuses;
}

std::vector<catalog::Transition> standard_transitions() {
  std::vector<catalog::Transition> transitions;
  for (std::int64_t from = 0; from < 8; ++from)
    for (std::int64_t to = 0; to < 8; ++to)
      if (moves[from][to] != By::nobody)
        transitions.push_back(transition(from, to, moves[from][to]));
  return transitions;
}

}  // namespace planstead::domain
