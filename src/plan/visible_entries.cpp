// Entries of directories: by their own lists, those of the groups that they lie in, that of the
// directory. What an entry's list leaves open, the group above it decides.
#include <map>
#include <ranges>

#include "catalog/access.h"
#include "plan/asker.h"
#include "schema/directory.h"

namespace planstead::plan {

namespace {

using base::Ref;
using base::RefKind;
using Kind = Condition::Kind;
using Ids = std::vector<std::int64_t>;

const schema::Entity& entry = schema::directory_entry;
std::size_t at(std::string_view field) { return column_of(entry, field); }

Condition has_viewers() { return negate(over(Kind::list_empty, at("viewers"))); }

Condition is_named(const Asker& asker) {
  return any(
      {list_has(at("viewers"), asker.own_names()), list_has(at("editors"), asker.own_names())});
}

/// Directories whose list lets him in, and those whose entries he may edit.
struct Directories {
  explicit Directories(const Asker& asker) {
    const catalog::Catalog& catalog = asker.scope.catalog;
    for (const catalog::Definition& one : catalog.directories) {
      if (catalog::may_view_rows(one.access, asker.person(), catalog)) open.push_back(one.id);
      if (catalog::is_named(one.access.edit, asker.person(), catalog)) edited.push_back(one.id);
    }
  }
  Ids open, edited;
};

Condition in_directories(const Ids& ids) {
  return in_set(at("directory"), packed(RefKind::directory, ids));
}

/// Which groups let him look inside.
class Groups {
 public:
  Groups(const Ids& open_directories, const Asker& asker) : asker_(asker), open_(open_directories) {
    const search::Index& index = asker.index(entry);
    const Condition group = is_set(entry, "isGroup");
    for (const std::int64_t id : index.select(group, 0, all_rows)) verdicts_[id] = Verdict::asked;
    for (const std::int64_t id : index.select(all({group, has_viewers()}), 0, all_rows))
      verdicts_[id] = Verdict::closed;
    for (const std::int64_t id : index.select(all({group, is_named(asker)}), 0, all_rows))
      verdicts_[id] = Verdict::open;
  }

  /// Keys of the open ones, by directory.
  std::map<std::int64_t, Ids> open_keys() {
    std::map<std::int64_t, Ids> keys;
    for (const std::int64_t id : std::views::keys(verdicts_))
      if (settle(id)) keys[schema::entry_directory(id)].push_back(schema::entry_key(id));
    return keys;
  }

 private:
  enum class Verdict : std::uint8_t { asked, open, closed };

  bool directory_is_open(std::int64_t id) const {
    return std::ranges::binary_search(open_, schema::entry_directory(id));
  }
  /// Up to the first group that decides; those on the way decide as it does.
  bool settle(std::int64_t id) {
    const search::Index& index = asker_.index(entry);
    Ids way;
    Verdict verdict = Verdict::asked;
    for (std::int64_t at_id = id; verdict == Verdict::asked;) {
      const auto found = verdicts_.find(at_id);
      if (found == verdicts_.end() || way.size() > verdicts_.size()) {
        verdict = directory_is_open(id) ? Verdict::open : Verdict::closed;
        break;
      }
      verdict = found->second;
      if (verdict == Verdict::asked) way.push_back(at_id);
      at_id = schema::entry_id(schema::entry_directory(id),
                               std::max<std::int64_t>(index.number_at(at("parentKey"), at_id), 0));
    }
    for (const std::int64_t one : way) verdicts_[one] = verdict;
    return verdict == Verdict::open;
  }

  const Asker& asker_;
  const Ids& open_;
  std::map<std::int64_t, Verdict> verdicts_;
};

}  // namespace

Condition directory_entries(const Asker& asker) {
  const Directories directories(asker);
  const search::Index& index = asker.index(entry);
  const Condition has_lists = any({has_viewers(), negate(over(Kind::list_empty, at("editors")))});
  if (index.count(has_lists) == 0) return in_directories(directories.open);
  const Condition root = any({over(Kind::missing, at("parentKey")), in_set(at("parentKey"), {0})});
  std::vector<Condition> inside{all({root, in_directories(directories.open)})};
  for (const auto& [directory, keys] : Groups(directories.open, asker).open_keys())
    inside.push_back(all({in_directories({directory}), in_set(at("parentKey"), keys)}));
  return any({in_directories(directories.edited), is_named(asker),
              all({negate(has_viewers()), any(std::move(inside))})});
}

}  // namespace planstead::plan
