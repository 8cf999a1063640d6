// The loop of one I/O thread and the walk over its connections.
#include "http/worker.h"

#include <algorithm>
#include <boost/asio/post.hpp>

#include "http/connection.h"
#include "http/head.h"

namespace planstead::http {

namespace asio = boost::asio;

Worker::Worker(int index, int count, const Parts& parts)
    : parts_(parts),
      id_step_(static_cast<std::uint64_t>(count)),
      id_(static_cast<std::uint64_t>(index)),
      mailbox_(std::make_shared<Mailbox>(context_)),
      second_(context_) {}

void Worker::adopt(Socket socket, TlsContext tls, Admission admission) {
  auto& open = admission == Admission::serve ? tally_.served : tally_.refusing;
  ++open;
  asio::post(context_,
             [this, socket = std::move(socket), tls = std::move(tls), admission]() mutable {
               start_connection(*this, std::move(socket), tls, admission);
             });
}

void Worker::stop(TimePoint deadline) {
  asio::post(context_, [this, deadline] {
    deadline_ = std::min(deadline, deadline_.value_or(deadline));
    for (Watched* connection : connections_) connection->stop_if_idle();
    tick();
  });
}

void Worker::run() {
  mailbox_->enter();
  tick();
  await_second();
  context_.run();
  mailbox_->close();
}

void Worker::tick() {
  const Instant instant = parts_.clock();
  now_ = instant.steady;
  server_lines_ = http::server_lines(instant.utc);
  for (Watched* connection : connections_) connection->check_time(now_);
  end_if_done();
}

void Worker::await_second() {
  second_.expires_after(std::chrono::seconds(1));
  second_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    tick();
    await_second();
  });
}

std::list<Watched*>::iterator Worker::enroll(Watched& connection) {
  return connections_.insert(connections_.end(), &connection);
}

void Worker::dismiss(std::list<Watched*>::iterator place) {
  connections_.erase(place);
  end_if_done();
}

void Worker::end_if_done() {
  if (deadline_ && (connections_.empty() || now_ >= *deadline_)) context_.stop();
}

}  // namespace planstead::http
