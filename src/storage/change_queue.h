// Changes that wait until nobody holds their task or contact: the rows, their order, their limits.
// What a change does is the rules' business.
#pragma once

#include "storage/write_session.h"

namespace planstead::storage {

/// The task or contact whose lease lets the call wait; kind none: it waits for nothing.
base::Ref waits_for(const request::Call& call);

/// Does some change wait for the thing?
bool has_waiting(Session& session, base::Ref object);
/// The things for which changes wait.
std::vector<base::Ref> waiting_objects(Session& session);
QueueFigures queue_figures(Session& session);

/// Puts a change at the end of the thing's queue; answers its number. Refused where the queue is
/// full.
base::Result<std::int64_t> add_waiting(WriteSession& rows, const request::Call& call,
                                       base::Ref person, const Sender& sender, base::Seconds now);
/// The change whose turn it is.
std::optional<schema::Record> first_waiting(WriteSession& rows, base::Ref object);
/// Ends a change, carried out or not, in the transaction that does it; answers it as it is now.
schema::Record finish_waiting(WriteSession& rows, schema::Record change, const base::Status& status,
                              const std::vector<domain::Failure>& failures, base::Seconds now);

/// Changes that ended long ago.
bool has_old_changes(Session& session, base::Seconds now);
void remove_old_changes(Session& session, base::Seconds now);

}  // namespace planstead::storage
