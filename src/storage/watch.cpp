// Former and present states of rows within one change.
#include "storage/watch.h"

namespace planstead::storage {

using schema::Record;

// Texts of the tables of schema/ stand in one place each, so that their addresses name them.
void Watch::found(const Record& row) {
  found_.try_emplace({row.entity().table.data(), row.id()}, row);
}

domain::RowChange& Watch::change_of(const schema::Entity& entity, std::int64_t id,
                                    const Load& load) {
  const Key key{entity.table.data(), id};
  const auto [place, is_new] = places_.try_emplace(key, seen_.rows.size());
  if (!is_new) return seen_.rows[place->second];
  domain::RowChange& change = seen_.rows.emplace_back();
  if (const auto known = found_.find(key); known != found_.end())
    change.before = std::move(known->second);
  else
    change.before = load();
  return change;
}

void Watch::saving(std::shared_ptr<const Record> row, const Load& load) {
  change_of(row->entity(), row->id(), load).after = std::move(row);
}

// A row that came and went within one change was never there.
void Watch::erasing(const schema::Entity& entity, std::int64_t id, const Load& load) {
  domain::RowChange& change = change_of(entity, id, load);
  change.after.reset();
  if (change.before) return;
  const Key key{entity.table.data(), id};
  const std::size_t place = places_.at(key);
  seen_.rows.erase(seen_.rows.begin() + static_cast<std::ptrdiff_t>(place));
  places_.erase(key);
  for (auto& [other, index] : places_)
    if (index > place) --index;
}

void Watch::defining(domain::StructureChange change) {
  for (domain::StructureChange& known : seen_.structure)
    if (known.kind == change.kind && known.id == change.id) {
      known.after = std::move(change.after);
      return;
    }
  seen_.structure.push_back(std::move(change));
}

}  // namespace planstead::storage
