// Checklists of tasks (domain/tasks-and-access.md 4, observed 18). Items may be assigned to anybody
// who exists: the contract's own examples do so, although the interface offers the task's assignees
// only.
#include "domain/checklist_rules.h"

#include <map>
#include <string>

#include "base/text.h"
#include "domain/check_references.h"
#include "domain/entity_rules.h"
#include "domain/standard_process.h"
#include "domain/task_edit.h"
#include "domain/task_statuses.h"
#include "schema/checklist.h"

namespace planstead::domain {

namespace {

using base::ErrorCode;
using base::Ref;
using base::RefKind;
using schema::Record;

constexpr std::size_t items_max = 150;

base::Error parent_not_found(ErrorCode code, std::int64_t id) {
  std::string text = "Parent task or checklist item not found by id ";
  base::append_number(text, id);
  return base::refusal(code, "parent.id", std::move(text));
}

std::optional<Record> item_of(std::int64_t task, std::int64_t id, Records& records) {
  auto item = records.find(schema::checklist_item, id);
  if (!item || item->integer("_task") != task || item->flag("_deleted")) return std::nullopt;
  return item;
}

// Absent, cleared, or the task itself: an item of the first level.
base::Status place_under(Record& item, const request::Body& body, ErrorCode code,
                         Records& records) {
  const std::int64_t task = item.integer("_task");
  const auto* wanted = body.sent<Ref>("parent");
  std::int64_t parent = wanted == nullptr ? task : wanted->id;
  item.set("parent", Ref{RefKind::task, parent});
  while (parent != task) {
    if (parent == item.id())
      return base::refusal(code, "parent.id", "an item cannot be below itself");
    const auto above = item_of(task, parent, records);
    if (!above) return parent_not_found(code, parent);
    parent = above->ref("parent").id;
  }
  return base::ok();
}

void copy_sent(Record& item, const request::Body& body) {
  for (const request::Change& change : body.changes)
    if (change.field->name != "parent") item.set(change.field->name, change.value);
}

base::Status check_name(const Record& item, ErrorCode code) {
  if (!base::trim(item.text("name")).empty()) return base::ok();
  return base::refusal(code, "name", "Checklist item name is required");
}

// Opening an item of a finished task returns the task to work.
void reopen(Record& task, Context& context) {
  const std::int64_t status = general_status(task);
  const bool finished = status == system_status::done || status == system_status::completed;
  if (!finished || !context.catalog.account.finish_ticks_checklist) return;
  const catalog::Process& process = process_of(task, context.catalog);
  const std::int64_t work = process.status_after_acceptance;
  if (in_set(process, work)) enter_status(task, work, context.now, context.catalog);
}

std::size_t count_items(std::int64_t task, Records& records) {
  std::size_t count = 0;
  for (std::int64_t id : records.checklist(task))
    if (item_of(task, id, records)) ++count;
  return count;
}

base::Error item_not_found(std::int64_t id) {
  std::string text = "by id ";
  base::append_number(text, id);
  return base::refusal(ErrorCode::checklist_item_not_found, "", std::move(text));
}

}  // namespace

base::Result<std::int64_t> create_checklist_item(const PathIds& ids, const request::Body& body,
                                                 Context& context) {
  constexpr ErrorCode code = ErrorCode::checklist_item_not_added;
  Records& records = context.records;
  auto task = records.find(schema::task, ids.front());
  if (!task || !is_live_task(*task)) return parent_not_found(code, ids.front());
  Record item(schema::checklist_item);
  copy_sent(item, body);
  item.set("_task", task->id());
  item.set("_author", context.viewer.person);
  item.set("_deleted", false);
  item.set("dateTime", at_instant(context.now));
  if (schema::is_empty(item.get("isDone"))) item.set("isDone", false);
  PS_CHECK(check_name(item, code));
  PS_CHECK(place_under(item, body, code, records));
  PS_CHECK(check_body_references(body, nullptr, records));
  if (count_items(task->id(), records) >= items_max)
    return base::refusal(code, "", "a checklist holds at most 150 items");
  item.set_id(records.next_id(schema::checklist_item));
  records.save(item);
  store(*task, context);
  return item.id();
}

base::Status update_checklist_item(const PathIds& ids, const request::Body& body,
                                   Context& context) {
  constexpr ErrorCode code = ErrorCode::checklist_item_not_updated;
  Records& records = context.records;
  auto task = records.find(schema::task, ids.front());
  const auto before = item_of(ids.front(), ids.back(), records);
  if (!task || !before) return item_not_found(ids.back());
  if (!is_live_task(*task)) return base::refusal(code, "", "the task is in the bin");
  Record item = *before;
  copy_sent(item, body);
  PS_CHECK(check_name(item, code));
  if (body.find("parent") != nullptr) PS_CHECK(place_under(item, body, code, records));
  PS_CHECK(check_body_references(body, &*before, records));
  if (same_content(item, *before)) return base::ok();
  records.save(item);
  if (before->flag("isDone") && !item.flag("isDone")) reopen(*task, context);
  store(*task, context);
  return base::ok();
}

void tick_all(std::int64_t task, Context& context) {
  if (!context.catalog.account.finish_ticks_checklist) return;
  for (std::int64_t id : context.records.checklist(task)) {
    auto item = item_of(task, id, context.records);
    if (!item || item->flag("isDone")) continue;
    item->set("isDone", true);
    context.records.save(*item);
  }
}

void copy_checklist(std::int64_t from, std::int64_t to, Context& context) {
  Records& records = context.records;
  std::map<std::int64_t, std::int64_t> copies{{from, to}};
  std::vector<Record> items;
  for (std::int64_t id : records.checklist(from)) {
    auto item = item_of(from, id, records);
    if (!item) continue;
    item->set_id(records.next_id(schema::checklist_item));
    copies.emplace(id, item->id());
    items.push_back(std::move(*item));
  }
  // Parents second: an item may have been moved below a younger one.
  for (Record& item : items) {
    const auto parent = copies.find(item.ref("parent").id);
    item.set("parent", Ref{RefKind::task, parent == copies.end() ? to : parent->second});
    item.set("_task", to);
    item.set("isDone", false);
    item.set("dateTime", at_instant(context.now));
    records.save(item);
  }
}

}  // namespace planstead::domain
