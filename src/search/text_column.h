// TextColumn: folded texts of a segment with a signature, for "contains".
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

class TextColumn {
 public:
  TextColumn() : signature_(text_slices) {}

  void insert(std::size_t row);
  /// `squeezed` may be empty.
  void set(std::size_t row, std::string_view squeezed);
  std::string_view at(std::size_t row) const;
  /// Keeps the rows whose text contains the needle.
  void keep_containing(Bits& rows, const Needle& needle) const;
  void seal() { texts_.seal(); }
  std::size_t memory() const { return texts_.memory() + signature_.memory(); }

 private:
  BlobColumn texts_;
  Slices signature_;
};

}  // namespace planstead::search
