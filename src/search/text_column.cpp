// TextColumn: the signature rejects, the text decides.
#include "search/text_column.h"

#include <algorithm>

namespace planstead::search {

namespace {

/// Cuts the first piece off `text`.
std::string_view cut(std::string_view& text, char end) {
  const std::size_t size = text.find(end);
  const std::string_view piece = text.substr(0, size);
  text.remove_prefix(size == std::string_view::npos ? text.size() : size + 1);
  return piece;
}

bool has_item(std::string_view items, std::string_view wanted) {
  if (wanted.empty()) return items.empty();
  while (!items.empty())
    if (cut(items, text_item_end) == wanted) return true;
  return false;
}

}  // namespace

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
  while (squeezed.ends_with(text_field_end)) squeezed.remove_suffix(1);
  if (squeezed == this->row(row)) return;
  if (!texts_.is_empty(row)) signature_.reset(row);
  texts_.set(row, {reinterpret_cast<const std::uint8_t*>(squeezed.data()), squeezed.size()});
  std::vector<std::uint16_t> grams;
  grams.reserve(squeezed.size() * 2);
  while (!squeezed.empty())
    for (std::string_view items = cut(squeezed, text_field_end); !items.empty();)
      append_grams(cut(items, text_item_end), grams);
  for (const std::uint16_t gram : grams) signature_.set(gram, row);
}

std::string_view TextColumn::row(std::size_t row) const {
  const auto bytes = texts_.at(row);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view TextColumn::at(std::size_t row, std::size_t place) const {
  std::string_view rest = this->row(row);
  for (; place > 0; --place) cut(rest, text_field_end);
  return cut(rest, text_field_end);
}

void TextColumn::keep_containing(Bits& rows, std::size_t place, const Needle& needle) const {
  for (const std::uint16_t gram : needle.grams) rows &= signature_[gram];
  const std::string_view text = needle.text;
  rows.keep([&](std::size_t row) { return at(row, place).find(text) != std::string_view::npos; });
}

void TextColumn::keep_whole(Bits& rows, std::size_t place, const Needle& needle) const {
  for (const std::uint16_t gram : needle.grams) rows &= signature_[gram];
  rows.keep([&](std::size_t row) { return has_item(at(row, place), needle.text); });
}

void TextColumn::seal() {
  texts_.seal();
  signature_.seal();
}

}  // namespace planstead::search
