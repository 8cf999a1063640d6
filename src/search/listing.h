// Listing: which rows meet a condition, in what order, how many. Chooses the way: rows of a chain,
// segments up to the end of a page, or the result of all that is worth remembering. Readers only,
// each until its deadline.
#pragma once

#include "search/result_cache.h"
#include "search/side_tables.h"

namespace planstead::search {

using Ids = std::vector<std::int64_t>;

class Listing {
 public:
  Listing(const Rows& rows, SideTables& sides, ResultCache& cache, const base::Deadline& deadline)
      : rows_(rows), sides_(sides), cache_(cache), deadline_(deadline) {}

  Ids select(const Condition& condition, Order order, std::size_t offset, std::size_t limit) const;
  std::size_t count(const Condition& condition) const;
  Ids among(std::span<const std::int64_t> ids, const Condition& condition) const;
  ResultPtr whole_result(const Condition& condition) const;

 private:
  using Ordinals = std::vector<std::uint32_t>;

  // By id.
  Ids by_id(const Condition& condition, std::size_t offset, std::size_t limit) const;
  Ids by_id_descending(const Condition& condition, std::size_t offset, std::size_t limit) const;
  Ids page(const Result& result, std::size_t offset, std::size_t limit) const;
  Ids scan(const Condition& condition, std::size_t hash, bool from_end, std::size_t limit) const;

  // Rows of a chain, where a part of the condition names one: all that meet it, ascending.
  std::optional<Ordinals> chained(const Condition& condition) const;
  Ids arrange(Ordinals found, Order order, std::size_t offset, std::size_t limit) const;

  // By a moment.
  Ids by_moment(const Condition& condition, Order order, std::size_t offset,
                std::size_t limit) const;

  const Rows& rows_;
  SideTables& sides_;
  ResultCache& cache_;
  const base::Deadline& deadline_;
};

/// The parts of a condition all of which must be met, whatever the depth of `all` in it.
std::vector<const Condition*> conjuncts(const Condition& condition);

}  // namespace planstead::search
