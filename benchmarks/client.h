// A blocking keep-alive HTTP client over one loopback socket, as thin as a fair measurement wants
// it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace planstead::bench {

struct Answer {
  int status = 0;
  std::string_view body;  ///< valid until the next call
};

class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  /// Sends one whole request and reads its answer (Content-Length only). Throws std::runtime_error.
  Answer send(std::string_view request);

 private:
  void read_more();
  int socket_ = -1;
  std::string buffer_;
};

/// The bytes of one request of a requests file: `METHOD path [body]` on a line.
std::string request_bytes(std::string_view line, std::string_view token);

}  // namespace planstead::bench
