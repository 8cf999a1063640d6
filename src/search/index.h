// Index: the columns of one entity in memory, so that filters choose rows without touching the
// store, and a predicate over them. Generic: which fields it keeps follows from Field::indexed. Fed
// by the store after each commit. Thread-safe: many readers, one writer. Rows are kept in ascending
// order of ids.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/deadline.h"
#include "schema/record.h"

namespace planstead::search {

/// A predicate over index rows. Built by plan/, independent of requests and of catalogues.
struct Condition {
  enum class Kind : std::uint8_t {
    always,
    never,
    all,
    any,
    negate,    // over `children`
    in_set,    // number column in sorted `numbers`
    range,     // moment column: instants in [lo, hi) or, for values without time, days first..last
    between,   // number column, or the id: whole number in lo..hi
    birthday,  // moment or day column: its month * 100 + day in lo..hi; lo > hi goes over New Year
    missing,   // number column empty
    ref_kind,  // number column holds a Ref of kind `number`
    list_empty,     // list column
    list_has,       // list column holds one of sorted `numbers`
    list_has_kind,  // list column holds a Ref of kind `number`
    status_of,  // status as `number` (packed viewer) sees it, in sorted `numbers`; lists: personal
                // statuses
    contains,   // text column contains folded `text`, or is it (`whole`; "": is empty); of a list:
                // some text. Digits and handles are compared in the form of base/text.h
    custom_text,  // custom field `field`: folded text, or the address of a place, equals (`whole`)
                  // or contains `text`
    custom_number,  // … its number, or the minutes of a time of day, in [min, max]
    custom_moment,  // … its day, instant or frame overlaps the range
    custom_flag,    // … checkbox equals `number`; absent counts as false
    custom_refs,    // … its ref, or some of its refs, in sorted `numbers`
    custom_labels,  // … all of `texts` among its labels (exact)
    custom_present,
    below,  // anywhere under row `number` by the parent column; that row itself not
    id_in,  // id in sorted `numbers`
  };
  Kind kind = Kind::always;
  std::vector<Condition> children;
  std::size_t column = 0;        ///< position of the field in Entity::fields
  std::size_t other_column = 0;  ///< range over the later of two; status_of: the personal statuses
  std::int64_t field = 0;        ///< custom field id
  std::vector<std::int64_t> numbers;
  std::int64_t number = 0;
  double min = 0, max = 0;  ///< use infinities for open ends
  bool min_open = false, max_open = false;
  std::int64_t lo = 0, hi = 0;  ///< seconds; between, birthday: numbers, both included
  std::int32_t first_day = 0, last_day = 0;
  std::string text;
  std::vector<std::string> texts;
  bool whole = false;
  bool operator==(const Condition&) const = default;
};

/// How a moment stands in a number column: twice the seconds, plus one where it has a time.
constexpr std::int64_t index_number(const base::Moment& moment) {
  return moment.utc * 2 + (moment.has_time ? 1 : 0);
}
inline constexpr std::int64_t no_number = INT64_MIN;

/// In which order rows are listed.
struct Order {
  std::size_t column = 0;  ///< 0: by id; else a field that is Indexed::ordered, ties by id
  bool descending = false;
  bool operator==(const Order&) const = default;
};

class Listing;

class Index {
 public:
  explicit Index(const schema::Entity& entity);
  ~Index();

  /// The same rows, for questions that end with base::TimeUp once the time is over. The deadline
  /// outlives what is returned.
  Index until(const base::Deadline& deadline) const;

  /// Takes a row in, or its new state (the row with the same id). Building in ascending id order is
  /// the fast path.
  void put(const schema::Record& record);
  /// Several rows under one lock, as the writer does after a commit.
  void put_all(std::span<const schema::Record> records);
  /// Leaves the row out of every answer.
  void remove(std::int64_t id);
  void reserve(std::size_t rows);
  /// Makes ready what the first question would else have to build: orders of rows.
  void settle();

  /// Ids of the rows that meet the condition: skips `offset` of them, returns at most `limit`,
  /// ascending. Repeated questions are answered from a small cache of results that is kept current
  /// with every put.
  std::vector<std::int64_t> select(const Condition& condition, std::int64_t offset,
                                   std::size_t limit) const;
  /// The same in another order. Rows without a moment come first, or last where descending.
  std::vector<std::int64_t> select(const Condition& condition, Order order, std::int64_t offset,
                                   std::size_t limit) const;
  std::size_t count(const Condition& condition) const;
  /// Of some rows, by ascending ids, those that meet the condition. Looks at their segments alone
  /// and remembers nothing.
  std::vector<std::int64_t> among(std::span<const std::int64_t> ids,
                                  const Condition& condition) const;
  /// The column's number of the row (no_number when empty or absent), for callers that need one
  /// value of many rows.
  std::int64_t number_at(std::size_t column, std::int64_t id) const;
  /// Numbers of a column of all rows that meet the condition, without repeats, ascending.
  std::vector<std::int64_t> numbers(const Condition& condition, std::size_t column) const;
  /// Packed references in a list column of all rows that meet the condition, without repeats,
  /// ascending.
  std::vector<std::int64_t> list_numbers(const Condition& condition, std::size_t column) const;
  std::size_t size() const;
  std::size_t memory() const;  ///< bytes held, about

 private:
  struct Impl;
  Index(std::shared_ptr<Impl> impl, const base::Deadline& deadline);
  Listing listing() const;

  std::shared_ptr<Impl> impl_;
  const base::Deadline* deadline_ = &base::no_deadline;
};

}  // namespace planstead::search
