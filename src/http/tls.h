// Certificates into a context for new TLS connections: 1.2 and 1.3 only. Knows no connections.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "http/server.h"

namespace planstead::http {

/// Reads both files. Throws std::runtime_error with one clear line.
std::shared_ptr<boost::asio::ssl::context> load_tls(const TlsFiles& files);

}  // namespace planstead::http
