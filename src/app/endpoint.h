// Addresses to listen on, as options write them. Opens nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/server.h"

namespace planstead::app {

/// `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`; nullopt for `off`.
base::Result<std::optional<http::Endpoint>> parse_endpoint(std::string_view text, bool tls);

bool is_loopback(std::string_view address);

/// `https://127.0.0.1:8443`.
std::string url_of(const http::Endpoint& endpoint);

}  // namespace planstead::app
