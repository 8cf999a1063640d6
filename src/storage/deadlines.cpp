// Which tasks the clock has to tell of: those whose deadline, nearness or start came since the last
// look. The index in memory names them, so that a look costs little however many tasks there are;
// how far it got stands in the account, so that none is left out after a pause.
#include <algorithm>
#include <limits>

#include "base/text.h"
#include "domain/standard_process.h"
#include "plan/conditions.h"
#include "storage/live_store.h"

namespace planstead::storage {

namespace {

using schema::Moment;
using search::Condition;
namespace status = domain::system_status;

constexpr std::string_view looked_key = "deadlines_looked";
constexpr base::Seconds kept_within = 3600;  // how old the stored mark may be
constexpr std::size_t told_together = 20;
// A day without time begins and ends, in the account's zone, within this of its number.
constexpr base::Seconds slack = 2 * 86400;

std::size_t column(std::string_view field) {
  return schema::index_of(schema::task, *schema::find_field(schema::task, field));
}

Condition moment_between(std::string_view field, base::Seconds from, base::Seconds to) {
  Condition condition = plan::over(Condition::Kind::between, column(field));
  condition.lo = search::index_number({from, false});
  condition.hi = search::index_number({to, true});
  return condition;
}

Condition has_status(std::vector<std::int64_t> ids) {
  return plan::in_set(column("status"), plan::packed(base::RefKind::status, ids));
}

std::vector<std::int64_t> with_deadline(const catalog::Catalog& catalog) {
  std::vector<std::int64_t> ids;
  for (const catalog::Status& one : catalog.statuses)
    if (one.has_deadline) ids.push_back(one.id);
  return ids;
}

/// One look: what came after `since` and by `now`.
class Look {
 public:
  Look(search::Index tasks, const catalog::Catalog& catalog, base::Seconds since, base::Seconds now)
      : tasks_(std::move(tasks)), catalog_(catalog), since_(since), now_(now) {}

  std::vector<std::int64_t> due() {
    const base::Zone& zone = catalog_.account.zone;
    const Condition tracked = has_status(with_deadline(catalog_));
    add({tracked, moment_between("endDateTime", since_ - slack, now_ + slack)},
        [&](std::int64_t id) {
          const auto end = at("endDateTime", id);
          return end ? domain::deadline_of(*end, zone) : never;
        });
    add({tracked, moment_between("endDateTime", now_ - slack, never)},
        [&](std::int64_t id) { return close_of(id, zone); });
    add({has_status({status::fresh}),
         moment_between("startDateTime", since_ - slack, now_ + slack)},
        [&](std::int64_t id) {
          const auto start = at("startDateTime", id);
          return start ? domain::start_of(*start, zone) : never;
        });
    return std::move(due_);
  }

 private:
  static constexpr base::Seconds never = std::numeric_limits<base::Seconds>::max() / 4;

  template <class Instant>
  void add(std::vector<Condition> conditions, const Instant& instant) {
    const Condition all = plan::all(std::move(conditions));
    for (const std::int64_t id : tasks_.select(all, 0, std::numeric_limits<std::size_t>::max()))
      if (const base::Seconds moment = instant(id); moment > since_ && moment <= now_)
        due_.push_back(id);
  }

  std::optional<Moment> at(std::string_view field, std::int64_t id) const {
    const std::int64_t number = tasks_.number_at(column(field), id);
    if (number == search::no_number) return std::nullopt;
    return Moment{number >> 1, (number & 1) != 0};
  }

  base::Seconds close_of(std::int64_t id, const base::Zone& zone) const {
    auto start = at("startDateTime", id);
    if (!start) start = at("dateTime", id);
    const auto end = at("endDateTime", id);
    if (!start || !end) return never;
    return domain::close_from(domain::start_of(*start, zone), domain::deadline_of(*end, zone));
  }

  const search::Index tasks_;
  const catalog::Catalog& catalog_;
  base::Seconds since_, now_;
  std::vector<std::int64_t> due_;
};

}  // namespace

/// An account that comes from a program without this begins now: nobody is told of what was overdue
/// before.
void LiveStore::begin_looking(base::Seconds now) {
  if (looked_) return;
  {
    const SessionPool::Lease session = pool_.lease();
    looked_ = base::parse_integer(read_meta(*session, looked_key).value_or(""));
  }
  looked_stored_ = looked_.value_or(0);
  if (!looked_) keep_look(now);
}

void LiveStore::keep_look(base::Seconds now) {
  transact([&](Transaction& rows) { rows.put_meta(looked_key, std::to_string(now)); });
  looked_ = looked_stored_ = now;
}

/// A clock that went back goes over the same once more: what was told is noted.
int LiveStore::tell_of_deadlines(base::Seconds now) {
  int told = 0;
  if (*looked_ < now) {
    const std::shared_ptr<const search::IndexSet> indexes = index_.wait();
    const catalog::CatalogPtr catalog = this->catalog();
    const std::vector<std::int64_t> due =
        Look(indexes->of(schema::task), *catalog, *looked_, now).due();
    for (std::size_t first = 0; first < due.size(); first += told_together)
      told += run_due(
          [&](domain::Context& c) {
            int here = 0;
            for (std::size_t i = first; i < std::min(first + told_together, due.size()); ++i)
              here += domain::run_deadlines(due[i], c);
            return here;
          },
          now);
  }
  looked_ = now;
  if (told > 0 || std::abs(now - looked_stored_) >= kept_within) keep_look(now);
  return told;
}

}  // namespace planstead::storage
