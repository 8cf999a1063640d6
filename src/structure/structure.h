// The account's structure file: read, applied, written back, and turned into the catalogue. The one
// list of what the file may hold is the table in kinds.cpp; docs/structure.md is made from it.
// Knows no SQL and no HTTP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/node.h"
#include "base/result.h"
#include "storage/store.h"
#include "structure/kinds.h"

namespace planstead::structure {

/// One thing that a file describes. Keys, types and texts have been checked; references have not.
struct Item {
  const Kind* kind = nullptr;
  int line = 0;
  std::string place;               ///< `users[3]`, for messages
  std::optional<std::int64_t> id;  ///< the chosen number (directory and data tag entries: key)
  base::Node own;                  ///< object: the kind's own keys, in the table's order
  base::Node fields;  ///< object: fields of the kind's entity, as the contract calls them
  std::size_t owner = no_owner;  ///< directory entries: the item of their directory
  static constexpr std::size_t no_owner = static_cast<std::size_t>(-1);
};

/// A structure file.
struct Document {
  std::string file;         ///< its name, for messages
  std::vector<Item> items;  ///< in the table's order of sections, then in the file's order
};

/// Reads a file's text. Errors: code 41, `where` is `file:line`.
base::Result<Document> parse(std::string_view text, std::string_view file = "structure.yaml");

/// The catalogue of an account's structure items and employees (storage::CatalogBuilder). What
/// every account has and nobody described is added: statuses 0..7, the built-in process, a
/// schedule, the standard template, an object.
catalog::CatalogPtr build_catalog(const std::vector<storage::StructureItem>& items,
                                  const std::vector<schema::Record>& users, std::int64_t version);

enum class Outcome : std::uint8_t { unchanged, added, changed };

/// What a file did to the account.
struct Report {
  struct Line {
    const Kind* kind = nullptr;
    std::int64_t id = 0;  ///< directory entries: key
    std::string name;
    Outcome outcome = Outcome::unchanged;
  };
  std::vector<Line> lines;
  std::size_t count(Outcome outcome) const;
};

/// One line per change (`+ users 5 Anna Orlova`), then one with the counts.
std::string text_of(const Report& report);

/// Brings the account to what the document says; what the document does not name stays. Everything
/// is checked before the first write, so a refusal leaves the transaction as it was. Errors: code
/// 41, `where` is `file:line`.
base::Result<Report> apply(const Document& document, storage::Transaction& transaction,
                           base::Seconds now);

/// Which rows a dump holds besides the structure itself.
enum class Rows : std::uint8_t {
  structure,  ///< contacts, projects, directory entries
  all,        ///< also tasks, checklists, data tag entries and files
};

/// The account as a structure file. Applying it to the same account changes nothing.
std::string dump(storage::Transaction& transaction, Rows rows = Rows::all);

/// The reference of the file's keys, as docs/structure.md holds it (Markdown).
std::string reference();

}  // namespace planstead::structure
