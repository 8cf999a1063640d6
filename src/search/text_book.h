// TextBook: texts that many rows repeat (labels of lists, cities, yes and no) stored once and known
// by a number.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/squeezed_text.h"

namespace planstead::search {

/// A text as conditions compare it: folded for "contains" and "equals", its hash for labels, whose
/// case counts. Two spellings of one word that differ only in case are told apart by 32 bits.
struct TextForm {
  std::string squeezed;
  std::uint64_t hash = 0;
  explicit TextForm(std::string_view text);
  std::uint32_t case_mark() const { return static_cast<std::uint32_t>(hash); }
};

class TextBook {
 public:
  struct Entry {
    std::string squeezed;
    std::uint32_t case_mark = 0;
  };
  /// The number of a text that was seen before, nullopt for one that (as far as known) is new.
  std::optional<std::uint32_t> code(const TextForm& text);
  const Entry& at(std::uint32_t code) const { return entries_[code]; }
  std::size_t memory() const;

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::uint64_t, std::uint32_t> codes_;  ///< by hash of the text as written
  /// Marks of texts that came once; a text that comes again while its mark is still there gets a
  /// number.
  std::vector<std::uint32_t> seen_;
};

}  // namespace planstead::search
