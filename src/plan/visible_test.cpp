// The predicates against a second, slow opinion over random accounts: each person, each row, asked
// as lists and as single reads ask.
#include "plan/visible.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "schema/references.h"

namespace planstead::plan {
namespace {

using base::Ref;
using base::RefKind;
using schema::Record;
using schema::RefList;
using Ids = std::vector<std::int64_t>;

constexpr std::int64_t users = 9, contacts_count = 8, groups = 4, tasks_count = 60;

Ref user(std::int64_t id) { return {RefKind::user, id}; }
Ref contact(std::int64_t id) { return {RefKind::contact, id}; }
bool in(const RefList& refs, Ref ref) { return std::ranges::find(refs, ref) != refs.end(); }

class RandomAccount {
 public:
  explicit RandomAccount(unsigned seed) : random_(seed) {
    make_people();
    for (std::int64_t id = 1; id <= users; ++id) make_employee(id);
    for (std::int64_t id = 1; id <= contacts_count; ++id) make_contact(id);
    for (std::int64_t id = 1; id <= 6; ++id) make_project(id);
    for (std::int64_t id = 7; id <= 9; ++id) make_project_template(id);
    for (std::int64_t id = 1; id <= tasks_count; ++id) make_task(id);
    make_forms();
    for (std::int64_t id = 1; id <= 150; ++id) make_comment(id);
    for (std::int64_t id = 1; id <= 80; ++id) make_entry(id);
    describe_tasks();
    for (const auto* rows : {&employees, &contacts, &projects, &tasks, &comments, &entries})
      for (const Record& row : *rows) indexes.find(row.entity())->put(row);
  }

  catalog::Catalog catalog;
  std::vector<Record> employees, contacts, projects, tasks, comments, entries;
  ProjectAuditors auditors;
  search::IndexSet indexes{schema::stored_entities()};

 private:
  std::int64_t upto(std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(1, most)(random_);
  }
  bool chance(int percent) { return upto(100) <= percent; }
  Ref person() { return chance(80) ? user(upto(users)) : contact(upto(contacts_count)); }
  RefList people(int percent) {
    RefList list;
    while (chance(percent))
      list.push_back(chance(30) ? Ref{RefKind::group, upto(groups)} : person());
    return list;
  }
  Ids some(std::int64_t most, int percent) {
    Ids ids;
    for (std::int64_t id = 1; id <= most; ++id)
      if (chance(percent)) ids.push_back(id);
    return ids;
  }

