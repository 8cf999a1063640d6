// One I/O thread: its io_context, its connections, its look at the clock once a second. Knows no
// HTTP.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "http/exchange.h"
#include "http/server.h"

namespace planstead::http {

using TimePoint = std::chrono::steady_clock::time_point;
using Socket = boost::asio::ip::tcp::socket;
using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// What a worker asks of a connection.
class Watched {
 public:
  virtual ~Watched() = default;
  virtual void check_time(TimePoint now) = 0;  ///< ends what is overdue
  virtual void stop_if_idle() = 0;             ///< the server is stopping
};

/// Whether a new connection is served or told that there are too many.
enum class Admission { serve, refuse };

class Worker {
 public:
  /// Written by the worker's thread, read by any.
  struct Tally {
    std::atomic<std::uint64_t> requests{0}, malformed{0}, bytes_in{0}, bytes_out{0};
    std::atomic<std::uint64_t> served{0}, refusing{0};  ///< connections open now
  };

  /// What the server gives to each of its workers; outlives them.
  struct Parts {
    const Handler& handler;
    const Streaming& streaming;
    const Limits& limits;
    const Clock& clock;
  };

  Worker(int index, int count, const Parts& parts);

  // From any thread.
  void adopt(Socket socket, TlsContext tls, Admission admission);
  void stop(TimePoint deadline);
  Tally& tally() { return tally_; }
  boost::asio::io_context& context() { return context_; }

  void run();   ///< until stopped and empty, or past the deadline
  void tick();  ///< on the worker's thread

  // For the connections of this worker.
  std::list<Watched*>::iterator enroll(Watched& connection);
  void dismiss(std::list<Watched*>::iterator place);
  std::uint64_t next_id() { return id_ += id_step_; }
  TimePoint now() const { return now_; }
  bool stopping() const { return deadline_.has_value(); }
  const std::string& server_lines() const { return server_lines_; }
  const Handler& handler() const { return parts_.handler; }
  const Streaming& streaming() const { return parts_.streaming; }
  const Limits& limits() const { return parts_.limits; }
  const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }

 private:
  void await_second();
  void end_if_done();

  const Parts parts_;
  const std::uint64_t id_step_;
  std::uint64_t id_;
  TimePoint now_;
  std::string server_lines_;
  std::optional<TimePoint> deadline_;  ///< set once the server is stopping
  Tally tally_;
  std::list<Watched*> connections_;
  // Last: its destruction destroys the connections that are still waiting.
  boost::asio::io_context context_{1};
  std::shared_ptr<Mailbox> mailbox_;
  boost::asio::steady_timer second_;
};

}  // namespace planstead::http
