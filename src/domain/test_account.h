// A small account in memory for the tests of the rules, and a bench to run creates and updates on
// it. Account zone: Moscow (UTC+3 all year). "Now" is Monday, 2 November 2026, 12:00 there.
#pragma once

#include <initializer_list>
#include <string_view>

#include "domain/memory_records.h"
#include "domain/rules.h"
#include "domain/standard_process.h"
#include "schema/checklist.h"

namespace planstead::domain {

using base::Moment;
using base::Ref;
using base::RefKind;
using schema::Record;
using schema::RefList;
using schema::Value;

inline constexpr Ref robot{RefKind::user, 1}, peter{RefKind::user, 5}, olga{RefKind::user, 6},
    ivan{RefKind::user, 7}, client{RefKind::contact, 5}, office{RefKind::group, 3};

inline Ref task_ref(std::int64_t id) { return {RefKind::task, id}; }
inline Ref project_ref(std::int64_t id) { return {RefKind::project, id}; }
inline Ref status_ref(std::int64_t id) { return {RefKind::status, id}; }

/// `2026-11-02 12:00`, or a date alone, in Moscow.
inline Moment at(std::string_view text) {
  return *base::parse_moment(text, *base::Zone::find("Europe/Moscow"));
}
/// How a moment with or without time reads in Moscow.
inline std::string shown(const Moment* moment) {
  if (moment == nullptr) return "none";
  const base::Zone zone = *base::Zone::find("Europe/Moscow");
  const base::CivilTime local =
      moment->has_time ? zone.to_local(moment->utc) : base::civil_of_utc(moment->utc);
  std::string text;
  base::append_date(text, local.date);
  if (!moment->has_time) return text;
  text += ' ';
  base::append_time(text, local.hour, local.minute);
  return text;
}

inline catalog::CustomField custom_field(std::int64_t id, int type, RefList holders) {
  catalog::CustomField field;
  field.id = id;
  field.name = "Поле";
  field.type = schema::find_custom_type(type);
  for (Ref holder : holders) field.holders.push_back(holder.id);
  return field;
}

/// Templates: 2 standard, 3 with presets and a required field; 4 an object with a process of its
/// own. Fields of both templates: 10 line, 11 and 15 numbers, 12 line without duplicates, 13
/// subtask total of 11, 14 total of 11 and 15, 17 calculated. 18 belongs to nothing. 19 is required
/// in template 3.
inline catalog::Catalog test_catalog() {
  catalog::Catalog all;
  all.account.zone = *base::Zone::find("Europe/Moscow");
  all.account.standard_template = 2;
  for (const Ref& person : {robot, peter, olga, ivan}) {
    catalog::User user;
    user.id = person.id;
    user.name = "Сотрудник";
    all.users.push_back(user);
  }
  all.users[0].role = catalog::Role::robot;
  all.users[2].groups = all.users[3].groups = {3};  // Olga and Ivan
  all.groups.resize(1);
  all.groups[0].id = 3;
  all.groups[0].members = {6, 7};
  all.statuses = standard_statuses();
  all.statuses.push_back({100, "Ждём клиента", "#111111", true, true, false, {}});
  all.statuses.push_back({101, "Архив", "#222222", false, false, false, {}});
  all.processes.resize(2);
  all.processes[0].id = 1;
  all.processes[0].built_in = true;
  all.processes[0].statuses = {0, 1, 2, 6, 3, 4, 5, 7};
  all.processes[0].transitions = standard_transitions();
  all.processes[1].id = 20;
  all.processes[1].statuses = {101, 100};
  const RefList both{task_ref(2), task_ref(3)};
  for (const auto& [id, type] : std::initializer_list<std::pair<int, int>>{
           {10, 0}, {11, 1}, {12, 0}, {13, 26}, {14, 29}, {15, 1}, {17, 24}})
    all.fields.push_back(custom_field(id, type, both));
  all.fields.push_back(custom_field(18, 0, {}));
  all.fields.push_back(custom_field(19, 0, {task_ref(3)}));
  all.fields[2].unique = true;
  all.fields[3].source_field = 11;
  all.fields[4].source_fields = {11, 15};
  all.templates.resize(3);
  for (std::size_t i = 0; i < 3; ++i) {
    all.templates[i].id = static_cast<std::int64_t>(i) + 2;
    all.templates[i].preset = Record(schema::task);
  }
  all.templates[0].fields = {10, 11, 12, 13, 14, 15, 17};
  all.templates[1].fields = {10, 11, 12, 13, 14, 15, 17, 19};
  all.templates[1].required = {19};
  all.templates[2].kind = schema::TaskKind::object;
  all.templates[2].process = 20;
  return all;
}

/// One system field of a body.
struct Set {
  std::string_view field;
  Value value;
};

inline request::Body body_of(const schema::Entity& entity, std::vector<Set> sets) {
  request::Body body;
  for (const schema::Field& field : entity.fields)
    for (Set& set : sets)
      if (set.field == field.name) body.changes.push_back({&field, std::move(set.value)});
  if (body.changes.size() != sets.size()) throw std::logic_error("a test sets an unknown field");
  return body;
}

class Bench {
 public:
  Bench() {
    for (const Ref& person : {robot, peter, olga, ivan, client, office})
      records.known.insert(person);
    records.known.insert(project_ref(1));
    act_as(robot);
  }