  void make_people() {
    catalog.account.zone = base::Zone::utc();
    catalog.account.contacts_see_told_only = chance(50);
    for (std::int64_t id = 1; id <= users; ++id) {
      catalog::User& one = catalog.users.emplace_back();
      one.id = id;
      one.groups = some(groups, 20);
      if (chance(20)) one.personal_heads = {upto(users)};
      one.sees_own_groups_only = chance(30);
    }
    for (std::int64_t id = 1; id <= groups; ++id) {
      catalog::Group& group = catalog.groups.emplace_back();
      group.id = id;
      group.heads = some(users, 15);
      group.parents = some(groups, 20);
      group.heads_see_each_other = chance(70);
      for (const catalog::User& one : catalog.users)
        if (std::ranges::find(one.groups, id) != one.groups.end()) group.members.push_back(one.id);
    }
    for (std::int64_t id = 1; id <= 2; ++id) {
      catalog::Definition& tag = catalog.data_tags.emplace_back();
      tag.id = id;
      if (id == 2) tag.access.view = {.is_given = true, .people = people(60)};
    }
  }
  void make_forms() {
    for (std::int64_t id = 101; id <= 103; ++id) {
      make_task(id);
      tasks.back().set("_kind", std::int64_t{1});
      catalog::Template& form = catalog.templates.emplace_back();
      form.id = id;
      if (id == 102) form.access.view = {.is_given = true, .people = people(60)};
    }
  }
  void make_employee(std::int64_t id) {
    Record& row = employees.emplace_back(schema::user);
    row.set_id(id);
    RefList in;
    for (const std::int64_t group : catalog.user(id)->groups) in.push_back({RefKind::group, group});
    row.set("groups", in);
    row.set("seenByOwnGroupsOnly", chance(40));
  }
  void make_project_template(std::int64_t id) {
    make_project(id);
    projects.back().set("_template", true);
    projects.back().set("viewers", people(40));
  }
  /// The first comment of a task is the one that shows its description.
  void describe_tasks() {
    for (Record& task : tasks)
      for (const Record& comment : comments)
        if (comment.ref("task").id == task.id() && task.integer("firstComment") == 0)
          task.set("firstComment", comment.id());
  }
  void make_contact(std::int64_t id) {
    Record& row = contacts.emplace_back(schema::contact);
    row.set_id(id);
    row.set("isCompany", id <= 3);
    if (id > 3 && chance(70)) row.set("companies", RefList{contact(upto(3))});
    row.set("viewers", people(40));
    row.set("editors", people(20));
    row.set("supervisors", people(20));
    row.set("addedBy", person());
    row.set("seesCompanyTasks", chance(50));
  }
  void make_project(std::int64_t id) {
    Record& row = projects.emplace_back(schema::project);
    row.set_id(id);
    row.set("status", std::int64_t{chance(20) ? 0 : 2});
    row.set("owner", person());
    row.set("hiddenForEmployees", chance(50));
    row.set("hiddenForClients", chance(50));
    if (chance(50)) row.set("counterparty", contact(upto(3)));
    for (const std::string_view field : {"auditors", "clientManagers", "assignees", "participants"})
      row.set(field, people(20));
    if (!row.refs("auditors").empty()) auditors.emplace_back(id, row.refs("auditors"));
  }
  void make_task(std::int64_t id) {
    Record& row = tasks.emplace_back(schema::task);
    row.set_id(id);
    row.set("_kind", std::int64_t{0});
    row.set("status", Ref{RefKind::status, chance(15) ? 0 : upto(7)});
    if (chance(90)) row.set("assigner", person());
    if (chance(40)) row.set("project", Ref{RefKind::project, upto(6)});
    if (chance(40)) row.set("counterparty", contact(upto(3)));
    row.set("assignees", people(30));
    row.set("participants", people(20));
    row.set("auditors", people(15));
    row.set("hiddenFromCompanyContacts", chance(30));
  }
  void hang(Record& row) {
    if (chance(70))
      row.set("task", Ref{RefKind::task, upto(tasks_count)});
    else
      row.set("contact", contact(upto(contacts_count)));
  }
  void make_comment(std::int64_t id) {
    Record& row = comments.emplace_back(schema::comment);
    row.set_id(id);
    hang(row);
    row.set("owner", person());
    row.set("type", std::int64_t{chance(20) ? 2 : 0});
    row.set("isHidden", chance(40));
    row.set("isDeleted", chance(15));
    row.set("recipients", people(40));
  }
  void make_entry(std::int64_t id) {
    Record& row = entries.emplace_back(schema::data_tag_entry);
    row.set_id(id);
    row.set("dataTag", Ref{RefKind::data_tag, upto(2)});
    const Record& comment = comments[static_cast<std::size_t>(upto(150)) - 1];
    if (chance(50)) return hang(row);
    row.set("commentId", comment.id());
    row.set("task", comment.ref("task"));
    row.set("contact", comment.ref("contact"));
    for (const std::string_view field : {"task", "contact"})
      if (row.ref(field).id == 0) row.set(field, {});
  }

  std::mt19937 random_;
};

/// The digest, word for word, by walking everything.
class Naive {
 public:
  Naive(const RandomAccount& account, Ref person) : account_(account), me_(person) {}

