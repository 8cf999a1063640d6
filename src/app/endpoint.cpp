// Reads and writes addresses.
#include "app/endpoint.h"

#include <arpa/inet.h>

#include "app/config.h"
#include "base/text.h"

namespace planstead::app {

namespace {
bool is_address(const std::string& text, int family) {
  in6_addr space{};
  return inet_pton(family, text.c_str(), &space) == 1;
}
}  // namespace

base::Result<std::optional<http::Endpoint>> parse_endpoint(std::string_view text, bool tls) {
  if (text == "off") return std::optional<http::Endpoint>();
  const auto wrong =
      usage_failure("`" + std::string(text) + "` is no HOST:PORT, as 127.0.0.1:8080");
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return wrong;
  std::string address(text.substr(0, colon));
  const auto port = base::parse_integer(text.substr(colon + 1));
  if (!port || *port < 0 || *port > 65535) return wrong;
  if (address == "localhost") address = "127.0.0.1";
  const bool bracketed = address.size() > 2 && address.front() == '[' && address.back() == ']';
  if (bracketed) address = address.substr(1, address.size() - 2);
  if (!is_address(address, bracketed ? AF_INET6 : AF_INET)) return wrong;
  return std::optional(http::Endpoint{address, static_cast<std::uint16_t>(*port), tls});
}

bool is_loopback(std::string_view address) {
  return address == "::1" || address.starts_with("127.");
}

std::string url_of(const http::Endpoint& endpoint) {
  const bool is_v6 = endpoint.address.find(':') != std::string::npos;
  return std::string(endpoint.tls ? "https" : "http") + "://" +
         (is_v6 ? "[" + endpoint.address + "]" : endpoint.address) + ":" +
         std::to_string(endpoint.port);
}

}  // namespace planstead::app
