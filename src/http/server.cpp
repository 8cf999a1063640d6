// Listens, spreads new connections over the workers, starts and stops them. Knows no HTTP.
#include "http/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <csignal>
#include <future>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "http/tls.h"
#include "http/transport.h"
#include "http/worker.h"

namespace planstead::http {
namespace {

using asio::ip::tcp;

/// Connections being told "too many" at a time. Beyond them nothing is said: it would cost as much
/// as serving.
constexpr std::uint64_t refusals_at_once = 64;

struct Listener {
  tcp::acceptor acceptor;
  bool tls;
};

tcp::acceptor bind_to(asio::io_context& context, const Endpoint& endpoint) {
  ErrorCode error;
  const auto fail_on_error = [&] {
    if (error)
      throw std::runtime_error("cannot listen on " + endpoint.address + " port " +
                               std::to_string(endpoint.port) + ": " + error.message());
  };
  const auto address = asio::ip::make_address(endpoint.address, error);
  fail_on_error();
  const tcp::endpoint target(address, endpoint.port);
  tcp::acceptor acceptor(context);
  acceptor.open(target.protocol(), error);
  fail_on_error();
  acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  // Accepted sockets inherit it: without it, answers in two segments wait for the peer's ACK.
  acceptor.set_option(tcp::no_delay(true), error);
  acceptor.bind(target, error);
  fail_on_error();
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  fail_on_error();
  acceptor.non_blocking(true, error);
  return acceptor;
}

}  // namespace

Instant system_clock_now() {
  using namespace std::chrono;
  return {steady_clock::now(), system_clock::to_time_t(system_clock::now())};
}

struct Server::Impl {
  Impl(Handler h, Limits l, int threads, Clock c, Streaming s)
      : handler(std::move(h)), streaming(std::move(s)), limits(l), clock(std::move(c)) {
    const int count = std::max(threads, 1);
    const Worker::Parts parts{handler, streaming, limits, clock};
    for (int i = 0; i < count; ++i) workers.push_back(std::make_unique<Worker>(i, count, parts));
  }

  const Handler handler;
  const Streaming streaming;
  const Limits limits;
  const Clock clock;
  std::vector<std::unique_ptr<Worker>> workers;

  std::mutex tls_mutex;
  TlsContext tls;

  // The first worker's thread alone touches what follows, apart from the counters.
  std::list<Listener> listeners;
  std::optional<TimePoint> deadline;  ///< set by stop
  int accepting = 0;                  ///< accept loops that run
  std::size_t turn = 0;
  std::atomic<std::uint64_t> accepted{0}, refused{0};

