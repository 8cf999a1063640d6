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

/// How a client waits for an answer. Falling asleep and being woken takes a multiple of a short
/// request, and is no work of the server: who measures single requests stays awake.
enum class Waiting { asleep, awake };

class Client {
 public:
  Client(std::uint16_t port, Waiting waiting);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  /// Sends one whole request and reads its answer (Content-Length only). Throws std::runtime_error.
  Answer send(std::string_view request);

 private:
  void read_more();
  std::string_view received() const { return std::string_view(buffer_).substr(0, got_); }
  const Waiting waiting_;
  int socket_ = -1;
  std::string buffer_;   ///< kept from answer to answer: clearing it would be timed as the server's
  std::size_t got_ = 0;  ///< bytes of the present answer
};

/// The bytes of one request of a requests file: `METHOD path [body]` on a line.
std::string request_bytes(std::string_view line, std::string_view token);

}  // namespace planstead::bench
