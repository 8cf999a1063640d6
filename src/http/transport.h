// The two kinds of stream under a connection, made alike: plain socket and TLS. Knows no HTTP.
#pragma once

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string_view>

namespace planstead::http {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

/// Operations answer (error, count) instead of throwing: a lost peer is an everyday thing.
inline constexpr auto awaited = asio::as_tuple(asio::use_awaitable);

/// Bytes on their way out. TLS wants them in one piece, so there `body` is empty.
struct Outgoing {
  std::string_view head, body;
  bool done() const { return head.empty() && body.empty(); }
  std::array<asio::const_buffer, 2> buffers() const {
    return {asio::buffer(head.data(), head.size()), asio::buffer(body.data(), body.size())};
  }
  void sent(std::size_t count) {
    const std::size_t of_head = std::min(count, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(count - of_head);
  }
};

class PlainTransport {
 public:
  static constexpr bool tls = false;
  explicit PlainTransport(asio::ip::tcp::socket socket) : stream(std::move(socket)) {}

  asio::ip::tcp::socket& socket() { return stream; }
  asio::awaitable<bool> open() { co_return true; }
  asio::awaitable<void> say_goodbye() { co_return; }

  /// Writes what the kernel takes at once, without a round through the event loop.
  ErrorCode send_now(Outgoing& outgoing) {
    ErrorCode error;
    outgoing.sent(stream.write_some(outgoing.buffers(), error));
    return error == asio::error::would_block ? ErrorCode() : error;
  }
  /// Bytes that have arrived and are not read yet.
  bool has_bytes() {
    ErrorCode error;
    return stream.available(error) > 0;
  }

  asio::ip::tcp::socket stream;
};

class TlsTransport {
 public:
  static constexpr bool tls = true;
  TlsTransport(asio::ip::tcp::socket socket, asio::ssl::context& context)
      : stream(std::move(socket), context) {}

  asio::ip::tcp::socket& socket() { return stream.next_layer(); }
  asio::awaitable<bool> open() {
    const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::server, awaited);
    co_return !error;
  }
  asio::awaitable<void> say_goodbye() { co_await stream.async_shutdown(awaited); }

  ErrorCode send_now(Outgoing&) { return {}; }
  /// Records may lie in the socket, in the engine's input, or be decrypted already.
  bool has_bytes() {
    SSL* ssl = stream.native_handle();
    ErrorCode error;
    return SSL_pending(ssl) > 0 || BIO_pending(SSL_get_rbio(ssl)) > 0 ||
           socket().available(error) > 0;
  }

  asio::ssl::stream<asio::ip::tcp::socket> stream;
};

}  // namespace planstead::http
