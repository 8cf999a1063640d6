// Entries that the server writes into the feed when somebody changes a task or a contact: for one
// change at most one of each kind, in the order status, people, dates, other
// (domain/tasks-and-access.md 6.2).
#include <algorithm>
#include <optional>

#include "domain/comment_rules.h"
#include "domain/receivers.h"
#include "domain/remember.h"
#include "domain/standard_process.h"
#include "domain/task_edit.h"
#include "schema/comment.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;
using schema::RefList;

/// Words in the two languages that the server speaks; an account has one.
struct Word {
  std::string_view en, ru;
  std::string_view in(const catalog::Catalog& catalog) const {
    return catalog.account.language == "Ru" ? ru : en;
  }
};
constexpr Word accepted{"Accepted", "Задача принята"}, rejected{"Rejected", "Задача отклонена"},
    created{"Created", "Контакт создан"}, changed{"Changed: ", "Изменено: "},
    checklist_word{"checklist", "чек-лист"}, binned{"Deleted", "Перемещено в корзину"},
    restored{"Restored", "Восстановлено из корзины"};
constexpr std::pair<schema::Notified, Word> deadline_words[] = {
    {schema::Notified::overdue, {"The deadline has passed", "Срок задачи истёк"}},
    {schema::Notified::close_to_deadline, {"The deadline is near", "Срок задачи скоро истечёт"}},
    {schema::Notified::not_accepted_in_time, {"Not accepted in time", "Задача не принята вовремя"}},
};
struct Role {
  std::string_view field;
  Word word;
};
constexpr Role roles[] = {{"assigner", {"Assigner", "Постановщик"}},
                          {"assignees", {"Assignees", "Исполнители"}},
                          {"participants", {"Participants", "Участники"}},
                          {"auditors", {"Auditors", "Аудиторы"}}};
// Told by entries of their own, or of no interest to people.
constexpr std::string_view told_otherwise[] = {
    "status",         "assigner",          "assignees",   "participants", "auditors",
    "startDateTime",  "endDateTime",       "isDeleted",   "processId",    "actualCompletionDate",
    "sourceObjectId", "sourceDataVersion", "createdDate", "addedBy"};

Record entry_of(Ref thing, Context& context) {
  Record entry(schema::comment);
  entry.set(thing.kind == RefKind::task ? "task" : "contact", thing);
  complete_comment(entry, context.viewer.person, at_instant(context.now));
  entry.set("type", static_cast<std::int64_t>(schema::CommentType::recorded));
  return entry;
}

std::int64_t save(Record entry, std::string text, Context& context) {
  if (!text.empty()) entry.set("description", std::move(text));
  save_new_comment(entry, context);
  return entry.id();
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text)
    c == '<' ? out += "&lt;" : c == '>' ? out += "&gt;" : c == '&' ? out += "&amp;" : out += c;
}

// ---- status ----

bool is_assignee(const Record& task, const Context& context) {
  return std::ranges::any_of(task.refs("assignees"), [&](Ref ref) {
    return ref == context.viewer.person ||
           (ref.kind == RefKind::group && context.catalog.in_group(context.viewer.person, ref.id));
  });
}

std::string answer_of(const Record& before, std::int64_t was, std::int64_t is,
                      const Context& context) {
  if (was != system_status::fresh || !is_assignee(before, context)) return {};
  if (is == system_status::rejected) return std::string(rejected.in(context.catalog));
  if (is == process_of(before, context.catalog).status_after_acceptance)
    return std::string(accepted.in(context.catalog));
  return {};
}

// As the person sees it; where nothing changed for him, or he is no assignee any more, the status
// of the task.
void record_status(const Record& before, const Record& after, FeedEntries& entries,
                   Context& context) {
  std::int64_t was = status_for(before, context.viewer);
  std::int64_t is = status_for(after, context.viewer);
  const bool left = is_assignee(before, context) && !is_assignee(after, context);
  if (was == is || left) {
    was = general_status(before);
    is = general_status(after);
  }
  if (was == is) return;
  Record entry = entry_of({RefKind::task, after.id()}, context);
  entry.set("changeStatus", RefList{{RefKind::status, was}, {RefKind::status, is}});
  std::string answer = answer_of(before, was, is, context);
  entries.is_answer = !answer.empty();
  entries.status = save(std::move(entry), std::move(answer), context);
}

// ---- people ----

RefList people_in(const Record& task, std::string_view role) {
  if (role != "assigner") return task.refs(role);
  return task.ref(role).id == 0 ? RefList{} : RefList{task.ref(role)};
}

