// SideTables: all of them together.
#include "search/side_tables.h"

namespace planstead::search {

SideTables::SideTables(const Layout& layout) {
  for (const std::size_t place : layout.ordered) orders_.emplace_back(place);
  for (const std::size_t place : layout.grouped) chains_.emplace_back(place);
}

void SideTables::settle(const Rows& rows) {
  if (built_) return;
  const std::lock_guard lock(mutex_);
  if (built_) return;
  for (RowOrder& order : orders_) order.build(rows);
  for (RowChains& chains : chains_) chains.build(rows);
  built_ = true;
}

const RowOrder* SideTables::order(std::size_t number_place) const {
  for (const RowOrder& order : orders_)
    if (order.number_place() == number_place) return &order;
  return nullptr;
}

const RowChains* SideTables::chains(std::size_t number_place) const {
  for (const RowChains& chains : chains_)
    if (chains.number_place() == number_place) return &chains;
  return nullptr;
}

void SideTables::leave(const Rows& rows, std::uint32_t row) {
  for (RowOrder& order : orders_) order.leave(rows, row);
  for (RowChains& chains : chains_) chains.leave(rows, row);
}

void SideTables::enter(const Rows& rows, std::uint32_t row) {
  for (RowOrder& order : orders_) order.enter(rows, row);
  for (RowChains& chains : chains_) chains.enter(rows, row);
}

std::size_t SideTables::memory() {
  const std::lock_guard lock(mutex_);
  std::size_t sum = 0;
  for (const RowOrder& order : orders_) sum += order.memory();
  for (const RowChains& chains : chains_) sum += chains.memory();
  return sum;
}

}  // namespace planstead::search
