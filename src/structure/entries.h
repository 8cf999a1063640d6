// Structure items as trees: what the store keeps as JSON, what the catalogue is built from.
#pragma once

#include <vector>

#include "base/node.h"
#include "structure/structure.h"

namespace planstead::structure {

struct Entry {
  const Kind* kind = nullptr;
  std::int64_t id = 0;
  base::Node
      body;  ///< own keys in the table's order; of templates also `kind` first and presets last
};

/// Items of kinds that this version does not know are left out. Throws StorageError for a damaged
/// body.
std::vector<Entry> read_entries(const std::vector<storage::StructureItem>& items);
storage::StructureItem to_item(const Entry& entry);

/// What every account has and these entries lack: the built-in process, a schedule, the standard
/// template, an object. Their numbers are the lowest that the entries leave free.
std::vector<Entry> missing_standard(const std::vector<Entry>& entries);

/// The catalogue of complete entries (missing_standard included).
catalog::CatalogPtr build(const std::vector<Entry>& entries,
                          const std::vector<schema::Record>& users, std::int64_t version);

/// The row's fields among a template's keys.
base::Node fields_of_body(const Kind& kind, const base::Node& body);

// Reads of a body's members; an absent one, or one of another type, is the fallback.
std::int64_t integer_in(const base::Node& body, std::string_view key, std::int64_t fallback = 0);
bool flag_in(const base::Node& body, std::string_view key, bool fallback = false);
std::string text_in(const base::Node& body, std::string_view key);
std::vector<std::int64_t> ids_in(const base::Node& body, std::string_view key);
std::vector<std::string> texts_in(const base::Node& body, std::string_view key);
/// The lists under `view` and `edit`.
catalog::Access access_in(const base::Node& body);
std::vector<catalog::TaskRole> roles_in(const base::Node& body, std::string_view key);
schema::TextMap text_map_in(const base::Node& body, std::string_view key);

}  // namespace planstead::structure
