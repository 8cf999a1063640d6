// Tasks as a trading company would have them: shares and ranges of every field. Knows no store.
#include "demo/make_task.h"

#include <algorithm>

#include "demo/plan.h"
#include "demo/words.h"
#include "schema/checklist.h"
#include "schema/references.h"
#include "schema/task.h"

namespace planstead::demo {

using base::Moment;
using base::Ref;
using base::RefKind;
using schema::Record;
using schema::RefList;
using schema::task_at;

namespace {
constexpr base::Seconds day = 86400;
constexpr std::size_t recent_most = 300;
constexpr std::int64_t built_in_process = 1;

Moment on_the_hour(base::Seconds utc, bool with_time) {
  return with_time ? Moment{utc - utc % 3600, true} : Moment{utc - utc % day, false};
}
}  // namespace

Record TaskMaker::make(std::int64_t id, std::int64_t first_comment) {
  Record task(schema::task);
  task.set_id(id);
  task.at(task_at("firstComment")) = first_comment;
  task.at(task_at("_kind")) = std::int64_t{0};
  task.at(task_at("template")) = Ref{RefKind::task, random_.pick(templates)};
  set_text(task);
  set_times(task);
  set_people(task);
  set_parent(task);
  set_status(task);
  set_custom(task);
  recent_.push_back(task);
  if (recent_.size() > recent_most) {
    recent_.pop_front();
    if (parent_) parent_ = *parent_ == 0 ? std::nullopt : std::optional(*parent_ - 1);
  }
  ++made_;
  return task;
}

void TaskMaker::set_text(Record& task) {
  std::string name = std::string(random_.pick(verbs)) + " " + std::string(random_.pick(things)) +
                     " " + std::string(random_.pick(tails)) + " № " +
                     std::to_string(random_.between(1, 9999));
  std::string description = "<p>";
  for (std::int64_t i = random_.between(2, 7); i > 0; --i)
    description += std::string(random_.pick(sentences)) + (i > 1 ? " " : "</p>");
  task.at(task_at("name")) = std::move(name);
  task.at(task_at("description")) = std::move(description);
  task.at(task_at("priority")) = std::int64_t{random_.chance(15)};
  task.at(task_at("resultChecking")) = random_.chance(70);
  task.at(task_at("isSummary")) = false;
  task.at(task_at("isSequential")) = false;
  if (random_.chance(75))
    task.at(task_at("project")) = Ref{RefKind::project, random_.between(1, projects)};
  if (random_.chance(50))
    task.at(task_at("counterparty")) =
        Ref{RefKind::contact, random_.between(first_contact, last_contact)};
  if (random_.chance(20)) task.at(task_at("object")) = Ref{RefKind::task, random_.between(5, 6)};
  if (random_.chance(4))
    task.at(task_at("files")) = RefList{{RefKind::file, random_.between(1, files)}};
}

// The account is two years old: creation moves evenly towards now, as numbers grow.
void TaskMaker::set_times(Record& task) {
  const base::Seconds age = 730 * day - 730 * day * made_ / tasks_;
  const base::Seconds created = now_ - age - random_.below(3600);
  const base::Seconds start = created + random_.between(0, 5) * day;
  task.at(task_at("dateTime")) = Moment{created, true};
  if (random_.chance(60))
    task.at(task_at("startDateTime")) = on_the_hour(start, random_.chance(50));
  if (random_.chance(75))
    task.at(task_at("endDateTime")) =
        on_the_hour(start + random_.between(1, 40) * day, random_.chance(40));
  const base::Seconds updated = std::min(now_, created + random_.between(0, 20) * day);
  task.at(task_at("dateOfLastUpdate")) = Moment{updated, true};
  if (random_.chance(60)) task.at(task_at("dateOfLastComment")) = Moment{updated, true};
}

Ref TaskMaker::person() { return {RefKind::user, random_.between(2, users)}; }

RefList TaskMaker::some_people(int percent_each, int most) {
  RefList list;
  const auto add = [&](Ref ref) {
    if (std::ranges::find(list, ref) == list.end()) list.push_back(ref);
  };
  for (int i = 0; i < most; ++i)
    if (random_.chance(percent_each)) add(person());
  if (random_.chance(8)) add({RefKind::contact, random_.between(first_contact, last_contact)});
  if (random_.chance(10)) add({RefKind::group, random_.between(1, groups)});
  return list;
}

void TaskMaker::set_people(Record& task) {
  const bool by_contact = random_.chance(5);
  task.at(task_at("assigner")) =
      by_contact ? Ref{RefKind::contact, random_.between(first_contact, last_contact)} : person();
  task.at(task_at("_author")) = task.at(task_at("assigner"));
  task.at(task_at("assignees")) = some_people(75, 2);
  task.at(task_at("participants")) = some_people(40, 2);
  task.at(task_at("auditors")) = some_people(25, 1);
}

// One task in seven hangs under a recent one of at most one level, so that trees stay shallow and
// near.
void TaskMaker::set_parent(Record& task) {
  parent_.reset();
  if (recent_.size() < 20 || !random_.chance(15)) return;
  const auto at = recent_.size() - 1 - static_cast<std::size_t>(random_.below(20));
  Record& parent = recent_[at];
  if (!schema::is_empty(parent.at(task_at("parent")))) return;
  parent_ = at;
  task.at(task_at("parent")) = Ref{RefKind::task, parent.id()};
  task.at(task_at("project")) = parent.at(task_at("project"));
  task.at(task_at("template")) = parent.at(task_at("template"));
}

void TaskMaker::set_status(Record& task) {
  const std::int64_t of_template = std::get<Ref>(task.at(task_at("template"))).id;
  const std::int64_t process = of_template == 2   ? own_process_first
                               : of_template == 3 ? own_process_first + 1
                                                  : built_in_process;
  const base::Seconds created = std::get<Moment>(task.at(task_at("dateTime"))).utc;
  const base::Seconds updated = std::get<Moment>(task.at(task_at("dateOfLastUpdate"))).utc;
  static constexpr std::int64_t young[] = {1, 1, 2, 2, 2, 3}, old[] = {3, 3, 3, 3, 7, 2};
  std::int64_t status = now_ - created < 45 * day ? random_.pick(young) : random_.pick(old);
  if (status == 2 && process == 11) status = random_.chance(50) ? 101 : 102;
  if (status == 2 && process == 12 && random_.chance(40)) status = 103;
  if (status == 1 && process == built_in_process && random_.chance(10)) {
    status = 4;
    task.at(task_at("delayedTillDate")) = on_the_hour(now_ + random_.between(2, 60) * day, true);
    task.at(task_at("_statusBefore")) = std::int64_t{1};
  }
  task.at(task_at("processId")) = process;
  task.at(task_at("status")) = Ref{RefKind::status, status};
  task.at(task_at("_statusChanged")) = Moment{updated, true};
  if (status != 3) return;
  task.at(task_at("actualCompletionDate")) = Moment{updated, true};
  task.at(task_at("_done")) = Moment{updated, true};
}

schema::Value TaskMaker::custom_value(int type) {
  switch (type) {
    case 0:
      return std::string(random_.pick(things)) + " " + std::to_string(random_.below(1000));
    case 1:
      return static_cast<double>(random_.between(1, 2'000'000)) / 100;
    case 2:
      return std::string(random_.pick(sentences)) + " " + std::string(random_.pick(sentences));
    case 3:
      return base::day_of_utc(now_ + random_.between(-400, 200) * day);
    case 4:
      return base::TimeOfDay{static_cast<std::int16_t>(random_.between(8, 20) * 60)};
    case 5:
      return on_the_hour(now_ + random_.between(-400, 200) * day, true);
    case 6: {
      const auto from = static_cast<std::int16_t>(random_.between(8, 15) * 60);
      return schema::Period{{from}, {static_cast<std::int16_t>(from + random_.between(1, 4) * 60)}};
    }
    case 7:
      return random_.chance(50);
    case 8:
      return std::string(random_.pick(labels));
    case 9:
      return Ref{RefKind::entry, schema::entry_id(1, random_.between(1, entries_each))};
    case 10:
    case 12:
      return Ref{RefKind::contact, random_.between(first_contact, last_contact)};
    case 11:
      return person();
    case 13:
      return random_.chance(30) ? Ref{RefKind::group, random_.between(1, groups)} : person();
    case 14:
      return RefList{person()};
    case 15:
      return RefList{{RefKind::entry, schema::entry_id(1, random_.between(1, entries_each))}};
    case 16:
      return recent_.empty() ? schema::Value{} : Ref{RefKind::task, random_.pick(recent_).id()};
    case 17:
      return recent_.empty() ? schema::Value{}
                             : RefList{{RefKind::task, random_.pick(recent_).id()}};
    case 20:
      return schema::TextList{std::string(random_.pick(marks))};
    case 21:
      return RefList{{RefKind::file, random_.between(1, files)}};
    case 22:
      return Ref{RefKind::project, random_.between(1, projects)};
    case 25:
      return schema::Location{std::string(random_.pick(cities)), 37.6, 55.7, true};
    case 27:
      return std::string(random_.pick(sentences));
    case 28: {
      const base::Seconds from = now_ + random_.between(-100, 100) * day;
      return schema::Frame{on_the_hour(from, true), on_the_hour(from + 2 * 3600, true), false};
    }
    default:
      return {};  // computed types
  }
}

void TaskMaker::add_custom(Record& row, std::int64_t field, int type) {
  schema::Value value = custom_value(type);
  if (!schema::is_empty(value)) row.set_custom(field, std::move(value));
}

// The first fields of a set are the ones that people really fill in; about ten values a task.
void TaskMaker::set_custom(Record& task) {
  const std::int64_t set = std::get<Ref>(task.at(task_at("template"))).id;
  for (std::int64_t index = 0; index < 8; ++index)
    if (random_.chance(80)) add_custom(task, field_number(0, index), type_of_field(index));
  for (std::int64_t i = random_.between(2, 6); i > 0; --i) {
    const std::int64_t index = random_.below(fields_in_set);
    add_custom(task, field_number(set, index), type_of_field(index));
  }
  set_totals(task);
}

// As the rules would: a total of the task's own number, and the parent's total over its subtasks.
void TaskMaker::set_totals(Record& task) {
  const schema::Value* held = task.custom_value(field_number(0, first_of_type(1)));
  if (held == nullptr) return;
  const double sum = std::get<double>(*held);
  task.set_custom(field_number(0, first_of_type(29)), sum);
  if (!parent_) return;
  const std::int64_t total = field_number(0, first_of_type(26));
  const schema::Value* before = recent_[*parent_].custom_value(total);
  const double others = before == nullptr ? 0 : std::get<double>(*before);
  recent_[*parent_].set_custom(total, others + sum);
}

std::optional<Record> TaskMaker::changed_parent() {
  if (!parent_) return std::nullopt;
  return recent_[*parent_];
}

Record TaskMaker::checklist_item(std::int64_t id) {
  const Record& task = recent_.back();
  Record item(schema::checklist_item);
  item.set_id(id);
  item.set("name", std::string(random_.pick(checklist_words)));
  item.set("isDone", random_.chance(40));
  item.set("parent", Ref{RefKind::task, task.id()});
  item.set("dateTime", task.get("dateTime"));
  item.set("_task", task.id());
  item.set("_author", task.get("assigner"));
  return item;
}

// Working time lies behind the task's creation, within two months and before now.
Record TaskMaker::data_tag_entry(std::int64_t key) {
  const Record& task = recent_.back();
  const base::Seconds created = std::get<Moment>(task.at(task_at("dateTime"))).utc;
  const std::int64_t half_hours = random_.between(1, 16);
  const auto from = static_cast<std::int16_t>(random_.between(16, 30) * 30);
  Record entry(schema::data_tag_entry);
  entry.set_id(key);
  entry.set("dataTag", Ref{RefKind::data_tag, tag_id});
  entry.set("task", Ref{RefKind::task, task.id()});
  entry.set("commentId", std::int64_t{0});  // it hangs on the description
  entry.set_custom(tag_field,
                   base::day_of_utc(std::min(now_, created + random_.between(0, 60) * day)));
  entry.set_custom(tag_field + 1, RefList{person()});
  entry.set_custom(tag_field + 2, static_cast<double>(half_hours) / 2);
  entry.set_custom(tag_field + 3, std::string(random_.pick(things)));
  const auto to = static_cast<std::int16_t>(from + half_hours * 30);
  entry.set_custom(tag_field + 4, schema::Period{{from}, {to}});
  const std::int64_t rare = random_.below(4 * static_cast<std::int64_t>(rare_types.size()));
  if (rare < static_cast<std::int64_t>(rare_types.size()))
    add_custom(entry, first_rare_field + rare, rare_types[static_cast<std::size_t>(rare)]);
  add_to_summaries(static_cast<double>(half_hours) / 2, static_cast<double>(half_hours * 30));
  return entry;
}

// As the rules would: the last task carries the general set and that of its template.
void TaskMaker::add_to_summaries(double hours, double minutes) {
  Record& task = recent_.back();
  const std::int64_t of_template = std::get<Ref>(task.at(task_at("template"))).id;
  for (const std::int64_t set : {std::int64_t{0}, of_template})
    for (std::int64_t index = 0; index < fields_in_set; ++index) {
      if (type_of_field(index) != 23) continue;
      const std::int64_t field = field_number(set, index);
      const schema::Value* held = task.custom_value(field);
      const double before = held == nullptr ? 0 : std::get<double>(*held);
      task.set_custom(field, before + (summed_field(index) == tag_field + 2 ? hours : minutes));
    }
}

}  // namespace planstead::demo
