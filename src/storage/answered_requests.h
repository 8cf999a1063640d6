// Answers that an Idempotency-Key repeats: kept with the change that they tell of, for a day.
#pragma once

#include "storage/database.h"
#include "storage/store.h"

namespace planstead::storage {

/// What the request was answered before; nullopt: it has not been carried out. A key that belongs
/// to another request is refused.
base::Result<std::optional<plan::Answered>> find_answer(Session& session, const Sender& sender,
                                                        base::Seconds now);
void keep_answer(Session& session, const Sender& sender, const plan::Answered& answer,
                 base::Seconds now);
/// Are there answers whose day is over? Removes them.
bool has_old_answers(Session& session, base::Seconds now);
void remove_old_answers(Session& session, base::Seconds now);

}  // namespace planstead::storage
