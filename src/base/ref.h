// Ref: which thing of an account is meant. People carry prefixes on the wire (`user:5`,
// `contact:7`, `group:3`).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace planstead::base {

/// Kinds of things that others refer to. The numbers are stored: append, never renumber.
enum class RefKind : std::uint8_t {
  none = 0,
  user = 1,
  contact = 2,
  group = 3,
  task = 4,  ///< also templates, recurring templates and objects: they share the tasks' numbers
  project = 5,
  entry = 6,  ///< directory entry, by its key
  file = 7,
  data_tag = 8,
  status = 9,
  process = 10,
  directory = 11,
  custom_field = 12,
  checklist_item = 13,
  comment = 14,
  data_tag_entry = 15,
  // Named things of the account's structure, as `group {id,name}` and the like refer to them.
  contact_group = 16,
  project_group = 17,
  directory_group = 18,
  data_tag_group = 19,
  position = 20,
  workspace = 21,
  main_values = 22,  ///< the one row that holds the values of main fields
};

struct Ref {
  RefKind kind = RefKind::none;
  std::int64_t id = 0;
  auto operator<=>(const Ref&) const = default;
  /// One sortable number: the kind in the top byte. Ids stay below 2^55.
  std::int64_t packed() const { return (static_cast<std::int64_t>(kind) << 55) | id; }
  static Ref unpacked(std::int64_t number) {
    return {static_cast<RefKind>(number >> 55), number & ((std::int64_t{1} << 55) - 1)};
  }
};

/// The largest id that the server takes from a request: past it `packed` would overlap.
inline constexpr std::int64_t id_max = (std::int64_t{1} << 55) - 1;

/// `user:5`, `contact:7`, `group:3`; other kinds as the bare number.
std::string prefixed(Ref ref);
/// Reads `user:5`, `contact:7`, `group:3`. Bare numbers are not read here: their kind depends on
/// the place.
std::optional<Ref> parse_prefixed(std::string_view text);

/// `task:5`, `comment:12`: a thing of any kind, by the word of its kind; empty for {none,…}.
std::string thing_text(Ref ref);
std::optional<Ref> parse_thing(std::string_view text);

}  // namespace planstead::base

template <>
struct std::hash<planstead::base::Ref> {
  std::size_t operator()(const planstead::base::Ref& ref) const noexcept {
    return std::hash<std::int64_t>{}(ref.packed());
  }
};
