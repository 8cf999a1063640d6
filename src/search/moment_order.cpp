// Listing: in the order of a moment. Ranges over that moment become a window of the order; the rest
// of the condition is asked row by row, of a remembered result or of the segments that the page
// touches.
#include <algorithm>
#include <stdexcept>

#include "search/listing.h"

namespace planstead::search {

namespace {

// A window up to this size is read without a result of all rows, whatever the offset.
constexpr std::size_t small_window = 65536;

/// The condition without the ranges over the moment, and these ranges.
struct Split {
  Condition rest;
  std::vector<MomentRange> ranges;
};

Split split(const Condition& condition, std::size_t column) {
  Split out;
  out.rest.kind = Condition::Kind::all;
  for (const Condition* part : conjuncts(condition))
    if (part->kind == Condition::Kind::range && part->column == column &&
        (part->other_column == 0 || part->other_column == column))
      out.ranges.emplace_back(*part);
    else
      out.rest.children.push_back(*part);
  if (out.ranges.empty()) out.rest = condition;  // Shares its result with lists by id.
  return out;
}

/// Positions of the order that may be in every range, and those that surely are.
struct Window {
  std::size_t begin = 0, end = 0, sure_begin = 0, sure_end = 0;
};

Window window_of(const RowOrder& order, const Rows& rows, const std::vector<MomentRange>& ranges) {
  Window out{0, order.rows().size(), 0, order.rows().size()};
  for (const MomentRange& range : ranges) {
    out.begin = std::max(out.begin, order.position(rows, std::min(range.lo, range.day_begin)));
    out.end = std::min(out.end, order.position(rows, std::max(range.hi, range.day_end)));
    out.sure_begin =
        std::max(out.sure_begin, order.position(rows, std::max(range.lo, range.day_begin)));
    out.sure_end = std::min(out.sure_end, order.position(rows, std::min(range.hi, range.day_end)));
  }
  out.end = std::max(out.begin, out.end);
  return out;
}

/// Which rows meet the rest: from a result, or found out segment by segment.
class Met {
 public:
  Met(const Rows& rows, const Condition& condition, ResultPtr result,
      const base::Deadline& deadline)
      : rows_(rows), result_(std::move(result)), deadline_(deadline) {
    if (result_ != nullptr) return;
    prepared_ = prepare(condition, rows, deadline);
    segments_.resize(rows.segments().size());
  }
  bool test(std::uint32_t row) {
    const std::size_t segment = row / segment_rows;
    if (result_ != nullptr) return result_->rows[segment].test(row % segment_rows);
    if (segments_[segment] == nullptr) read(segment);
    return segments_[segment]->test(row % segment_rows);
  }
  std::size_t segments_read() const { return read_; }

 private:
  void read(std::size_t segment) {
    ++read_;
    segments_[segment] = std::make_unique<Bits>(rows_.segments()[segment]->live);
    narrow(rows_, segment, prepared_, *segments_[segment], deadline_);
  }
  const Rows& rows_;
  ResultPtr result_;
  const base::Deadline& deadline_;
  Prepared prepared_;
  std::vector<std::unique_ptr<Bits>> segments_;
  std::size_t read_ = 0;
};

/// Calls `meets(position)` from one end of the window to the other and lists what lies behind
/// `offset`.
template <class Meets>
std::vector<std::size_t> walk(const Window& window, bool backwards, std::size_t offset,
                              std::size_t limit, Meets meets) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < window.end - window.begin && found.size() < limit; ++i) {
    const std::size_t at = backwards ? window.end - 1 - i : window.begin + i;
    if (!meets(at)) continue;
    if (offset > 0)
      --offset;
    else
      found.push_back(at);
  }
  return found;
}

}  // namespace

Ids Listing::by_moment(const Condition& condition, Order order, std::size_t offset,
                       std::size_t limit) const {
  const RowOrder* table = sides_.order(Layout::place(rows_.layout().number, order.column));
  if (table == nullptr) throw std::logic_error("rows are not kept in the order of this field");
  const auto [rest, ranges] = split(condition, order.column);
  const Window window = window_of(*table, rows_, ranges);
  const std::size_t hash = hash_of(rest);
  ResultPtr result = cache_.find(rest, hash);
  if (result == nullptr && window.end - window.begin > small_window &&
      (offset > 0 || cache_.was_slow(hash)))
    result = whole_result(rest);

  // How many there are is known where no range cuts: pages of the far half are walked from the end.
  const std::size_t count = result == nullptr || !ranges.empty() ? SIZE_MAX : result->count();
  if (count != SIZE_MAX) limit = std::min(limit, count - std::min(count, offset));
  const bool from_far = count != SIZE_MAX && offset > count / 2 && limit > 0;
  if (from_far) offset = count - offset - limit;

  Met met(rows_, rest, result, deadline_);
  auto found = walk(window, order.descending != from_far, offset, limit, [&](std::size_t at) {
    const std::uint32_t row = table->rows()[at];
    if (at < window.sure_begin || at >= window.sure_end)
      for (const MomentRange& range : ranges)
        if (!range.holds(rows_.raw_number(table->number_place(), row))) return false;
    return met.test(row);
  });
  if (from_far) std::ranges::reverse(found);
  if (met.segments_read() > rows_.segments().size() / 8) cache_.note_slow(hash);
  Ids ids;
  for (const std::size_t at : found) ids.push_back(rows_.id(table->rows()[at]));
  return ids;
}

}  // namespace planstead::search
