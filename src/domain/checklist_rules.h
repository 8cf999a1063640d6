// What tasks ask of their checklists. The rules of the items themselves are in checklist_rules.cpp.
#pragma once

#include "domain/rules.h"

namespace planstead::domain {

/// The task is done: its items are ticked, where the account wants that (digest 4).
void tick_all(std::int64_t task, Context& context);
/// A copy of a recurring template takes its items, open again.
void copy_checklist(std::int64_t from, std::int64_t to, Context& context);

}  // namespace planstead::domain
