// A recurring template and what its calendar says is due now. Makes nothing.
#pragma once

#include <optional>
#include <vector>

#include "domain/rules.h"

namespace planstead::domain {

/// A recurring template with what decides when its copies are due.
struct Series {
  schema::Record form;
  schema::Recurrence rule;
  base::Zone zone;
  const catalog::Schedule& schedule;
  std::vector<std::int64_t> copies;
};

/// Zone and working days are those of the first assigned employee, else the account's.
Series series_of(schema::Record form, const schema::Recurrence& rule, Context& context);

/// What a look at the calendar gives: the moment that is due now, and whether more will come.
struct Due {
  std::optional<base::Seconds> moment;
  bool more = true;
};

Due due_now(const Series& series, Context& context);

/// Does the recurrence end before this moment?
bool past_end(const schema::Recurrence& rule, base::Seconds moment, const base::Zone& zone);

}  // namespace planstead::domain
