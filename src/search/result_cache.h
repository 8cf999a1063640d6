// ResultCache: which rows meet the conditions asked lately. Kept current row by row, so that page
// 2,000 of a walk costs what page 2 costs. Readers find and add under its own lock; changes come
// only while no reader is at work.
#pragma once

#include <mutex>

#include "search/narrow.h"

namespace planstead::search {

struct Result {
  Condition condition;
  std::size_t hash = 0;
  Prepared prepared;
  std::vector<std::size_t>
      tree_columns;        ///< fields whose change moves rows in or out of trees (`below`)
  std::vector<Bits> rows;  ///< by segment
  std::vector<std::uint32_t> counts;
  std::uint64_t used = 0;
  std::size_t changes_unused = 0;  ///< rows changed since it was last asked for
  std::size_t bytes = 0;           ///< memory() when it was added

  std::size_t count() const;
  std::size_t memory() const;
};
using ResultPtr = std::shared_ptr<const Result>;

std::size_t hash_of(const Condition& condition);
/// All rows that meet the condition. Throws base::TimeUp.
std::shared_ptr<Result> evaluate(const Condition& condition, std::size_t hash, const Rows& rows,
                                 const base::Deadline& deadline);

class ResultCache {
 public:
  // For readers.
  ResultPtr find(const Condition& condition, std::size_t hash);
  void add(std::shared_ptr<Result> result);
  /// Notes that answering the condition took long; answers whether that was noted before.
  void note_slow(std::size_t hash);
  bool was_slow(std::size_t hash);
  std::size_t memory();

  // For the writer, alone.
  void row_changed(const Rows& rows, Rows::Place place);
  /// Forgets results that look at trees by one of the columns for which `changed(column)` is true.
  template <class Changed>
  void forget_trees(Changed changed) {
    std::erase_if(results_, [&](const std::shared_ptr<Result>& result) {
      for (const std::size_t column : result->tree_columns)
        if (changed(column)) return true;
      return false;
    });
  }
  void forget_all() { results_.clear(); }
  /// Fields by which some result looks at trees.
  std::vector<std::size_t> tree_columns() const;

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<Result>> results_;
  std::vector<std::size_t> slow_;  ///< hashes, a ring
  std::size_t slow_next_ = 0;
  std::uint64_t clock_ = 0;
};

}  // namespace planstead::search
