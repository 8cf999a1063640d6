// RowChains: the rows that hold one number, from the last row to the first, found through a table
// of last rows. A few bytes a row, nothing for rows without a number.
#pragma once

#include "search/rows.h"

namespace planstead::search {

class RowChains {
 public:
  explicit RowChains(std::size_t number_place) : place_(number_place) {}

  std::size_t number_place() const { return place_; }
  void build(const Rows& rows);
  /// Takes a row in that is written.
  void enter(const Rows& rows, std::uint32_t row);
  /// Lets a row go that still holds its number.
  void leave(const Rows& rows, std::uint32_t row);
  /// Appends the rows with this raw number, descending; false when there are more than `limit`.
  bool collect(const Rows& rows, std::int64_t raw, std::size_t limit,
               std::vector<std::uint32_t>& out) const;
  std::size_t memory() const;

 private:
  static constexpr std::uint32_t none = UINT32_MAX, gone = UINT32_MAX - 1;

  std::size_t slot(const Rows& rows, std::int64_t raw) const;
  void grow(const Rows& rows);
  std::uint32_t before(std::uint32_t row) const;
  void set_before(std::uint32_t row, std::uint32_t other);

  std::size_t place_;
  std::vector<std::uint32_t>
      last_;              ///< open table: last row of a chain; its number is in the column
  std::size_t used_ = 0;  ///< slots of last_ that are not `none`
  std::vector<std::vector<std::uint32_t>> before_;  ///< by segment and row; empty: none anywhere
};

}  // namespace planstead::search
