// TextBook: a text gets a number when it comes the second time.
#include "search/text_book.h"

#include "base/text.h"

namespace planstead::search {

namespace {
constexpr std::size_t entries_max = 65536;
constexpr std::size_t text_size_max = 64;
constexpr std::size_t seen_places = 16384;
}  // namespace

TextForm::TextForm(std::string_view text)
    : squeezed(squeeze(base::fold(text))), hash(hash_of(text)) {}

std::optional<std::uint32_t> TextBook::code(const TextForm& text) {
  if (text.squeezed.size() > text_size_max) return std::nullopt;
  if (const auto it = codes_.find(text.hash); it != codes_.end())
    return entries_[it->second].squeezed == text.squeezed ? std::optional(it->second)
                                                          : std::nullopt;
  if (seen_.empty()) seen_.assign(seen_places, 0);
  std::uint32_t& mark = seen_[(text.hash >> 32) % seen_places];
  if (mark != text.case_mark() || entries_.size() == entries_max) {
    mark = text.case_mark();
    return std::nullopt;
  }
  const auto code = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({text.squeezed, text.case_mark()});
  codes_.emplace(text.hash, code);
  return code;
}

std::size_t TextBook::memory() const {
  std::size_t sum = seen_.capacity() * sizeof(std::uint32_t) + entries_.capacity() * sizeof(Entry);
  for (const Entry& entry : entries_) sum += entry.squeezed.capacity() + 48;
  return sum;
}

}  // namespace planstead::search
