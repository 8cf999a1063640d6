// Serves one accepted socket from its first byte to its close. Connections own themselves: they are
// coroutines of their worker's io_context.
#pragma once

#include "http/worker.h"

namespace planstead::http {

/// `tls` may be null: plain. On the worker's thread.
void start_connection(Worker& worker, Socket socket, const TlsContext& tls, Admission admission);

}  // namespace planstead::http
