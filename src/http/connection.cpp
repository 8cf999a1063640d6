// The life of a connection: open, then request and answer in turn, then a polite close.
#include "http/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "http/head.h"
#include "http/send_file.h"
#include "http/transport.h"

namespace planstead::http {
namespace {

constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t kept_output = 64 * 1024;
constexpr std::chrono::seconds farewell{2};

/// A streamed body shows that it gets on by this much within Limits::request.
constexpr std::uint64_t least_progress = 16 * 1024;

enum class Phase { opening, idle, reading, handling, writing, closing };

template <class Transport>
class Connection final : public Watched {
 public:
  Connection(Worker& worker, Transport transport, Admission admission, std::string remote)
      : worker_(worker),
        transport_(std::move(transport)),
        answered_(worker.context(), TimePoint::max()),
        exchange_(std::make_shared<Exchange>(worker.mailbox(), worker.limits(), std::move(remote))),
        admission_(admission),
        place_(worker.enroll(*this)) {
    exchange_->request.tls = Transport::tls;
    enter(Phase::opening);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() override {
    exchange_->wake = nullptr;
    auto& tally = worker_.tally();
    --(admission_ == Admission::serve ? tally.served : tally.refusing);
    worker_.dismiss(place_);
  }

  asio::awaitable<void> run();

  void check_time(TimePoint now) override {
    if (now - since_ > patience()) expire();
  }
  void stop_if_idle() override {
    if (phase_ == Phase::idle && !transport_.has_bytes()) expire();
  }

 private:
  std::chrono::seconds patience() const;
  void enter(Phase phase);
  void expire();
  bool received(const ErrorCode& error, std::size_t count);
  bool stop_now();
  void admit(Phase phase);
  void ask_handler();
  bool open_body();
  Outgoing compose(const Response& answer, bool close);

  asio::awaitable<bool> serve_one();
  asio::awaitable<bool> take_body();
  asio::awaitable<bool> feed_sink(std::optional<Refusal>& refusal);
  asio::awaitable<bool> read_ahead();
  asio::awaitable<void> sink_ready();
  asio::awaitable<void> hear();
  template <class Work>
  void ask_sink(Work work);
  asio::awaitable<bool> send_all(Outgoing outgoing, const std::optional<FilePart>& file);
  asio::awaitable<bool> wait_answer();
  asio::awaitable<bool> send(Outgoing outgoing);
  asio::awaitable<bool> refuse(Refusal refusal);
  asio::awaitable<void> close_gently();

  Worker& worker_;
  Transport transport_;
  asio::steady_timer answered_;  ///< never expires; cancelled when the answer is there
  std::shared_ptr<Exchange> exchange_;
  std::shared_ptr<BodySink> sink_;  ///< of the request at hand
  Admission admission_;
  std::list<Watched*>::iterator place_;
  Phase phase_ = Phase::opening;
  TimePoint since_;        ///< when the phase began or last made progress
  bool expired_ = false;   ///< the phase has been ended from outside
  bool farewell_ = false;  ///< our answer was the last word, so the peer must get to read it
  std::string out_;
};

template <class Transport>
std::chrono::seconds Connection<Transport>::patience() const {
  switch (phase_) {
    case Phase::opening:
    case Phase::reading:
      return worker_.limits().request;
    case Phase::idle:
    case Phase::writing:
      return worker_.limits().idle;
    case Phase::closing:
      return farewell;
    case Phase::handling:
      break;
  }
  return std::chrono::hours(24 * 365);
}

template <class Transport>
void Connection<Transport>::enter(Phase phase) {
  phase_ = phase;
  since_ = worker_.now();
  expired_ = false;
}

template <class Transport>
void Connection<Transport>::expire() {
  expired_ = true;
  ErrorCode ignored;
  transport_.socket().cancel(ignored);
}

template <class Transport>
bool Connection<Transport>::received(const ErrorCode& error, std::size_t count) {
  worker_.tally().bytes_in.fetch_add(count, std::memory_order_relaxed);
  exchange_->reader.commit(count);
  // An idle connection was told to end while its next request was arriving: the request was first.
  if (phase_ == Phase::idle && count > 0) expired_ = false;
  return !error && !expired_;
}

/// Nothing of a request is there, and no new one is wanted.
template <class Transport>
bool Connection<Transport>::stop_now() {
  return worker_.stopping() && !exchange_->reader.started() && !transport_.has_bytes();
}

template <class Transport>
asio::awaitable<void> Connection<Transport>::run() {
  const bool open = co_await transport_.open();
  if (!open || expired_) co_return;
  if (admission_ == Admission::refuse)
    co_await refuse(too_many_connections());
  else
    while (co_await serve_one()) {
    }
  if (farewell_) co_await close_gently();
}

/// Reads one request and answers it. False: the connection ends.
template <class Transport>
asio::awaitable<bool> Connection<Transport>::serve_one() {
  Reader& reader = exchange_->reader;
  enter(Phase::idle);
  for (;;) {
    const Reader::Step step = reader.advance();
    if (step == Reader::Step::complete) {
      ask_handler();
      break;
    }
    if (step == Reader::Step::refused) {
      ++worker_.tally().malformed;
      co_return co_await refuse(reader.refusal());
    }
    if (step == Reader::Step::head) {
      if (!open_body()) continue;
      if (!co_await take_body()) co_return false;
      break;
    }
    if (phase_ == Phase::idle && reader.started()) enter(Phase::reading);
    if (reader.take_expectation() && !co_await send({continue_line, {}})) co_return false;
    if (stop_now()) co_return false;
    const auto room = reader.room();
    const auto [error, count] =
        co_await transport_.stream.async_read_some(asio::buffer(room.data(), room.size()), awaited);
    if (received(error, count)) continue;
    if (expired_ && phase_ == Phase::reading) co_return co_await refuse(too_slow());
    co_return false;
  }
  if (!exchange_->answer && !co_await wait_answer()) co_return false;
  Response answer = std::move(*exchange_->answer);
  exchange_->answer.reset();
  sink_.reset();

  const bool close = answer.close || !reader.keep_alive() || !reader.body_taken() ||
                     (worker_.stopping() && !reader.leftover() && !transport_.has_bytes());
  Outgoing outgoing = compose(answer, close);
  enter(Phase::writing);
  if (transport_.send_now(outgoing)) co_return false;
  if (!outgoing.done() || answer.file)
    if (!co_await send_all(outgoing, answer.file)) co_return false;
  farewell_ = close;
  reader.begin();
  co_return !close;
}

/// The request is one that the program hears of.
template <class Transport>
void Connection<Transport>::admit(Phase phase) {
  enter(phase);
  Request& request = exchange_->request;
  exchange_->reader.fill(request);
  request.id = worker_.next_id();
  worker_.tally().requests.fetch_add(1, std::memory_order_relaxed);
}

template <class Transport>
void Connection<Transport>::ask_handler() {
  admit(Phase::handling);
  try {
    worker_.handler()(exchange_->request, exchange_->make_responder());
  } catch (const std::exception&) {
    // A bug of the handler. Its responder has gone with it, and that answers 500.
  }
}

/// False: the body is read whole.
template <class Transport>
bool Connection<Transport>::open_body() {
  const Streaming& streaming = worker_.streaming();
  if (!streaming.wants) return false;
  exchange_->reader.fill(exchange_->request);
  if (!streaming.wants(exchange_->request)) return false;
  exchange_->reader.stream();
  admit(Phase::reading);
  try {
    sink_ = streaming.open(exchange_->request, exchange_->make_responder());
  } catch (const std::exception&) {
    // As in ask_handler.
  }
  return true;
}

/// Brings the body to its sink. False: the connection ends.
template <class Transport>
asio::awaitable<bool> Connection<Transport>::take_body() {
  std::optional<Refusal> refusal;
  const bool fed = co_await feed_sink(refusal);
  co_await sink_ready();  // it reads in our buffers
  if (refusal) co_return co_await refuse(std::move(*refusal));
  enter(Phase::handling);
  co_return fed;
}

/// Hands over piece by piece, until the body's end or until the answer comes before that. The sink
/// works on a piece while the next one arrives. False: refused, or the client is gone.
template <class Transport>
asio::awaitable<bool> Connection<Transport>::feed_sink(std::optional<Refusal>& refusal) {
  Reader& reader = exchange_->reader;
  std::uint64_t progress = 0;
  while (sink_ && !exchange_->answer) {
    const Reader::Step step = exchange_->piece_taken ? reader.advance() : Reader::Step::more;
    if (step == Reader::Step::complete) {
      ask_sink([&] { sink_->finish(); });
      break;
    }
    if (step == Reader::Step::refused) {
      ++worker_.tally().malformed;
      refusal = reader.refusal();
      co_return false;
    }
    if (step == Reader::Step::piece) {
      progress += reader.piece().size();
      exchange_->piece_taken = false;
      ask_sink([&] { sink_->take(reader.piece(), exchange_->make_next()); });
      if (progress >= least_progress) enter(Phase::reading), progress = 0;
      continue;
    }
    if (reader.room().empty())
      co_await sink_ready();
    else if (!co_await read_ahead()) {
      if (expired_) refusal = too_slow();
      co_return false;
    }
  }
  co_return true;
}

/// One read of a body, which ends early when the sink says something: it may be idle while bytes
/// for it are here, and the client may be waiting for its answer.
template <class Transport>
asio::awaitable<bool> Connection<Transport>::read_ahead() {
  Reader& reader = exchange_->reader;
  if (reader.take_expectation() && !co_await send({continue_line, {}})) co_return false;
  const auto room = reader.room();
  exchange_->wake = [this] {
    ErrorCode ignored;
    transport_.socket().cancel(ignored);
  };
  const auto [error, count] =
      co_await transport_.stream.async_read_some(asio::buffer(room.data(), room.size()), awaited);
  exchange_->wake = nullptr;
  const bool woken = error == asio::error::operation_aborted && !expired_;
  co_return received(woken ? ErrorCode() : error, count);
}

/// A bug of the sink ends it, and its responder with it.
template <class Transport>
template <class Work>
void Connection<Transport>::ask_sink(Work work) {
  try {
    work();
  } catch (const std::exception&) {
    sink_.reset();
  }
}

/// Waits until the sink wants the next piece; the time that it takes is not the client's.
template <class Transport>
asio::awaitable<void> Connection<Transport>::sink_ready() {
  const TimePoint since = since_, begun = worker_.now();
  phase_ = Phase::handling;
  while (!exchange_->piece_taken) co_await hear();
  phase_ = Phase::reading;
  since_ = since + (worker_.now() - begun);
}

/// Until the handler or the sink says something.
template <class Transport>
asio::awaitable<void> Connection<Transport>::hear() {
  exchange_->wake = [this] { answered_.cancel(); };
  co_await answered_.async_wait(awaited);
  exchange_->wake = nullptr;
}

template <class Transport>
asio::awaitable<bool> Connection<Transport>::wait_answer() {
  co_await hear();
  co_return exchange_->answer.has_value();
}

template <class Transport>
asio::awaitable<bool> Connection<Transport>::send_all(Outgoing outgoing,
                                                      const std::optional<FilePart>& file) {
  if (!outgoing.done() && !co_await send(outgoing)) co_return false;
  if (!file || exchange_->request.method == "HEAD") co_return true;
  co_return co_await send_file(transport_, *file, [this](std::size_t count) {
    worker_.tally().bytes_out.fetch_add(count, std::memory_order_relaxed);
    enter(Phase::writing);
  });
}

template <class Transport>
Outgoing Connection<Transport>::compose(const Response& answer, bool close) {
  if (out_.capacity() > kept_output) out_ = {};
  out_.clear();
  const bool bare = exchange_->request.method == "HEAD" || !status_has_body(answer.status);
  append_head(out_, answer,
              {.id = exchange_->request.id,
               .server_lines = worker_.server_lines(),
               .close = close,
               .say_keep_alive = exchange_->reader.old_version()});
  std::string_view body = bare ? std::string_view() : std::string_view(answer.body);
  if (Transport::tls) {
    out_ += body;
    body = {};
  }
  worker_.tally().bytes_out.fetch_add(out_.size() + body.size(), std::memory_order_relaxed);
  return {out_, body};
}

template <class Transport>
asio::awaitable<bool> Connection<Transport>::send(Outgoing outgoing) {
  while (!outgoing.done()) {
    ErrorCode error;
    std::size_t count = 0;
    if constexpr (Transport::tls)
      std::tie(error, count) = co_await transport_.stream.async_write_some(
          asio::buffer(outgoing.head.data(), outgoing.head.size()), awaited);
    else
      std::tie(error, count) =
          co_await transport_.stream.async_write_some(outgoing.buffers(), awaited);
    if (error) co_return false;
    outgoing.sent(count);
    if (phase_ == Phase::writing) enter(Phase::writing);
  }
  co_return true;
}

/// Answers for this layer; the connection is of no use afterwards.
template <class Transport>
asio::awaitable<bool> Connection<Transport>::refuse(Refusal refusal) {
  sink_.reset();
  exchange_->request.id = worker_.next_id();
  exchange_->request.method = {};
  const Response answer = answer_of(refusal);
  const Outgoing outgoing = compose(answer, true);
  enter(Phase::writing);
  farewell_ = co_await send(outgoing);
  co_return false;
}

/// Closing while unread bytes are there resets the connection, and the peer may lose our answer. So
/// say that nothing more comes, and read what the peer still sends, until he pauses.
template <class Transport>
asio::awaitable<void> Connection<Transport>::close_gently() {
  enter(Phase::closing);
  co_await transport_.say_goodbye();
  ErrorCode error;
  transport_.socket().shutdown(asio::socket_base::shutdown_send, error);
  const TimePoint begun = worker_.now();
  while (!error && !expired_) {
    exchange_->reader.discard();
    const auto room = exchange_->reader.room();
    std::tie(error, std::ignore) = co_await transport_.socket().async_read_some(
        asio::buffer(room.data(), room.size()), awaited);
    if (!expired_ && worker_.now() - begun < worker_.limits().request) enter(Phase::closing);
  }
}

template <class Transport>
asio::awaitable<void> live(std::unique_ptr<Connection<Transport>> connection) {
  co_await connection->run();
}

template <class Transport>
void start(Worker& worker, Transport transport, Admission admission, std::string remote) {
  auto connection = std::make_unique<Connection<Transport>>(worker, std::move(transport), admission,
                                                            std::move(remote));
  asio::co_spawn(worker.context(), live(std::move(connection)), asio::detached);
}

}  // namespace

void start_connection(Worker& worker, Socket socket, const TlsContext& tls, Admission admission) {
  ErrorCode error;
  const auto peer = socket.remote_endpoint(error);
  std::string remote = error ? std::string() : peer.address().to_string();
  socket.non_blocking(true, error);
  if (tls)
    start(worker, TlsTransport(std::move(socket), *tls), admission, std::move(remote));
  else
    start(worker, PlainTransport(std::move(socket)), admission, std::move(remote));
}

}  // namespace planstead::http
