// Sequential subtasks of one parent: they wait as drafts for their turn (digest 1.14).
#include "domain/standard_process.h"
#include "domain/task_statuses.h"
#include "domain/task_tree.h"

namespace planstead::domain {

namespace {

using schema::Record;

bool is_draft(const Record& task) { return general_status(task) == system_status::draft; }

// The status preset by its template, or what a new task gets where that is Draft or foreign.
std::int64_t active_status(const Record& task, const catalog::Catalog& catalog) {
  const catalog::Process& process = process_of(task, catalog);
  const catalog::Template* form = catalog.task_template(task.ref("template").id);
  if (form != nullptr && !form->preset_keys.empty()) {
    const auto* preset = std::get_if<base::Ref>(&form->preset.get("status"));
    if (preset != nullptr && preset->id != system_status::draft && in_set(process, preset->id))
      return preset->id;
  }
  return default_status(process, catalog);
}

}  // namespace

bool must_wait(const Record& task, Context& context) {
  const std::int64_t parent = task.ref("parent").id;
  if (!task.flag("isSequential") || parent == 0) return false;
  const auto above = context.records.find(schema::task, parent);
  if (above && is_draft(*above)) return true;
  for (const Record& sibling : live_subtasks(parent, context.records)) {
    if (sibling.id() == task.id()) return false;
    if (sibling.flag("isSequential") && !is_finished(general_status(sibling), context.catalog))
      return true;
  }
  return false;
}

void settle_sequence(std::int64_t parent, Context& context) {
  while (parent != 0) {
    const auto above = context.records.find(schema::task, parent);
    if (!above || !is_live_task(*above) || is_draft(*above)) return;
    std::int64_t activated = 0;
    for (Record& subtask : live_subtasks(parent, context.records)) {
      if (!subtask.flag("isSequential")) continue;
      if (is_finished(general_status(subtask), context.catalog)) continue;
      if (is_draft(subtask)) {
        enter_status(subtask, active_status(subtask, context.catalog), context.now,
                     context.catalog);
        store(subtask, context);
        activated = subtask.id();
      }
      break;
    }
    parent = activated;  // it left Draft: its own first sequential subtask begins
  }
}

}  // namespace planstead::domain
