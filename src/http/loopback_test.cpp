// The client speaks raw bytes, so that tests can send what no library would.
#include "http/loopback_test.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace planstead::http {

Running::Running(Handler handler, Limits limits, int threads, std::optional<TlsFiles> tls,
                 Streaming streaming)
    : server(std::make_unique<Server>(
          std::move(handler), limits, threads, [this] { return clock.now(); },
          std::move(streaming))) {
  if (tls) server->use_tls(*tls);
  port = server->listen({.tls = tls.has_value()});
  thread_ = std::jthread([this] { server->run(); });
}

Running::~Running() {
  if (server) server->stop(std::chrono::seconds(0));
  join();
}

void Running::forward(std::chrono::seconds by) {
  clock.forward(by);
  server->tick();
}

void Running::join() {
  if (thread_.joinable()) thread_.join();
}

std::string Answer::header(std::string_view name) const {
  const std::size_t at = head.find("\r\n" + std::string(name) + ": ");
  if (at == std::string::npos) return {};
  const std::size_t from = at + name.size() + 4;
  return head.substr(from, head.find("\r\n", from) - from);
}

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  // A server that never answers must fail the test, not hang it.
  const timeval patience{20, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    ADD_FAILURE() << "cannot connect";
}

Client::~Client() {
  if (ssl_) SSL_free(ssl_);
  if (context_) SSL_CTX_free(context_);
  ::close(socket_);
}

bool Client::start_tls(int max_version) {
  context_ = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
  SSL_CTX_set_security_level(context_, 0);
  SSL_CTX_set_max_proto_version(context_, max_version);
  ssl_ = SSL_new(context_);
  SSL_set_fd(ssl_, socket_);
  return SSL_connect(ssl_) == 1;
}

std::string Client::certificate_serial() const {
  const ASN1_INTEGER* serial = X509_get0_serialNumber(SSL_get0_peer_certificate(ssl_));
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(serial)),
          static_cast<std::size_t>(ASN1_STRING_length(serial))};
}

std::string Client::tls_version() const { return SSL_get_version(ssl_); }

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ssl_ ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                            : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;  // what the server answered tells the test more
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Client::end_sending() { ::shutdown(socket_, SHUT_WR); }

bool Client::more() {
  char piece[16384];
  const auto count =
      ssl_ ? SSL_read(ssl_, piece, sizeof piece) : ::recv(socket_, piece, sizeof piece, 0);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) ADD_FAILURE() << "no answer";
  if (count <= 0) return false;
  received_.append(piece, static_cast<std::size_t>(count));
  return true;
}

std::string Client::read_until(std::string_view mark) {
  std::size_t at;
  while ((at = received_.find(mark)) == std::string::npos)
    if (!more()) return {};
  std::string text = received_.substr(0, at + mark.size());
  received_.erase(0, at + mark.size());
  return text;
}

Answer Client::read(bool head_request) {
  Answer answer;
  answer.head = read_until("\r\n\r\n");
  if (answer.head.size() < 12) return answer;
  answer.status = std::stoi(answer.head.substr(9, 3));
  const std::string length = answer.header("Content-Length");
  if (head_request || length.empty()) return answer;
  const std::size_t size = std::stoul(length);
  while (received_.size() < size)
    if (!more()) break;
  answer.body = received_.substr(0, size);
  received_.erase(0, size);
  return answer;
}

bool Client::at_end() { return received_.empty() && !more(); }

}  // namespace planstead::http