  bool task(const Record& row) const {
    if (const catalog::Template* form = account_.catalog.task_template(row.id()))
      return form->access.view.is_given ? holds(me_, form->access.view.people)
                                        : me_.kind == RefKind::user;
    if (row.ref("status").id == 0) return row.ref("assigner") == me_;
    for (const Ref one : reached()) {
      if (row.ref("assigner") == one || holds(one, row.refs("assignees")) ||
          holds(one, row.refs("participants")))
        return true;
    }
    for (const Ref one : peers())
      if (holds(one, row.refs("auditors")) || holds(one, project_auditors(row.ref("project").id)))
        return true;
    return is_of_my_company(row);
  }
  bool employee(const Record& row) const {
    if (me_.kind == RefKind::contact) return false;
    if (row.id() == me_.id) return true;
    const catalog::User& me = *account_.catalog.user(me_.id);
    const bool together = std::ranges::any_of(row.refs("groups"), [&](Ref group) {
      return std::ranges::find(me.groups, group.id) != me.groups.end();
    });
    return together || !(me.sees_own_groups_only || row.flag("seenByOwnGroupsOnly"));
  }
  bool contact_card(const Record& row) const {
    if (me_.kind == RefKind::contact) {
      if (row.id() == me_.id || in(card().refs("companies"), contact(row.id()))) return true;
      return std::ranges::any_of(row.refs("companies"), [&](Ref company) {
        return in(card().refs("companies"), company);
      });
    }
    return row.refs("viewers").empty() || holds(me_, row.refs("viewers")) ||
           holds(me_, row.refs("editors")) || holds(me_, row.refs("supervisors")) ||
           row.ref("addedBy") == me_;
  }
  bool project(const Record& row) const {
    if (row.ref("owner") == me_) return true;
    if (row.flag("_template"))
      return holds(me_, row.refs("viewers")) ||
             (row.refs("viewers").empty() && me_.kind == RefKind::user);
    if (row.integer("status") == 0) return false;
    const bool is_public = me_.kind == RefKind::user
                               ? !row.flag("hiddenForEmployees")
                               : !row.flag("hiddenForClients") &&
                                     (row.ref("counterparty") == me_ ||
                                      in(card().refs("companies"), row.ref("counterparty")));
    if (is_public) return true;
    for (const std::string_view field : {"auditors", "clientManagers", "assignees", "participants"})
      if (holds(me_, row.refs(field))) return true;
    return std::ranges::any_of(account_.tasks, [&](const Record& one) {
      return one.integer("_kind") == 0 && one.ref("project").id == row.id() && task(one);
    });
  }
  bool carrier(const Record& row) const {
    if (row.ref("task").id != 0)
      return task(account_.tasks[static_cast<std::size_t>(row.ref("task").id) - 1]);
    return contact_card(account_.contacts[static_cast<std::size_t>(row.ref("contact").id) - 1]);
  }
  bool comment_itself(const Record& row) const {
    if (row.ref("owner") == me_) return true;
    if (row.flag("isDeleted")) return false;
    return holds(me_, row.refs("recipients")) || (!row.flag("isHidden") && is_told(row));
  }
  bool comment(const Record& row) const { return comment_itself(row) && carrier(row); }
  bool entry(const Record& row) const {
    const catalog::AccessList& list = account_.catalog.data_tag(row.ref("dataTag").id)->access.view;
    if (list.is_given ? !holds(me_, list.people) : me_.kind != RefKind::user) return false;
    const std::int64_t on = row.integer("commentId");
    if (on != 0 && !comment_itself(account_.comments[static_cast<std::size_t>(on) - 1]))
      return false;
    return carrier(row);
  }

 private:
  bool is_of_my_company(const Record& task) const {
    return me_.kind == RefKind::contact && card().flag("seesCompanyTasks") &&
           !task.flag("hiddenFromCompanyContacts") &&
           in(card().refs("companies"), task.ref("counterparty"));
  }
  bool is_colleague(Ref one) const {
    if (one.kind != RefKind::contact) return false;
    const Record& other = account_.contacts[static_cast<std::size_t>(one.id) - 1];
    return std::ranges::any_of(other.refs("companies"),
                               [&](Ref company) { return in(card().refs("companies"), company); });
  }
  /// Of what is not hidden: does the account tell it to its clients?
  bool is_told(const Record& comment) const {
    if (me_.kind != RefKind::contact || !account_.catalog.account.contacts_see_told_only)
      return true;
    if (comment.integer("type") == 2) return true;
    if (comment.ref("task").id == 0) return false;
    const Record& on = account_.tasks[static_cast<std::size_t>(comment.ref("task").id) - 1];
    if (on.integer("firstComment") == comment.id() && task(on)) return true;
    return is_of_my_company(on) && (is_colleague(comment.ref("owner")) ||
                                    std::ranges::any_of(comment.refs("recipients"), [&](Ref one) {
                                      return is_colleague(one);
                                    }));
  }
  const Record& card() const { return account_.contacts[static_cast<std::size_t>(me_.id) - 1]; }
  RefList project_auditors(std::int64_t project) const {
    for (const auto& [id, list] : account_.auditors)
      if (id == project) return list;
    return {};
  }
  bool holds(Ref one, const RefList& list) const {
    return std::ranges::any_of(list, [&](Ref named) {
      return named == one ||
             (named.kind == RefKind::group && account_.catalog.in_group(one, named.id));
    });
  }
  bool heads(Ref one, const catalog::Group& group) const {
    return one.kind == RefKind::user && std::ranges::find(group.heads, one.id) != group.heads.end();
  }
  bool is_below(const catalog::Group& group, Ref head, int depth = 0) const {
    if (heads(head, group)) return true;
    return depth < groups && std::ranges::any_of(group.parents, [&](std::int64_t parent) {
             return is_below(*account_.catalog.group(parent), head, depth + 1);
           });
  }
  bool leads(Ref head, const catalog::User& one) const {
    if (head.kind != RefKind::user) return false;
    if (std::ranges::find(one.personal_heads, head.id) != one.personal_heads.end()) return true;
    return std::ranges::any_of(one.groups, [&](std::int64_t group) {
      return is_below(*account_.catalog.group(group), head);
    });
  }
  RefList peers() const {
    RefList all{me_};
    for (const catalog::Group& group : account_.catalog.groups)
      if (group.heads_see_each_other && heads(me_, group))
        for (const std::int64_t head : group.heads) all.push_back(user(head));
    return all;
  }
  RefList reached() const {
    RefList all = peers();
    for (const Ref peer : peers())
      for (const catalog::User& one : account_.catalog.users)
        if (leads(peer, one)) all.push_back(user(one.id));
    return all;
  }

