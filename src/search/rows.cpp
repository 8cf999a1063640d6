// Rows: finding, appending, inserting.
#include "search/rows.h"

#include <algorithm>

namespace planstead::search {

/// The last segment that does not begin above `id`.
std::size_t Rows::segment_for(std::int64_t id) const {
  const auto above = std::ranges::upper_bound(
      segments_, id, {},
      [](const std::unique_ptr<Segment>& segment) { return segment->ids.front(); });
  return above == segments_.begin() ? 0 : static_cast<std::size_t>(above - segments_.begin()) - 1;
}

std::optional<Rows::Place> Rows::find(std::int64_t id) const {
  if (segments_.empty()) return std::nullopt;
  const std::size_t index = segment_for(id);
  const Segment& segment = *segments_[index];
  const std::size_t row = segment.ids.lower_bound(id);
  if (row == segment.size() || segment.ids[row] != id) return std::nullopt;
  return Place{index, row};
}

Rows::Place Rows::place_for(std::int64_t id, Change& change) {
  change = Change::kept;
  if (const auto place = find(id)) return *place;
  if (segments_.empty() || (id > segments_.back()->ids.back() && segments_.back()->is_full())) {
    if (!segments_.empty()) segments_.back()->seal();
    segments_.push_back(std::make_unique<Segment>(layout_));
    segments_.back()->insert(0, id);
    return {segments_.size() - 1, 0};
  }
  std::size_t index = segment_for(id);
  if (segments_[index]->is_full()) {
    split(index);
    index = segment_for(id);
  }
  Segment& segment = *segments_[index];
  const std::size_t row = segment.ids.lower_bound(id);
  if (row != segment.size() || index + 1 != segments_.size()) change = Change::shifted;
  segment.insert(row, id);
  return {index, row};
}

std::optional<std::size_t> Rows::rows_behind(std::int64_t id) const {
  if (segments_.empty()) return 0;
  const Segment& last = *segments_.back();
  if (id > last.ids.back()) return 0;
  if (last.is_full() || segment_for(id) + 1 != segments_.size()) return std::nullopt;
  return last.size() - last.ids.lower_bound(id);
}

void Rows::split(std::size_t index) {
  auto left = std::make_unique<Segment>(layout_), right = std::make_unique<Segment>(layout_);
  const Segment& full = *segments_[index];
  for (std::size_t row = 0; row < full.size(); ++row)
    (row < full.size() / 2 ? left : right)->append_copy(full, row);
  segments_[index] = std::move(left);
  segments_.insert(segments_.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(right));
}

void Rows::write(Place place, const schema::Record& record) {
  Segment& segment = *segments_[place.segment];
  if (!segment.live.test(place.row)) ++live_;
  segment.write(place.row, record, layout_, book_);
}

void Rows::erase(Place place) {
  Segment& segment = *segments_[place.segment];
  if (segment.live.test(place.row)) --live_;
  segment.erase(place.row);
}

std::int64_t Rows::number(std::size_t number_place, std::int64_t id) const {
  const auto place = find(id);
  return place ? segments_[place->segment]->numbers[number_place].at(place->row) : no_number;
}

std::size_t Rows::memory() const {
  std::size_t sum = book_.memory();
  for (const auto& segment : segments_) sum += segment->memory();
  return sum;
}

}  // namespace planstead::search
