// What is kept of `fields`, and for whom.
#include "request/selections.h"

#include "request/test_account.h"

namespace planstead::request {
namespace {

using Notes = std::vector<std::string>;

class SelectionsTest : public Account {
 protected:
  catalog::CatalogPtr account = std::make_shared<const catalog::Catalog>(test_catalog());
  Selections kept;

  Call read(const std::string& fields, const catalog::CatalogPtr& of, const Viewer& reader,
            std::string_view path = "/rest/task/5") {
    const Selections::Of selections{kept, of};
    const Route found = route("GET", path).value();
    return parse(found, "fields=" + fields, "", {*of, reader, 0, {}, &selections}).value();
  }
  Call get(const std::string& fields) { return read(fields, account, viewer); }
  Call list(const std::string& fields) {
    const Selections::Of selections{kept, account};
    const Route found = route("POST", "/rest/task/list").value();
    const std::string body = R"({"fields":")" + fields + R"("})";
    return parse(found, "", body, {*account, viewer, 0, {}, &selections}).value();
  }
};

TEST_F(SelectionsTest, who_asks_the_same_again_shares_the_selection) {
  const SelectionPtr first = get("name,108").selection;
  EXPECT_EQ(get("name,108").selection, first);
  EXPECT_NE(get("name,100").selection, first);
  EXPECT_EQ(kept.size(), 2u);
}

TEST_F(SelectionsTest, what_is_not_used_is_noted_each_time) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(get("name,nix,777").notes, Notes{"fields: nix, 777"});
  EXPECT_EQ(get("name").notes, Notes{});
  for (int i = 0; i < 2; ++i) EXPECT_EQ(list("name,nix").notes, Notes{"fields: nix"});
}

TEST_F(SelectionsTest, each_operation_has_its_own) {
  EXPECT_NE(get("name").selection, list("name").selection);
  EXPECT_EQ(list("name").selection, list("name").selection);
}

TEST_F(SelectionsTest, texts_of_ever_new_kinds_are_bounded_in_number) {
  for (std::size_t i = 0; i < 3 * Selections::most; ++i) {
    get("name,nix" + std::to_string(i));
    ASSERT_LE(kept.size(), Selections::most);
  }
  const Call again = get("name,nix0");
  EXPECT_EQ(again.notes, Notes{"fields: nix0"});
  EXPECT_EQ(again.selection->fields.size(), 2u);
}

TEST_F(SelectionsTest, giant_texts_are_not_kept) {
  std::string fields = "name";
  while (fields.size() <= Selections::longest) fields += ",name";
  const SelectionPtr first = get(fields).selection;
  EXPECT_EQ(first->fields.size(), 2u);
  EXPECT_NE(get(fields).selection, first);
  EXPECT_EQ(kept.size(), 0u);
}

TEST_F(SelectionsTest, another_catalogue_meets_nothing_of_this_one) {
  const SelectionPtr first = get("name,108,777").selection;
  catalog::Catalog made = test_catalog();
  made.fields.push_back(test_field(777, 0));
  const auto newer = std::make_shared<const catalog::Catalog>(std::move(made));
  for (int i = 0; i < 2; ++i) {
    const Call call = read("name,108,777", newer, viewer);
    EXPECT_EQ(call.selection->custom, (std::vector<std::int64_t>{108, 777}));
    EXPECT_EQ(call.notes, Notes{});
    EXPECT_EQ(kept.size(), 1u);
  }
  // A request that still holds the older one.
  const Call late = get("name,108,777");
  EXPECT_EQ(late.selection->custom, (std::vector<std::int64_t>{108}));
  EXPECT_EQ(late.notes, Notes{"fields: 777"});
}

TEST_F(SelectionsTest, an_older_catalogue_is_let_go) {
  get("name,108");
  const std::weak_ptr<const catalog::Catalog> older = account;
  account = std::make_shared<const catalog::Catalog>(test_catalog());
  EXPECT_FALSE(older.expired());
  get("name");
  EXPECT_TRUE(older.expired());
}

TEST_F(SelectionsTest, who_may_not_know_of_a_field_shares_no_more_than_he_may) {
  catalog::Catalog made = test_catalog();
  for (catalog::CustomField& field : made.fields)
    if (field.id == 108)
      field.access.view = {.is_given = true, .people = {{base::RefKind::user, 1}}};
  const auto guarded = std::make_shared<const catalog::Catalog>(std::move(made));
  const Viewer named{.person = {base::RefKind::user, 1}}, other{.person = {base::RefKind::user, 3}};
  for (int i = 0; i < 2; ++i) {
    const Call full = read("name,108,100", guarded, named);
    EXPECT_EQ(full.selection->custom, (std::vector<std::int64_t>{108, 100}));
    EXPECT_EQ(full.notes, Notes{});
    const Call partial = read("name,108,100", guarded, other);
    EXPECT_EQ(partial.selection->custom, (std::vector<std::int64_t>{100}));
    EXPECT_EQ(partial.notes, Notes{"fields: 108"});
    EXPECT_EQ(read("name,100", guarded, other).selection,
              read("name,100", guarded, viewer).selection);
  }
}

TEST_F(SelectionsTest, all_fields_of_an_entry_are_those_of_its_own_directory) {
  const auto entry = [&](std::string_view path) {
    return read("all", account, viewer, path).selection;
  };
  EXPECT_NE(entry("/rest/directory/7/entry/1"), entry("/rest/directory/8/entry/1"));
  EXPECT_EQ(kept.size(), 0u);
}

}  // namespace
}  // namespace planstead::request
