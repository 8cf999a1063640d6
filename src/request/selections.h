// Selections: what `fields` come to in a catalogue, kept for whoever asks for the same again. Knows
// no person: what somebody may not know of is left out behind it (parse_fields).
#pragma once

#include <cstddef>
#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>

#include "request/call.h"

namespace planstead::request {

/// From any thread. Of one catalogue at a time: another one meets nothing, and what is kept for it
/// takes the place of the rest. Bounded: who sends ever new texts, or giant ones, fills no memory.
class Selections {
 public:
  static constexpr std::size_t most = 128;      ///< past it we start afresh
  static constexpr std::size_t longest = 1500;  ///< bytes of a text; longer ones are not kept

  /// Those of a catalogue.
  struct Of {
    Selections& kept;
    const catalog::CatalogPtr& catalog;

    /// nullptr: nobody has asked for it, or it is not kept.
    SelectionPtr find(const schema::Operation& operation, std::string_view fields) const;
    void keep(const schema::Operation& operation, std::string_view fields,
              SelectionPtr selection) const;
  };

  std::size_t size() const;

 private:
  using Asked = std::pair<const schema::Operation*, std::string_view>;
  struct Less {
    using is_transparent = void;
    template <class One, class Other>
    bool operator()(const One& one, const Other& other) const {
      return Asked(one.first, one.second) < Asked(other.first, other.second);
    }
  };

  mutable std::shared_mutex mutex_;
  catalog::CatalogPtr catalog_;  ///< held, so that no other one can be at its address
  std::map<std::pair<const schema::Operation*, std::string>, SelectionPtr, Less> by_text_;
};

}  // namespace planstead::request
