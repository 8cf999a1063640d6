// Sessions are kept when their readers are done: opening one costs more than a read.
#include "storage/session_pool.h"

#include <exception>

namespace planstead::storage {

SessionPool::Lease::Lease(SessionPool& pool, std::unique_ptr<Session> session,
                          const base::Deadline& deadline)
    : pool_(pool), session_(std::move(session)), failures_(std::uncaught_exceptions()) {
  session_->begin_read();
  session_->work_until(deadline);
}

SessionPool::Lease::~Lease() {
  if (std::uncaught_exceptions() > failures_) return;
  session_->work_until(base::no_deadline);
  session_->end_read();
  const std::lock_guard lock(pool_.mutex_);
  pool_.idle_.push_back(std::move(session_));
}

SessionPool::Lease SessionPool::lease(const base::Deadline& deadline) {
  return {*this, take(), deadline};
}

std::unique_ptr<Session> SessionPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Session> session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
  }
  return database_.open_session();
}

}  // namespace planstead::storage
