// TextColumn: the signature rejects, the text decides.
#include "search/text_column.h"

#include <algorithm>

namespace planstead::search {

Needle::Needle(std::string_view folded) : text(squeeze(folded)) {
  append_grams(text, grams);
  std::ranges::sort(grams);
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
}

void TextColumn::insert(std::size_t row) {
  if (row < texts_.rows()) signature_.insert(row);
  texts_.insert(row);
}

void TextColumn::set(std::size_t row, std::string_view squeezed) {
  if (squeezed == at(row)) return;
  if (!texts_.is_empty(row)) signature_.reset(row);
  texts_.set(row, {reinterpret_cast<const std::uint8_t*>(squeezed.data()), squeezed.size()});
  std::vector<std::uint16_t> grams;
  grams.reserve(squeezed.size() * 2);
  append_grams(squeezed, grams);
  for (const std::uint16_t gram : grams) signature_.set(gram, row);
}

std::string_view TextColumn::at(std::size_t row) const {
  const auto bytes = texts_.at(row);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void TextColumn::keep_containing(Bits& rows, const Needle& needle) const {
  for (const std::uint16_t gram : needle.grams) rows &= signature_[gram];
  const std::string_view text = needle.text;
  rows.keep([&](std::size_t row) { return at(row).find(text) != std::string_view::npos; });
}

}  // namespace planstead::search
