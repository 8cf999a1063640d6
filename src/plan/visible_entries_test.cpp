// Entries of directories against a second, slow opinion over random lists.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "plan/visible.h"
#include "schema/references.h"

namespace planstead::plan {
namespace {

using base::Ref;
using base::RefKind;
using schema::Record;
using schema::RefList;
using Ids = std::vector<std::int64_t>;

constexpr std::int64_t users = 5, directories = 3, keys = 25;

class RandomDirectories {
 public:
  explicit RandomDirectories(unsigned seed) : random_(seed) {
    for (std::int64_t id = 1; id <= users; ++id) {
      catalog::User& one = catalog.users.emplace_back();
      one.id = id;
      if (chance(40)) one.groups = {1};
      if (id == 1) one.role = catalog::Role::tech_admin;
    }
    catalog.groups.emplace_back().id = 1;
    const bool by_groups = chance(70), by_entries = chance(70);
    for (std::int64_t id = 1; id <= directories; ++id) {
      catalog::Definition& one = catalog.directories.emplace_back();
      one.id = id;
      if (chance(50)) one.access.view = {.is_given = true, .people = people()};
      if (chance(30)) one.access.edit = {.is_given = true, .people = people()};
      for (std::int64_t key = 1; key <= keys; ++key) {
        Record& row = make(id, key);
        const bool may_have = row.flag("isGroup") ? by_groups : by_entries;
        if (may_have && chance(25)) row.set("viewers", people());
        if (may_have && chance(15)) row.set("editors", people());
      }
    }
    for (const Record& row : rows) indexes.find(schema::directory_entry)->put(row);
  }

  catalog::Catalog catalog;
  std::vector<Record> rows;
  search::IndexSet indexes{schema::stored_entities()};

 private:
  std::int64_t upto(std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(1, most)(random_);
  }
  bool chance(int percent) { return upto(100) <= percent; }
  RefList people() {
    RefList list{{RefKind::user, upto(users)}};
    if (chance(20)) list.push_back({RefKind::group, 1});
    if (chance(20)) list.push_back({RefKind::contact, 1});
    return list;
  }
  /// The first eight are groups, each below one before it or at the root.
  Record& make(std::int64_t directory, std::int64_t key) {
    Record& row = rows.emplace_back(schema::directory_entry);
    row.set_id(schema::entry_id(directory, key));
    row.set("directory", Ref{RefKind::directory, directory});
    row.set("isGroup", key <= 8);
    const std::int64_t above = upto(std::min<std::int64_t>(key, 9)) - 1;
    if (above > 0 || chance(50)) row.set("parentKey", above);
    return row;
  }

  std::mt19937 random_;
};

bool sees(Ref person, const Record& row, const RandomDirectories& account) {
  const catalog::Definition& directory = *account.catalog.directory(row.ref("directory").id);
  const auto named = [&](const RefList& list) {
    return std::ranges::any_of(list, [&](Ref one) {
      return one == person ||
             (one.kind == RefKind::group && account.catalog.in_group(person, one.id));
    });
  };
  if (named(directory.access.edit.people) || named(row.refs("editors"))) return true;
  if (!row.refs("viewers").empty()) return named(row.refs("viewers"));
  if (const std::int64_t above = row.integer("parentKey"); above != 0) {
    const std::int64_t id = schema::entry_id(directory.id, above);
    return sees(person, *std::ranges::find(account.rows, id, &Record::id), account);
  }
  if (directory.access.view.is_given) return named(directory.access.view.people);
  return person.kind == RefKind::user &&
         account.catalog.user(person.id)->role != catalog::Role::tech_admin;
}

const ProjectAuditors no_auditors;

TEST(visible_entries, are_those_that_the_nearest_list_opens) {
  std::size_t seen = 0, all = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    const RandomDirectories account(seed);
    for (std::int64_t id = 0; id <= users; ++id) {
      request::Viewer viewer;
      viewer.person = id == 0 ? Ref{RefKind::contact, 1} : Ref{RefKind::user, id};
      const FilterScope scope{schema::directory_entry, account.catalog, viewer, 0,
                              account.indexes,         no_auditors,     0};
      Ids expected, ids;
      for (const Record& row : account.rows) {
        ids.push_back(row.id());
        if (sees(viewer.person, row, account)) expected.push_back(row.id());
      }
      const search::Index& index = account.indexes.of(schema::directory_entry);
      ASSERT_EQ(index.select(visible(scope), 0, 1000), expected)
          << "seed " << seed << " " << prefixed(viewer.person);
      ASSERT_EQ(seen_among(ids, scope), expected);
      seen += expected.size();
      all += ids.size();
    }
  }
  EXPECT_GT(seen, all / 10);
  EXPECT_LT(seen, all * 9 / 10);
}

}  // namespace
}  // namespace planstead::plan
