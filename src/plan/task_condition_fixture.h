// A small account and its tasks for tests of conditions: employees 1 and 2 in group 3, employee 5
// alone, contact 7; statuses 1 and 2 track deadlines, 3 does not; template 900 and object 950 hold
// the custom fields.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "plan/plan.h"
#include "schema/references.h"
#include "schema/task.h"

namespace planstead::plan {

using base::Moment;
using base::Ref;
using base::RefKind;
using request::FilterOperand;
using schema::Operator;
using schema::Record;
using schema::RefList;
using Ids = std::vector<std::int64_t>;

inline const Ref anna{RefKind::user, 1}, boris{RefKind::user, 2}, vera{RefKind::user, 5},
    client{RefKind::contact, 7}, crew{RefKind::group, 3};

inline constexpr base::Seconds day = 86400;
inline constexpr base::Seconds now = 20000 * day + 12 * 3600;

class TaskCondition : public testing::Test {
 protected:
  TaskCondition() {
    catalog_.account.zone =
        *base::Zone::find("Asia/Vladivostok");  // ten hours ahead: its day ends at 14:00 UTC
    catalog_.users.resize(3);
    catalog_.users[0].id = 1;
    catalog_.users[0].groups = {3};
    catalog_.users[1].id = 2;
    catalog_.users[1].groups = {3};
    catalog_.users[2].id = 5;
    catalog_.groups = {{3, "Бригада", {}, {1, 2}}};
    catalog_.statuses.resize(3);
    for (std::size_t i = 0; i < 3; ++i) catalog_.statuses[i].id = static_cast<std::int64_t>(i) + 1;
    catalog_.statuses[2].has_deadline = false;
    viewer_.person = anna;
    viewer_.is_admin = true;  // what others see is visible_test.cpp's
  }

  /// A task with fields set in pairs of name and value.
  Record& add(std::int64_t id,
              std::vector<std::pair<std::string_view, schema::Value>> fields = {}) {
    Record& task = tasks_.emplace_back(schema::task);
    task.set_id(id);
    task.set("_kind", std::int64_t{0});
    task.set("status", Ref{RefKind::status, 1});
    for (auto& [name, value] : fields) task.set(name, std::move(value));
    return task;
  }

  const catalog::CustomField& field(std::int64_t id, int type) {
    catalog::CustomField& made = fields_.emplace_back();
    made.id = id;
    made.type = schema::find_custom_type(type);
    made.holders = {900, 950};
    made.directory = 4;
    return made;
  }

  void entry(std::int64_t key, std::int64_t tag, std::int64_t task, std::int64_t field_id = 0,
             schema::Value value = {}) {
    Record row(schema::data_tag_entry);
    row.set_id(key);
    row.set("dataTag", Ref{RefKind::data_tag, tag});
    if (task != 0) row.set("task", Ref{RefKind::task, task});
    if (field_id != 0) row.set_custom(field_id, std::move(value));
    indexes_.find(schema::data_tag_entry)->put(row);
  }

  static request::FilterCall filter(int type, Operator op, FilterOperand operand,
                                    const catalog::CustomField* custom = nullptr) {
    request::FilterCall call;
    call.filter = schema::find_filter(schema::task, type);
    call.op = op;
    call.operand = std::move(operand);
    call.field = custom;
    return call;
  }

  Ids select(const request::Call& call) {
    search::Index& index = *indexes_.find(schema::task);
    index.put_all(tasks_);
    const auto is_list = [](const schema::Operation& row) { return row.id == "get-task-list"; };
    request::Call list = call;
    list.operation = &*std::ranges::find_if(schema::operations(), is_list);
    auto condition = list_condition(list, catalog_, viewer_, now, indexes_, project_auditors_);
    return index.select(condition.value(), 0, 1000);
  }
  Ids ask(int type, FilterOperand operand, const catalog::CustomField* custom = nullptr,
          Operator op = Operator::equal) {
    request::Call call;
    call.filters = {filter(type, op, std::move(operand), custom)};
    return select(call);
  }
  Ids ask_not(int type, FilterOperand operand, const catalog::CustomField* custom = nullptr) {
    return ask(type, std::move(operand), custom, Operator::notequal);
  }
  Ids with_system(request::SystemFilter filter) {
    request::Call call;
    call.system_filter = filter;
    return select(call);
  }

  static request::DateRange days(std::int32_t first, std::int32_t last) {
    return {first * day, (last + 1) * day, {first}, {last}};
  }
  static Ref task(std::int64_t id) { return {RefKind::task, id}; }

  catalog::Catalog catalog_;
  request::Viewer viewer_;
  search::IndexSet indexes_{schema::stored_entities()};
  std::vector<std::pair<std::int64_t, RefList>> project_auditors_;
  std::vector<Record> tasks_;
  std::vector<catalog::CustomField> fields_ = [] {
    std::vector<catalog::CustomField> fields;
    fields.reserve(30);
    return fields;
  }();
};

}  // namespace planstead::plan
