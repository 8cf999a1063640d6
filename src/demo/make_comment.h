// Makes the comments of the demonstration account, as rows: about five for each task, long
// discussions among them. Knows no store.
#pragma once

#include "base/time.h"
#include "demo/random.h"
#include "schema/record.h"

namespace planstead::demo {

class CommentMaker {
 public:
  CommentMaker(Random random, base::Seconds now) : random_(random), now_(now) {}

  /// How many hang on the next task; none where it has no last comment.
  std::int64_t count(const schema::Record& task);
  /// The next of a task. The last one stands at the task's dateOfLastComment.
  schema::Record make(const schema::Record& task, std::int64_t id, bool is_last);
  /// One on the card of a contact.
  schema::Record make_on_contact(std::int64_t contact, std::int64_t id);

 private:
  schema::Record written(std::int64_t id, base::Seconds moment);
  void record_change(schema::Record& comment, const schema::Record& task);
  void set_recipients(schema::Record& comment, const schema::Record& task);
  schema::Ref person();

  Random random_;
  base::Seconds now_;
  std::int64_t owed_ = 0;  ///< comments that the tasks so far should have had besides
};

}  // namespace planstead::demo
