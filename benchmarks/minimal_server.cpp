// The baseline of the benchmark: fixed JSON from the HTTP library that Planstead stands on (Asio,
// and Beast's parser), with nothing of Planstead in it. No limits, no timeouts, no TLS, no bodies.
//
//   minimal_server PORT THREADS
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Error = boost::system::error_code;

constexpr std::string_view answer =
    "HTTP/1.1 200 OK\r\n"
    "Content-Type: application/json; charset=utf-8\r\n"
    "Content-Length: 20\r\n\r\n"
    "{\"result\":\"success\"}";

/// Notes nothing: the answer is the same for all.
class Parser final : public beast::http::basic_parser<true> {
  using Text = beast::string_view;
  void on_request_impl(beast::http::verb, Text, Text, int, Error&) override {}
  void on_response_impl(int, Text, int, Error&) override {}
  void on_field_impl(beast::http::field, Text, Text, Error&) override {}
  void on_header_impl(Error&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
  std::size_t on_body_impl(Text body, Error&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, Error&) override { return body.size(); }
  void on_finish_impl(Error&) override {}
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  explicit Session(tcp::socket socket) : socket_(std::move(socket)) {
    Error ignored;
    socket_.non_blocking(true, ignored);
  }

  void read() {
    socket_.async_read_some(asio::buffer(buffer_ + size_, sizeof buffer_ - size_),
                            [self = shared_from_this()](const Error& error, std::size_t count) {
                              if (!error) self->received(count);
                            });
  }

 private:
  void received(std::size_t count) {
    size_ += count;
    std::size_t used = 0;
    while (used < size_) {
      if (!parser_) parser_.emplace();
      Error error;
      used += parser_->put(asio::const_buffer(buffer_ + used, size_ - used), error);
      if (error == beast::http::error::need_more) break;
      if (error) return;
      if (!parser_->is_done()) continue;
      const bool keep_alive = parser_->keep_alive();
      parser_.reset();
      // A socket that does not take 120 bytes at once has a peer that does not read: give it up.
      if (socket_.write_some(asio::buffer(answer), error) < answer.size() || !keep_alive) return;
    }
    std::memmove(buffer_, buffer_ + used, size_ - used);
    size_ -= used;
    if (size_ < sizeof buffer_) read();
  }

  tcp::socket socket_;
  std::optional<Parser> parser_;
  std::size_t size_ = 0;
  char buffer_[8 * 1024];
};

using Contexts = std::vector<std::unique_ptr<asio::io_context>>;

/// Hands new connections to the threads in turn.
void accept(tcp::acceptor& acceptor, const Contexts& contexts, std::size_t turn) {
  asio::io_context& context = *contexts[turn % contexts.size()];
  acceptor.async_accept(context, [&, turn](const Error& error, tcp::socket socket) {
    if (!error)
      asio::post(context, [socket = std::move(socket)]() mutable {
        std::make_shared<Session>(std::move(socket))->read();
      });
    accept(acceptor, contexts, turn + 1);
  });
}

}  // namespace

int main(int count, char** words) {
  if (count != 3 || std::atoi(words[2]) < 1) {
    std::cerr << "usage: minimal_server PORT THREADS\n";
    return 2;
  }
  Contexts contexts;
  for (int i = 0; i < std::atoi(words[2]); ++i)
    contexts.push_back(std::make_unique<asio::io_context>(1));
  tcp::acceptor acceptor(*contexts[0],
                         tcp::endpoint(asio::ip::address_v4::loopback(),
                                       static_cast<std::uint16_t>(std::atoi(words[1]))));
  acceptor.set_option(tcp::no_delay(true));
  accept(acceptor, contexts, 0);

  std::vector<std::jthread> threads;
  for (const auto& context : contexts)
    threads.emplace_back([&] {
      const auto work = asio::make_work_guard(*context);
      context->run();
    });
}
