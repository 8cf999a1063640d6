// The small questions that several rules ask about a task row. Stores nothing but in `store`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/row_edit.h"

namespace planstead::domain {

using TaskEdit = RowEdit;

schema::TaskKind kind_of(const schema::Record& task);
bool is_deleted(const schema::Record& task);
/// A task of the list: no template, no object, not in the bin.
bool is_live_task(const schema::Record& task);
std::int64_t general_status(const schema::Record& task);
const catalog::Process& process_of(const schema::Record& task, const catalog::Catalog& catalog);
/// The zone and calendar question of a date without time: its day, or the local day of the instant.
base::Day day_of(const base::Moment& moment, const base::Zone& zone);

/// Copies what the body sets into the row, but for the fields that have rules of their own.
void apply_plain_changes(TaskEdit& edit);
/// Lengths of texts, the name, the assigner.
base::Status check_texts(const TaskEdit& edit);
/// Moves dateOfLastUpdate and stores the row.
void store(schema::Record& task, Context& context);

}  // namespace planstead::domain
