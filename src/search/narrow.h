// Narrowing: keeps those rows of a segment that meet a condition. All evaluation goes through here.
#pragma once

#include "base/deadline.h"
#include "search/prepared.h"

namespace planstead::search {

/// `index` is the segment's place among the rows. Rows outside `rows` are not looked at. Throws
/// base::TimeUp.
void narrow(const Rows& all, std::size_t index, const Prepared& condition, Bits& rows,
            const base::Deadline& deadline = base::no_deadline);
/// The kinds over custom values.
void narrow_custom(const Segment& segment, const TextBook& book, const Prepared& condition,
                   Bits& rows);

}  // namespace planstead::search
