// Sockets of the benchmark: plain, blocking, one request at a time.
#include "client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace planstead::bench {

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
}

Client::~Client() { ::close(socket_); }

void Client::read_more() {
  const std::size_t had = buffer_.size();
  buffer_.resize(had + 512 * 1024);
  const ssize_t got = ::recv(socket_, buffer_.data() + had, buffer_.size() - had, 0);
  if (got <= 0) throw std::runtime_error("the server closed the connection");
  buffer_.resize(had + static_cast<std::size_t>(got));
}

Answer Client::send(std::string_view request) {
  while (!request.empty()) {
    const ssize_t sent = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("cannot send");
    request.remove_prefix(static_cast<std::size_t>(sent));
  }
  buffer_.clear();
  std::size_t head_end = std::string::npos;
  while ((head_end = buffer_.find("\r\n\r\n")) == std::string::npos) read_more();
  const std::size_t length_at = buffer_.find("Content-Length: ");
  if (length_at > head_end) throw std::runtime_error("an answer without Content-Length");
  const auto length = static_cast<std::size_t>(std::atoll(buffer_.c_str() + length_at + 16));
  while (buffer_.size() < head_end + 4 + length) read_more();
  return {std::atoi(buffer_.c_str() + 9), std::string_view(buffer_).substr(head_end + 4, length)};
}

std::string request_bytes(std::string_view line, std::string_view token) {
  const std::size_t method_end = line.find(' ');
  const std::size_t path_end = line.find(' ', method_end + 1);
  const std::string_view body =
      path_end == std::string_view::npos ? std::string_view{} : line.substr(path_end + 1);
  std::string out(line.substr(0, path_end));
  out +=
      " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nUser-Agent: "
      "bench\r\nAuthorization: Bearer ";
  out += token;
  if (!body.empty())
    out += "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size());
  out += "\r\n\r\n";
  out += body;
  return out;
}

}  // namespace planstead::bench
