// RowChains: an open table whose keys are read from the column.
#include "search/row_chains.h"

#include <bit>
#include <utility>

namespace planstead::search {

namespace {
std::size_t hash(std::int64_t raw) {
  return (static_cast<std::uint64_t>(raw) * 0x9e3779b97f4a7c15ULL) >> 24;
}
}  // namespace

void RowChains::build(const Rows& rows) {
  *this = RowChains(place_);
  for (std::size_t index = 0; index < rows.segments().size(); ++index)
    rows.segments()[index]->live.each([&](std::size_t row) {
      enter(rows, Rows::ordinal({index, row}));
    });
}

/// The slot of the number's chain, or a free one for it.
std::size_t RowChains::slot(const Rows& rows, std::int64_t raw) const {
  const std::size_t mask = last_.size() - 1;
  std::size_t free = SIZE_MAX;
  for (std::size_t at = hash(raw) & mask;; at = (at + 1) & mask) {
    const std::uint32_t row = last_[at];
    if (row == none) return free == SIZE_MAX ? at : free;
    if (row == gone)
      free = free == SIZE_MAX ? at : free;
    else if (rows.raw_number(place_, row) == raw)
      return at;
  }
}

void RowChains::grow(const Rows& rows) {
  std::vector<std::uint32_t> old;
  std::size_t chains = 0;
  for (const std::uint32_t row : last_) chains += row != none && row != gone;
  old.assign(std::bit_ceil(chains * 2 + 8), none);
  std::swap(old, last_);
  used_ = chains;
  for (const std::uint32_t row : old)
    if (row != none && row != gone) last_[slot(rows, rows.raw_number(place_, row))] = row;
}

std::uint32_t RowChains::before(std::uint32_t row) const {
  const std::size_t segment = row / segment_rows;
  if (segment >= before_.size() || before_[segment].empty()) return none;
  return before_[segment][row % segment_rows];
}

void RowChains::set_before(std::uint32_t row, std::uint32_t other) {
  const std::size_t segment = row / segment_rows;
  if (segment >= before_.size()) before_.resize(segment + 1);
  if (before_[segment].empty()) {
    if (other == none) return;
    before_[segment].assign(segment_rows, none);
  }
  before_[segment][row % segment_rows] = other;
}

void RowChains::enter(const Rows& rows, std::uint32_t row) {
  const std::int64_t raw = rows.raw_number(place_, row);
  if (raw == no_number) return;
  if (used_ + 1 > last_.size() / 4 * 3) grow(rows);
  std::uint32_t& last = last_[slot(rows, raw)];
  if (last == none || last == gone) {
    used_ += last == none;
    last = row;
    return set_before(row, none);
  }
  if (last < row) {
    set_before(row, last);
    last = row;
    return;
  }
  std::uint32_t behind = last;
  while (before(behind) != none && before(behind) > row) behind = before(behind);
  set_before(row, before(behind));
  set_before(behind, row);
}

void RowChains::leave(const Rows& rows, std::uint32_t row) {
  const std::int64_t raw = rows.raw_number(place_, row);
  if (raw == no_number) return;
  std::uint32_t& last = last_[slot(rows, raw)];
  if (last == row) {
    last = before(row) == none ? gone : before(row);
  } else {
    std::uint32_t behind = last;
    while (before(behind) != row) behind = before(behind);
    set_before(behind, before(row));
  }
  set_before(row, none);
}

bool RowChains::collect(const Rows& rows, std::int64_t raw, std::size_t limit,
                        std::vector<std::uint32_t>& out) const {
  if (last_.empty()) return true;
  std::uint32_t row = last_[slot(rows, raw)];
  if (row == gone) row = none;
  for (; row != none; row = before(row)) {
    if (limit-- == 0) return false;
    out.push_back(row);
  }
  return true;
}

std::size_t RowChains::memory() const {
  std::size_t sum = last_.capacity() * sizeof(std::uint32_t) +
                    before_.capacity() * sizeof(std::vector<std::uint32_t>);
  for (const auto& one : before_) sum += one.capacity() * sizeof(std::uint32_t);
  return sum;
}

}  // namespace planstead::search
