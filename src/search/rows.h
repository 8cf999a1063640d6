// Rows: all rows of an entity as segments in ascending order of ids. Knows no conditions.
#pragma once

#include <memory>

#include "search/segment.h"

namespace planstead::search {

class Rows {
 public:
  struct Place {
    std::size_t segment = 0, row = 0;
  };
  enum class Change : std::uint8_t { kept, shifted };  ///< shifted: other rows changed their places

  explicit Rows(const schema::Entity& entity) : layout_(entity) {}

  /// Where the row stands, removed or not; nullopt where no row of this id ever came.
  std::optional<Place> find(std::int64_t id) const;
  /// The row's place, made if there is none.
  Place place_for(std::int64_t id, Change& change);
  /// How many rows a new row of this id will push up; nullopt where it will tear segments apart or
  /// push up rows before the last segment.
  std::optional<std::size_t> rows_behind(std::int64_t id) const;
  void write(Place place, const schema::Record& record);
  void erase(Place place);
  void reserve(std::size_t rows) { segments_.reserve(rows / segment_rows + 1); }

  const Layout& layout() const { return layout_; }
  const TextBook& book() const { return book_; }
  const std::vector<std::unique_ptr<Segment>>& segments() const { return segments_; }
  Segment& segment(std::size_t index) { return *segments_[index]; }
  std::size_t live() const { return live_; }
  /// The number column's value of a row; no_number also for a row that is not there.
  std::int64_t number(std::size_t number_place, std::int64_t id) const;

  /// A row's place as one number, ascending as ids are.
  static std::uint32_t ordinal(Place place) {
    return static_cast<std::uint32_t>(place.segment * segment_rows + place.row);
  }
  static Place place_of(std::uint32_t ordinal) {
    return {ordinal / segment_rows, ordinal % segment_rows};
  }
  std::int64_t raw_number(std::size_t number_place, std::uint32_t at) const {
    return segments_[at / segment_rows]->numbers[number_place].raw_at(at % segment_rows);
  }
  std::int64_t id(std::uint32_t at) const {
    return segments_[at / segment_rows]->ids[at % segment_rows];
  }
  std::size_t memory() const;

 private:
  std::size_t segment_for(std::int64_t id) const;
  void split(std::size_t index);

  Layout layout_;
  TextBook book_;
  std::vector<std::unique_ptr<Segment>> segments_;  ///< none is empty
  std::size_t live_ = 0;
};

}  // namespace planstead::search
