// What no two employees share: addresses and logins, whatever their case (as domain/user_rules.cpp
// has it for REST).
#include <map>
#include <unordered_set>

#include "base/text.h"
#include "structure/row_fields.h"
#include "structure/work.h"

namespace planstead::structure {

namespace {

using base::Status;
using schema::Record;

class Shared {
 public:
  explicit Shared(const Work& work) : work_(work) {}

  Status check() {
    std::unordered_set<std::int64_t> named;
    for (const Target& target : work_.targets)
      if (target.kind->section == Section::users) named.insert(target.id);
    if (named.empty()) return base::ok();
    work_.transaction.scan(schema::user, [&](const Record& row) {
      if (!named.contains(row.id()) && !row.flag("isDeleted")) note(row);
    });
    for (const Target& target : work_.targets)
      if (target.kind->section == Section::users && target.item != nullptr)
        PS_CHECK(check_one(target));
    return base::ok();
  }

 private:
  using Held = std::map<std::string, std::int64_t>;

  static schema::TextList addresses_of(const Record& row) {
    schema::TextList all;
    if (!row.text("email").empty()) all.push_back(row.text("email"));
    if (const auto* more = std::get_if<schema::TextList>(&row.get("secondaryEmails")))
      all.insert(all.end(), more->begin(), more->end());
    return all;
  }

  void note(const Record& row) {
    for (const std::string& address : addresses_of(row)) addresses_[base::fold(address)] = row.id();
    if (!row.text("login").empty()) logins_[base::fold(row.text("login"))] = row.id();
  }

  Status take(Held& held, const std::string& text, std::string_view key, const Target& target) {
    const auto [place, is_new] = held.try_emplace(base::fold(text), target.id);
    if (is_new || place->second == target.id) return base::ok();
    return work_.refuse(target, line_of(target.item->fields, key), key,
                        text + " is that of another employee");
  }

  Status check_one(const Target& target) {
    const Record& row = *target.after;
    for (const std::string& address : addresses_of(row))
      PS_CHECK(take(addresses_, address, address == row.text("email") ? "email" : "secondaryEmails",
                    target));
    const std::string& login = row.text("login");
    return login.empty() ? base::ok() : take(logins_, login, "login", target);
  }

  const Work& work_;
  Held addresses_, logins_;
};

}  // namespace

Status check_people(const Work& work) { return Shared(work).check(); }

}  // namespace planstead::structure
