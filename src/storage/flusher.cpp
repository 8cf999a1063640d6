// The loop of the flushing thread: take, flush, answer.
#include "storage/flusher.h"

#include <algorithm>
#include <utility>

namespace planstead::storage {

namespace {
/// Readers see the change, and a crash of the machine may take it back.
base::Error uncertain(const std::exception_ptr& failure) {
  return {.code = base::ErrorCode::unknown,
          .where = {},
          .detail = "storage has failed: see whether the change is there before sending it again",
          .log = base::reason_of(failure),
          .http_status = 503,
          .wait_seconds = 1};
}
}  // namespace

Flusher::Flusher(Hooks hooks) : hooks_(std::move(hooks)) {
  thread_ = std::thread([this] { loop(); });
}

Flusher::~Flusher() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Flusher::announce() {
  const std::lock_guard lock(mutex_);
  ++announced_;
}

int Flusher::underway() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(announced_ - answered_);
}

bool Flusher::wait_until_safe() {
  std::unique_lock lock(mutex_);
  settled_.wait(lock, [this, all = announced_] { return answered_ >= all; });
  return failure_ == nullptr;
}

void Flusher::add(Ended ended) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(ended));
  }
  wake_.notify_one();
}

void Flusher::settle_at_once(Ended ended) {
  std::deque<Ended> group;
  group.push_back(std::move(ended));
  flush_and_answer(std::move(group));
}

bool Flusher::has_failed() const {
  const std::lock_guard lock(mutex_);
  return failure_ != nullptr;
}

void Flusher::recovered() {
  const std::lock_guard lock(mutex_);
  failure_ = nullptr;
}

std::deque<Ended> Flusher::take() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  return std::exchange(waiting_, {});
}

void Flusher::loop() {
  for (;;) {
    std::deque<Ended> group = take();
    if (group.empty()) return;  // stopping, and nothing left
    flush_and_answer(std::move(group));
    hooks_.answered();
  }
}

void Flusher::flush_and_answer(std::deque<Ended> group) {
  const std::exception_ptr failure = flush(group);
  for (Ended& ended : group) settle(ended, failure);
  {
    const std::lock_guard lock(mutex_);
    answered_ += group.size();
  }
  settled_.notify_all();
}

std::exception_ptr Flusher::flush(const std::deque<Ended>& group) {
  if (std::ranges::none_of(group, &Ended::is_committed)) return nullptr;
  std::exception_ptr failure;
  {
    const std::lock_guard lock(mutex_);
    failure = failure_;
  }
  if (failure) return failure;
  try {
    hooks_.flush();
  } catch (...) {
    failure = std::current_exception();
    const std::lock_guard lock(mutex_);
    failure_ = failure;
  }
  return failure;
}

void Flusher::settle(Ended& ended, const std::exception_ptr& failure) {
  const bool is_lost = failure != nullptr && ended.is_committed;
  if (!is_lost) hooks_.remove_contents(ended.unnamed_contents);
  for (Ended::Answer& answer : ended.answers) {
    if (is_lost && answer.result.ok())
      answer.done(uncertain(failure), failure);
    else
      answer.done(std::move(answer.result), answer.failure);
  }
}

}  // namespace planstead::storage
