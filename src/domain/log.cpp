// The log of changes: who, through which token, when, which fields from what to what. A new row is
// logged without its values: the first change of each says what it was.
#include <algorithm>

#include "domain/comment_rules.h"
#include "domain/remember.h"
#include "schema/memory.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Field;
using schema::FieldChange;
using schema::FieldChangeList;
using schema::LogAction;
using schema::Record;
using schema::Value;

// They follow from other changes and say nothing of their own.
constexpr std::string_view bookkeeping[] = {"dateOfLastUpdate", "dateOfLastComment",
                                            "firstComment"};

// Kinds of things of the structure that have a name in `object=`; schedules and the like have none.
constexpr std::pair<std::string_view, RefKind> definitions[] = {
    {"custom_field", RefKind::custom_field},
    {"position", RefKind::position},
    {"workspace", RefKind::workspace},
    {"contact_group", RefKind::contact_group},
    {"project_group", RefKind::project_group},
    {"directory_group", RefKind::directory_group},
    {"data_tag_group", RefKind::data_tag_group},
    {"group", RefKind::group},
    {"status", RefKind::status},
    {"process", RefKind::process},
    {"directory", RefKind::directory},
    {"data_tag", RefKind::data_tag},
    {"task_template", RefKind::task},
};

bool is_told(const Field& field) {
  return !field.column.empty() && !field.name.starts_with('_') &&
         field.shape != schema::Shape::custom_values &&
         std::ranges::find(bookkeeping, field.name) == std::end(bookkeeping);
}

// A password is told to have changed, and nothing more.
FieldChange change_of(const Record& row, const Field& field, const Value& before,
                      const Value& after) {
  FieldChange change{row.entity().kind, std::string(field.name), 0, {}, {}};
  if (!has(field.on, schema::read)) return change;
  change.before = before;
  change.after = after;
  return change;
}

void append_custom(const Record& before, const Record& after, FieldChangeList& changes) {
  const auto add = [&](std::int64_t field, const Value& was, const Value& is) {
    changes.push_back({before.entity().kind, "customFieldData", field, was, is});
  };
  for (const schema::CustomValue& value : before.custom) {
    const Value* now = after.custom_value(value.field);
    if (now == nullptr || *now != value.value)
      add(value.field, value.value, now == nullptr ? Value{} : *now);
  }
  for (const schema::CustomValue& value : after.custom)
    if (before.custom_value(value.field) == nullptr) add(value.field, {}, value.value);
}

bool in_bin(const Record& row) {
  const std::string_view flag = row.entity().deleted;
  return !flag.empty() && row.flag(flag);
}

LogAction action_of(const RowChange& change) {
  if (!change.before) return LogAction::created;
  if (!change.after) return LogAction::removed;
  const bool was = in_bin(*change.before), is = in_bin(*change.after);
  if (was == is) return LogAction::changed;
  return is ? LogAction::removed : LogAction::restored;
}

// The task or contact that the row is a part of; {none,0}: it stands for itself.
Ref whole_of(const Record& row) {
  if (&row.entity() == &schema::checklist_item) return {RefKind::task, row.integer("_task")};
  if (&row.entity() == &schema::comment || &row.entity() == &schema::data_tag_entry)
    return owner_of(row);
  return {};
}

// Entries that the server writes into the feed tell of changes that are logged themselves.
bool is_logged(const Record& row) {
  if (&row.entity() == &schema::notification) return false;  // marks of what was read
  return &row.entity() != &schema::comment || (is_written(row) && !row.flag("_first"));
}

// Of a row that is gone every value is; of a new one none is told.
FieldChangeList changes_of(const RowChange& change) {
  if (!change.before) return {};
  if (change.after) return changes_between(*change.before, *change.after);
  return changes_between(*change.before, Record(change.before->entity()));
}

class LogWriter {
 public:
  explicit LogWriter(Context& context) : context_(context) {}

  void write(const RowChange& change) {
    const Record& row = change.row();
    if (!is_logged(row)) return;
    FieldChangeList changes = changes_of(change);
    const LogAction action = action_of(change);
    if (action == LogAction::changed && changes.empty()) return;
    const Ref own{row.entity().kind, row.entity().kind == RefKind::none ? 0 : row.id()};
    const Ref whole = whole_of(row);
    save(action, whole.id == 0 ? own : whole, whole.id == 0 ? Ref{} : own, std::move(changes));
  }

  void write(const StructureChange& change) {
    if (change.before == change.after) return;
    const Ref of{kind_of(change.kind), change.id};
    const bool is_thing = of.kind != RefKind::none;
    const auto text = [](const std::string& body) { return body.empty() ? Value{} : Value{body}; };
    save(change.before.empty() ? LogAction::created : LogAction::changed, is_thing ? of : Ref{}, {},
         {{of.kind, is_thing ? "definition" : change.kind + ":" + std::to_string(change.id), 0,
           text(change.before), text(change.after)}});
  }

 private:
  static RefKind kind_of(std::string_view kind) {
    for (const auto& [name, ref] : definitions)
      if (name == kind) return ref;
    return RefKind::none;
  }

  void save(LogAction action, Ref object, Ref part, FieldChangeList changes) {
    Record entry(schema::log_entry);
    entry.set_id(context_.records.next_id(schema::log_entry));
    entry.set("dateTime", at_instant(context_.now));
    const request::Viewer& viewer = context_.viewer;
    if (viewer.person.id != 0) entry.set("person", viewer.person);
    if (viewer.token != 0) entry.set("token", viewer.token);
    entry.set("operation", std::string(context_.operation == nullptr ? context_.without_operation
                                                                     : context_.operation->id));
    if (context_.request != 0) entry.set("request", static_cast<std::int64_t>(context_.request));
    entry.set("action", static_cast<std::int64_t>(action));
    if (object.kind != RefKind::none) entry.set("object", object);
    if (part.id != 0) entry.set("part", part);
    if (!changes.empty()) entry.set("changes", std::move(changes));
    context_.records.save(entry);
  }

  Context& context_;
};

}  // namespace

FieldChangeList changes_between(const Record& before, const Record& after) {
  FieldChangeList changes;
  const auto& fields = before.entity().fields;
  for (std::size_t i = 1; i < fields.size(); ++i)
    if (is_told(fields[i]) && !same_value(before.at(i), after.at(i)))
      changes.push_back(change_of(before, fields[i], before.at(i), after.at(i)));
  append_custom(before, after, changes);
  return changes;
}

void write_log(const Watched& seen, Context& context) {
  LogWriter writer(context);
  for (const RowChange& change : seen.rows) writer.write(change);
  for (const StructureChange& change : seen.structure) writer.write(change);
}

}  // namespace planstead::domain
