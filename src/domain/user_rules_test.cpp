// Employees: which role and status go together, who cannot be locked out, what is unique.
#include <gtest/gtest.h>

#include "domain/test_account.h"
#include "schema/user.h"

namespace planstead::domain {
namespace {

using base::ErrorCode;
using schema::UserRole;
using schema::UserStatus;

constexpr std::int64_t number_of(UserRole role) { return static_cast<std::int64_t>(role); }
constexpr std::int64_t number_of(UserStatus status) { return static_cast<std::int64_t>(status); }

/// Employees 1 (robot), 5 (administrator), 6, 7 of the small account, as rows.
class Staff {
 public:
  Staff() : catalog_(test_catalog()) {
    for (catalog::User& user : catalog_.users) {
      Record row(schema::user);
      row.set_id(user.id);
      row.set("name", "N" + std::to_string(user.id));
      row.set("role", number_of(user.id == 1   ? UserRole::robot
                                : user.id == 5 ? UserRole::admin
                                               : UserRole::employee));
      row.set("status", number_of(UserStatus::active));
      row.set("email", std::to_string(user.id) + "@example.com");
      row.set("login", "login" + std::to_string(user.id));
      records.save(row);
      records.known.insert({RefKind::user, user.id});
      if (user.id == 5) user.role = catalog::Role::admin;
    }
    records.known.insert({RefKind::position, 2});
    catalog_.positions = {{2, "Менеджер"}};
  }

  using Values = std::vector<std::pair<std::string_view, Value>>;
  base::Status update(std::int64_t id, const Values& values) {
    Context context{catalog_, viewer_, now_, records, failures, notes};
    return domain::update(schema::user, {id}, body_of(values), context);
  }
  base::Result<std::int64_t> create(const Values& values) {
    Context context{catalog_, viewer_, now_, records, failures, notes};
    return domain::create(schema::user, {}, body_of(values), context);
  }
  void act_as(Ref person) { viewer_.person = person; }
  Record row(std::int64_t id) { return *records.find(schema::user, id); }
  catalog::Catalog& catalog() { return catalog_; }

  MemoryRecords records;
  std::vector<Failure> failures;
  std::vector<std::string> notes;

 private:
  static request::Body body_of(const Values& values) {
    request::Body body;
    for (const auto& [name, value] : values)
      body.changes.push_back({schema::find_field(schema::user, name), value});
    return body;
  }

  catalog::Catalog catalog_;
  request::Viewer viewer_{{RefKind::user, 1}, base::Zone::utc(), "En", true};
  base::Seconds now_ = 0;
};

ErrorCode code_of(const base::Status& status) {
  return status.ok() ? ErrorCode{} : status.error().code;
}

TEST(UserRules, the_role_follows_the_status_and_the_other_way_round) {
  Staff staff;
  ASSERT_TRUE(staff.update(6, {{"status", number_of(UserStatus::active_without_access)}}).ok());
  EXPECT_EQ(staff.row(6).integer("role"), number_of(UserRole::without_access));
  ASSERT_TRUE(staff.update(6, {{"role", number_of(UserRole::tech_admin)}}).ok());
  EXPECT_EQ(staff.row(6).integer("status"), number_of(UserStatus::active));
  ASSERT_TRUE(staff.update(6, {{"status", number_of(UserStatus::inactive)}}).ok());
  EXPECT_EQ(staff.row(6).integer("role"), number_of(UserRole::tech_admin));
}

TEST(UserRules, the_last_administrator_stays) {
  Staff staff;
  EXPECT_EQ(code_of(staff.update(5, {{"role", number_of(UserRole::employee)}})),
            ErrorCode::user_not_updated);
  staff.catalog().users[2].role = catalog::Role::admin;
  EXPECT_TRUE(staff.update(5, {{"role", number_of(UserRole::employee)}}).ok());
  staff.catalog().account.owner = 5;
  EXPECT_EQ(code_of(staff.update(5, {{"isDeleted", true}})), ErrorCode::access_denied);
  staff.act_as({RefKind::user, 5});
  EXPECT_EQ(code_of(staff.update(5, {{"status", number_of(UserStatus::inactive)}})),
            ErrorCode::user_not_updated);
  EXPECT_EQ(code_of(staff.update(5, {{"isDeleted", true}})), ErrorCode::user_not_updated);
}

TEST(UserRules, addresses_and_logins_are_unique_whatever_their_case) {
  Staff staff;
  EXPECT_EQ(code_of(staff.update(6, {{"email", std::string("7@EXAMPLE.com")}})),
            ErrorCode::user_email_not_unique);
  EXPECT_EQ(code_of(staff.update(6, {{"secondaryEmails", schema::TextList{"5@example.com"}}})),
            ErrorCode::user_email_not_unique);
  EXPECT_EQ(code_of(staff.update(6, {{"login", std::string("LOGIN7")}})),
            ErrorCode::login_not_unique);
  EXPECT_EQ(code_of(staff.update(6, {{"login", std::string("логин")}})),
            ErrorCode::login_malformed);
  EXPECT_TRUE(staff.update(6, {{"email", std::string("6@Example.com")}}).ok());
}

TEST(UserRules, a_create_makes_the_position_that_it_names_and_an_update_does_not) {
  Staff staff;
  const auto made = staff.create({{"name", std::string("A")}, {"position", std::string("Новая")}});
  ASSERT_TRUE(made.ok());
  ASSERT_EQ(staff.records.structure.size(), 1u);
  EXPECT_EQ(staff.records.structure[0].body, R"({"name":"Новая"})");
  EXPECT_EQ(staff.row(made.value()).ref("position").id, staff.records.structure[0].id);
  ASSERT_TRUE(staff.update(6, {{"position", std::string("другая")}}).ok());
  ASSERT_EQ(staff.failures.size(), 1u);
  EXPECT_EQ(staff.failures[0].error, "Position not found by name - другая");
  ASSERT_TRUE(staff.update(6, {{"position", std::string("МЕНЕДЖЕР")}}).ok());
  EXPECT_EQ(staff.row(6).ref("position").id, 2);
}

TEST(UserRules, a_change_that_changes_nothing_writes_nothing) {
  Staff staff;
  const int saves = staff.records.saves;
  ASSERT_TRUE(staff.update(6, {{"name", std::string("N6")}}).ok());
  EXPECT_EQ(staff.records.saves, saves);
}

TEST(UserRules, who_is_in_the_bin_can_only_come_back) {
  Staff staff;
  ASSERT_TRUE(staff.update(6, {{"isDeleted", true}}).ok());
  EXPECT_EQ(code_of(staff.update(6, {{"name", std::string("X")}})), ErrorCode::user_not_found);
  ASSERT_TRUE(staff.update(6, {{"isDeleted", false}}).ok());
  EXPECT_FALSE(staff.row(6).flag("isDeleted"));
}

}  // namespace
}  // namespace planstead::domain
