// Which rows of the log and of notifications an answer shows.
#pragma once

#include "request/call.h"
#include "storage/database.h"

namespace planstead::storage {

/// One page of the log, the newest first. `tasks`: those of the project that is asked about, whose
/// entries belong to its log.
std::vector<std::int64_t> log_ids(const request::Call& call, const std::vector<std::int64_t>& tasks,
                                  Session& session);
/// One page of what the person was notified of: unread ones first, the newest first.
std::vector<std::int64_t> notification_ids(const request::Call& call, base::Ref person,
                                           Session& session);
/// Comments that the person was notified of and has not marked as read, ascending.
std::vector<std::int64_t> unread_comments(base::Ref person, Session& session);
bool is_unread(std::int64_t comment, base::Ref person, Session& session);

}  // namespace planstead::storage