// `+Boris Petrov, −Clara Weber`
std::string difference(const RefList& before, const RefList& after, Context& context) {
  std::string text;
  const auto add = [&](std::string_view sign, const RefList& some, const RefList& others) {
    for (Ref ref : some) {
      if (std::ranges::find(others, ref) != others.end()) continue;
      text += (text.empty() ? "" : ", ") + std::string(sign);
      append_escaped(text, name_of(ref, context));
    }
  };
  add("+", after, before);
  add("−", before, after);
  return text;
}

std::int64_t record_people(const Record& before, const Record& after, Context& context) {
  std::string text;
  for (const auto& [role, word] : roles) {
    const std::string who = difference(people_in(before, role), people_in(after, role), context);
    if (!who.empty())
      text += (text.empty() ? "" : "<br>") + std::string(word.in(context.catalog)) + ": " + who;
  }
  if (text.empty()) return 0;
  return save(entry_of({RefKind::task, after.id()}, context), std::move(text), context);
}

// ---- dates ----

std::int64_t record_dates(const Record& before, const Record& after, Context& context) {
  std::optional<Record> entry;
  for (const auto& [field, change] : {std::pair{"startDateTime", "changeTaskStartDate"},
                                      {"endDateTime", "changeTaskExpectDate"}}) {
    if (same_value(before.get(field), after.get(field))) continue;
    if (!entry) entry = entry_of({RefKind::task, after.id()}, context);
    const auto moment = [&](const Record& row) {
      const base::Moment* found = row.moment(field);
      return found == nullptr ? std::nullopt : std::optional(*found);
    };
    entry->set(change, schema::DateChange{moment(before), moment(after)});
  }
  return entry ? save(*std::move(entry), {}, context) : 0;
}

// ---- everything else ----

// What a computed field shows follows from others. Entries are read by everybody on the task: a
// field that is not everybody's is not named to them.
bool is_told(const schema::FieldChange& change, const catalog::Catalog& catalog) {
  if (change.custom != 0) {
    const catalog::CustomField* field = catalog.field(change.custom);
    return field != nullptr && field->type->writable && !field->access.view.is_given;
  }
  return std::ranges::find(told_otherwise, change.field) == std::end(told_otherwise);
}

std::string other_fields(const Record& before, const Record& after, const Context& context) {
  std::string names;
  for (const schema::FieldChange& change : changes_between(before, after)) {
    if (!is_told(change, context.catalog)) continue;
    if (!names.empty()) names += ", ";
    append_escaped(names,
                   change.custom == 0 ? change.field : context.catalog.field(change.custom)->name);
  }
  return names;
}

std::string changed_text(const std::string& names, const Context& context) {
  return std::string(changed.in(context.catalog)) + names;
}

}  // namespace

FeedEntries record_task(const Record& before, const Record& after, bool checklist,
                        Context& context) {
  FeedEntries entries;
  record_status(before, after, entries, context);
  entries.people = record_people(before, after, context);
  entries.dates = record_dates(before, after, context);
  std::string names = other_fields(before, after, context);
  if (checklist)
    names += (names.empty() ? "" : ", ") + std::string(checklist_word.in(context.catalog));
  if (!names.empty())
    entries.other =
        save(entry_of({RefKind::task, after.id()}, context), changed_text(names, context), context);
  return entries;
}

// In the bin a feed is hidden with its owner; back from there, it shows both entries.
void record_bin(const Record& after, Context& context) {
  const bool gone = after.flag("isDeleted");
  Record entry = entry_of({after.entity().kind, after.id()}, context);
  entry.set("_withOwner", gone);
  save(std::move(entry), std::string((gone ? binned : restored).in(context.catalog)), context);
}

std::int64_t record_deadline(const Record& task, schema::Notified kind, Context& context) {
  Record entry = entry_of({RefKind::task, task.id()}, context);
  entry.set("owner", {});
  const auto* found =
      std::ranges::find(deadline_words, kind, [](const auto& row) { return row.first; });
  return save(std::move(entry), std::string(found->second.in(context.catalog)), context);
}

void record_contact(const RowChange& change, Context& context) {
  if (!change.after || change.after->flag("_template")) return;
  const bool is_in_bin = change.after->flag("isDeleted");
  if (change.before && change.before->flag("isDeleted") != is_in_bin)
    record_bin(*change.after, context);
  if (is_in_bin) return;
  const Ref contact{RefKind::contact, change.after->id()};
  if (!change.before) {
    save(entry_of(contact, context), std::string(created.in(context.catalog)), context);
    return;
  }
  const std::string names = other_fields(*change.before, *change.after, context);
  if (!names.empty()) save(entry_of(contact, context), changed_text(names, context), context);
}

}  // namespace planstead::domain
