// What becomes due by the clock: copies of recurring templates, and delayed tasks that wake
// (domain/tasks-and-access.md 3, 1.12). `context.now` is the only clock.
#include <algorithm>

#include "domain/checklist_rules.h"
#include "domain/comment_rules.h"
#include "domain/remember.h"
#include "domain/series.h"
#include "domain/standard_process.h"
#include "domain/task_custom.h"
#include "domain/task_dates.h"
#include "domain/task_form.h"
#include "domain/task_statuses.h"
#include "domain/task_tree.h"
#include "domain/work_time.h"

namespace planstead::domain {

namespace {

using base::Moment;
using base::Ref;
using base::RefKind;
using schema::Record;
using schema::Recurrence;

// A recurring template below another template waits until a real tree is made from that one.
bool is_running(const Record& form, Context& context) {
  if (kind_of(form) != schema::TaskKind::recurring || is_deleted(form)) return false;
  const std::int64_t parent = form.ref("parent").id;
  if (parent == 0) return true;
  const auto above = context.records.find(schema::task, parent);
  return above && is_live_task(*above);
}

// The template's dates move by as many days as the copy's moment is away from the first one.
void shift_dates(Record& copy, const Series& series, base::Seconds moment) {
  const Moment& start = series.rule.start;
  const base::Day first =
      start.has_time ? series.zone.day_of(start.utc) : base::day_of_utc(start.utc);
  const Length by{series.zone.day_of(moment).days - first.days};
  const WorkCalendar calendar({&series.schedule}, series.zone);
  for (std::string_view field : {"startDateTime", "endDateTime"})
    if (const Moment* date = copy.moment(field))
      if (const auto to = shifted(*date, by, calendar)) copy.set(field, *to);
}

void end_by_duration(Record& copy, base::Seconds moment, const catalog::Catalog& catalog) {
  const auto length = length_of(copy);
  if (!length || length->count < 0) return;
  const Moment* start = copy.moment("startDateTime");
  const auto end = shifted(start == nullptr ? at_instant(moment) : *start, *length,
                           calendar_of(copy.refs("assignees"), catalog));
  if (end) copy.set("endDateTime", *end);
}

void begin_anew(Record& copy, const Series& series, base::Seconds moment, Context& context) {
  for (std::string_view field :
       {"recurrence", "status", "_personalStatuses", "_statusChanged", "_statusBefore", "_done",
        "actualCompletionDate", "dateOfLastComment", "delayedTillDate", "_deletedWith"})
    copy.set(field, {});
  copy.set("_kind", static_cast<std::int64_t>(schema::TaskKind::task));
  copy.set("_author", series.form.get("assigner"));
  copy.set("template", Ref{RefKind::task, series.form.id()});
  copy.set("dateTime", at_instant(context.now));
  copy.set("_occurrence", at_instant(moment));
  copy.set("_order", next_position(copy.ref("parent").id, context.records));
  if (schema::is_empty(copy.get("processId"))) {
    const catalog::Template* form = context.catalog.task_template(series.form.id());
    const bool own = form != nullptr && context.catalog.process(form->process) != nullptr;
    copy.set("processId", own ? form->process : context.catalog.default_process().id);
  }
}

void decide_status(Record& copy, const Record& form, Context& context) {
  const catalog::Process& process = process_of(copy, context.catalog);
  const auto* preset = std::get_if<Ref>(&form.get("status"));
  const bool usable = preset != nullptr && preset->id != system_status::rejected &&
                      preset->id != system_status::draft && in_set(process, preset->id);
  enter_status(copy, usable ? preset->id : default_status(process, context.catalog), context.now,
               context.catalog);
}

void make_copy(const Series& series, base::Seconds moment, Context& context) {
  Record copy = series.form;
  begin_anew(copy, series, moment, context);
  fill_defaults(copy);
  decide_status(copy, series.form, context);
  shift_dates(copy, series, moment);
  end_by_duration(copy, moment, context.catalog);
  copy.set_id(context.records.next_id(schema::task));
  compute_totals(copy, context);
  add_first_comment(copy, context.records);
  store(copy, context);
  copy_checklist(series.form.id(), copy.id(), context);
  refresh_above(copy, context);
}

bool enough_copies(const Series& series, std::size_t made) {
  return series.rule.end == Recurrence::End::by_count &&
         made >= static_cast<std::size_t>(std::max(0, series.rule.repeat_count));
}

base::Seconds wakes_at(const Record& task, const catalog::Catalog& catalog) {
  const Moment* till = task.moment("delayedTillDate");
  if (till == nullptr) return INT64_MAX;  // sleeps until somebody wakes it
  return till->has_time ? till->utc : catalog.account.zone.midnight(base::day_of_utc(till->utc));
}

}  // namespace

namespace {
int make_due_copies(std::int64_t recurring_template, Context& context) {
  auto form = context.records.find(schema::task, recurring_template);
  const auto* rule =
      form ? std::get_if<schema::Boxed<Recurrence>>(&form->get("recurrence")) : nullptr;
  if (rule == nullptr || !is_running(*form, context)) return 0;
  const Series series = series_of(*form, *rule, context);
  std::size_t made = series.copies.size();
  Due due;
  if (!enough_copies(series, made)) due = due_now(series, context);
  int touched = 0;
  if (due.moment) {
    make_copy(series, *due.moment, context);
    ++made;
    ++touched;
  }
  if (!due.more || enough_copies(series, made)) {
    delete_tree(*form, context);
    store(*form, context);
    ++touched;
  }
  return touched;
}

int wake(std::int64_t task, Context& context) {
  auto found = context.records.find(schema::task, task);
  if (!found || !is_live_task(*found) || general_status(*found) != system_status::delayed ||
      wakes_at(*found, context.catalog) > context.now)
    return 0;
  const catalog::Process& process = process_of(*found, context.catalog);
  const std::int64_t before = found->integer("_statusBefore", system_status::fresh);
  const std::int64_t status =
      in_set(process, before) ? before : default_status(process, context.catalog);
  enter_status(*found, status, context.now, context.catalog);
  store(*found, context);
  return 1;
}
}  // namespace

int run_recurrence(std::int64_t recurring_template, Context& context) {
  return remembered(context, [&] { return make_due_copies(recurring_template, context); });
}

int wake_delayed(std::int64_t task, Context& context) {
  return remembered(context, [&] { return wake(task, context); });
}

}  // namespace planstead::domain
