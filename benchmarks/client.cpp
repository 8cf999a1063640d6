// Sockets of the benchmark: plain, blocking, one request at a time.
#include "client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>

namespace planstead::bench {

namespace {
constexpr std::size_t least_read = 256 * 1024;
}

Client::Client(std::uint16_t port, Waiting waiting)
    : waiting_(waiting), socket_(::socket(AF_INET, SOCK_STREAM, 0)), buffer_(2 * least_read, '\0') {
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
  if (buffer_.size() - got_ < least_read) buffer_.resize(buffer_.size() * 2);
  const int flags = waiting_ == Waiting::asleep ? 0 : MSG_DONTWAIT;
  ssize_t got = 0;
  do got = ::recv(socket_, buffer_.data() + got_, buffer_.size() - got_, flags);
  while (got < 0 && errno == EAGAIN && waiting_ == Waiting::awake);
  if (got <= 0) throw std::runtime_error("the server closed the connection");
  got_ += static_cast<std::size_t>(got);
}

Answer Client::send(std::string_view request) {
  while (!request.empty()) {
    const ssize_t sent = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("cannot send");
    request.remove_prefix(static_cast<std::size_t>(sent));
  }
  got_ = 0;
  std::size_t head_end = std::string::npos;
  while ((head_end = received().find("\r\n\r\n")) == std::string::npos) read_more();
  const std::size_t length_at = received().find("Content-Length: ");
  if (length_at > head_end) throw std::runtime_error("an answer without Content-Length");
  const auto length = static_cast<std::size_t>(std::atoll(buffer_.c_str() + length_at + 16));
  while (got_ < head_end + 4 + length) read_more();
  return {std::atoi(buffer_.c_str() + 9), received().substr(head_end + 4, length)};
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
