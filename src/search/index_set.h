// The indexes of an account, one for each table whose rows lists choose from. Knows no filter.
// Copies share them.
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "search/index.h"

namespace planstead::search {

class IndexSet {
 public:
  /// One empty index for each entity that is `indexed`.
  explicit IndexSet(std::span<const schema::Entity* const> entities) {
    for (const schema::Entity* entity : entities)
      if (entity->indexed) indexes_->emplace_back(entity, std::make_unique<Index>(*entity));
  }

  /// The same indexes, for questions that end with base::TimeUp once the time is over. The deadline
  /// outlives what is returned.
  IndexSet until(const base::Deadline& deadline) const {
    IndexSet bounded = *this;
    bounded.deadline_ = &deadline;
    return bounded;
  }

  /// nullptr where the rows of the entity's table are not indexed. Entities that share a table
  /// share its index.
  Index* find(const schema::Entity& entity) { return search(entity); }
  /// The entity must be indexed: asking for another is a bug.
  Index of(const schema::Entity& entity) const {
    const Index* found = search(entity);
    if (found == nullptr) throw std::logic_error("no index of " + std::string(entity.name));
    return found->until(*deadline_);
  }
  std::size_t memory() const {
    std::size_t bytes = 0;
    for (const auto& [entity, index] : *indexes_) bytes += index->memory();
    return bytes;
  }
  /// Each entity with its index.
  auto begin() const { return indexes_->cbegin(); }
  auto end() const { return indexes_->cend(); }

 private:
  Index* search(const schema::Entity& entity) const {
    for (const auto& [known, index] : *indexes_)
      if (known->table == entity.table) return index.get();
    return nullptr;
  }
  using Indexes = std::vector<std::pair<const schema::Entity*, std::unique_ptr<Index>>>;
  std::shared_ptr<Indexes> indexes_ = std::make_shared<Indexes>();
  const base::Deadline* deadline_ = &base::no_deadline;
};

}  // namespace planstead::search
