// Links between people and companies, seen from both sides: a person's `companies`, a company's
// `contacts` (observed 15.7).
#include <algorithm>

#include "base/text.h"
#include "domain/contact_edit.h"

namespace planstead::domain {

namespace {

using base::Ref;
using base::RefKind;
using schema::Record;
using schema::RefList;

/// One side of the links: the field of a row, and that of the rows which it names.
struct Side {
  std::string_view own, other;
  bool of_company;  ///< only companies have the field
};
constexpr Side sides[] = {{"companies", "contacts", false}, {"contacts", "companies", true}};

bool holds(const RefList& list, Ref ref) { return std::ranges::find(list, ref) != list.end(); }

const RefList& before_of(const RowEdit& edit, std::string_view field) {
  static const RefList none;
  return edit.before ? edit.before->refs(field) : none;
}

std::string place_of(const Side& side, std::size_t index) {
  std::string place = std::string(side.own) + "[";
  base::append_number(place, static_cast<std::int64_t>(index));
  return place + "].id";
}

// Who is linked already is not asked again: answers are written back whole (observed 6.9).
base::Status check_side(const RowEdit& edit, const Side& side) {
  const RefList& now = edit.row.refs(side.own);
  if (!now.empty() && edit.row.flag("isCompany") != side.of_company)
    return base::invalid(std::string(side.own), side.of_company
                                                    ? "only a company has contacts"
                                                    : "a company belongs to no companies");
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (holds(before_of(edit, side.own), now[i])) continue;
    const auto other = edit.context.records.find(schema::contact, now[i].id);
    if (other && other->flag("isCompany") == side.of_company)
      return base::invalid(place_of(side, i), side.of_company ? "this is a company, not a person"
                                                              : "this is a person, not a company");
  }
  return base::ok();
}

void mirror_one(Ref other, std::string_view field, Ref self, bool on, Records& records) {
  auto row = records.find(schema::contact, other.id);
  if (!row || holds(row->refs(field), self) == on) return;
  RefList list = row->refs(field);
  if (on)
    list.push_back(self);
  else
    std::erase(list, self);
  row->set(field, list.empty() ? schema::Value{} : schema::Value{std::move(list)});
  records.save(*row);
}

}  // namespace

base::Status check_links(const RowEdit& edit) {
  for (const Side& side : sides) PS_CHECK(check_side(edit, side));
  return base::ok();
}

void mirror_links(const Record& before, const Record& after, Records& records) {
  const Ref self{RefKind::contact, after.id()};
  for (const Side& side : sides) {
    const RefList& had = before.refs(side.own);
    const RefList& has = after.refs(side.own);
    for (const Ref other : has)
      if (!holds(had, other)) mirror_one(other, side.other, self, true, records);
    for (const Ref other : had)
      if (!holds(has, other)) mirror_one(other, side.other, self, false, records);
  }
}

}  // namespace planstead::domain
