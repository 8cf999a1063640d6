// Applying a document: what its stages hand on. Each stage is a function over the Work; only the
// last one writes.
#pragma once

#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "structure/bin.h"
#include "structure/entries.h"
#include "structure/items.h"

namespace planstead::structure {

/// What an item of the document is to become in the account.
struct Target {
  const Kind* kind = nullptr;
  const Item* item = nullptr;  ///< nullptr: a standard thing that the account lacks
  std::int64_t id = 0;         ///< below 0: a place-holder, until the store gives a number
  bool exists = false;
  base::Node body;  ///< kinds that are stored as structure
  base::Node body_before;
  std::optional<schema::Record> before;  ///< kinds with rows
  std::optional<schema::Record> after;
  Outcome outcome = Outcome::unchanged;
};

/// Everything that a reference may mean: in the document, in the structure, in the rows.
class Known {
 public:
  Known(storage::Transaction& transaction, const std::vector<Entry>& before)
      : transaction_(transaction) {
    for (const Entry& entry : before) named_.insert({entry.kind->section, 0, entry.id});
  }
  void add(Section section, std::int64_t directory, std::int64_t id) {
    named_.insert({section, directory, id});
  }
  /// `directory` is that of an entry's key, else 0.
  bool has(Section section, std::int64_t id, std::int64_t directory = 0) const;
  bool has(base::Ref ref) const;

 private:
  bool named(Section section, std::int64_t directory, std::int64_t id) const {
    return named_.contains({section, directory, id});
  }
  bool has_row(Section section, std::int64_t id) const;

  storage::Transaction& transaction_;
  std::set<std::tuple<Section, std::int64_t, std::int64_t>> named_;
};

struct Work {
  const Document& document;
  storage::Transaction& transaction;
  base::Seconds now;
  std::vector<Entry> before;    ///< structure as stored
  std::vector<Target> targets;  ///< of document.items by position, then the standard ones
  Known known;
  catalog::CatalogPtr catalog;  ///< as it will be
  Bin bin{transaction};

  /// The number of the directory that an entry's item stands in; may be a place-holder.
  std::int64_t directory_of(const Target& target) const {
    const bool inside = target.item != nullptr && target.item->owner != Item::no_owner;
    return inside ? targets[target.item->owner].id : 0;
  }
  base::Error refuse(const Target& target, int line, std::string_view path,
                     std::string_view detail) const {
    return structure::refuse(document, *target.item, line, path, detail);
  }
  /// The target in the document for a thing of the structure, or nullptr.
  const Target* find(Section section, std::int64_t id) const;
};

/// Which items exist already, which are new; numbers that something else has taken.
base::Status find_targets(Work& work);
/// References and rules of the structure; makes the catalogue as it will be.
base::Status check_structure(Work& work);
/// Rows as they will be: values, references, owners of custom fields, statuses, cycles.
base::Status build_rows(Work& work);
/// Addresses and logins that two employees would share.
base::Status check_people(const Work& work);
/// Writes what is new or changed.
Report store(Work& work);
/// Totals of data tag fields on tasks and contacts, once everything is written.
void settle_summaries(Work& work);

}  // namespace planstead::structure