  const RandomAccount& account_;
  Ref me_;
};

class Visible : public testing::Test {
 protected:
  template <class See>
  void compare(const RandomAccount& account, const request::Viewer& viewer,
               const std::vector<Record>& rows, See see) {
    const schema::Entity& entity = rows.front().entity();
    const FilterScope scope{entity,          account.catalog,  viewer, 0,
                            account.indexes, account.auditors, 0};
    Ids expected, ids;
    for (const Record& row : rows) {
      ids.push_back(row.id());
      if (see(row)) expected.push_back(row.id());
    }
    const search::Index& index = account.indexes.of(entity);
    EXPECT_EQ(index.select(visible(scope), 0, 1000), expected)
        << entity.name << " " << prefixed(viewer.person);
    // What hangs on something is asked apart from what it hangs on, which is read by itself.
    Ids single = seen_among(ids, scope);
    EXPECT_EQ(index.select(visible_on_seen(scope), 0, 1000), single);
    for (const std::int64_t id : expected)
      EXPECT_TRUE(std::ranges::binary_search(single, id)) << entity.name << " " << id;
    seen_ += expected.size();
    unseen_ += ids.size() - expected.size();
  }

  std::size_t seen_ = 0, unseen_ = 0;
};

TEST_F(Visible, is_what_a_slow_reading_of_the_rules_says) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const RandomAccount account(seed);
    for (std::int64_t id = 1; id <= users + contacts_count; ++id) {
      request::Viewer viewer;
      viewer.person = id <= users ? user(id) : contact(id - users);
      const Naive naive(account, viewer.person);
      const auto by = [&](bool (Naive::*see)(const Record&) const) {
        return [&naive, see](const Record& row) { return (naive.*see)(row); };
      };
      compare(account, viewer, account.tasks, by(&Naive::task));
      compare(account, viewer, account.employees, by(&Naive::employee));
      compare(account, viewer, account.contacts, by(&Naive::contact_card));
      compare(account, viewer, account.projects, by(&Naive::project));
      compare(account, viewer, account.comments, by(&Naive::comment));
      compare(account, viewer, account.entries, by(&Naive::entry));
      if (HasFailure()) FAIL() << "seed " << seed;
    }
  }
  EXPECT_GT(seen_, 10'000u);
  EXPECT_GT(unseen_, 10'000u);
}

TEST_F(Visible, is_everything_to_administrators) {
  const RandomAccount account(1);
  request::Viewer viewer;
  viewer.is_admin = true;
  const FilterScope scope{schema::comment, account.catalog,  viewer, 0,
                          account.indexes, account.auditors, 0};
  EXPECT_EQ(visible(scope), always());
  EXPECT_EQ(seen_among({5, 3}, scope), (Ids{3, 5}));
}

}  // namespace
}  // namespace planstead::plan
