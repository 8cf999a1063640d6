// What one change does to rows, noted down while it runs. Knows no SQL: what it has not seen it
// asks for.
#pragma once

#include <functional>
#include <memory>
#include <unordered_map>

#include "domain/records.h"

namespace planstead::storage {

class Watch {
 public:
  using Load = std::function<std::optional<schema::Record>()>;

  /// A row was read; where it is saved later, this was its former state.
  void found(const schema::Record& row);
  /// Before a row is written; `load` gives its present state.
  void saving(std::shared_ptr<const schema::Record> row, const Load& load);
  void erasing(const schema::Entity& entity, std::int64_t id, const Load& load);
  void defining(domain::StructureChange change);
  domain::Watched take() { return std::move(seen_); }

 private:
  struct Key {
    const char* table;
    std::int64_t id;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return std::hash<const char*>()(key.table) * 31 + std::hash<std::int64_t>()(key.id);
    }
  };
  domain::RowChange& change_of(const schema::Entity& entity, std::int64_t id, const Load& load);

  std::unordered_map<Key, schema::Record, Hash> found_;
  std::unordered_map<Key, std::size_t, Hash> places_;  ///< in Watched::rows
  domain::Watched seen_;
};

}  // namespace planstead::storage
