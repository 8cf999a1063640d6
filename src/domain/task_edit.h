// One task on its way from its old state to the new one, and the small questions that several rules
// ask about a task row. Stores nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/rules.h"

namespace planstead::domain {

struct TaskEdit {
  Context& context;
  const request::Body& body;
  schema::Record task;                   ///< as it will be
  std::optional<schema::Record> before;  ///< as it was; absent for a new task

  bool creating() const { return !before.has_value(); }
  bool sent(std::string_view field) const { return body.find(field) != nullptr; }
  /// Did the body send a value that differs from the stored one? Clients that read and write back
  /// send everything (observed 12.10).
  bool changed(std::string_view field) const;
  /// `"hasEndDate": false` and the like.
  bool denied(std::string_view flag) const;
  void note(std::string text) const { context.notes.push_back(std::move(text)); }
  /// Names a field that this update leaves as it was, in `failures` and in the notes.
  void fail(std::string field, std::string error) const;
};

/// Equal, where an absent value is the same as false, an empty text or an empty list.
bool same_value(const schema::Value& a, const schema::Value& b);
/// Do the rows hold the same? Ids are not compared.
bool same_content(const schema::Record& a, const schema::Record& b);

schema::TaskKind kind_of(const schema::Record& task);
bool is_deleted(const schema::Record& task);
/// A task of the list: no template, no object, not in the bin.
bool is_live_task(const schema::Record& task);
std::int64_t general_status(const schema::Record& task);
const catalog::Process& process_of(const schema::Record& task, const catalog::Catalog& catalog);
/// The zone and calendar question of a date without time: its day, or the local day of the instant.
base::Day day_of(const base::Moment& moment, const base::Zone& zone);
inline base::Moment at_instant(base::Seconds utc) { return {utc, true}; }

/// Copies what the body sets into the row, but for the fields that have rules of their own.
void apply_plain_changes(TaskEdit& edit);
/// Lengths of texts, the name, the assigner.
base::Status check_texts(const TaskEdit& edit);
/// Moves dateOfLastUpdate and stores the row.
void store(schema::Record& task, Context& context);

}  // namespace planstead::domain
