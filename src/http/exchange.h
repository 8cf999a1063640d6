// What a connection shares with the responders it hands out. Outlives the connection if they do, so
// that a late answer is harmless and the request's views stay readable. Knows no sockets.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "http/reader.h"
#include "http/server.h"

namespace planstead::http {

/// The way into an I/O thread that may be gone already.
class Mailbox {
 public:
  explicit Mailbox(boost::asio::io_context& context) : context_(context) {}

  void enter() {
    thread_ = std::this_thread::get_id();
  }              ///< the caller is the I/O thread from now on
  void close();  ///< everything posted from now on is dropped
  bool here() const { return thread_.load() == std::this_thread::get_id(); }

  template <class Work>
  void post(Work&& work) {
    // Under the lock: the context is destroyed only after `close`.
    const std::lock_guard lock(mutex_);
    if (open_) boost::asio::post(context_, std::forward<Work>(work));
  }

 private:
  std::mutex mutex_;
  bool open_ = true;
  boost::asio::io_context& context_;
  std::atomic<std::thread::id> thread_{};
};

class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(std::shared_ptr<Mailbox> mailbox, const Limits& limits, std::string remote);

  Reader reader;
  Request request;
  std::optional<Response> answer;                ///< touched on the I/O thread only
  bool piece_taken = true;                       ///< likewise: the sink wants the next piece
  std::function<void()> wake;  ///< likewise: hears of both; set while the connection waits

  /// From any thread.
  void respond(Response&& response);
  void next();
  /// For the request at hand.
  Responder make_responder();
  /// For the piece at hand. Also counts as called when its last copy goes.
  BodySink::Next make_next();

 private:
  void deliver(Response&& response);
  void deliver_next();

  std::shared_ptr<Mailbox> mailbox_;
  std::string remote_;
};

}  // namespace planstead::http
