// Segment: up to 4096 neighbouring rows of an index, column by column. Layout: which column of
// which kind a field has.
#pragma once

#include <optional>

#include "schema/record.h"
#include "search/custom_column.h"
#include "search/id_column.h"
#include "search/list_column.h"
#include "search/number_column.h"
#include "search/text_column.h"

namespace planstead::search {

/// Where the fields of an entity stand in a segment, from Field::indexed.
struct Layout {
  static constexpr std::size_t none = SIZE_MAX;
  explicit Layout(const schema::Entity& entity);

  std::vector<std::size_t> number, list,
      text;  ///< by field position: place among its kind, or none
  std::vector<std::size_t> number_fields, list_fields, text_fields;  ///< the way back
  std::vector<bool> refs;              ///< by place among the numbers: holds references
  std::vector<schema::Indexed> forms;  ///< by place among the texts: text, digits or handle
  std::vector<std::size_t> ordered;    ///< places of numbers in whose order rows can be listed
  std::vector<std::size_t> grouped;    ///< places of numbers whose rows are chained
  bool custom = false;

  /// A condition over a field that is not indexed like this is a bug and throws std::logic_error.
  static std::size_t place(const std::vector<std::size_t>& places, std::size_t field);
};

struct Segment {
  explicit Segment(const Layout& layout);

  IdColumn ids;  ///< ascending; removed rows stay, empty
  Bits live;     ///< rows that were not removed
  std::vector<NumberColumn> numbers;
  std::vector<ListColumn> lists;
  TextColumn texts;
  std::optional<CustomColumn> customs;

  std::size_t size() const { return ids.size(); }
  bool is_full() const { return ids.size() == segment_rows; }
  void insert(std::size_t row, std::int64_t id);
  void write(std::size_t row, const schema::Record& record, const Layout& layout, TextBook& book);
  void erase(std::size_t row);
  /// Appends a row of another segment.
  void append_copy(const Segment& other, std::size_t row);
  /// Rows will only be replaced from now on: gives back spare memory.
  void seal();
  std::size_t memory() const;
};

}  // namespace planstead::search
