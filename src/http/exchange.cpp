// Brings an answer back to the thread of its connection.
#include "http/exchange.h"

namespace planstead::http {
namespace {

/// Lets one answer through; the last copy of an uncalled responder answers 500.
class Once {
 public:
  explicit Once(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;
  ~Once() {
    if (!used_.test_and_set()) exchange_->respond(answer_of(unanswered()));
  }
  void answer(Response&& response) {
    if (!used_.test_and_set()) exchange_->respond(std::move(response));
  }

 private:
  std::shared_ptr<Exchange> exchange_;
  std::atomic_flag used_;
};

/// Asks for the next piece when it is called or goes.
class NextOnce {
 public:
  explicit NextOnce(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  NextOnce(const NextOnce&) = delete;
  NextOnce& operator=(const NextOnce&) = delete;
  ~NextOnce() { call(); }
  void call() {
    if (!used_.test_and_set()) exchange_->next();
  }

 private:
  std::shared_ptr<Exchange> exchange_;
  std::atomic_flag used_;
};

}  // namespace

void Mailbox::close() {
  const std::lock_guard lock(mutex_);
  open_ = false;
  thread_ = std::thread::id();
}

Exchange::Exchange(std::shared_ptr<Mailbox> mailbox, const Limits& limits, std::string remote)
    : reader(limits), mailbox_(std::move(mailbox)), remote_(std::move(remote)) {
  request.remote = remote_;
  request.header = [this](std::string_view name) { return reader.header(name); };
}

void Exchange::respond(Response&& response) {
  if (mailbox_->here()) return deliver(std::move(response));
  mailbox_->post([self = shared_from_this(), response = std::move(response)]() mutable {
    self->deliver(std::move(response));
  });
}

Responder Exchange::make_responder() {
  return [once = std::make_shared<Once>(shared_from_this())](Response&& response) {
    once->answer(std::move(response));
  };
}

BodySink::Next Exchange::make_next() {
  return [once = std::make_shared<NextOnce>(shared_from_this())] { once->call(); };
}

void Exchange::next() {
  if (mailbox_->here()) return deliver_next();
  mailbox_->post([self = shared_from_this()] { self->deliver_next(); });
}

void Exchange::deliver_next() {
  piece_taken = true;
  if (wake) wake();
}

void Exchange::deliver(Response&& response) {
  answer = std::move(response);
  if (wake) wake();
}

}  // namespace planstead::http
