// How numbers stand in columns: the number of a Value, and references with their kind in the low
// bits, so that small ids make small numbers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/ref.h"
#include "schema/entity.h"
#include "schema/value.h"
#include "search/index.h"

namespace planstead::search {

/// A packed Ref with the kind at the low end. Kinds stay below 32.
constexpr std::int64_t compact(std::int64_t packed) {
  return ((packed & base::id_max) << 5) | ((packed >> 55) & 31);
}
constexpr std::int64_t packed_of(std::int64_t compacted) {
  return ((compacted & 31) << 55) | (compacted >> 5);
}
constexpr std::int64_t kind_of_compact(std::int64_t compacted) { return compacted & 31; }

/// Do values of the shape stand as packed references in a number column?
constexpr bool holds_ref(schema::Shape shape) {
  using schema::Shape;
  switch (shape) {
    case Shape::ref:
    case Shape::ref_or_name:
    case Shape::person:
    case Shape::counterparty:
    case Shape::status:
    case Shape::entry:
    case Shape::contact:
    case Shape::employee:
    case Shape::member:
    case Shape::task:
    case Shape::project:
      return true;
    default:
      return false;
  }
}

/// The number of a value in a column; no_number for empty ones and for shapes that have none.
inline std::int64_t number_of(const schema::Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  // 0 is the number of a status, Draft; of other things it means none.
  if (const auto* ref = std::get_if<base::Ref>(&value))
    return ref->id == 0 && ref->kind != base::RefKind::status ? no_number : ref->packed();
  if (const auto* moment = std::get_if<base::Moment>(&value)) return index_number(*moment);
  if (const auto* day = std::get_if<base::Day>(&value))
    return index_number({std::int64_t{day->days} * 86400, false});
  return no_number;
}

/// A range of time as conditions carry it, applied to a moment's index number.
struct MomentRange {
  std::int64_t lo = 0, hi = 0;  ///< instants, half open
  std::int64_t day_begin = 0,
               day_end = 0;  ///< midnights in seconds, half open, for values without time

  explicit MomentRange(const Condition& condition)
      : lo(condition.lo),
        hi(condition.hi),
        day_begin(std::int64_t{condition.first_day} * 86400),
        day_end((std::int64_t{condition.last_day} + 1) * 86400) {}
  MomentRange() = default;

  bool begins_before_end(std::int64_t number) const {
    const std::int64_t utc = number >> 1;
    return utc < ((number & 1) != 0 ? hi : day_end);
  }
  bool ends_after_begin(std::int64_t number) const {
    const std::int64_t utc = number >> 1;
    return utc >= ((number & 1) != 0 ? lo : day_begin);
  }
  bool holds(std::int64_t number) const {
    return begins_before_end(number) && ends_after_begin(number);
  }
  /// True only if no number from lowest to highest is in the range.
  bool excludes(std::int64_t lowest, std::int64_t highest) const {
    return highest >> 1 < std::min(lo, day_begin) || lowest >> 1 >= std::max(hi, day_end);
  }
  /// True only if every number from lowest to highest is in the range.
  bool includes(std::int64_t lowest, std::int64_t highest) const {
    return lowest >> 1 >= std::max(lo, day_begin) && highest >> 1 < std::min(hi, day_end);
  }
};

}  // namespace planstead::search