  void act_as(Ref person) {
    viewer.person = person;
    viewer.zone = catalog.zone_of(person);
    viewer.is_admin = person == robot;
  }
  Context context() { return {catalog, viewer, now, records, failures, notes}; }

  request::Body body(std::vector<Set> sets,
                     std::vector<std::pair<std::int64_t, Value>> custom = {}) {
    request::Body out = body_of(schema::task, std::move(sets));
    for (auto& [id, value] : custom) {
      std::string where = "customFieldData[" + std::to_string(out.custom.size()) + "].value";
      out.custom.push_back({id, catalog.field(id), std::move(value), std::move(where)});
    }
    return out;
  }
  base::Result<std::int64_t> try_create(const request::Body& sent) {
    Context all = context();
    return domain::create(schema::task, {}, sent, all);
  }
  base::Status try_update(std::int64_t id, const request::Body& sent) {
    Context all = context();
    return domain::update(schema::task, {id}, sent, all);
  }
  /// Creates a task that must be accepted; "Задача" where it has no name.
  std::int64_t create(std::vector<Set> sets = {},
                      std::vector<std::pair<std::int64_t, Value>> custom = {}) {
    const bool named =
        std::ranges::any_of(sets, [](const Set& set) { return set.field == "name"; });
    if (!named) sets.push_back({"name", std::string("Задача")});
    return value_of(try_create(body(std::move(sets), std::move(custom))));
  }
  void update(std::int64_t id, std::vector<Set> sets,
              std::vector<std::pair<std::int64_t, Value>> custom = {}) {
    const auto status = try_update(id, body(std::move(sets), std::move(custom)));
    if (!status.ok()) throw std::logic_error(base::text_of(status.error()));
  }
  Record task(std::int64_t id) { return *records.find(schema::task, id); }
  std::int64_t status(std::int64_t id) { return task(id).ref("status").id; }
  std::string start(std::int64_t id) { return shown(task(id).moment("startDateTime")); }
  std::string end(std::int64_t id) { return shown(task(id).moment("endDateTime")); }
  void wait(base::Seconds seconds) { now += seconds; }

  static std::int64_t value_of(base::Result<std::int64_t> result) {
    if (!result.ok()) throw std::logic_error(base::text_of(result.error()));
    return result.value();
  }

  catalog::Catalog catalog = test_catalog();
  MemoryRecords records;
  request::Viewer viewer;
  base::Seconds now = at("2026-11-02 12:00").utc;
  std::vector<Failure> failures;
  std::vector<std::string> notes;
};

/// `41 project.id`: code and place of a refusal, or `ok`.
template <class T>
std::string refusal(const base::Result<T>& result) {
  if (result.ok()) return "ok";
  return std::to_string(static_cast<int>(result.error().code)) + " " + result.error().where;
}

}  // namespace planstead::domain
