// Prepared: a Condition made ready for many rows: columns looked up, numbers hashed, needles cut
// into grams, children ordered by cost.
#pragma once

#include <memory>

#include "base/deadline.h"
#include "search/number_set.h"
#include "search/rows.h"

namespace planstead::search {

/// A label that must be there, as rows hold it.
struct LabelForm {
  std::string squeezed;
  std::uint32_t case_mark = 0;
};

struct Prepared {
  Condition::Kind kind = Condition::Kind::always;
  std::vector<Prepared> children;  ///< cheapest first
  int cost = 0;
  std::size_t place = 0, other_place = 0;  ///< columns among their kind; between: none for the id
  bool two_columns = false;                ///< range over the later of two
  std::int64_t field = 0;
  NumberSet numbers;              ///< as the column holds them: references compacted
  std::vector<std::int64_t> ids;  ///< id_in: sorted
  std::int64_t number = 0;        ///< status_of: the viewer, compacted
  double min = 0, max = 0;
  bool min_open = false, max_open = false;
  MomentRange range;
  std::int64_t lo = 0, hi = 0;  ///< between, birthday
  Needle needle;
  bool whole = false;
  std::vector<LabelForm> labels;
  std::shared_ptr<const std::vector<Bits>> below;  ///< rows below the task, by segment

  std::size_t memory() const;
};

/// Throws base::TimeUp.
Prepared prepare(const Condition& condition, const Rows& rows,
                 const base::Deadline& deadline = base::no_deadline);

/// Rows whose chain of parents reaches `root`, the root itself left out. `parents` is a number
/// column of task references.
std::vector<Bits> rows_below(const Rows& rows, std::size_t parents, std::int64_t root);

}  // namespace planstead::search
