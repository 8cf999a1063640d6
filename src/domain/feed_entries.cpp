// Entries that the server writes into the feed when somebody changes a task or a contact: for one
// change at most one of each kind, in the order status, people, dates, other
// (domain/tasks-and-access.md 6.2).
#include <algorithm>
#include <optional>

#include "domain/comment_rules.h"
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
    checklist_word{"checklist", "чек-лист"};
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

std::string name_of(Ref ref, Context& context) {
  if (ref.kind == RefKind::user) {
    const catalog::User* user = context.catalog.user(ref.id);
    return user == nullptr ? std::string() : user->name;
  }
  if (ref.kind == RefKind::group) {
    const catalog::Group* group = context.catalog.group(ref.id);
    return group == nullptr ? std::string() : group->name;
  }
  const auto contact = context.records.find(schema::contact, ref.id);
  if (!contact) return {};
  const std::string& last = contact->text("lastname");
  return contact->text("name") + (last.empty() ? "" : " " + last);
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

std::int64_t record_status(const Record& before, const Record& after, Context& context) {
  const std::int64_t was = status_for(before, context.viewer);
  const std::int64_t is = status_for(after, context.viewer);
  if (was == is) return 0;
  Record entry = entry_of({RefKind::task, after.id()}, context);
  entry.set("changeStatus", RefList{{RefKind::status, was}, {RefKind::status, is}});
  return save(std::move(entry), answer_of(before, was, is, context), context);
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
  entries.status = record_status(before, after, context);
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

void record_contact(const RowChange& change, Context& context) {
  if (!change.after || change.after->flag("isDeleted") || change.after->flag("_template")) return;
  const Ref contact{RefKind::contact, change.after->id()};
  if (!change.before) {
    save(entry_of(contact, context), std::string(created.in(context.catalog)), context);
    return;
  }
  const std::string names = other_fields(*change.before, *change.after, context);
  if (!names.empty()) save(entry_of(contact, context), changed_text(names, context), context);
}

}  // namespace planstead::domain
