// SideTables: the orders and chains of an index. Built when the first question needs them, so that
// filling an index does not pay for them; from then on kept with each change of a row. Changes come
// only while no reader is at work.
#pragma once

#include <atomic>
#include <mutex>

#include "search/row_chains.h"
#include "search/row_order.h"

namespace planstead::search {

class SideTables {
 public:
  explicit SideTables(const Layout& layout);

  /// For readers, before they look at a table.
  void settle(const Rows& rows);
  /// nullptr where rows are not ordered (chained) by this number.
  const RowOrder* order(std::size_t number_place) const;
  const RowChains* chains(std::size_t number_place) const;

  // For the writer. `leave` before a row changes or moves, `enter` after.
  void leave(const Rows& rows, std::uint32_t row);
  void enter(const Rows& rows, std::uint32_t row);
  /// Rows changed their places: the next question builds anew.
  void spoil() { built_ = false; }
  /// Is there anything to keep?
  bool kept() const { return built_ && !(orders_.empty() && chains_.empty()); }
  std::size_t memory();

 private:
  std::vector<RowOrder> orders_;
  std::vector<RowChains> chains_;
  std::atomic<bool> built_ = false;
  std::mutex mutex_;
};

}  // namespace planstead::search
