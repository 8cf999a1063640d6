// The rows that a pass has chosen, kept in blocks: a page reads the blocks that it stands in,
// however many rows the pass has. Knows nothing of what a pass is for.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "storage/database.h"

namespace planstead::storage {

/// Those of one pass. The texts outlive it.
class PassRows {
 public:
  PassRows(Session& session, std::string_view source, std::string_view list)
      : session_(session), source_(source), list_(list) {}

  /// Takes the place of what was kept before.
  void keep(const std::vector<std::int64_t>& ids);
  /// From position `from` up to, and without, `to`; both lie within what is kept.
  std::vector<std::int64_t> between(std::size_t from, std::size_t to);

 private:
  Session& session_;
  const std::string_view source_, list_;
};

/// A step of the migration: up to there a pass had all its rows in one value.
void passes_become_blocks(Database& database, Session& session);

}  // namespace planstead::storage
