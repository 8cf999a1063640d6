// Sessions are kept when their readers are done: opening one costs more than a read.
#include "storage/session_pool.h"

#include <exception>
#include <utility>

namespace planstead::storage {

void SessionPool::Kept::end() {
  if (std::exchange(snapshot, 0) != 0) session->end_read();
}

SessionPool::Lease::Lease(SessionPool& pool, const base::Deadline& deadline)
    : pool_(pool), session_(pool.take()), failures_(std::uncaught_exceptions()) {
  // Asked before the snapshot begins: it may show more than this generation, never less.
  const std::uint64_t generation = pool_.generation_.load();
  if (session_.snapshot != generation) {
    session_.end();
    session_.session->begin_read();
    session_.snapshot = generation;
  }
  session_.session->work_until(deadline);
}

SessionPool::Lease::~Lease() {
  if (std::uncaught_exceptions() > failures_) return;
  session_.session->work_until(base::no_deadline);
  pool_.give_back(std::move(session_));
}

SessionPool::Kept SessionPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Kept session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
  }
  return {database_.open_session()};
}

void SessionPool::give_back(Kept session) {
  if (session.snapshot != generation_.load()) session.end();
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(session));
}

void SessionPool::let_go() {
  const std::lock_guard lock(mutex_);
  for (Kept& session : idle_) session.end();
}

void SessionPool::renew() {
  ++generation_;
  let_go();
}

}  // namespace planstead::storage
