// Makes one task of the demonstration account after another, as rows.
#pragma once

#include <deque>
#include <optional>

#include "base/time.h"
#include "demo/random.h"
#include "schema/record.h"

namespace planstead::demo {

class TaskMaker {
 public:
  TaskMaker(Random random, base::Seconds now, std::int64_t tasks)
      : random_(random), now_(now), tasks_(tasks) {}

  /// The next task. Its numbers have been drawn from the account's sequences.
  schema::Record make(std::int64_t id, std::int64_t first_comment);
  /// A recent task whose subtask total the last one changed; it is to be saved again.
  std::optional<schema::Record> changed_parent();
  /// What hangs on the last task: some tasks have a few items of a checklist, a star.
  std::int64_t checklist_length() { return random_.chance(3) ? random_.between(2, 5) : 0; }
  schema::Record checklist_item(std::int64_t id);
  /// Entries of the data tag: every other task has some, three of them on average.
  std::int64_t entry_count() { return random_.chance(50) ? random_.between(1, 5) : 0; }
  /// Also adds the entry to the totals of the last task.
  schema::Record data_tag_entry(std::int64_t key);
  /// The last task, with everything that was added to it since.
  const schema::Record& task() const { return recent_.back(); }
  bool is_favorite() { return random_.chance(2); }

 private:
  void set_text(schema::Record& task);
  void set_people(schema::Record& task);
  void set_times(schema::Record& task);
  void set_status(schema::Record& task);
  void set_parent(schema::Record& task);
  void set_custom(schema::Record& task);
  void set_totals(schema::Record& task);
  void add_to_summaries(double hours, double minutes);
  void add_custom(schema::Record& row, std::int64_t field, int type);
  schema::Value custom_value(int type);
  schema::Ref person();
  schema::RefList some_people(int percent_each, int most);

  Random random_;
  base::Seconds now_;
  std::int64_t tasks_, made_ = 0;
  std::deque<schema::Record> recent_;  ///< possible parents, the newest last
  std::optional<std::size_t> parent_;  ///< of the last task, in recent_
};

}  // namespace planstead::demo
