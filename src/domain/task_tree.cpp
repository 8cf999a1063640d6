// Walks over trees of any depth, by loops: nesting has no limit. A tree cannot contain a cycle,
// since every change of a parent is checked here.
#include "domain/task_tree.h"

#include <algorithm>

#include "domain/access.h"
#include "domain/check_references.h"
#include "domain/comment_rules.h"
#include "domain/rules.h"
#include "domain/task_custom.h"

namespace planstead::domain {

namespace {

using base::Moment;
using base::Ref;
using schema::Record;

// Hands every record below `root` to `visit`; it descends where the visitor answers true.
template <class Visit>
void walk_below(std::int64_t root, Records& records, Visit visit) {
  std::vector<std::int64_t> open = records.subtasks(root);
  while (!open.empty()) {
    const std::int64_t id = open.back();
    open.pop_back();
    auto record = records.find(schema::task, id);
    if (!record || !visit(*record)) continue;
    const std::vector<std::int64_t> below = records.subtasks(id);
    open.insert(open.end(), below.begin(), below.end());
  }
}

// The earlier or the later of two dates, by where their days begin and end in the account's zone.
bool ends_later(const Moment& a, const Moment& b, const base::Zone& zone) {
  return deadline_of(a, zone) > deadline_of(b, zone);
}

void raise_end(Record& parent, const Record& child, const Context& context) {
  const catalog::AccountSettings& account = context.catalog.account;
  const Moment* mine = parent.moment("endDateTime");
  const Moment* its = child.moment("endDateTime");
  if (account.subtask_may_end_later || !account.shift_parent_end) return;
  if (mine == nullptr || its == nullptr || is_deleted(child)) return;
  if (!ends_later(*its, *mine, account.zone)) return;
  parent.set("endDateTime", *its);
  parent.set("duration", {});  // it no longer says when the task ends
}

}  // namespace

base::Status check_parent(const TaskEdit& edit) {
  if (!edit.changed("parent")) return base::ok();
  Ref above = edit.row.ref("parent");
  if (above.id == 0) return base::ok();
  Records& records = edit.context.records;
  auto record = records.find(schema::task, above.id);
  if (!record || !is_live_task(*record)) return base::invalid("parent.id", not_found_text(above));
  if (edit.creating()) return base::ok();
  while (record) {
    if (record->id() == edit.row.id())
      return base::invalid("parent.id", "a task cannot be below itself");
    above = record->ref("parent");
    if (above.id == 0) break;
    record = records.find(schema::task, above.id);
  }
  return base::ok();
}

std::int64_t next_position(std::int64_t parent, Records& records) {
  if (parent == 0) return 0;
  const std::vector<std::int64_t> siblings = records.subtasks(parent);
  if (siblings.empty()) return 1;
  const auto last = records.find(schema::task, siblings.back());
  return last ? last->integer("_order") + 1 : 1;
}

std::vector<Record> live_subtasks(std::int64_t task, Records& records) {
  std::vector<Record> found;
  for (std::int64_t id : records.subtasks(task)) {
    auto record = records.find(schema::task, id);
    if (record && is_live_task(*record)) found.push_back(std::move(*record));
  }
  return found;
}

void delete_tree(Record& root, Context& context) {
  root.set("isDeleted", true);
  root.set("_deletedWith", root.id());
  hide_comments({base::RefKind::task, root.id()}, true, context);
  walk_below(root.id(), context.records, [&](Record& below) {
    if (is_deleted(below)) return false;  // binned before, with a mark of its own
    below.set("isDeleted", true);
    below.set("_deletedWith", root.id());
    hide_comments({base::RefKind::task, below.id()}, true, context);
    store(below, context);
    return true;
  });
}

void restore_tree(Record& root, Context& context) {
  const std::int64_t mark = root.integer("_deletedWith", root.id());
  root.set("isDeleted", false);
  root.set("_deletedWith", {});
  hide_comments({base::RefKind::task, root.id()}, false, context);
  walk_below(root.id(), context.records, [&](Record& below) {
    if (!is_deleted(below) || below.integer("_deletedWith") != mark) return false;
    below.set("isDeleted", false);
    below.set("_deletedWith", {});
    hide_comments({base::RefKind::task, below.id()}, false, context);
    store(below, context);
    return true;
  });
}

bool take_summary_dates(Record& task, Records& records) {
  std::optional<Moment> start, end;
  for (const Record& child : live_subtasks(task.id(), records)) {
    const Moment* from = child.moment("startDateTime");
    const Moment* to = child.moment("endDateTime");
    if (from != nullptr && (!start || from->utc < start->utc)) start = *from;
    if (to != nullptr && (!end || to->utc > end->utc)) end = *to;
  }
  if (start) task.set("startDateTime", *start);
  if (end) task.set("endDateTime", *end);
  if (end) task.set("duration", {});
  return start || end;
}

base::Status check_end_fits(const TaskEdit& edit) {
  const catalog::AccountSettings& account = edit.context.catalog.account;
  const std::int64_t parent = edit.row.ref("parent").id;
  const Moment* end = edit.row.moment("endDateTime");
  if (account.subtask_may_end_later || parent == 0 || end == nullptr) return base::ok();
  if (!edit.creating() && edit.before->ref("parent").id == parent &&
      same_value(edit.row.get("endDateTime"), edit.before->get("endDateTime")))
    return base::ok();
  Asker asker(edit.context);
  for (std::int64_t id = parent; id != 0;) {
    const auto above = edit.context.records.find(schema::task, id);
    const Moment* limit = above ? above->moment("endDateTime") : nullptr;
    if (limit == nullptr || above->flag("isSummary") || !ends_later(*end, *limit, account.zone))
      return base::ok();
    if (!account.shift_parent_end)
      return base::invalid("endDateTime", "a subtask may not end later than its parent");
    // Its end would follow, and so on up the tree, which is for those who edit it (digest 5.5).
    if (asker.level(*above) != Level::edit) return denied(schema::task, id, "endDateTime");
    id = above->ref("parent").id;
  }
  return base::ok();
}

void refresh_above(const Record& child, Context& context) {
  if (child.ref("parent").id == 0) return;
  Record below = child;
  for (std::int64_t id = child.ref("parent").id; id != 0; id = below.ref("parent").id) {
    auto above = context.records.find(schema::task, id);
    if (!above || !is_live_task(*above)) return;
    const Record old = *above;
    if (!above->flag("isSummary") || !take_summary_dates(*above, context.records))
      raise_end(*above, below, context);
    compute_totals(*above, context);
    if (!same_content(*above, old)) store(*above, context);
    below = std::move(*above);
  }
}

void pass_counterparty(const Record& before, const Record& task, Context& context) {
  const Ref old = before.ref("counterparty");
  if (old.id == 0 || old == task.ref("counterparty")) return;
  walk_below(task.id(), context.records, [&](Record& below) {
    if (!is_live_task(below)) return false;
    if (below.ref("counterparty") == old) {
      below.set("counterparty", task.get("counterparty"));
      store(below, context);
    }
    return true;
  });
}

}  // namespace planstead::domain
