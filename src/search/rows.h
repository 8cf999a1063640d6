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
  enum class Order : std::uint8_t { kept, shifted };  ///< shifted: other rows changed their places

  explicit Rows(const schema::Entity& entity) : layout_(entity) {}

  /// Where the row stands, removed or not; nullopt where no row of this id ever came.
  std::optional<Place> find(std::int64_t id) const;
  /// The row's place, made if there is none.
  Place place_for(std::int64_t id, Order& order);
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
