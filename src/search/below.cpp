// Everything below a task: each row's chain of parents is walked once, and what was learnt is
// remembered.
#include "search/prepared.h"

namespace planstead::search {

namespace {

enum class Found : std::uint8_t { unknown, walking, inside, outside };

struct Walk {
  const Rows& rows;
  std::size_t parents;
  std::int64_t root;
  std::vector<std::vector<Found>> found;  ///< by segment and row
  std::vector<Rows::Place> chain;

  Found& at(Rows::Place place) { return found[place.segment][place.row]; }

  /// Follows the chain up from `place` to the root, to a row already judged, to the top, or into a
  /// ring.
  Found judge(Rows::Place place) {
    chain.clear();
    Found result = Found::unknown;
    while (result == Found::unknown) {
      chain.push_back(place);
      at(place) = Found::walking;
      const std::int64_t parent = rows.segments()[place.segment]->numbers[parents].at(place.row);
      const std::int64_t id = parent == no_number ? 0 : base::Ref::unpacked(parent).id;
      const auto above = id == 0 || id == root ? std::nullopt : rows.find(id);
      if (id == root && id != 0)
        result = Found::inside;
      else if (!above || at(*above) == Found::walking)
        result = Found::outside;
      else if ((result = at(*above)) == Found::unknown)
        place = *above;
    }
    for (const Rows::Place below : chain) at(below) = result;
    return result;
  }
};

}  // namespace

std::vector<Bits> rows_below(const Rows& rows, std::size_t parents, std::int64_t root) {
  const auto& segments = rows.segments();
  Walk walk{rows, parents, root, {}, {}};
  for (const auto& segment : segments) walk.found.emplace_back(segment->size(), Found::unknown);
  std::vector<Bits> out(segments.size());
  for (std::size_t index = 0; index < segments.size(); ++index)
    for (std::size_t row = 0; row < segments[index]->size(); ++row) {
      Found found = walk.found[index][row];
      if (found == Found::unknown) found = walk.judge({index, row});
      if (found == Found::inside && segments[index]->ids[row] != root) out[index].set(row);
    }
  return out;
}

}  // namespace planstead::search