  Worker& first() { return *workers.front(); }
  TlsContext tls_now() {
    const std::lock_guard lock(tls_mutex);
    return tls;
  }
  std::uint64_t open() const { return sum(&Worker::Tally::served); }
  std::uint64_t sum(std::atomic<std::uint64_t> Worker::Tally::*counter) const;
  Worker& least_busy();
  void hand_out(Worker& worker, Socket socket, bool with_tls);
  asio::awaitable<void> accept_all(Listener& listener);
  void accept_backlog(Listener& listener);
  void begin_stop(TimePoint until);
  void stop_workers();
};

std::uint64_t Server::Impl::sum(std::atomic<std::uint64_t> Worker::Tally::*counter) const {
  std::uint64_t total = 0;
  for (const auto& worker : workers) total += (worker->tally().*counter).load();
  return total;
}

/// By load and in turn: with few connections the kernel's own spreading leaves threads idle.
Worker& Server::Impl::least_busy() {
  Worker* best = nullptr;
  for (std::size_t i = 1; i <= workers.size(); ++i) {
    Worker* candidate = workers[(turn + i) % workers.size()].get();
    if (!best || candidate->tally().served < best->tally().served) best = candidate;
  }
  turn = (turn + 1) % workers.size();
  return *best;
}

void Server::Impl::hand_out(Worker& worker, Socket socket, bool with_tls) {
  ++accepted;
  const bool full = open() >= limits.connections;
  if (full) ++refused;
  if (full && sum(&Worker::Tally::refusing) >= refusals_at_once) return;
  worker.adopt(std::move(socket), with_tls ? tls_now() : nullptr,
               full ? Admission::refuse : Admission::serve);
}

asio::awaitable<void> Server::Impl::accept_all(Listener& listener) {
  ++accepting;
  while (!deadline) {
    Worker& worker = least_busy();
    auto [error, socket] = co_await listener.acceptor.async_accept(worker.context(), awaited);
    if (!error) {
      hand_out(worker, std::move(socket), listener.tls);
    } else if (error != asio::error::operation_aborted &&
               error != asio::error::connection_aborted) {
      // Out of file descriptors or memory: trying at once would only burn the processor.
      asio::steady_timer pause(first().context(), std::chrono::milliseconds(100));
      co_await pause.async_wait(awaited);
    }
  }
  accept_backlog(listener);
  if (--accepting == 0) stop_workers();
}

/// Whoever has connected before the stop may have sent a request already.
void Server::Impl::accept_backlog(Listener& listener) {
  ErrorCode error;
  for (int left = asio::socket_base::max_listen_connections; left > 0; --left) {
    Worker& worker = least_busy();
    Socket socket = listener.acceptor.accept(worker.context(), error);
    if (error) break;
    hand_out(worker, std::move(socket), listener.tls);
  }
  listener.acceptor.close(error);
}

void Server::Impl::begin_stop(TimePoint until) {
  deadline = std::min(until, deadline.value_or(until));
  ErrorCode ignored;
  for (Listener& listener : listeners) listener.acceptor.cancel(ignored);
  if (accepting == 0) stop_workers();
}

void Server::Impl::stop_workers() {
  for (const auto& worker : workers) worker->stop(*deadline);
}

Server::Server(Handler handler, Limits limits, int threads, Clock clock, Streaming streaming)
    : impl_(std::make_unique<Impl>(std::move(handler), limits, threads, std::move(clock),
                                   std::move(streaming))) {
  // A peer that goes away while we write must not end the process.
  std::signal(SIGPIPE, SIG_IGN);
}

Server::~Server() = default;

std::uint16_t Server::listen(const Endpoint& endpoint) {
  if (endpoint.tls && !impl_->tls_now())
    throw std::runtime_error("a TLS endpoint needs a certificate");
  Impl* impl = impl_.get();
  auto acceptor = bind_to(impl->first().context(), endpoint);
  const std::uint16_t port = acceptor.local_endpoint().port();
  asio::post(impl->first().context(),
             [impl, tls = endpoint.tls, acceptor = std::move(acceptor)]() mutable {
               Listener& listener = impl->listeners.emplace_back(std::move(acceptor), tls);
               asio::co_spawn(impl->first().context(), impl->accept_all(listener), asio::detached);
             });
  return port;
}

void Server::use_tls(const TlsFiles& files) {
  TlsContext fresh = load_tls(files);
  const std::lock_guard lock(impl_->tls_mutex);
  impl_->tls = std::move(fresh);
}

void Server::run() {
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < impl_->workers.size(); ++i)
    threads.emplace_back([worker = impl_->workers[i].get()] { worker->run(); });
  impl_->first().run();
}

void Server::stop(std::chrono::seconds grace) {
  const TimePoint until = impl_->clock().steady + grace;
  asio::post(impl_->first().context(), [impl = impl_.get(), until] { impl->begin_stop(until); });
}

Counters Server::counters() const {
  Counters counters;
  counters.connections_open = impl_->open();
  counters.connections_total = impl_->accepted;
  counters.connections_refused = impl_->refused;
  counters.requests_total = impl_->sum(&Worker::Tally::requests);
  counters.requests_malformed = impl_->sum(&Worker::Tally::malformed);
  counters.bytes_in = impl_->sum(&Worker::Tally::bytes_in);
  counters.bytes_out = impl_->sum(&Worker::Tally::bytes_out);
  return counters;
}

void Server::tick() {
  for (const auto& worker : impl_->workers) {
    std::promise<void> done;
    asio::post(worker->context(), [&] {
      worker->tick();
      done.set_value();
    });
    done.get_future().wait();
  }
}

}  // namespace planstead::http
