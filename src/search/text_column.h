// TextColumn: the folded texts of a segment's rows with one signature for all of a row's texts, for
// "contains" and "is". A row has as many texts as the entity has indexed text fields, and a text
// may be a list of several.
#pragma once

#include <string_view>

#include "search/blob_column.h"
#include "search/slices.h"
#include "search/squeezed_text.h"

namespace planstead::search {

/// What is looked for, prepared once for all segments.
struct Needle {
  std::string text;                  ///< squeezed
  std::vector<std::uint16_t> grams;  ///< without repeats; none for a needle of one byte

  Needle() = default;
  /// `folded` is what base::fold gave.
  explicit Needle(std::string_view folded);
};

// Bytes that no squeezed text has.
inline constexpr char text_item_end = '\xff';  ///< between the texts of a list
inline constexpr char text_field_end = '\xfe';

class TextColumn {
 public:
  TextColumn() : signature_(text_slices) {}

  void insert(std::size_t row);
  /// `squeezed`: the row's texts by place, with `text_item_end` between those of a list and
  /// `text_field_end` between places. Ends at the back may be left out.
  void set(std::size_t row, std::string_view squeezed);
  /// All texts of the row, as set.
  std::string_view row(std::size_t row) const;
  std::string_view at(std::size_t row, std::size_t place) const;
  /// Keeps the rows whose text contains the needle; of a list: some text.
  void keep_containing(Bits& rows, std::size_t place, const Needle& needle) const;
  /// Keeps the rows whose text is the needle; of a list: some text. An empty needle: no text at
  /// all.
  void keep_whole(Bits& rows, std::size_t place, const Needle& needle) const;
  void seal();
  std::size_t memory() const { return texts_.memory() + signature_.memory(); }

 private:
  BlobColumn texts_;
  Slices signature_;
};

}  // namespace planstead::search
