// Rows of any indexed entity, made from its table: each indexed field gets a random value of its
// shape. The same seed gives the same rows. Knows no filter.
#pragma once

#include <random>

#include "catalog/catalog.h"
#include "schema/record.h"

namespace planstead::bench {

/// How many rows an account of the order's size has.
std::int64_t rows_of(const schema::Entity& entity);

class RandomRows {
 public:
  explicit RandomRows(unsigned seed) : engine_(seed) {}

  std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(count));
  }
  /// Row number `n` of the entity, counted from 1.
  schema::Record row(const schema::Entity& entity, std::int64_t n, const catalog::Catalog& catalog);
  schema::Value value(const schema::Field& field, std::int64_t n);
  schema::Value custom(const catalog::CustomField& field);
  /// A number that something of this kind has.
  std::int64_t id(base::RefKind kind);
  base::Ref person();
  std::string text(int words);
  std::string mail();
  std::string phone();

 private:
  schema::RefList people();
  std::mt19937_64 engine_;
};

/// Employees, groups, statuses and one custom field of each type for each entity that has some.
catalog::Catalog random_catalog();

inline constexpr base::Seconds now = 1'790'000'000;

}  // namespace planstead::bench
